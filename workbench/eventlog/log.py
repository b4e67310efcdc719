"""The witness as columns: events in the total order (case, completion, position in the file), every text dictionary-coded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log_tables import EventTable, VariantTable
from workbench.eventlog.texts import Texts
from workbench.findings import Finding
from workbench.shown import Tabled

NO_TIME: Final = np.iinfo(np.int64).min
"""What a time column holds where the time is unknown."""

HOUR: Final = 3_600_000_000
DAY: Final = 24 * HOUR
"""Microseconds, as time columns count them."""

MISSING: Final = -1
"""What a code column holds where the text is missing."""


def unknown_times(n: int) -> NDArray[np.int64]:
    """Return a column of `n` times that are all unknown; it takes no memory and cannot be written to."""
    return np.broadcast_to(np.int64(NO_TIME), (n,))


@dataclass(frozen=True, kw_only=True, eq=False)
class Column:
    """One dictionary-coded text column: `values[codes[i]]`, or missing where the code is -1. `values` are sorted and distinct."""

    codes: NDArray[np.int32]
    values: Texts

    def at(self, rows: NDArray[np.int64]) -> Column:
        """Return the same column at some rows, in that order."""
        return Column(codes=self.codes[rows], values=self.values)


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a log came from, and what became of each of its rows.

    `sha256` is that of the file's bytes, `content` that of the rows in canonical order, which re-ordering the file does not
    change. rows_read = events + rows_merged (starts paired with their completion) + rows_set_aside (lifecycle steps that are no
    execution) + rows_rejected. Rows are CSV records or XES events, counted from 1.
    """

    path: str
    sha256: str
    content: str
    rows_read: int
    rows_merged: int = 0
    rows_set_aside: int = 0
    rows_rejected: int = 0


@dataclass(frozen=True, kw_only=True, eq=False)
class EventLog(Tabled):
    """Executions of activities, one row each, sorted by (case, end, position).

    `case` and `activity` (int32, shape (n,)) index `cases` and `activities`, both sorted. `end` and `start` are
    microseconds since 1970-01-01 UTC (int64, shape (n,)); `start` and `recorded` (when it was entered) are NO_TIME where
    unknown. In a log that is not timed `end` is no time, but the order in which the events stand in the file. `position`
    (int32) is the row in the source, from 1. `columns` are per event, `case_columns` hold one code per case.
    """

    name: str
    cases: Texts
    activities: tuple[str, ...]
    case: NDArray[np.int32]
    activity: NDArray[np.int32]
    end: NDArray[np.int64]
    start: NDArray[np.int64]
    recorded: NDArray[np.int64]
    position: NDArray[np.int32]
    columns: Mapping[str, Column] = field(default_factory=lambda: MappingProxyType({}))
    case_columns: Mapping[str, Column] = field(default_factory=lambda: MappingProxyType({}))
    source: Source
    is_timed: bool = True
    findings: tuple[Finding, ...] = ()

    @property
    def n_events(self) -> int:
        """Return the number of executions."""
        return len(self.case)

    @property
    def n_cases(self) -> int:
        """Return the number of cases."""
        return len(self.cases)

    @property
    def table(self) -> EventTable:
        """Return the executions."""
        return EventTable(log=self)


@dataclass(frozen=True, kw_only=True, eq=False)
class Variants(Tabled):
    """The distinct traces, most frequent first, then by their labels.

    Trace v is `labels[offsets[v]:offsets[v + 1]]` (int32 codes into `activities`). `tied[i]` is True where event i has
    the same completion time as event i - 1 of its case: a run of tied events has no order, and is stored sorted by code.
    `counts[v]` cases follow variant v; `of_case[c]` is the variant of case c.
    """

    activities: tuple[str, ...]
    offsets: NDArray[np.int64]
    labels: NDArray[np.int32]
    tied: NDArray[np.bool_]
    counts: NDArray[np.int64]
    of_case: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.counts)

    @property
    def table(self) -> VariantTable:
        """Return each trace with its share of the cases."""
        return VariantTable(variants=self)

    def trace(self, variant: int) -> tuple[str, ...]:
        """Return one variant as activity labels."""
        return tuple(self.activities[code] for code in self.labels[self.offsets[variant] : self.offsets[variant + 1]])
