"""What each case bears of one attribute, and its events one by one: a narrow door to what stands beside the traces."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import MISSING, NO_TIME, Column, EventLog
from workbench.eventlog.looks.counting import count_pairs
from workbench.eventlog.texts import Texts


@dataclass(frozen=True, kw_only=True)
class Attributes:
    """The names of what a log says beside case, activity and times, sorted: of whole cases, and of single events."""

    of_cases: tuple[str, ...]
    of_events: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class CaseValues:
    """The values of one attribute by case, sorted by (case, value); what is missing is not listed.

    `case` and `value` (int32, shape (m,)) index the cases of the log and `values`, which are sorted and all occur; `counts`
    (int64, shape (m,)) are the events of the case that bear the value, 1 for an attribute of the case itself.
    """

    name: str
    values: Texts
    case: NDArray[np.int32]
    value: NDArray[np.int32]
    counts: NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class RecordedEvent:
    """One execution as the log has it; times are microseconds since 1970-01-01 UTC, None where the log does not say."""

    activity: str
    start: int | None
    end: int | None
    attributes: Mapping[str, str]


def attributes_of(log: EventLog) -> Attributes:
    """Name the attributes of a log."""
    return Attributes(of_cases=tuple(sorted(log.case_columns)), of_events=tuple(sorted(log.columns)))


def case_values_of(log: EventLog, name: str) -> CaseValues:
    """Return what each case bears of an attribute of cases; nothing where the log has no such attribute."""
    column = log.case_columns.get(name)
    if column is None:
        return no_values(name)
    known = np.flatnonzero(column.codes != MISSING)
    return values_of_pairs(name, column.values, known, column.codes[known], np.ones(len(known), dtype=np.int64))


def event_values_of(log: EventLog, name: str, apart_from: Collection[str] = ()) -> CaseValues:
    """Return what the events of each case bear of an attribute; nothing where the log has no such attribute.

    Events of the activities `apart_from` do not count.
    """
    column = log.columns.get(name)
    if column is None:
        return no_values(name)
    counting = ~np.array([label in apart_from for label in log.activities], dtype=np.bool_)
    rows = np.flatnonzero(counting[log.activity])
    keys, counts = count_pairs(log.case[rows], log.n_cases, column.codes[rows], len(column.values))
    case, value = np.divmod(keys, len(column.values) + 1)
    known = value > 0
    return values_of_pairs(name, column.values, case[known], value[known] - 1, counts[known])


def events_of_case(log: EventLog, case: int) -> tuple[RecordedEvent, ...]:
    """Return the events of one case, by its number, in the order of the log."""
    rows = np.arange(*np.searchsorted(log.case, (case, case + 1)))
    return tuple(
        RecordedEvent(
            activity=log.activities[log.activity[row]],
            start=_known(log.start[row]),
            end=_known(log.end[row]) if log.is_timed else None,
            attributes={name: text for name, column in sorted(log.columns.items()) if (text := _text(column, row)) is not None},
        )
        for row in rows.tolist()
    )


def no_values(name: str) -> CaseValues:
    """Return that no case bears anything of an attribute."""
    nothing = np.zeros(0, dtype=np.int64)
    return values_of_pairs(name, Texts.of(()), nothing, nothing, nothing)


def values_of_pairs(
    name: str, values: Texts, case: NDArray[np.integer], value: NDArray[np.integer], counts: NDArray[np.int64]
) -> CaseValues:
    """Put pairs of case and value in order, and close up the values to those that occur."""
    order = np.lexsort((value, case))
    present, codes = np.unique(value, return_inverse=True)
    return CaseValues(
        name=name,
        values=values.taken(present.astype(np.int64)),
        case=case[order].astype(np.int32),
        value=codes[order].astype(np.int32),
        counts=counts[order],
    )


def _known(moment: np.int64) -> int | None:
    return None if moment == NO_TIME else int(moment)


def _text(column: Column, row: int) -> str | None:
    code = int(column.codes[row])
    return None if code == MISSING else column.values[code]
