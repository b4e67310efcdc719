"""Doubts about who and where: attributes that events lack, accounts that several people share, users that are programs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import MISSING, NO_TIME, Column, EventLog
from workbench.eventlog.mappings.mapping import RECORDED, START
from workbench.eventlog.quality.evidence import Evidence
from workbench.eventlog.quality.pathology import Pathology, Unjudged, of_events
from workbench.findings import Severity

RESOURCE: Final = "resource"
WANTED: Final = (RESOURCE, "role", "department", "system", "function")
"""Text attributes that indicators need, beside the times `start` and `recorded`."""

_SYSTEM_KINDS: Final = ("system", "external")
_SECOND: Final = 1_000_000
_AT_ONCE: Final = 5
"""Cases that one person cannot work on at the same second."""

_OFTEN: Final = 0.05
_SPOKEN: Final = 3
_NOT_A_PERSON: Final = re.compile(
    r"(?i)(?:^|[\W_])(?:system|sys|admin|administrator|root|batch|robot|bot|rpa|auto|automatic|service|scheduler|daemon|interface"
    r"|job|timer|workflow)(?:$|[\W_\d])|系统|自动|机器人|接口|定时|调度|批处理"
)


def missing_attribute(evidence: Evidence) -> Iterator[Pathology]:
    """An attribute that events lack makes unknown what is computed from it; one that no event has is a note, gaps are a fault."""
    log = evidence.log
    for attribute in WANTED:
        column = log.columns.get(attribute)
        yield from _lacking(log, attribute, lacks(log, column))
    for attribute, times in ((START, log.start), (RECORDED, log.recorded)):
        yield from _lacking(log, attribute, times == NO_TIME)


def lacks(log: EventLog, column: Column | None) -> NDArray[np.bool_]:
    """Return which events have no value in a column, all where there is no column."""
    return np.ones(log.n_events, dtype=np.bool_) if column is None else column.codes == MISSING


def system_user(evidence: Evidence) -> Iterator[Pathology]:
    """What a program did is nobody's work; programs are told by the table of accounts, else by their names."""
    log, column = evidence.log, evidence.log.columns.get(RESOURCE)
    if column is None:
        return
    accounts = evidence.circumstances.accounts
    programs = np.array([_is_program(name, accounts.get(name)) for name in column.values] + [False], dtype=np.bool_)
    events = programs[column.codes]
    if events.any():
        facts = {"names": _named(evidence, column, np.flatnonzero(programs))}
        yield of_events(log, "LOG_SYSTEM_USER", events, int((column.codes != MISSING).sum()), facts)


def shared_account(evidence: Evidence) -> Iterator[Pathology | Unjudged]:
    """An account that works on many cases at one second, or that the table of accounts calls shared, hides who did it.

    Programs are left out, and so are logs whose times are dates: there everybody works on everything at midnight.
    """
    log, column = evidence.log, evidence.log.columns.get(RESOURCE)
    if column is None:
        yield Unjudged(code="LOG_SHARED_ACCOUNT", reason="unjudged-attribute", facts={"attribute": RESOURCE})
        return
    accounts = evidence.circumstances.accounts
    shared = np.array([accounts.get(name) == "shared" for name in column.values] + [False], dtype=np.bool_)
    timed = ~evidence.dated & evidence.plausible & (column.codes != MISSING)
    if timed.any() and timed.sum() * 2 >= (column.codes != MISSING).sum():
        people = np.array([not _is_program(name, accounts.get(name)) for name in column.values], dtype=np.bool_)
        shared[:-1] |= (_crowding(log, column, np.flatnonzero(timed)) >= _OFTEN) & people
    else:
        yield Unjudged(code="LOG_SHARED_ACCOUNT", reason="unjudged-dates")
    events = shared[column.codes]
    if events.any():
        facts = {"names": _named(evidence, column, np.flatnonzero(shared)), "at_once": _AT_ONCE}
        yield of_events(log, "LOG_SHARED_ACCOUNT", events, int((column.codes != MISSING).sum()), facts)


def _crowding(log: EventLog, column: Column, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return for each value of a column of resources the share of its rows that are crowded."""
    codes, n_values = column.codes[rows], len(column.values)
    crowded = np.bincount(codes[_crowded(log, column.codes, rows)], minlength=n_values)
    return crowded / np.maximum(np.bincount(codes, minlength=n_values), 1)


def _crowded(log: EventLog, resource: NDArray[np.int32], rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which rows complete at a second at which their resource completes events of `_AT_ONCE` cases or more."""
    seconds = log.end[rows] // _SECOND
    seconds -= seconds.min()
    keys = resource[rows] * (seconds.max() + 1) + seconds
    ordered = np.sort(keys)
    full = np.unique(ordered[_AT_ONCE - 1 :][ordered[_AT_ONCE - 1 :] == ordered[: 1 - _AT_ONCE]])
    crowded = np.zeros(len(rows), dtype=np.bool_)
    if len(full):
        place = np.minimum(np.searchsorted(full, keys), len(full) - 1)
        found = np.flatnonzero(full[place] == keys)
        pairs = np.unique(place[found] * log.n_cases + log.case[rows[found]])
        crowded[found] = (np.bincount(pairs // log.n_cases, minlength=len(full)) >= _AT_ONCE)[place[found]]
    return crowded


def _lacking(log: EventLog, attribute: str, events: NDArray[np.bool_]) -> Iterator[Pathology]:
    if events.any():
        found = of_events(log, "LOG_ATTRIBUTE_MISSING", events, log.n_events, {"attribute": attribute}, (attribute,))
        yield found if found.count < found.exposed else replace(found, severity=Severity.INFO)


def _is_program(name: str, kind: str | None) -> bool:
    return kind in _SYSTEM_KINDS if kind is not None else _NOT_A_PERSON.search(name) is not None


def _named(evidence: Evidence, column: Column, numbers: Sequence[int] | NDArray[np.int64]) -> str:
    names = [evidence.circumstances.called(column.values[int(number)]) for number in numbers[:_SPOKEN]]
    return ", ".join(names) + (", …" if len(numbers) > _SPOKEN else "")
