"""The dotted chart as data: one dot an event – time across, cases down – brought to a grid that any log fits into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.faults import demand_times
from workbench.eventlog.log import EventLog
from workbench.eventlog.looks.case_table import CaseTable
from workbench.eventlog.looks.counting import count_pairs
from workbench.shown import Tabular, Values


class TimeAxis(StrEnum):
    """What time is shown across: the calendar, or the age of the case (time since its first event)."""

    CALENDAR = "calendar"
    AGE = "age"


class CaseOrder(StrEnum):
    """What cases are sorted by, downwards: when they begin, or how long they take."""

    BEGIN = "begin"
    DURATION = "duration"


@dataclass(frozen=True, kw_only=True)
class Grid:
    """How many columns and rows a chart has at most."""

    columns: int = 400
    rows: int = 200


@dataclass(frozen=True, kw_only=True, eq=False)
class Dotted(Tabular):
    """Dots on a grid, by row, column and activity: how many events each stands for; `counts` sum to all events.

    `row`, `column` and `activity` (int32, shape (m,)) number the place and the activity. `begin` and `width` (µs) are the time
    at the left border – since 1970-01-01 UTC on a calendar, since the begin of the case else – and that of one column. Each
    row holds `cases_per_row` cases or, the last, fewer; cases without events are in none.
    """

    axis: TimeAxis
    order: CaseOrder
    activities: tuple[str, ...]
    row: NDArray[np.int32]
    column: NDArray[np.int32]
    activity: NDArray[np.int32]
    counts: NDArray[np.int64]
    begin: int
    width: int
    n_columns: int
    n_rows: int
    cases_per_row: int

    def __len__(self) -> int:
        return len(self.counts)

    def columns(self, rows: slice) -> Mapping[str, Values]:
        """Return row, left border in time, activity and number of events of each dot."""
        unit = "datetime64[us]" if self.axis is TimeAxis.CALENDAR else "timedelta64[us]"
        return {
            "row": self.row[rows],
            "time": (self.begin + self.column[rows].astype(np.int64) * self.width).view(unit),
            "activity": [self.activities[code] for code in self.activity[rows]],
            "count": self.counts[rows],
        }


_GRID = Grid()


def dotted_of(log: EventLog, table: CaseTable, axis: TimeAxis, order: CaseOrder, grid: Grid = _GRID) -> Dotted:
    """Place every event of a log on a grid; `table` is that of the same log."""
    demand_times(log, "dotted_of")
    row_of_case, n_rows, cases_per_row = _rows(table, order, grid)
    times = log.end if axis is TimeAxis.CALENDAR else log.end - table.first[log.case]
    begin = int(times.min()) if len(times) else 0
    width = max(1, -(-(int(times.max()) - begin + 1) // grid.columns)) if len(times) else 1
    column = (times - begin) // width
    n_columns = int(column.max()) + 1 if len(column) else 0
    size = len(log.activities)
    width_of_row = max(1, n_columns)
    keys, counts = count_pairs(row_of_case[log.case] * width_of_row + column, n_rows * width_of_row, log.activity, size)
    place, activity = np.divmod(keys, size + 1)
    return Dotted(
        axis=axis,
        order=order,
        activities=log.activities,
        row=(place // width_of_row).astype(np.int32),
        column=(place % width_of_row).astype(np.int32),
        activity=(activity - 1).astype(np.int32),
        counts=counts,
        begin=begin,
        width=width,
        n_columns=n_columns,
        n_rows=n_rows,
        cases_per_row=cases_per_row,
    )


def _rows(table: CaseTable, order: CaseOrder, grid: Grid) -> tuple[NDArray[np.int64], int, int]:
    """Return (the row of each case, how many rows, how many cases a row)."""
    timed = np.flatnonzero(table.events > 0)
    by = table.first if order is CaseOrder.BEGIN else table.duration
    ranked = timed[np.lexsort((timed, by[timed]))]
    cases_per_row = max(1, -(-len(ranked) // grid.rows))
    rows = np.zeros(len(table), dtype=np.int64)
    rows[ranked] = np.arange(len(ranked)) // cases_per_row
    return rows, -(-len(ranked) // cases_per_row), cases_per_row
