"""H13, numerical involvement: departments that have a small hand in what another one does anyway."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from workbench.collaboration import relative_stake, staffing_of
from workbench.eventlog import NO_TIME
from workbench.fit.detection import without_departments, without_logs
from workbench.redesign.heuristics.course import Course
from workbench.redesign.heuristics.proposal import EXPECTED, Proposal, Said, Trigger
from workbench.redesign.heuristics.reassigning import given_up, taken_over
from workbench.redesign.heuristics.rules import HeuristicRules
from workbench.redesign.heuristics.situation import Situation


def involve_fewer(situation: Situation, rules: HeuristicRules) -> Iterator[Said]:
    """Propose H13 where cases pass through many departments, and one has a low stake in an activity that another mainly does.

    The stake is the relative stake of the department in the activity (Yang et al. 2022, `relative_stake`).
    """
    evidence = situation.evidence
    yield from without_logs(evidence, "H13")
    for course in situation.courses:
        process = course.process
        if not (process.department >= 0).any():
            yield without_departments(evidence, "H13", scope=course.id)
        elif departments_per_case(course) >= rules.departments_per_case:
            stakes = _stakes(course, len(evidence.linkage.departments))
            for code in range(len(process.activities)):
                low = np.flatnonzero((stakes[:, code] > 0) & (stakes[:, code] <= rules.stake_share))
                if len(process.of(code)) >= rules.least_cases:
                    yield from (_reassigned(situation, (course, code), each, rules) for each in low.tolist())


def departments_per_case(course: Course) -> float:
    """Return how many departments act in a complete case on average, those that are known."""
    process = course.process
    rows = np.flatnonzero(process.is_counted & (process.department >= 0))
    pairs = np.unique(np.stack((process.case[rows], process.department[rows]), axis=1), axis=0)
    return len(pairs) / max(1, int(process.complete.sum()))


def _stakes(course: Course, size: int) -> NDArray[np.float64]:
    """Return what part of each activity each department did, shape (departments, activities), 0 where nobody known did it."""
    process = course.process
    rows = np.flatnonzero(process.is_counted & (process.activity >= 0))
    staffing = staffing_of(
        process.activity[rows],
        process.department[rows],
        np.full(len(rows), NO_TIME, dtype=np.int64),
        tuple(each.id for each in process.activities),
        tuple(map(str, range(size))),
    )
    return np.asarray(relative_stake(staffing, np.eye(size, dtype=np.bool_)).filled(0.0))


def _reassigned(situation: Situation, of: tuple[Course, int], department: int, rules: HeuristicRules) -> Proposal:
    (course, code), evidence = of, situation.evidence
    process, linkage = course.process, evidence.linkage
    activity, rows = process.activities[code], process.of(code)
    shown = rows[process.department[rows] == department]
    others = process.post[rows[(process.department[rows] != department) & (process.post[rows] >= 0)]]
    keeper = linkage.posts[int(np.bincount(others).argmax())]
    leaving = sorted({linkage.posts[each] for each in process.post[shown].tolist() if each >= 0})
    names = evidence.design.vocabulary
    return Proposal(
        heuristic="H13",
        scope=course.id,
        about=(activity.id, linkage.departments[department]),
        trigger=Trigger(
            measure="stake-share",
            value=len(shown) / int((process.department[rows] >= 0).sum()),
            threshold=rules.stake_share,
            cases=course.cases_of(shown),
            exposed=len(rows),
        ),
        changes=given_up(activity, leaving),
        edits=taken_over(situation, activity, keeper, leaving),
        expected=EXPECTED["H13"],
        facts={
            "activity": activity.texts,
            "department": names.departments.called(linkage.departments[department]),
            "post": names.posts.called(keeper),
            "departments": f"{departments_per_case(course):.1f}",
        },
    )
