"""Data on its way from the system in which it was written to the one in which it is read next, and how long it takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog import NO_TIME
from workbench.linkage import Linkage, LinkedProcess

_NONE_DECLARED: Final = np.iinfo(np.int64).max
_MICROSECOND: Final = timedelta(microseconds=1)


@dataclass(frozen=True, kw_only=True, eq=False)
class Transitions:
    """Passages of data in one process between systems whose integration declares a latency, by event after, then before.

    `before` wrote what `after` reads (int64, rows of events), `source` and `target` (int32) are their systems. `lag` is the time
    from the completion of the one to the start of the other, `latency` the shortest that is declared for any of the data (int64,
    µs).
    """

    before: NDArray[np.int64]
    after: NDArray[np.int64]
    source: NDArray[np.int32]
    target: NDArray[np.int32]
    lag: NDArray[np.int64]
    latency: NDArray[np.int64]

    @property
    def systems(self) -> frozenset[tuple[int, int]]:
        """Return the pairs of systems between which something passes."""
        return frozenset(zip(self.source.tolist(), self.target.tolist(), strict=True))

    def between(self, source: int, target: int) -> Transitions:
        """Return what passes from one system to another."""
        mine = (self.source == source) & (self.target == target)
        return Transitions(**{each.name: getattr(self, each.name)[mine] for each in fields(self)})

    @property
    def is_late(self) -> NDArray[np.bool_]:
        """Return which passages took longer than declared."""
        return np.asarray(self.lag > self.latency)


def transitions_of(linkage: Linkage, process: LinkedProcess) -> Transitions:
    """Pair every event of a complete case that reads data with the last one before it in its case that wrote the data.

    Events without a system or a start are left out. The lag holds whatever else delayed the reader: it is the longest that the
    integration can have taken.
    """
    read = sorted({data for activity in process.activities for data in activity.reads})
    found = [np.zeros((0, 3), dtype=np.int64), *(_of_data(data, linkage, process) for data in read)]
    rows = np.concatenate(found)
    rows = rows[np.lexsort((rows[:, 2], rows[:, 0], rows[:, 1]))]
    _, first = np.unique(rows[:, 1] * len(process.activity) + rows[:, 0], return_index=True)
    before, after, latency = rows[first].T
    return Transitions(
        before=before,
        after=after,
        source=process.system[before],
        target=process.system[after],
        lag=process.start[after] - process.end[before],
        latency=latency,
    )


def _of_data(data: str, linkage: Linkage, process: LinkedProcess) -> NDArray[np.int64]:
    """Return the passages of one data object, as rows of (before, after, latency)."""
    latencies = _latencies(data, linkage)
    writes, reads = (
        np.array([*flags, False], dtype=np.bool_)[process.activity]
        for flags in zip(*((data in each.writes, data in each.reads) for each in process.activities), strict=True)
    )
    written = np.maximum.accumulate(np.where(writes, np.arange(len(writes)), -1))
    after = np.flatnonzero(reads & process.is_counted & (process.start != NO_TIME))
    before = np.concatenate(([-1], written))[after]
    kept = before >= 0
    kept &= (process.case[before] == process.case[after]) & (process.end[before] != NO_TIME)
    latency = latencies[process.system[before], process.system[after]]
    kept &= latency != _NONE_DECLARED
    return np.stack((before, after, latency), axis=1)[kept].astype(np.int64)


def _latencies(data: str, linkage: Linkage) -> NDArray[np.int64]:
    """Return the declared latency from system to system (int64, µs), with a last row and column for none."""
    number = {system: code for code, system in enumerate(linkage.systems)}
    table = np.full((len(number) + 1, len(number) + 1), _NONE_DECLARED, dtype=np.int64)
    for source, target, latency in _declared(data, linkage):
        if source in number and target in number:
            place = number[source], number[target]
            table[place] = min(int(table[place]), latency)
    return table


def _declared(data: str, linkage: Linkage) -> Iterator[tuple[str, str, int]]:
    for each in linkage.design.landscape.integrations or ():
        if each.latency is not None and each.source != each.target and each.carries(data):
            yield each.source, each.target, each.latency // _MICROSECOND
