"""H7, parallelism: what different people do one after the other although neither needs anything of the other."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from workbench.fit.deciding import is_control
from workbench.fit.detection import without, without_logs, without_people
from workbench.redesign.changes import MakeParallel
from workbench.redesign.heuristics.course import Course, is_independent
from workbench.redesign.heuristics.proposal import EXPECTED, Proposal, Said, Trigger
from workbench.redesign.heuristics.rules import HeuristicRules
from workbench.redesign.heuristics.situation import Situation
from workbench.simulation.edits import SideBySide


def side_by_side(situation: Situation, rules: HeuristicRules) -> Iterator[Said]:
    """Propose H7 for pairs drawn one after the other that share no written data and are done by different people.

    Controls stay where they are: what they let pass is not begun before. So does what a rule puts in order.
    """
    evidence = situation.evidence
    yield from without_logs(evidence, "H7")
    yield from without_people(evidence, "H7")
    if not any(each.uses for each in evidence.design.activities):
        yield without("crud", "H7")
    for course in situation.courses:
        for pair in course.sequences():
            one, other = (course.process.activities[code] for code in pair)
            is_free = is_independent(one, other) and not is_control(one, evidence) and not is_control(other, evidence)
            if is_free and not _is_ordered(course, pair):
                yield from _parallel(course, pair, rules)


def _parallel(course: Course, pair: tuple[int, int], rules: HeuristicRules) -> Iterator[Proposal]:
    one, other = (course.process.activities[code] for code in pair)
    rows, all_rows = course.after(*pair), course.process.of(pair[1])
    person, before = course.process.person[rows], course.process.person[course.before[rows]]
    known = (person >= 0) & (before >= 0)
    if len(rows) < rules.least_cases or not known.any() or len(rows) < rules.sequence_share * len(all_rows):
        return
    if np.mean(person[known] == before[known]) <= rules.shared_performer_share:
        yield Proposal(
            heuristic="H7",
            scope=course.id,
            about=(one.id, other.id),
            trigger=Trigger(
                measure="sequence-share",
                value=len(rows) / len(all_rows),
                threshold=rules.sequence_share,
                cases=course.cases_of(rows),
                exposed=len(all_rows),
            ),
            changes=(MakeParallel(process=course.id, first=one.id, second=other.id),),
            edits=(SideBySide(process=course.id, first=one.id, second=other.id),),
            expected=EXPECTED["H7"],
            facts={"activity": one.texts, "other": other.texts},
        )


def _is_ordered(course: Course, pair: tuple[int, int]) -> bool:
    """Return whether a rule of the sidecar puts a pair in order."""
    names = [{course.process.activities[code].id, *course.process.activities[code].elements} for code in pair]
    return any(each.before in names[0] and each.after in names[1] for each in course.designed.sidecar.order_rules)
