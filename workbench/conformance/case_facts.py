"""What is known of cases beside their traces: when they began, what they cost, and by which kind they are compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.engines.engine import Engine
from workbench.eventlog.engines.simple_log import SimpleLog
from workbench.eventlog.log import MISSING, NO_TIME
from workbench.eventlog.looks.case_values import CaseValues
from workbench.eventlog.looks.throughput import local_days

COST: Final = "cost"
_MOST_KINDS: Final = 10


@dataclass(frozen=True, kw_only=True, eq=False)
class CaseFacts:
    """One entry a case in each array.

    `number` (int64, ascending) is that of the case in the whole log, of which these cases may be a part. `month` (int64) is
    that of the first completion in a time zone, counted from `first_month`, months since 1970-01; it is -1 for a case without
    times. `kind` (int32) is the value, by its number, of the attribute that `kinds` names, -1 where it is missing. `cost`
    (float64) sums up the events' costs; it holds only where `is_priced` (bool).
    """

    number: NDArray[np.int64]
    first_month: int
    month: NDArray[np.int64]
    kinds: str | None
    kind: NDArray[np.int32]
    cost: NDArray[np.float64]
    is_priced: NDArray[np.bool_]

    def at(self, cases: NDArray[np.int64]) -> CaseFacts:
        """Return the facts of some cases, in that order."""
        return CaseFacts(
            number=self.number[cases],
            first_month=self.first_month,
            month=self.month[cases],
            kinds=self.kinds,
            kind=self.kind[cases],
            cost=self.cost[cases],
            is_priced=self.is_priced[cases],
        )


def facts_of_spans(log: SimpleLog, timezone: str = "UTC") -> CaseFacts:
    """Return what the spans of cases say: their months, no cost and no kind."""
    first_month, month = _months(log, timezone)
    return CaseFacts(
        number=np.arange(log.n_cases),
        first_month=first_month,
        month=month,
        kinds=None,
        kind=np.full(log.n_cases, MISSING, dtype=np.int32),
        cost=np.zeros(log.n_cases),
        is_priced=np.zeros(log.n_cases, dtype=np.bool_),
    )


def facts_of(log: SimpleLog, engine: Engine, timezone: str) -> CaseFacts:
    """Return the months of cases in a time zone, their cost, and their kind.

    The kind is the one attribute of cases with 2 to 10 values; where several have so few, none is preferred. The cost of a
    case is the sum of its events' `cost`; where one of them is no number, it is not known.
    """
    candidates = [engine.case_values(name) for name in engine.attributes().of_cases]
    kinds = [each for each in candidates if 2 <= len(each.values) <= _MOST_KINDS]
    kind = np.full(log.n_cases, MISSING, dtype=np.int32)
    if len(kinds) == 1:
        kind[kinds[0].case] = kinds[0].value
    cost, is_priced = _costs(engine.event_values(COST), log.n_cases)
    name = kinds[0].name if len(kinds) == 1 else None
    return replace(facts_of_spans(log, timezone), kinds=name, kind=kind, cost=cost, is_priced=is_priced)


def _months(log: SimpleLog, timezone: str) -> tuple[int, NDArray[np.int64]]:
    """Return the first month of all, and that of each case counted from it."""
    months = np.full(log.n_cases, -1, dtype=np.int64)
    timed = log.first != NO_TIME
    days = local_days(log.first[timed], ZoneInfo(timezone))
    begun = days.view("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    first = int(begun.min()) if len(begun) else 0
    months[timed] = begun - first
    return first, months


def _costs(values: CaseValues, n_cases: int) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    numbers = numbers_of(values.values)[values.value]
    sums = np.bincount(values.case, weights=numbers * values.counts, minlength=n_cases).astype(np.float64)
    is_priced = np.zeros(n_cases, dtype=np.bool_)
    is_priced[values.case] = True
    is_priced &= np.isfinite(sums)
    return np.where(is_priced, sums, 0.0), is_priced


def numbers_of(texts: Iterable[str]) -> NDArray[np.float64]:
    """Return texts as numbers; what is none is not finite."""
    return np.array([_number(text) for text in texts], dtype=np.float64)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return np.nan
