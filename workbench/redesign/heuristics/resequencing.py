"""H5, resequencing, H17, control addition, and H18, control relocation: three answers to failures that are found too late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from workbench.design import DesignedActivity
from workbench.fit.deciding import is_control
from workbench.fit.detection import Evidence, without, without_logs
from workbench.organization import Letter
from workbench.redesign.changes import AddDuty, InsertActivity, MoveActivity, SupportActivity
from workbench.redesign.heuristics.course import Course
from workbench.redesign.heuristics.outcomes import WayBack, ways_back
from workbench.redesign.heuristics.proposal import EXPECTED, Proposal, Said, Trigger, assumptions_of
from workbench.redesign.heuristics.rules import HeuristicRules
from workbench.redesign.heuristics.situation import Situation, without_kinds
from workbench.simulation.edits import FewerRounds, Insert, MoveBefore
from workbench.simulation.laws import Fixed
from workbench.simulation.world import Task

_MINUTE = 60_000_000


def resequence(situation: Situation, rules: HeuristicRules) -> Iterator[Said]:
    """Propose H5: to do earlier what needs nothing of the work before it, and often sends the case back past that work."""
    yield from _untold(situation, "H5")
    for course, way in _late(situation, rules):
        found = course.process.activities[way.found_at]
        if way.between and not is_control(found, situation.evidence) and _needs_nothing(course, way):
            yield _moved("H5", "late-return-share", course, way, rules)


def check_earlier(situation: Situation, rules: HeuristicRules) -> Iterator[Said]:
    """Propose H18: to move a control upstream that needs nothing of the work before it, and often sends the case back past it."""
    yield from _untold(situation, "H18")
    yield from without_kinds(situation, "H18")
    for course, way in _late(situation, rules):
        found = course.process.activities[way.found_at]
        if way.between and is_control(found, situation.evidence) and _needs_nothing(course, way):
            yield _moved("H18", "late-check-share", course, way, rules)


def add_control(situation: Situation, rules: HeuristicRules) -> Iterator[Said]:
    """Propose H17: to check what cases often come back to, where nothing on the way checks it before it fails."""
    evidence = situation.evidence
    yield from without_logs(evidence, "H17")
    yield from without_kinds(situation, "H17")
    for course, way in _late(situation, rules):
        if not situation.knows_kinds(course):
            continue
        passed = [course.process.activities[code] for code in (way.back_to, *way.between, way.found_at)]
        is_movable = bool(way.between) and _needs_nothing(course, way)
        if not is_movable and not any(is_control(each, evidence) for each in passed):
            yield _checked(situation, course, way, rules)


def _late(situation: Situation, rules: HeuristicRules) -> Iterator[tuple[Course, WayBack]]:
    """Yield the ways on which many of the cases that could go them go back to work that had been done."""
    for course in situation.courses:
        for way in ways_back(course):
            cases, exposed = _counts(course, way)
            if not way.is_redo and exposed >= rules.least_cases and cases >= rules.return_share * exposed:
                yield course, way


def _counts(course: Course, way: WayBack) -> tuple[int, int]:
    """Return how many cases went a way back, and how many came to where it begins."""
    case = course.process.case
    return len(np.unique(case[way.rows])), len(np.unique(case[course.process.of(way.found_at)]))


def _needs_nothing(course: Course, way: WayBack) -> bool:
    """Return whether what is found at reads nothing that the work between writes, as far as both are known."""
    found = course.process.activities[way.found_at]
    between = [course.process.activities[code] for code in way.between]
    is_known = bool(found.uses) and all(each.uses for each in between)
    return is_known and not set(found.reads) & {data for each in between for data in each.writes}


def _moved(heuristic: str, measure: str, course: Course, way: WayBack, rules: HeuristicRules) -> Proposal:
    found, first = course.process.activities[way.found_at], course.process.activities[way.between[0]]
    return Proposal(
        heuristic=heuristic,
        scope=course.id,
        about=(found.id, first.id),
        trigger=_trigger(measure, course, way, rules),
        changes=(MoveActivity(process=course.id, activity=found.id, before=first.id),),
        edits=(MoveBefore(process=course.id, activity=found.id, before=first.id), *_spared(course, way)),
        expected=EXPECTED[heuristic],
        facts=_facts(found, course, way),
    )


def _spared(course: Course, way: WayBack) -> Iterator[FewerRounds]:
    """Yield that what lay between is done once, where it is done again on this way alone: it waits until nothing is missing."""
    process = course.process
    again = np.flatnonzero(process.is_counted & np.isin(process.activity, way.between) & (course.occurrence > 0))
    if set(process.case[again].tolist()) <= set(process.case[way.rows].tolist()):
        activities = tuple(process.activities[code].id for code in way.between)
        yield FewerRounds(process=course.id, activities=activities, rounds=1)


def _checked(situation: Situation, course: Course, way: WayBack, rules: HeuristicRules) -> Proposal:
    cause = course.process.activities[way.back_to]
    name, text = f"{cause.id}-check", cause.texts["zh-CN"]
    posts = sorted(cause.responsible)
    task = Task(
        process=course.id,
        activity=name,
        performer=posts[0] if posts else "",
        able=situation.workers_of(*posts),
        work=Fixed(value=rules.control_minutes * _MINUTE),
        calendar=course.calendars[way.back_to].id,
    )
    check = InsertActivity(
        process=course.id,
        activity=name,
        name=f"{text} check" if text.isascii() else f"{text}复核",
        after=cause.id,
        post=posts[0] if posts else None,
    )
    return Proposal(
        heuristic="H17",
        scope=course.id,
        about=(cause.id, course.process.activities[way.found_at].id),
        trigger=_trigger("unchecked-return-share", course, way, rules),
        changes=(check, *_answered_for(name, cause), *_supported(situation, name, cause)),
        edits=(Insert(process=course.id, activity=name, after=cause.id, task=task),),
        expected=EXPECTED["H17"],
        assumed=("control_minutes",),
        facts={**_facts(course.process.activities[way.found_at], course, way), **assumptions_of(rules, "control_minutes")},
    )


def _answered_for(check: str, cause: DesignedActivity) -> Iterator[AddDuty]:
    """Yield that whoever is accountable for what is checked is so for the check."""
    for post in sorted(cause.posts(Letter.ACCOUNTABLE)):
        yield AddDuty(activity=check, post=post, letter=Letter.ACCOUNTABLE)


def _supported(situation: Situation, check: str, cause: DesignedActivity) -> Iterator[SupportActivity]:
    """Yield that the check is done with the functions of what is checked, but for those of offline systems."""
    known = situation.evidence.design.landscape.function
    for function in sorted(known.keys() & (cause.functions or ())):
        yield SupportActivity(process=cause.process, activity=check, function=function)


def _trigger(measure: str, course: Course, way: WayBack, rules: HeuristicRules) -> Trigger:
    cases, exposed = _counts(course, way)
    return Trigger(
        measure=measure,
        value=cases / exposed,
        threshold=rules.return_share,
        cases=course.cases_of(way.rows),
        exposed=exposed,
    )


def _facts(found: DesignedActivity, course: Course, way: WayBack) -> Mapping[str, object]:
    first = course.process.activities[way.between[0] if way.between else way.back_to]
    return {"activity": found.texts, "other": course.process.activities[way.back_to].texts, "before": first.texts}


def _untold(situation: Situation, code: str) -> Iterator[Said]:
    evidence: Evidence = situation.evidence
    yield from without_logs(evidence, code)
    if not any(each.uses for each in evidence.design.activities):
        yield without("crud", code)
