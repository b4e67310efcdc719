"""H15, specialist or generalist: work that rests on one of several, and work that all of them do and often do again."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from workbench.design import DesignedActivity
from workbench.fit.detection import Evidence, first_missing, without, without_logs, without_people
from workbench.fit.indicators.model import Scope
from workbench.fit.indicators.resilience import doings_of
from workbench.language.listing import listed
from workbench.redesign.changes import HoldPost
from workbench.redesign.heuristics.course import Course
from workbench.redesign.heuristics.proposal import EXPECTED, Effects, Proposal, Said, Trigger
from workbench.redesign.heuristics.rules import HeuristicRules
from workbench.redesign.heuristics.situation import Situation
from workbench.simulation.edits import PerformedBy, Pooled


def balance_skills(situation: Situation, rules: HeuristicRules) -> Iterator[Said]:
    """Propose H15: to train others in what one of several does alone, and to divide what all do and often have to do again."""
    evidence, organization = situation.evidence, situation.evidence.design.organization
    tables = {"responsibilities": organization.responsibilities, "posts": organization.posts, "persons": organization.holdings}
    missing = first_missing(tables)
    if missing is not None:
        yield without(missing, "H15")
        return
    yield from without_logs(evidence, "H15")
    yield from without_people(evidence, "H15")
    for course in situation.courses:
        spread = _spread(course, evidence)
        for code, (events, number) in sorted(spread.items()):
            activity = course.process.activities[code]
            headcount = sum(organization.post[each].headcount for each in activity.responsible if each in organization.post)
            if events >= rules.least_cases and headcount > 1 and number <= rules.effective_performers:
                yield _trained(situation, (course, code), (events, number), rules)
        yield from _specialised(situation, course, {code: number for code, (_, number) in spread.items()}, rules)


def _spread(course: Course, evidence: Evidence) -> dict[int, tuple[int, float]]:
    """Return for each activity how often known persons did it, and as how many doing it evenly."""
    doings = doings_of(evidence, Scope(id=course.id, processes=(course.id,)))
    events, number = doings.spread(doings.counts)
    return {
        course.code[name]: (int(count), each)
        for (_, name), count, each in zip(doings.activities, events.tolist(), number.tolist(), strict=True)
    }


def _trained(situation: Situation, of: tuple[Course, int], found: tuple[int, float], rules: HeuristicRules) -> Proposal:
    (course, code), (events, number) = of, found
    activity = course.process.activities[code]
    holders = situation.workers_of(*sorted(activity.responsible))
    taught = _to_be_taught(activity, situation) if len(holders) < 2 else ()
    return Proposal(
        heuristic="H15",
        scope=course.id,
        about=(activity.id,),
        trigger=Trigger(
            measure="effective-performers",
            value=number,
            threshold=rules.effective_performers,
            cases=course.cases_of(course.process.of(code)),
            exposed=events,
        ),
        changes=taught,
        edits=(Pooled(process=course.id, activity=activity.id, workers=(*holders, *(each.person for each in taught))),),
        expected=EXPECTED["H15"],
        facts={"activity": activity.texts},
    )


def _to_be_taught(activity: DesignedActivity, situation: Situation) -> tuple[HoldPost, ...]:
    """Return a second post for one of the least busy colleagues in the department, where nobody else holds the post yet.

    Nobody is named where it is known of none how busy they are.
    """
    organization = situation.evidence.design.organization
    posts = sorted(activity.responsible & organization.post.keys())
    departments = {organization.post[each].department for each in posts}
    near = [each.id for each in organization.posts or () if each.department in departments and each.id not in posts]
    loads = [(load, each) for each in near if (load := situation.utilisation(each)) is not None]
    for _, post in sorted(loads):
        people = sorted({each.person for each in organization.holdings or () if each.post == post})
        if people:
            return (HoldPost(person=people[0], post=posts[0]),)
    return ()


def _specialised(situation: Situation, course: Course, number: dict[int, float], rules: HeuristicRules) -> Iterator[Proposal]:
    process, evidence = course.process, situation.evidence
    for place, post in enumerate(evidence.linkage.posts):
        codes = [code for code, each in enumerate(process.activities) if each.responsible == {post} and code in number]
        rows = np.flatnonzero(process.is_counted & np.isin(process.activity, codes) & (process.own_post == place))
        people = situation.workers_of(post)
        shared = all(number[code] >= rules.generalist_share * len(people) for code in codes)
        again = rows[course.occurrence[rows] > 0]
        if len(codes) < 2 or len(people) < 2 or len(rows) < rules.least_cases or not shared:
            continue
        if len(again) >= rules.rework_share * len(rows):
            activities = tuple(process.activities[code].id for code in codes)
            yield Proposal(
                heuristic="H15",
                scope=course.id,
                about=(post, *activities),
                trigger=Trigger(
                    measure="generalist-rework-share",
                    value=len(again) / len(rows),
                    threshold=rules.rework_share,
                    cases=course.cases_of(again),
                    exposed=len(rows),
                ),
                edits=tuple(
                    PerformedBy(process=course.id, activity=each, workers=mine, performer_now=post, performer=post)
                    for each, mine in zip(activities, _divided(people, len(activities)), strict=True)
                ),
                expected=Effects(quality=1),
                facts={
                    "post": evidence.design.vocabulary.posts.called(post),
                    "activities": listed(process.activities[code].texts for code in codes),
                },
            )


def _divided(people: tuple[str, ...], parts: int) -> tuple[tuple[str, ...], ...]:
    """Divide people among activities; where these are more, each person has several."""
    if parts <= len(people):
        return tuple(people[part::parts] for part in range(parts))
    return tuple((people[part % len(people)],) for part in range(parts))
