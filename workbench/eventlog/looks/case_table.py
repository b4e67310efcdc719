"""What each case amounts to: how many events, when it ran, how long, and along which variant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import NO_TIME, EventLog, Variants
from workbench.eventlog.looks.counting import spans_of_cases
from workbench.eventlog.looks.variants import variants_of
from workbench.eventlog.texts import Texts
from workbench.shown import Tabular, Values


@dataclass(frozen=True, kw_only=True, eq=False)
class CaseTable(Tabular):
    """Figures of each case, in the order of `cases`; all arrays have the shape (n_cases,).

    `events` (int64) are executions. `first` is the earliest time known of the case, a start where the log has one, else the
    first completion; `last` is its last completion: microseconds since 1970-01-01 UTC (int64), NO_TIME for a case without
    events, or in a log that is not timed. `variant` (int32) is its place among the variants of the log, 0 the most frequent.
    """

    cases: Texts
    events: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    variant: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.events)

    @property
    def duration(self) -> NDArray[np.int64]:
        """Return last − first in microseconds, NO_TIME for a case without events."""
        return np.where(self.last != NO_TIME, self.last - self.first, NO_TIME)

    def columns(self, rows: slice) -> Mapping[str, Values]:
        """Return case, events, first, last, duration and variant."""
        return {
            "case": self.cases[rows],
            "events": self.events[rows],
            "first": self.first[rows].view("datetime64[us]"),
            "last": self.last[rows].view("datetime64[us]"),
            "duration": self.duration[rows].view("timedelta64[us]"),
            "variant": self.variant[rows],
        }


def case_table_of(log: EventLog, variants: Variants | None = None) -> CaseTable:
    """Measure each case; `variants` are those of the same log, where they are known already."""
    events, first, last = spans_of_cases(log.case, log.end, log.start, log.n_cases)
    if not log.is_timed:
        first, last = (np.full(log.n_cases, NO_TIME, dtype=np.int64) for _ in range(2))
    of_case = (variants or variants_of(log)).of_case
    return CaseTable(cases=log.cases, events=events, first=first, last=last, variant=of_case)
