"""From times to findings: work saved up for one day or hour, long waits, time limits not kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.expectation import Expectation
from workbench.conformance.perspectives.rules import BATCH, LIMIT, WAIT, TimeRules
from workbench.conformance.perspectives.steps import NOTHING, AlignedExecutions
from workbench.conformance.perspectives.timeliness import Timeliness
from workbench.conformance.perspectives.waiting import Waits
from workbench.eventlog import NO_TIME
from workbench.eventlog.log import DAY, HOUR
from workbench.eventlog.quality.local_time import local_of
from workbench.findings import NO_FACTS, Finding, Severity
from workbench.language import Language, say

_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_THURSDAY: Final = 3
"""1970-01-01."""


@dataclass(frozen=True, kw_only=True)
class TimeClaim:
    """A finding of times, and the complete cases that were exposed to it; None where the reporting floor does not apply."""

    finding: Finding
    exposed_cases: int | None = None


@dataclass(frozen=True, kw_only=True)
class _Habit:
    """The weekday or clock hour on which most starts fall: how it is called, and which of the starts those are."""

    texts: Mapping[str, str]
    falls: NDArray[np.bool_]


def may_be_batches(steps: AlignedExecutions, rules: TimeRules, timezone: str) -> Iterator[str]:
    """Yield the elements that mostly start on one weekday, or within one hour of the clock, whether they waited or not."""
    for code, element in enumerate(steps.elements):
        rows = _started(steps, code)
        if len(rows) >= rules.batch_starts:
            habit = _habit(steps.executions.start[rows], ZoneInfo(timezone))
            if habit.falls.sum() >= rules.batch_share * len(rows):
                yield element


def batch_findings(
    steps: AlignedExecutions, waits: Waits, expectation: Expectation, rules: TimeRules, timezone: str
) -> Iterator[Finding]:
    """Claim PF-BATCH for elements that mostly start on one weekday, or within one hour of the clock, after a wait.

    Both are read on the clocks of `timezone`. Without the wait, the step after a batch would be claimed, too.
    """
    for element in may_be_batches(steps, rules, timezone):
        rows = _started(steps, steps.elements.index(element))
        waited = waits.working[rows[waits.is_known[rows]]]
        if len(waited) and np.median(waited) >= rules.batch_wait_hours * HOUR:
            habit = _habit(steps.executions.start[rows], ZoneInfo(timezone))
            facts = {"when": habit.texts, "hours": f"{float(np.median(waited)) / HOUR:.1f}"}
            cases = np.unique(steps.executions.case[rows[habit.falls]])
            counted = (len(rows), int(habit.falls.sum()))
            yield _finding(BATCH, element, expectation, counted, _names(steps, cases), facts)


def wait_findings(steps: AlignedExecutions, waits: Waits, expectation: Expectation, rules: TimeRules) -> Iterator[TimeClaim]:
    """Claim PF-WAIT for elements half of whose executions wait `long_wait_hours` of working time or more."""
    for code, element in enumerate(steps.elements):
        rows = steps.of(code)
        rows = rows[waits.is_known[rows] & (steps.enabler[rows] != NOTHING)]
        long = waits.working[rows] >= rules.long_wait_hours * HOUR
        if len(rows) and np.median(waits.working[rows]) >= rules.long_wait_hours * HOUR:
            facts = {"hours": f"{rules.long_wait_hours:g}", "median": f"{float(np.median(waits.working[rows])) / HOUR:.1f}"}
            of_rows = steps.executions.case[rows]
            cases, counted = _names(steps, np.unique(of_rows[long])), (len(rows), int(long.sum()))
            finding = _finding(WAIT, element, expectation, counted, cases, facts)
            yield TimeClaim(finding=finding, exposed_cases=len(np.unique(of_rows)))


def limit_findings(timeliness: Sequence[Timeliness], expectation: Expectation) -> Iterator[TimeClaim]:
    """Claim PF-SLA for every time limit that some execution or case did not keep."""
    for each in timeliness:
        if each.late:
            clock = _said("clock-elapsed" if each.limit.is_elapsed else "clock-working")
            facts = {"hours": f"{each.limit.hours:g}", "clock": clock}
            finding = _finding(LIMIT, each.element, expectation, (each.exposed, each.late), each.cases, facts)
            yield TimeClaim(finding=finding, exposed_cases=each.exposed_cases)


def _finding(
    code: str,
    element: str | None,
    expectation: Expectation,
    counted: tuple[int, int],
    cases: tuple[str, ...],
    facts: Mapping[str, object],
) -> Finding:
    """Make a finding on an element, or on the whole process where that is None; `counted` is (exposed, count)."""
    exposed, count = counted
    naming = expectation.naming
    about = expectation.scope if element is None else naming.activity_id(element)
    name = {"zh-CN": about, "en": about} if element is None else naming.texts(element)
    return Finding(
        code=code,
        severity=Severity.MINOR,
        facts={"activity": name, "count": count, "exposed": exposed, "percent": f"{count / exposed:.1%}", **facts},
        scope=expectation.scope,
        object=(about,),
        exposed=exposed,
        count=count,
        cases=cases,
        elements=() if element is None else (element,),
    )


def _started(steps: AlignedExecutions, element: int) -> NDArray[np.int64]:
    is_mine = (steps.element == element) & steps.is_counted
    return np.flatnonzero(is_mine & (steps.executions.start != NO_TIME))


def _names(steps: AlignedExecutions, cases: NDArray[np.int32]) -> tuple[str, ...]:
    return tuple(steps.executions.cases[number] for number in cases.tolist())


def _habit(starts: NDArray[np.int64], zone: ZoneInfo) -> _Habit:
    """Return the weekday or the hour of the clock that holds more of the starts; the weekday, where both hold as many."""
    clocks = local_of(starts, zone)
    weekdays, hours = (clocks // DAY + _THURSDAY) % 7, clocks % DAY // HOUR
    by_weekday, by_hour = np.bincount(weekdays, minlength=7), np.bincount(hours, minlength=24)
    day, hour = int(by_weekday.argmax()), int(by_hour.argmax())
    if by_weekday[day] >= by_hour[hour]:
        return _Habit(texts=_said(f"weekday-{_WEEKDAYS[day]}"), falls=weekdays == day)
    return _Habit(texts=_said("clock-hour", {"hour": f"{hour:02}"}), falls=hours == hour)


def _said(key: str, facts: Mapping[str, object] = NO_FACTS) -> Mapping[str, str]:
    return {language.value: say(key, language, facts) for language in Language}
