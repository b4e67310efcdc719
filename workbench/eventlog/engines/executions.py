"""The events of a log as what looks beyond their order needs them: when, by whom, with which data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import Column, EventLog
from workbench.eventlog.renaming import with_activities
from workbench.eventlog.texts import Texts

LARGEST: Final = 20_000_000
"""Events beyond which no engine brings all of a log into memory as rows."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Executions:
    """Executions of activities, one row each, in the order of the traces: by case, completion and label.

    Columns are those of `EventLog`: `start` and `recorded` are NO_TIME where unknown, `columns` are per event, `case_columns`
    per case; where `is_timed` is False, `end` is no time, but an order. Row `begins[c] + i` is the event at position i of the
    trace of case c. What has the same case, completion and label is ordered by the rest of its content.
    """

    cases: Texts
    activities: tuple[str, ...]
    case: NDArray[np.int32]
    activity: NDArray[np.int32]
    end: NDArray[np.int64]
    start: NDArray[np.int64]
    recorded: NDArray[np.int64]
    columns: Mapping[str, Column]
    case_columns: Mapping[str, Column]
    is_timed: bool

    @property
    def begins(self) -> NDArray[np.int64]:
        """Return the first row of each case."""
        return np.searchsorted(self.case, np.arange(len(self.cases)))

    def restricted(self, cases: NDArray[np.bool_]) -> Executions:
        """Return the executions of some cases (bool, one a case) alone, in the same order."""
        numbers, rows = np.flatnonzero(cases), np.flatnonzero(cases[self.case])
        return replace(
            self,
            cases=self.cases.taken(numbers),
            case=(np.cumsum(cases) - 1)[self.case[rows]].astype(np.int32),
            activity=self.activity[rows],
            end=self.end[rows],
            start=self.start[rows],
            recorded=self.recorded[rows],
            columns={name: column.at(rows) for name, column in self.columns.items()},
            case_columns={name: column.at(numbers) for name, column in self.case_columns.items()},
        )


def executions_of(log: EventLog, names: Mapping[str, str]) -> Executions:
    """Return the events of a log, each label replaced by `names[label]` where there is one, as `SimpleLog.renamed` does."""
    renamed = with_activities(log, names)
    rows = Executions(
        cases=log.cases,
        activities=renamed.activities,
        case=log.case,
        activity=renamed.activity,
        end=log.end,
        start=log.start,
        recorded=log.recorded,
        columns=log.columns,
        case_columns=log.case_columns,
        is_timed=log.is_timed,
    )
    return _in_order_of_traces(rows)


def _in_order_of_traces(rows: Executions) -> Executions:
    content: list[NDArray[Any]] = [rows.columns[name].codes for name in sorted(rows.columns, reverse=True)]
    order = np.lexsort([*content, rows.recorded, rows.start, rows.activity, rows.end, rows.case])
    return replace(
        rows,
        case=rows.case[order],
        activity=rows.activity[order],
        end=rows.end[order],
        start=rows.start[order],
        recorded=rows.recorded[order],
        columns={name: column.at(order) for name, column in rows.columns.items()},
    )
