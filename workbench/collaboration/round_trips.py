"""Between which departments work goes back and forth: the cases of each pair, and how often in one case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from workbench.collaboration.ping_pong import ping_pong_of
from workbench.linkage import Linkage, LinkedProcess
from workbench.shown import Tabular, Values


@dataclass(frozen=True, kw_only=True)
class RoundTrips:
    """One pair of departments in one process: the complete `cases` with a round trip, and the `most` trips of one of them."""

    process: str
    source: str
    target: str
    cases: int
    most: int


@dataclass(frozen=True, kw_only=True)
class RoundTripTable(Tabular):
    """Every pair of departments between which a complete case made a round trip, by process and pair."""

    rows: tuple[RoundTrips, ...]

    def __len__(self) -> int:
        return len(self.rows)

    def columns(self, rows: slice) -> Mapping[str, Values]:
        """Return process, the two departments, the cases with a round trip, and the most trips of one."""
        shown = self.rows[rows]
        return {
            "process": [each.process for each in shown],
            "source": [each.source for each in shown],
            "target": [each.target for each in shown],
            "cases": np.array([each.cases for each in shown], dtype=np.int64),
            "most": np.array([each.most for each in shown], dtype=np.int64),
        }


def round_trips_of(linkage: Linkage) -> RoundTripTable:
    """Collect the longest alternation of each case and pair (`ping_pong_of`) over all processes."""
    return RoundTripTable(rows=tuple(row for process in linkage.processes for row in _rows(linkage, process)))


def _rows(linkage: Linkage, process: LinkedProcess) -> Iterator[RoundTrips]:
    found = ping_pong_of(process)
    kept = (found.trips > 0) & process.complete[found.case]
    pairs, of_row = np.unique(found.pair[kept], axis=0, return_inverse=True)
    for number, (low, high) in enumerate(pairs.tolist()):
        trips = found.trips[kept][of_row.ravel() == number]
        yield RoundTrips(
            process=process.id,
            source=linkage.departments[low],
            target=linkage.departments[high],
            cases=len(trips),
            most=int(trips.max()),
        )
