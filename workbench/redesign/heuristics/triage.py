"""H3, triage: one activity that takes much longer for one class of cases than for the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog import NO_TIME
from workbench.fit.detection import without, without_logs
from workbench.redesign.heuristics.course import Course
from workbench.redesign.heuristics.proposal import EXPECTED, Proposal, Said, Trigger
from workbench.redesign.heuristics.rules import HeuristicRules
from workbench.redesign.heuristics.situation import Situation
from workbench.simulation.edits import Edit, Separated

_MOST_CLASSES = 10


def separate(situation: Situation, rules: HeuristicRules) -> Iterator[Said]:
    """Propose H3 where a class of cases takes a multiple of the time of the others, and several can share the queues."""
    yield from without_logs(situation.evidence, "H3")
    for course in situation.courses:
        if not course.is_timed:
            yield without("starts", "H3", scope=course.id)
    for course, code, _ in situation.activities():
        found = (_by_class(course, code, column, rules) for column in sorted(course.process.case_columns))
        best = max(filter(None, found), key=lambda each: each[1].value, default=None)
        if best is not None:
            yield _proposal(situation, course, code, best)


def _by_class(course: Course, code: int, column: str, rules: HeuristicRules) -> tuple[str, Trigger, float] | None:
    """Return the class of a column that takes longest against the rest, and its share of the work; None where none stands out."""
    rows = course.process.of(code)
    rows = rows[course.work[rows] != NO_TIME]
    kinds = course.process.case_columns[column]
    of_row, work = kinds.codes[course.process.case[rows]], course.work[rows].astype(np.float64)
    if not 1 < len(kinds.values) <= _MOST_CLASSES:
        return None
    best: tuple[str, Trigger, float] | None = None
    for kind, name in enumerate(kinds.values):
        mine, rest = work[of_row == kind], work[(of_row != kind) & (of_row >= 0)]
        if min(len(mine), len(rest)) < rules.least_cases or np.median(rest) <= 0:
            continue
        ratio = float(np.median(mine) / np.median(rest))
        is_better = best is None or ratio > best[1].value
        if ratio >= rules.class_ratio and told_apart(mine, rest) >= rules.class_share and is_better:
            cases = course.cases_of(rows[of_row == kind])
            trigger = Trigger(
                measure="class-ratio", value=ratio, threshold=rules.class_ratio, cases=cases, exposed=len(mine) + len(rest)
            )
            best = name, trigger, float(mine.sum() / work.sum())
    return best


def told_apart(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Return in what share of pairs the first is the greater, ties one half: the area under the curve, in [0, 1].

    Mann, Whitney 1947, doi 10.1214/aoms/1177730491.
    """
    ordered = np.sort(other)
    below, upto = np.searchsorted(ordered, one, side="left"), np.searchsorted(ordered, one, side="right")
    return float((below + upto).sum() / 2 / (len(one) * len(other)))


def _proposal(situation: Situation, course: Course, code: int, best: tuple[str, Trigger, float]) -> Proposal:
    activity = course.process.activities[code]
    kind, trigger, share = best
    facts: Mapping[str, object] = {"activity": activity.texts, "kind": kind}
    return Proposal(
        heuristic="H3",
        scope=course.id,
        about=(activity.id, kind),
        trigger=trigger,
        edits=tuple(_separated(situation, course, code, kind, share)),
        expected=EXPECTED["H3"],
        facts=facts,
    )


def _separated(situation: Situation, course: Course, code: int, kind: str, share: float) -> Iterator[Edit]:
    """Yield the queue of its own for a class, with its share of the people, where at least one is left for each."""
    activity, world = course.process.activities[code], situation.world
    able = situation.workers_of(*sorted(activity.responsible))
    if len(able) > 1:
        number = min(len(able) - 1, max(1, round(share * len(able))))
        if world is None or kind in world.cases.kinds:
            yield Separated(process=course.id, activity=activity.id, kinds=(kind,), workers=able[:number])
