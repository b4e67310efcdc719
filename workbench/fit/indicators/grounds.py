"""What an indicator rests on: the tables and logs without which it is unknown, and its figures case by case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.design import DesignedActivity
from workbench.findings import Finding, Severity
from workbench.fit.detection import Evidence, first_missing, without
from workbench.fit.indicators.model import Indicator, Reading, Scope, unknown
from workbench.linkage import LinkedProcess, Performer
from workbench.organization import RESERVED, Letter

NO_TABLES: Final[Mapping[str, object | None]] = MappingProxyType({})
Columns = NDArray[np.float64]
"""One figure a complete case: shape (n_cases,)."""


def lacking(code: str, scope: Scope, tables: Mapping[str, object | None]) -> Reading | None:
    """Return the reading that says which of some tables is the first to be missing (None), None where all are there."""
    missing = first_missing(tables)
    return None if missing is None else unknown_without(missing, code, scope)


def unknown_without(table: str, code: str, scope: Scope) -> Reading:
    """Return the reading of an indicator that a missing table, column or log leaves unknown."""
    return unknown(code, scope, without(table, code, scope=scope.id).reason)


def lacking_cases(code: str, evidence: Evidence, scope: Scope, tables: Mapping[str, object | None] = NO_TABLES) -> Reading | None:
    """Return the reading that says which table, the log, or any complete case is missing; None where all are there."""
    linked = scope.linked(evidence)
    missing = lacking(code, scope, {**tables, "log": linked or None})
    if missing is None and not any(process.complete.any() for process in linked):
        return unknown(code, scope, Finding(code="MEASURE_NO_CASES", severity=Severity.INFO, scope=scope.id, object=(code,)))
    return missing


def read_in(indicator: Indicator, evidence: Evidence, scope: Scope) -> Reading:
    """Read an indicator; it is unknown where the logs of half of the complete cases, or more, leave nothing to measure of it."""
    reading = indicator.read(evidence, scope)
    doubt = evidence.doubt(indicator.code, scope.linked(evidence))
    return reading if doubt is None or reading.sample is None else unknown(indicator.code, scope, doubt)


def logged_share(evidence: Evidence, scope: Scope) -> float:
    """Return the share of the scope's processes, in [0, 1], that have a log."""
    return len(scope.linked(evidence)) / max(1, len(scope.processes))


def by_case(evidence: Evidence, scope: Scope, figure: Callable[[LinkedProcess], Columns]) -> Columns:
    """Join a figure of every case (float64, one a case of each process) over the scope, complete cases alone."""
    parts = (figure(process)[process.complete] for process in scope.linked(evidence))
    return np.concatenate([np.zeros(0), *parts])


def of_one_process(process: LinkedProcess, evidence: Evidence, scope: Scope, figure: Columns) -> Columns:
    """Give the cases of one process its figure (float64, one a case), those of the others 0; complete cases alone."""
    return by_case(evidence, scope, lambda each: figure if each is process else np.zeros(len(each.cases)))


def events_by_case(process: LinkedProcess, rows: NDArray[np.int64], amounts: Columns | None = None) -> Columns:
    """Sum up over each case what some events amount to, 1 each where nothing is said (float64, one a case)."""
    found: Columns = np.bincount(process.case[rows], weights=amounts, minlength=len(process.cases)).astype(np.float64)
    return found


def known_by_case(process: LinkedProcess, amounts: Columns) -> Columns:
    """Sum up over each case what its events amount to (float64, one an event), nan where it is known of none of them."""
    rows = np.flatnonzero(~np.isnan(amounts))
    return np.where(events_by_case(process, rows) > 0, events_by_case(process, rows, amounts[rows]), np.nan)


def activities_of(evidence: Evidence, scope: Scope) -> tuple[DesignedActivity, ...]:
    """Return the designed activities of the scope, by process and id."""
    return tuple(each for each in evidence.design.activities if each.process in scope.processes)


def is_left_to_others(activity: DesignedActivity) -> bool:
    """Return whether the design leaves an activity to the system or to a party outside, and to no post."""
    named = (activity.duties or {}).get(Letter.RESPONSIBLE, frozenset())
    return activity.is_automatic or (not activity.allowed and not named.isdisjoint(RESERVED))


def human_events(process: LinkedProcess) -> NDArray[np.int64]:
    """Return the counted events (rows, int64) of designed activities that people do, be it known who did them or not."""
    is_others = np.array([*map(is_left_to_others, process.activities), True], dtype=np.bool_)
    is_human = ~is_others[process.activity] & ~np.isin(process.performer, (Performer.SYSTEM, Performer.EXTERNAL))
    return np.flatnonzero(process.is_counted & is_human)


def share_of(part: float, whole: float) -> float:
    """Return part / whole, 1 where there is nothing of which a part could be missing."""
    return part / whole if whole else 1.0


def places_of_cases(evidence: Evidence, scope: Scope) -> tuple[NDArray[np.int64], ...]:
    """Return for each process where its cases stand among the complete cases of the scope (int64, -1 for incomplete ones)."""
    places, before = [], 0
    for process in scope.linked(evidence):
        number = np.cumsum(process.complete) - 1 + before
        places.append(np.where(process.complete, number, -1).astype(np.int64))
        before += int(process.complete.sum())
    return tuple(places)
