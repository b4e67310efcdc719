"""H19, contact reduction: cases that are sent back and forth because something is missing."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from workbench.fit.detection import without_departments, without_logs
from workbench.redesign.heuristics.course import Course
from workbench.redesign.heuristics.outcomes import WayBack, ways_back
from workbench.redesign.heuristics.proposal import EXPECTED, Proposal, Said, Trigger
from workbench.redesign.heuristics.rules import HeuristicRules
from workbench.redesign.heuristics.situation import Situation
from workbench.simulation.edits import FewerRounds


def ask_once(situation: Situation, rules: HeuristicRules) -> Iterator[Said]:
    """Propose H19 where cases often make several round trips between two departments for what one of them lacks.

    What lacks something is done again after another department has supplied it: it reads what the other writes, or nothing says
    what either works on.
    """
    evidence = situation.evidence
    yield from without_logs(evidence, "H19")
    for course in situation.courses:
        if not (course.process.department >= 0).any():
            yield without_departments(evidence, "H19", scope=course.id)
            continue
        for way in ways_back(course):
            if _is_request(course, way):
                yield from _reduced(course, way, rules)


def _is_request(course: Course, way: WayBack) -> bool:
    process = course.process
    before = course.before[way.rows]
    asked, asking = process.department[before], process.department[way.rows]
    is_across = float(np.mean((asked >= 0) & (asking >= 0) & (asked != asking))) > 0.5
    supplier, needer = process.activities[process.activity[before[0]]], process.activities[process.activity[way.rows[0]]]
    is_untold = not supplier.uses or not needer.uses
    return is_across and not way.between and (is_untold or bool(set(supplier.writes) & set(needer.reads)))


def _reduced(course: Course, way: WayBack, rules: HeuristicRules) -> Iterator[Proposal]:
    cases, trips = np.unique(course.process.case[way.rows], return_counts=True)
    often = cases[trips >= rules.round_trips]
    exposed = len(np.unique(course.process.case[course.process.of(way.found_at)]))
    if exposed < rules.least_cases or len(often) < rules.round_trip_share * exposed:
        return
    asking, asked = (course.process.activities[code] for code in (way.found_at, way.back_to))
    yield Proposal(
        heuristic="H19",
        scope=course.id,
        about=(asking.id, asked.id),
        trigger=Trigger(
            measure="round-trip-share",
            value=len(often) / exposed,
            threshold=rules.round_trip_share,
            cases=course.cases_of(_of_cases(way.rows, course, often)),
            exposed=exposed,
        ),
        edits=(
            FewerRounds(process=course.id, activities=(asked.id,), rounds=rules.rounds_kept),
            FewerRounds(process=course.id, activities=(asking.id,), rounds=rules.rounds_kept + 1),
        ),
        expected=EXPECTED["H19"],
        facts={"activity": asking.texts, "other": asked.texts, "trips": rules.round_trips},
    )


def _of_cases(rows: NDArray[np.int64], course: Course, cases: NDArray[np.int32]) -> NDArray[np.int64]:
    return np.asarray(rows[np.isin(course.process.case[rows], cases)])
