"""H21, task automation: what should run by itself and does not, and what could."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from workbench.design import Design, DesignedActivity
from workbench.fit.deciding import is_control
from workbench.fit.detection import Claim, Evidence, Unknown, without
from workbench.fit.detectors.manual import done_by_hand
from workbench.linkage import Performer
from workbench.redesign.changes import AutomateActivity, Change, RevokeFunction
from workbench.redesign.heuristics.course import Course
from workbench.redesign.heuristics.outcomes import refused
from workbench.redesign.heuristics.outsiders import is_of_outsiders
from workbench.redesign.heuristics.proposal import EXPECTED, Proposal, Said, Trigger, assumptions_of
from workbench.redesign.heuristics.rules import HeuristicRules
from workbench.redesign.heuristics.situation import Situation
from workbench.simulation.edits import Automated
from workbench.simulation.laws import Fixed, Law, seen
from workbench.usage import FlowState, Grant, access_of, data_flow_of

_MINUTE = 60_000_000
_FOR_PEOPLE = frozenset({"manualTask", "receiveTask", "callActivity", "subProcess"})


def automate(situation: Situation, rules: HeuristicRules) -> Iterator[Said]:
    """Propose H21 for what was designed for machines and is done by people, and for short, steady, digital routine.

    Routine is frequent, of little variance, always with the same outcome, and done in applications alone, with data that reaches
    them by itself; that it follows rules cannot be seen in a log, and has to be asked.
    """
    evidence = situation.evidence
    for verdict in done_by_hand(evidence):
        if isinstance(verdict, Unknown):
            yield without("log" if verdict.reason.code == "UNKNOWN_NO_LOG" else "resources", "H21", scope=verdict.scope)
        elif isinstance(verdict, Claim):
            yield from _as_designed(situation, verdict, rules)
    flow = data_flow_of(evidence.design)
    broken = {(each.process, each.reader) for each in flow.rows if each.state is FlowState.BROKEN}
    for course in situation.courses:
        if not course.is_timed:
            yield without("starts", "H21", scope=course.id)
            continue
        for code, activity in enumerate(course.process.activities):
            if _is_digital(course, code, evidence) and (course.id, activity.id) not in broken:
                yield from _routine(situation, course, code, rules)


def _as_designed(situation: Situation, claim: Claim, rules: HeuristicRules) -> Iterator[Proposal]:
    """Propose that what is designed as automatic is automatic: in the time of its automatic executions, if there were any."""
    finding = claim.finding
    if (finding.rate or 0.0) < rules.manual_share or (finding.exposed or 0) < rules.least_cases:
        return
    course = next(each for each in situation.courses if each.id == finding.scope)
    code = course.code[finding.object[0]]
    rows = course.process.of(code)
    work = course.worked(rows[course.process.performer[rows] == Performer.SYSTEM])
    law: Law = seen(work) if len(work) else Fixed(value=rules.automated_minutes * _MINUTE)
    yield Proposal(
        heuristic="H21",
        scope=course.id,
        about=finding.object,
        trigger=Trigger(
            measure="manual-share",
            value=finding.rate or 0.0,
            threshold=rules.manual_share,
            cases=finding.cases,
            exposed=finding.exposed or 0,
        ),
        edits=(Automated(process=course.id, activity=finding.object[0], law=law),),
        expected=EXPECTED["H21"],
        assumed=() if len(work) else ("automated_minutes",),
        facts={"activity": course.process.activities[code].texts, **assumptions_of(rules, "automated_minutes")},
    )


def _is_digital(course: Course, code: int, evidence: Evidence) -> bool:
    """Return whether people do an activity in applications alone, with data that they read and write, and decide nothing."""
    activity, landscape = course.process.activities[code], evidence.design.landscape
    systems = [landscape.system.get(each) for each in activity.systems]
    is_open = activity.tag not in _FOR_PEOPLE and not is_control(activity, evidence) and not is_of_outsiders(course, activity)
    in_applications = bool(systems) and all(each is not None and not each.is_offline for each in systems)
    return (
        is_open and in_applications and bool(activity.reads) and bool(activity.writes) and _is_about_digital(activity, evidence)
    )


def _is_about_digital(activity: DesignedActivity, evidence: Evidence) -> bool:
    """Return whether no data that an activity works on is kept offline."""
    landscape, known = evidence.design.landscape, evidence.design.information.data_object
    masters = {known[each].master_system for each in activity.uses if each in known}
    return not any(each.is_offline for each in landscape.systems or () if each.id in masters)


def _routine(situation: Situation, course: Course, code: int, rules: HeuristicRules) -> Iterator[Proposal]:
    activity, rows = course.process.activities[code], course.process.of(code)
    work = course.worked(rows)
    if len(work) < rules.frequent_executions or work.mean() <= 0 or len(refused(course, code)) > 0:
        return
    variation = float(work.std() / work.mean())
    if variation <= rules.steady_variation and float(np.median(work)) <= rules.routine_minutes * _MINUTE:
        yield Proposal(
            heuristic="H21",
            scope=course.id,
            about=(activity.id,),
            trigger=Trigger(
                measure="steady-variation",
                value=variation,
                threshold=rules.steady_variation,
                cases=course.cases_of(rows),
                exposed=len(rows),
            ),
            changes=_automated(course.id, activity.id, situation.evidence.design),
            edits=(Automated(process=course.id, activity=activity.id, law=Fixed(value=rules.automated_minutes * _MINUTE)),),
            expected=EXPECTED["H21"],
            assumed=("automated_minutes",),
            facts={
                "activity": activity.texts,
                "minutes": f"{np.median(work) / _MINUTE:.0f}",
                **assumptions_of(rules, "automated_minutes"),
            },
        )


def _automated(process: str, activity: str, design: Design) -> tuple[Change, ...]:
    """Return that an activity runs by itself, and that posts lose the functions that none of their duties needs any more."""
    automated = AutomateActivity(process=process, activity=activity)
    now, then = (
        {(row.post, row.function) for row in access_of(each).of(Grant.EXCESS)} for each in (design, automated.apply(design))
    )
    granted = {(each.post, each.function) for each in design.landscape.permissions or ()}
    freed = sorted((then - now) & granted)
    return (automated, *(RevokeFunction(post=post, function=function) for post, function in freed))
