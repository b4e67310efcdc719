"""H9, case manager, and H10, flexible assignment: who of those who may do it does it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog import NO_TIME
from workbench.fit.detection import Evidence, without, without_logs, without_people
from workbench.linkage import Authority
from workbench.organization import DutyRule, Letter
from workbench.redesign.changes import AddDuty
from workbench.redesign.heuristics.course import Course
from workbench.redesign.heuristics.proposal import EXPECTED, Proposal, Said, Trigger
from workbench.redesign.heuristics.rules import HeuristicRules
from workbench.redesign.heuristics.situation import Situation
from workbench.simulation.edits import Bound, Pooled

_MINUTE = 60_000_000
_Ints = NDArray[np.int64]


def one_person_a_case(situation: Situation, rules: HeuristicRules) -> Iterator[Said]:
    """Propose H9 where more persons of one post than need be have a hand in many of the cases that the post works on."""
    evidence = situation.evidence
    yield from without_logs(evidence, "H9")
    yield from without_people(evidence, "H9")
    for course in situation.courses:
        process = course.process
        for post in np.unique(process.post[process.post >= 0]).tolist():
            own = _not_separate(_own_activities(course, post, rules), course, evidence)
            rows = np.flatnonzero(
                process.is_counted & (process.post == post) & (process.person >= 0) & np.isin(process.activity, own)
            )
            case, persons = _persons_by_case(process.case[rows], process.person[rows])
            many = case[persons > rules.role_performers]
            if len(case) >= rules.least_cases and len(many) >= rules.many_performers_share * len(case):
                shown = rows[np.isin(process.case[rows], many)]
                yield _bound(course, (evidence.linkage.posts[post], rows, shown), situation, rules)


def _own_activities(course: Course, post: int, rules: HeuristicRules) -> list[int]:
    """Return the activities that hardly anybody but a post does, those designed as automatic left out."""
    process = course.process
    return [
        code
        for code, each in enumerate(process.activities)
        if not each.is_automatic and len(rows := process.of(code)) and np.mean(process.post[rows] == post) >= rules.own_share
    ]


def _not_separate(codes: list[int], course: Course, evidence: Evidence) -> list[int]:
    """Leave out of some activities those of which a rule lets nobody do two."""
    own = {course.process.activities[code].id for code in codes}
    pairs = [
        {each.activity_a, each.activity_b}
        for each in evidence.design.organization.duty_pairs or ()
        if each.rule is DutyRule.SEGREGATION
    ]
    apart = {activity for pair in pairs if pair <= own for activity in pair}
    return [code for code in codes if course.process.activities[code].id not in apart]


def _persons_by_case(case: NDArray[np.int32], person: NDArray[np.int32]) -> tuple[_Ints, _Ints]:
    """Return the cases, and how many persons acted in each."""
    pairs = np.unique(np.stack((case, person), axis=1).astype(np.int64), axis=0)
    cases, persons = np.unique(pairs[:, 0], return_counts=True)
    return cases, persons.astype(np.int64)


def _bound(course: Course, found: tuple[str, _Ints, _Ints], situation: Situation, rules: HeuristicRules) -> Proposal:
    post, rows, shown = found
    n_cases = len(np.unique(course.process.case[rows]))
    cases = course.cases_of(shown)
    activities = tuple(course.process.activities[code].id for code in np.unique(course.process.activity[shown]).tolist())
    design = situation.evidence.design
    return Proposal(
        heuristic="H9",
        scope=course.id,
        about=(post, *activities),
        trigger=Trigger(
            measure="many-performers-share",
            value=len(cases) / n_cases,
            threshold=rules.many_performers_share,
            cases=cases,
            exposed=n_cases,
        ),
        edits=(Bound(process=course.id, activities=activities, name=post),),
        expected=EXPECTED["H9"],
        facts={
            "post": design.vocabulary.posts.called(post),
            "persons": rules.role_performers,
            "process": course.designed.texts,
        },
    )


def pool(situation: Situation, rules: HeuristicRules) -> Iterator[Said]:
    """Propose H10 where work queues for one post while somebody of another, who may or can do it, is idle.

    It queues while its performer is at other work; idle is who has nothing begun at the moment from which it could have been
    done. Busy outside of the logs counts as idle: the proposal says who has to be asked.
    """
    evidence = situation.evidence
    yield from without_logs(evidence, "H10")
    yield from without_people(evidence, "H10")
    for course in situation.courses:
        if not course.is_timed:
            yield without("starts", "H10", scope=course.id)
        elif (course.process.person >= 0).any():
            for code in range(len(course.process.activities)):
                yield from _pooled(situation, course, code, rules)


def _pooled(situation: Situation, course: Course, code: int, rules: HeuristicRules) -> Iterator[Proposal]:
    process, waits = course.process, course.waits
    rows = process.of(code)
    rows = rows[waits.is_told[rows]]
    queued = rows[waits.contention[rows] + waits.prioritisation[rows] > rules.queue_minutes * _MINUTE]
    others = _skilled(situation, course, code, rules)
    if len(rows) < rules.least_cases or len(queued) < rules.queue_share * len(rows) or not others:
        return
    linkage = situation.evidence.linkage
    ready = process.end[course.before[queued]]
    by_post = {
        post: np.logical_or.reduce([_is_idle(situation, person, ready) for person in persons]) for post, persons in others.items()
    }
    post, idle = max(sorted(by_post.items()), key=lambda each: each[1].sum())
    if idle.mean() < rules.idle_share:
        return
    activity, names = process.activities[code], situation.evidence.design.vocabulary.posts
    is_allowed = post in activity.allowed
    yield Proposal(
        heuristic="H10",
        scope=course.id,
        about=(activity.id, post),
        trigger=Trigger(
            measure="idle-share",
            value=float(idle.mean()),
            threshold=rules.idle_share,
            cases=course.cases_of(queued[idle]),
            exposed=len(queued),
        ),
        changes=() if is_allowed else (AddDuty(activity=activity.id, post=post, letter=Letter.SUPPORTING),),
        edits=(Pooled(process=course.id, activity=activity.id, workers=tuple(linkage.persons[each] for each in others[post])),),
        expected=EXPECTED["H10"],
        facts={"activity": activity.texts, "post": names.called(post)},
    )


def _skilled(situation: Situation, course: Course, code: int, rules: HeuristicRules) -> dict[str, tuple[int, ...]]:
    """Return who else can do an activity, persons (numbers) by post: whose post may do it, or who has often been allowed to.

    Else means not in the post that does most of it.
    """
    evidence, process = situation.evidence, course.process
    linkage, activity = evidence.linkage, process.activities[code]
    rows = process.of(code)
    own = process.own_post[rows[process.own_post[rows] >= 0]]
    usual = linkage.posts[int(np.bincount(own).argmax())] if len(own) else None
    number = {person: place for place, person in enumerate(linkage.persons)}
    holdings = evidence.design.organization.holdings or ()
    mates = {each.person for each in holdings if each.post == usual}
    allowed = rows[(process.person[rows] >= 0) & (process.authority[rows] != Authority.NONE)]
    done = np.bincount(process.person[allowed], minlength=len(number))
    found: dict[str, set[int]] = {}
    for each in holdings:
        person = number[each.person]
        can = each.post in activity.allowed or done[person] >= rules.skilled_executions
        if can and each.person not in mates:
            found.setdefault(each.post, set()).add(person)
    return {post: tuple(sorted(persons)) for post, persons in found.items()}


def _is_idle(situation: Situation, person: int, instants: _Ints) -> NDArray[np.bool_]:
    """Return at which instants (µs) a person had nothing begun that was not ended."""
    busy = np.zeros(len(instants), dtype=np.bool_)
    for course in situation.courses:
        process = course.process
        rows = np.flatnonzero((process.person == person) & (process.start != NO_TIME))
        starts, ends = np.sort(process.start[rows]), np.sort(process.end[rows])
        busy |= np.searchsorted(starts, instants, side="right") > np.searchsorted(ends, instants, side="right")
    return ~busy
