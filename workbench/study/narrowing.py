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
from workbench.fit import Policy
from workbench.fit.claims import conformance_under
from workbench.normalization.verification import without_new_cases, without_times
from workbench.study.assessing import AssessedProcess, Assessment, concluded, with_times

_EPOCH: Final = date(1970, 1, 1)
_NEARLY_ALL: Final = 0.95
_Choice: TypeAlias = Callable[["_Spans"], NDArray[np.bool_]]


@dataclass(frozen=True, kw_only=True, eq=False)
class _Spans:
    """The days on which cases began and ended (int64, since 1970-01-01); they hold only where `is_known` (bool)."""

    first: NDArray[np.int64]
    last: NDArray[np.int64]
    is_known: NDArray[np.bool_]


def begun_after(assessment: Assessment, day: date) -> Assessment:
    """Return what the cases say that began after a day, on the clocks of the workspace; one that straddles it is left out.

    Nothing is aligned again, and a case is as complete as it was. A process without such a case, or without times, is refused
    with the reason.
    """
    return _narrowed(assessment, lambda spans: spans.is_known & (spans.first > (day - _EPOCH).days))


def ended_by(assessment: Assessment, day: date) -> Assessment:
    """Return what the cases say that began so early that nearly all like them had ended by a day, and did; as `begun_after`.

    So early means as long before the day as 19 of 20 cases last: without that the last ones to end in time would be those that
    were quick, and whatever came after them would look slow.
    """
    number = (day - _EPOCH).days

    def choice(spans: _Spans) -> NDArray[np.bool_]:
        lasted = (spans.last - spans.first)[spans.is_known]
        usual = np.quantile(lasted, _NEARLY_ALL) if len(lasted) else 0
        return spans.is_known & (spans.last <= number) & (spans.first <= number - usual)

    return _narrowed(assessment, choice)


def _narrowed(assessment: Assessment, choice: _Choice) -> Assessment:
    policy, zone = assessment.study.policy, ZoneInfo(assessment.study.timezone)
    return concluded(assessment.study, [_of_cases(each, choice, policy, zone) for each in assessment.processes])


def _of_cases(process: AssessedProcess, choice: _Choice, policy: Policy, zone: ZoneInfo) -> AssessedProcess:
    """Keep some cases of a process; the events that only aliases explain were counted over all, and are told no more."""
    if process.conformance is None:
        return process
    studied, spans = replace(process.study, aliased=MappingProxyType({})), _spans(process, zone)
    cases = choice(spans)
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
    return _Spans(first=days[0], last=days[1], is_known=is_known)
