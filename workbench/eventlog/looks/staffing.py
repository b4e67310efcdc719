"""Who does what, and with which system: activities against the values of a column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import MISSING, EventLog
from workbench.eventlog.looks.counting import count_pairs
from workbench.eventlog.texts import Texts
from workbench.shown import Tabular, Values

PERFORMER: Final = "resource"
SYSTEM: Final = "system"


@dataclass(frozen=True, kw_only=True, eq=False)
class Crossing(Tabular):
    """How many events of each activity bear each value of a column, by activity and value.

    `activity` and `value` (int32, shape (m,)) index `activities` and `values`; a value of -1 means that the log does not
    say. `counts` (int64, shape (m,)) are above zero and sum to all events.
    """

    column: str
    activities: tuple[str, ...]
    values: Texts
    activity: NDArray[np.int32]
    value: NDArray[np.int32]
    counts: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.counts)

    @property
    def known(self) -> float | None:
        """Return the part of all events, in [0, 1], whose value the log says; None where there are no events."""
        events = int(self.counts.sum())
        return int(self.counts[self.value != MISSING].sum()) / events if events else None

    def columns(self, rows: slice) -> Mapping[str, Values]:
        """Return activity, value ("" where the log does not say) and count."""
        return {
            "activity": [self.activities[code] for code in self.activity[rows]],
            "value": [self.values[code] if code != MISSING else "" for code in self.value[rows]],
            "count": self.counts[rows],
        }


def staffing_of(log: EventLog) -> Crossing:
    """Count who did what: activity × performer."""
    return crossing_of(log, PERFORMER)


def tooling_of(log: EventLog) -> Crossing:
    """Count where what was done: activity × system."""
    return crossing_of(log, SYSTEM)


def crossing_of(log: EventLog, name: str) -> Crossing:
    """Count activities against an event column; where the log has no such column, every value is unknown."""
    column = log.columns.get(name)
    if column is None:
        counts = np.bincount(log.activity, minlength=len(log.activities))
        return ordered_crossing(name, log.activities, Texts.of(()), np.flatnonzero(counts), counts[counts > 0])
    keys, counts = count_pairs(log.activity, len(log.activities), column.codes, len(column.values))
    return ordered_crossing(name, log.activities, column.values, keys, counts)


def ordered_crossing(
    name: str, activities: tuple[str, ...], values: Texts, keys: NDArray[np.int64], counts: NDArray[np.int64]
) -> Crossing:
    """Return counted pairs in their order; keys and counts as `count_pairs` has them."""
    order = np.argsort(keys)
    size = len(values) + 1
    return Crossing(
        column=name,
        activities=activities,
        values=values,
        activity=(keys[order] // size).astype(np.int32),
        value=(keys[order] % size - 1).astype(np.int32),
        counts=counts[order],
    )
