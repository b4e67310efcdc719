"""A log made smaller: some of its cases or events, every other figure as it was, what was left out counted and said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import MISSING, Column, EventLog
from workbench.eventlog.rows.content import content_hash
from workbench.eventlog.texts import Texts
from workbench.tables.faults import note, warning

FILTERED: Final = "LOG_FILTERED"
NOTHING_LEFT: Final = "LOG_FILTERED_EMPTY"


def with_cases(log: EventLog, keep: NDArray[np.bool_], what: Mapping[str, str]) -> EventLog:
    """Return the log with some cases (`keep`: shape (n_cases,)), all events of each; `what` says in each language which."""
    return _said(log, log if keep.all() else _narrowed(log, keep[log.case], keep), what)


def with_events(log: EventLog, keep: NDArray[np.bool_], what: Mapping[str, str]) -> EventLog:
    """Return the log with some events (`keep`: shape (n_events,)); a case goes with the last of its events.

    Cases that had no events before stay. `what` says in each language which events are kept.
    """
    if keep.all():
        return _said(log, log, what)
    before = np.bincount(log.case, minlength=log.n_cases)
    after = np.bincount(log.case[keep], minlength=log.n_cases)
    return _said(log, _narrowed(log, keep, (after > 0) | (before == 0)), what)


def events_filtered(log: EventLog) -> int:
    """Return how many events filters have left out of a log since it was read.

    So rows_read = events + events_filtered + rows_merged + rows_set_aside + rows_rejected.
    """
    return sum(each.count or 0 for each in log.findings if each.code in (FILTERED, NOTHING_LEFT))


def _narrowed(log: EventLog, events: NDArray[np.bool_], cases: NDArray[np.bool_]) -> EventLog:
    """Return the log at some events and cases; codes are closed up and keep their order."""
    rows, numbers = np.flatnonzero(events), np.flatnonzero(cases)
    new_number = np.cumsum(cases, dtype=np.int32) - np.int32(1)
    activity = _closed_up(Column(codes=log.activity[rows], values=Texts.of(log.activities)))
    smaller = replace(
        log,
        cases=log.cases.taken(numbers),
        activities=tuple(activity.values),
        case=new_number[log.case[rows]],
        activity=activity.codes,
        end=log.end[rows],
        start=log.start[rows],
        recorded=log.recorded[rows],
        position=log.position[rows],
        columns=_at(log.columns, rows),
        case_columns=_at(log.case_columns, numbers),
    )
    return replace(smaller, source=replace(log.source, content=content_hash(smaller)))


def _at(columns: Mapping[str, Column], rows: NDArray[np.int64]) -> Mapping[str, Column]:
    return MappingProxyType({name: _closed_up(column.at(rows)) for name, column in columns.items()})


def _closed_up(column: Column) -> Column:
    """Return a column with the values that occur and no others."""
    present = np.zeros(len(column.values) + 1, dtype=np.bool_)
    present[column.codes] = True
    if present[:-1].all():
        return column
    recode = np.append(np.cumsum(present[:-1], dtype=np.int32) - np.int32(1), np.int32(MISSING))
    return Column(codes=recode[column.codes], values=column.values.taken(np.flatnonzero(present[:-1])))


def _said(before: EventLog, after: EventLog, what: Mapping[str, str]) -> EventLog:
    """Return the log with a finding that says what was kept, and counts what was not."""
    facts = {
        "what": dict(what),
        "events": after.n_events,
        "events_before": before.n_events,
        "cases": after.n_cases,
        "cases_before": before.n_cases,
    }
    emptied = before.n_cases > 0 and after.n_cases == 0
    found = (warning if emptied else note)(before.source.path, NOTHING_LEFT if emptied else FILTERED, facts)
    identity = (found.code, *what.values())
    found = replace(found, object=identity, exposed=before.n_events, count=before.n_events - after.n_events)
    return replace(after, findings=(*before.findings, found))
