"""How long work lies between two hands: the working time from one step's end to the start of the next that depends on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import NO_TIME
from workbench.linkage import Linkage, LinkedProcess
from workbench.organization import ALWAYS, WorkingCalendar
from workbench.shown import Tabular, Values


@dataclass(frozen=True, kw_only=True, eq=False)
class HandoverWaits(Tabular):
    """The counted causal handovers of all processes, one row each.

    `process` (int32) indexes `processes`; `giver` and `taker` (int32, shape (m, 2)) are numbers of post and department, -1
    for unknown ones. `wait` (int64) is working time in µs, NO_TIME where the start is not known; what overlaps waits 0.
    """

    processes: tuple[str, ...]
    departments: tuple[str, ...]
    process: NDArray[np.int32]
    giver: NDArray[np.int32]
    taker: NDArray[np.int32]
    wait: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self._groups()[0])

    def columns(self, rows: slice) -> Mapping[str, Values]:
        """Return process, giving and taking department, handovers, and their wait in all (NaT where no start is known)."""
        keys, of_row = self._groups()
        is_timed = self.wait != NO_TIME
        waited = np.zeros(len(keys), dtype=np.int64)
        np.add.at(waited, of_row[is_timed], self.wait[is_timed])
        times = waited.astype("timedelta64[us]")
        times[np.bincount(of_row[is_timed], minlength=len(keys)) == 0] = np.timedelta64("NaT")
        size = len(self.departments) + 1
        return {
            "process": [self.processes[key // size**2] for key in keys[rows].tolist()],
            "source": [self._called(key // size % size - 1) for key in keys[rows].tolist()],
            "target": [self._called(key % size - 1) for key in keys[rows].tolist()],
            "count": np.bincount(of_row, minlength=len(keys))[rows],
            "duration": times[rows],
        }

    @property
    def is_across(self) -> NDArray[np.bool_]:
        """Return which handovers go from one known department to another (bool, shape (m,))."""
        here, there = self.giver[:, 1], self.taker[:, 1]
        return np.asarray((here >= 0) & (there >= 0) & (here != there))

    def _groups(self) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
        size = len(self.departments) + 1
        pair = (self.giver[:, 1].astype(np.int64) + 1) * size + self.taker[:, 1] + 1
        keys, of_row = np.unique(self.process * size**2 + pair, return_inverse=True)
        return keys, of_row

    def _called(self, number: int) -> str:
        return self.departments[number] if number >= 0 else ""


def handover_waits_of(linkage: Linkage) -> HandoverWaits:
    """Measure the wait of each handover in the calendar of the receiving post, else in that of the process, else elapsed."""
    kept = [each.handovers.after[each.is_counted[each.handovers.after]] for each in linkage.processes]
    givers = [each.handovers.before[each.is_counted[each.handovers.after]] for each in linkage.processes]
    nothing = np.zeros((0, 2), dtype=np.int32)
    return HandoverWaits(
        processes=tuple(each.id for each in linkage.processes),
        departments=linkage.departments,
        process=np.repeat(np.arange(len(kept), dtype=np.int32), [len(rows) for rows in kept]),
        giver=np.concatenate([nothing, *map(_place, linkage.processes, givers)]),
        taker=np.concatenate([nothing, *map(_place, linkage.processes, kept)]),
        wait=np.concatenate(
            [
                np.zeros(0, dtype=np.int64),
                *(_waits(linkage, *each) for each in zip(linkage.processes, givers, kept, strict=True)),
            ]
        ),
    )


def _place(process: LinkedProcess, rows: NDArray[np.int64]) -> NDArray[np.int32]:
    return np.stack((process.post[rows], process.department[rows]), axis=1)


def _waits(linkage: Linkage, process: LinkedProcess, before: NDArray[np.int64], after: NDArray[np.int64]) -> NDArray[np.int64]:
    waits = np.full(len(after), NO_TIME, dtype=np.int64)
    calendars = [*(_calendar(linkage, process, post) for post in linkage.posts), _calendar(linkage, process, None)]
    is_timed = process.start[after] != NO_TIME
    for calendar in {each.id: each for each in calendars}.values():
        is_due = np.array([each.id == calendar.id for each in calendars], dtype=np.bool_)
        rows = np.flatnonzero(is_due[process.post[after]] & is_timed)
        waits[rows] = calendar.working_time(process.end[before[rows]], process.start[after[rows]])
    return waits


def _calendar(linkage: Linkage, process: LinkedProcess, post: str | None) -> WorkingCalendar:
    organization, designed = linkage.design.organization, linkage.design.process.get(process.id)
    known = organization.post.get(post or "")
    names = (known.calendar if known else None, designed.sidecar.calendar if designed else None)
    return organization.calendars.named(*names) if organization.calendars else ALWAYS
