"""From whom to whom work goes: pairs of posts or departments with their traffic, waiting, and whether it was designed so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.collaboration.handover_waits import handover_waits_of
from workbench.eventlog.log import NO_TIME
from workbench.linkage import Authority, Linkage, LinkedProcess
from workbench.shown import Tabular, Values

_POST, _DEPARTMENT = 0, 1


@dataclass(frozen=True, kw_only=True)
class HandoverPair:
    """The causal handovers from one unit to another, or to itself.

    `as_designed` of `count` lead from a step to a step both of which the process allows where they stand and neither of which
    was done without authority. `wait` is the median working time between them (µs), over those whose wait is known; None without
    any. `persons` work in the smaller of the two units.
    """

    source: str
    target: str
    count: int
    as_designed: int
    wait: float | None
    persons: int

    @property
    def is_across(self) -> bool:
        """Return whether work leaves the unit."""
        return self.source != self.target


@dataclass(frozen=True, kw_only=True)
class HandoverPairs(Tabular):
    """Every pair that hands anything over, the heaviest first, of equal ones by name."""

    rows: tuple[HandoverPair, ...]

    def __len__(self) -> int:
        return len(self.rows)

    def columns(self, rows: slice) -> Mapping[str, Values]:
        """Return source, target, count, how many of them are as designed, and the median wait (NaT where unknown)."""
        shown = self.rows[rows]
        waits = [np.timedelta64("NaT") if each.wait is None else np.timedelta64(round(each.wait), "us") for each in shown]
        return {
            "source": [each.source for each in shown],
            "target": [each.target for each in shown],
            "count": np.array([each.count for each in shown], dtype=np.int64),
            "designed": np.array([each.as_designed for each in shown], dtype=np.int64),
            "duration": np.array(waits, dtype="timedelta64[us]"),
        }


def pairs_of_posts(linkage: Linkage) -> HandoverPairs:
    """Measure the handovers between the posts under which work was done, in complete cases."""
    return _pairs(linkage, _POST, linkage.posts, [each.post for each in linkage.processes])


def pairs_of_departments(linkage: Linkage) -> HandoverPairs:
    """Measure the handovers between departments, in complete cases."""
    return _pairs(linkage, _DEPARTMENT, linkage.departments, [each.department for each in linkage.processes])


def _members_of(units: int, linkage: Linkage, of_event: Sequence[NDArray[np.int32]]) -> NDArray[np.int64]:
    """Count the people (int64, shape (units,)) who worked in each unit; `of_event` has the unit of each event by process."""
    pairs = [np.zeros((0, 2), dtype=np.int32)]
    for process, unit in zip(linkage.processes, of_event, strict=True):
        known = (unit >= 0) & (process.person >= 0)
        pairs.append(np.unique(np.stack((unit[known], process.person[known]), axis=1), axis=0))
    return np.bincount(np.unique(np.concatenate(pairs), axis=0)[:, 0], minlength=units)


def _pairs(linkage: Linkage, side: int, names: tuple[str, ...], of_event: Sequence[NDArray[np.int32]]) -> HandoverPairs:
    found = handover_waits_of(linkage)
    source, target = found.giver[:, side].astype(np.int64), found.taker[:, side].astype(np.int64)
    designed = np.concatenate([np.zeros(0, dtype=np.bool_), *map(_is_designed, linkage.processes)])
    known = np.flatnonzero((source >= 0) & (target >= 0))
    keys, of_row = np.unique(source[known] * len(names) + target[known], return_inverse=True)
    order = np.argsort(of_row, kind="stable")
    groups = np.split(known[order], np.flatnonzero(np.diff(of_row[order])) + 1) if len(keys) else []
    members = _members_of(len(names), linkage, of_event)
    rows = [
        HandoverPair(
            source=names[key // len(names)],
            target=names[key % len(names)],
            count=len(group),
            as_designed=int(designed[group].sum()),
            wait=_median(found.wait[group]),
            persons=int(min(members[key // len(names)], members[key % len(names)])),
        )
        for key, group in zip(keys.tolist(), groups, strict=True)
    ]
    return HandoverPairs(rows=tuple(sorted(rows, key=lambda each: (-each.count, each.source, each.target))))


def _is_designed(process: LinkedProcess) -> NDArray[np.bool_]:
    """Return for each counted handover whether both of its steps are as the process and the duties want them."""
    kept = process.is_counted[process.handovers.after]
    fine = process.is_aligned & (process.authority != Authority.NONE)
    return np.asarray(fine[process.handovers.before[kept]] & fine[process.handovers.after[kept]])


def _median(waits: NDArray[np.int64]) -> float | None:
    timed = waits[waits != NO_TIME]
    return float(np.median(timed)) if len(timed) else None
