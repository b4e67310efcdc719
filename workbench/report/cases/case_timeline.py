"""One case step by step against its design: who, under which post, where, how long it waited and worked, and by which limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from workbench.conformance import CaseStep
from workbench.conformance.perspectives.steps import NOTHING
from workbench.conformance.perspectives.views import TimedSteps
from workbench.eventlog import MISSING, NO_TIME
from workbench.eventlog.log import HOUR
from workbench.eventlog.texts import Texts as Column
from workbench.explanation import Case, explain
from workbench.linkage import Authority, LinkedProcess
from workbench.process.sidecar import TimeLimit
from workbench.report.cases.cases_seen import SeenCases
from workbench.report.cases.variants_section import SIGNS
from workbench.report.drawings.timeline_figure import Bar, draw_timeline
from workbench.report.explanation import case_text
from workbench.report.page import Drawing, Table, Texts
from workbench.report.tables import both, called, drawing, duration, in_both, listed, moment, same, table
from workbench.study import Assessment

_MOST_BARS: Final = 80


@dataclass(frozen=True, kw_only=True)
class TimelineStep:
    """One step of a case; times are µs since 1970-01-01 UTC, durations µs, and what is not known is None.

    `waited` is how long it waited once what it depends on had been done, from `enabled` on, on all clocks; `took` is from there
    to its end by the clock of its `limit`, and `is_late` says whether that is more. `post` is that under which it was done,
    `authority` by what right, `designed` the posts that are to do it.
    """

    step: CaseStep
    post: Texts | None = None
    designed: Texts | None = None
    authority: Authority = Authority.UNKNOWN
    enabled: int | None = None
    waited: int | None = None
    worked: int | None = None
    limit: TimeLimit | None = None
    took: float | None = None

    @property
    def is_late(self) -> bool | None:
        """Return whether it took longer than its limit, None where it has none or the time is not known."""
        return None if self.limit is None or self.took is None else self.took > self.limit.hours * HOUR


@dataclass(frozen=True, kw_only=True)
class CaseTimeline:
    """A case as it went: what is said of it, its steps, these as a drawing and as a table."""

    case: str
    said: Texts
    steps: tuple[TimelineStep, ...]
    chart: Drawing
    table: Table


def process_of_case(assessment: Assessment, case: str) -> str | None:
    """Return the first process whose log has a case, None where none has."""
    wanted = Column.of((case,))
    having = (process for process, each in assessment.conformance.items() if int(wanted.positions_in(each.log.cases)[0]) >= 0)
    return next(having, None)


def case_timeline(seen: SeenCases, case: str) -> CaseTimeline:
    """Lay a case out in time. The runtime of the study must still be open; raises UsageError where there is no such case."""
    explained = explain(seen.assessment, Case(id=case, process=seen.process.id))
    linked = next((each for each in seen.assessment.linkage.processes if each.id == seen.process.id), None)
    times = seen.times
    begin = 0
    if times is not None:
        executions = times.steps.executions
        place = int(Column.of((case,)).positions_in(executions.cases)[0])
        begin = int(np.searchsorted(executions.case, place))
    steps = tuple(_step(each, begin, seen, times, linked) for each in explained.steps)
    bars = [_bar(number, each) for number, each in enumerate(steps[:_MOST_BARS], 1)]
    left = len(steps) - len(bars)
    return CaseTimeline(
        case=case,
        said=in_both(lambda language: case_text(explained, language)),
        steps=steps,
        chart=drawing(lambda language: draw_timeline(case, bars, left, language, seen.zone)),
        table=_table(steps, seen),
    )


def _step(step: CaseStep, begin: int, seen: SeenCases, times: TimedSteps | None, linked: LinkedProcess | None) -> TimelineStep:
    designed = _designed(step, seen)
    if step.event is None or times is None:
        return TimelineStep(step=step, designed=designed)
    row = begin + step.event
    steps, waits = times.steps, times.waits
    enabler = int(steps.enabler[row])
    enabled = step.start if step.end is None or enabler == NOTHING else int(steps.executions.end[enabler])
    limit, took = _limited(step, enabled, seen, times)
    is_known = waits is not None and bool(waits.is_known[row])
    return TimelineStep(
        step=step,
        post=_post(row, linked, seen),
        designed=designed,
        authority=Authority.UNKNOWN if linked is None else Authority(int(linked.authority[row])),
        enabled=enabled,
        waited=int(waits.elapsed[row]) if waits is not None and is_known else None,
        worked=None if step.start is None or step.end is None else max(0, step.end - step.start),
        limit=limit,
        took=took,
    )


def _limited(step: CaseStep, enabled: int | None, seen: SeenCases, times: TimedSteps) -> tuple[TimeLimit | None, float | None]:
    """Return the time limit of a step, and how long it took by the clock of that limit."""
    facts = seen.conformance.expectation.sidecar.activities.get(step.element or "")
    if facts is None or facts.time_limit is None or enabled is None or step.end is None:
        return facts.time_limit if facts else None, None
    clock = times.clocks[times.steps.elements.index(step.element or "")]
    (took,) = clock.working_time(np.array([enabled]), np.array([step.end])).tolist()
    return facts.time_limit, float(took)


def _designed(step: CaseStep, seen: SeenCases) -> Texts | None:
    """Return who is to do it: the responsible posts; None where nothing says so."""
    study = seen.assessment.study
    found = next((each for each in study.design.activities_in(seen.process.id) if step.element in each.elements), None)
    if found is None or not found.responsible:
        return None
    return listed([called(study.design.vocabulary.posts.called(each)) for each in sorted(found.responsible)])


def _post(row: int, linked: LinkedProcess | None, seen: SeenCases) -> Texts | None:
    if linked is None or linked.post[row] == MISSING:
        return None
    return called(seen.assessment.study.design.vocabulary.posts.called(seen.assessment.linkage.posts[linked.post[row]]))


def _bar(number: int, each: TimelineStep) -> Bar:
    step = each.step
    who = [part for part in (called(step.names), None if step.performer is None else same(step.performer), each.post) if part]
    return Bar(
        number=number,
        sign=SIGNS[step.kind] or "✓",
        label=Texts(zh=" · ".join(part.zh for part in who), en=" · ".join(part.en for part in who)),
        ready=each.enabled if each.waited else None,
        start=step.start if step.start is not None else step.end,
        end=step.end,
        is_late=bool(each.is_late),
    )


def _table(steps: Sequence[TimelineStep], seen: SeenCases) -> Table:
    words = (
        "explain-step-step", "explain-step-is", "explain-step-activity", "explain-step-performer", "timeline-post",
        "timeline-designed", "timeline-authority", "explain-step-system", "explain-step-begun", "explain-step-done",
        "timeline-limit", "explain-step-deviation",
    )  # fmt: skip
    numbers = ("timeline-waited", "timeline-worked", "timeline-took")
    return table(words, numbers, [_cells(number, each, seen) for number, each in enumerate(steps, 1)])


def _cells(number: int, each: TimelineStep, seen: SeenCases) -> tuple[Texts | str, ...]:
    step = each.step
    deviation = " ".join(filter(None, (step.code, f"→ {step.with_step + 1}" if step.with_step is not None else None)))
    begun, done = (_moment(time, step, seen) for time in (step.start, step.end))
    durations = (_told(each.waited, step), _told(each.worked, step), _told(each.took, step) if each.limit else "")
    return (
        str(number), both(f"step-{step.kind.value}"), called(step.names), step.performer or "", each.post or "",
        each.designed or "", both(f"timeline-authority-{each.authority.name.lower()}") if step.event is not None else "",
        step.system or "", begun, done, _limit(each), deviation, *durations,
    )  # fmt: skip


def _moment(time: int | None, step: CaseStep, seen: SeenCases) -> Texts | str:
    return "" if step.event is None else moment(NO_TIME if time is None else time, seen.zone)


def _told(length: float | None, step: CaseStep) -> Texts | str:
    return "" if step.event is None else both("report-unknown") if length is None else duration(length)


def _limit(each: TimelineStep) -> Texts | str:
    if each.limit is None:
        return ""
    said = both("sides-limit-elapsed" if each.limit.is_elapsed else "sides-limit-working", hours=f"{each.limit.hours:g}")
    late = both("timeline-late") if each.is_late else None
    return said if late is None else listed([said, late])
