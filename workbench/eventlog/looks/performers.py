"""How many people do what: performers counted by activity, none of them named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import MISSING
from workbench.eventlog.looks.staffing import Crossing
from workbench.shown import Tabular, Values


@dataclass(frozen=True, kw_only=True, eq=False)
class Performers(Tabular):
    """Figures of each activity, the most frequent first; all arrays have the shape (n_activities,).

    Of its `events`, `named` say who performed them: `performers` different ones, of whom the busiest did `busiest` events.
    """

    activities: tuple[str, ...]
    events: NDArray[np.int64]
    named: NDArray[np.int64]
    performers: NDArray[np.int64]
    busiest: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.activities)

    def columns(self, rows: slice) -> Mapping[str, Values]:
        """Return activity, events, and of these: how many name a performer, how many different ones, those of the busiest."""
        return {
            "activity": self.activities[rows],
            "events": self.events[rows],
            "named": self.named[rows],
            "performers": self.performers[rows],
            "busiest": self.busiest[rows],
        }


def performers_of(staffing: Crossing) -> Performers:
    """Count performers by activity; `staffing` is activity × performer (`staffing_of`)."""
    size, known = len(staffing.activities), staffing.value != MISSING
    of_known, counts = staffing.activity[known], staffing.counts[known]
    events = np.zeros(size, dtype=np.int64)
    named, busiest = events.copy(), events.copy()
    np.add.at(events, staffing.activity, staffing.counts)
    np.add.at(named, of_known, counts)
    np.maximum.at(busiest, of_known, counts)
    order = np.lexsort((np.arange(size), -events))
    return Performers(
        activities=tuple(staffing.activities[number] for number in order.tolist()),
        events=events[order],
        named=named[order],
        performers=np.bincount(of_known, minlength=size).astype(np.int64)[order],
        busiest=busiest[order],
    )
