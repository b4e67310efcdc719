"""Some cases of an assessment alone: those that began after a day, or ended by it, and all that is found in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog import NO_TIME
from workbench.eventlog.looks.throughput import local_days
from workbench.eventlog.looks.weeks import day_number
from workbench.fit import Policy
from workbench.fit.claims import conformance_under
from workbench.fit.detection import Evidence
from workbench.normalization.verification import without_new_cases, without_times
from workbench.study.assessing import AssessedProcess, Assessment, concluded, joined, with_times

_NEARLY_ALL: Final = 0.95
_Choice: TypeAlias = Callable[["_Spans"], NDArray[np.bool_]]


@dataclass(frozen=True, kw_only=True, eq=False)
class _Spans:
    """The days on which cases began and ended (int64, since 1970-01-01); they hold only where `is_known` (bool).

    `is_complete` (bool) are those that came to their end; until then a case has only lasted so long as yet.
    """

    first: NDArray[np.int64]
    last: NDArray[np.int64]
    is_known: NDArray[np.bool_]
    is_complete: NDArray[np.bool_]

    @property
    def until(self) -> int:
        """Return the last day of the log; without any day it is 1970-01-01."""
        return int(self.last[self.is_known].max(initial=0))

    def settled_by(self, day: int) -> NDArray[np.bool_]:
        """Return the cases (bool) that began as long before a day as 19 of 20 complete ones last."""
        lasted = (self.last - self.first)[self.is_known & self.is_complete]
        usual = np.quantile(lasted, _NEARLY_ALL) if len(lasted) else 0
        return self.first <= day - usual


def begun_after(assessment: Assessment, day: date) -> Assessment:
    """Return what the cases say that began after a day, on the clocks of the workspace; one that straddles it is left out.

    Nothing is aligned again, and a case is as complete as it was. A process without such a case, or without times, is refused
    with the reason.
    """
    return _narrowed(assessment, lambda spans: spans.first > day_number(day))


def ended_by(assessment: Assessment, day: date) -> Assessment:
    """Return what the cases say that began so early that nearly all like them had ended by a day, and did; as `begun_after`.

    So early means as long before the day as 19 of 20 complete cases last: without that the last ones to end in time would be
    those that were quick, and whatever came after them would look slow.
    """
    number = day_number(day)
    return _narrowed(assessment, lambda spans: (spans.last <= number) & spans.settled_by(number))


def settled_after(assessment: Assessment, day: date) -> Evidence:
    """Return what the cases say that began after a day and so early that nearly all like them had ended by the end of the log.

    As `begun_after`, for what is compared: of the cases that began later only those are complete that were quick, and the change
    would seem to have made them all so.
    """
    number = day_number(day)
    chosen = _chosen(assessment, lambda spans: (spans.first > number) & spans.settled_by(spans.until))
    return joined(assessment.study, chosen).evidence


def _narrowed(assessment: Assessment, choice: _Choice) -> Assessment:
    return concluded(assessment.study, _chosen(assessment, choice))


def _chosen(assessment: Assessment, choice: _Choice) -> list[AssessedProcess]:
    policy, zone = assessment.study.policy, ZoneInfo(assessment.study.timezone)
    return [_of_cases(each, choice, policy, zone) for each in assessment.processes]


def _of_cases(process: AssessedProcess, choice: _Choice, policy: Policy, zone: ZoneInfo) -> AssessedProcess:
    """Keep some cases of a process; the events that only aliases explain were counted over all, and are told no more."""
    if process.conformance is None:
        return process
    studied, spans = replace(process.study, aliased=MappingProxyType({})), _spans(process, zone)
    cases = spans.is_known & choice(spans)
    if not cases.any():
        refusal = without_new_cases(process.id) if spans.is_known.any() else without_times(process.id)
        return AssessedProcess(id=process.id, study=studied, refusal=refusal)
    conformance = conformance_under(policy, process.conformance.restricted(cases))
    narrowed = AssessedProcess(id=process.id, study=studied, conformance=conformance)
    return narrowed if process.executions is None else with_times(narrowed, process.executions.restricted(cases), policy)


def _spans(process: AssessedProcess, zone: ZoneInfo) -> _Spans:
    """Return when cases began and ended: with their first start, where starts are known, and their last completion."""
    assert process.conformance is not None, "a process with cases was assessed"
    log, executions = process.conformance.log, process.executions
    is_known = log.first != NO_TIME
    first, last = log.first.copy(), log.last
    if executions is not None:
        started = executions.start != NO_TIME
        np.minimum.at(first, executions.case[started], executions.start[started])
    days = [np.zeros(len(is_known), dtype=np.int64) for _ in range(2)]
    for of_case, moments in zip(days, (first, last), strict=True):
        of_case[is_known] = local_days(moments[is_known], zone)
    return _Spans(first=days[0], last=days[1], is_known=is_known, is_complete=process.conformance.complete)
