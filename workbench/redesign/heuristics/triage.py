"""H3, triage: one activity that takes much longer for one class of cases than for the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.design import DesignedActivity
from workbench.eventlog import NO_TIME
from workbench.fit.detection import without, without_logs
from workbench.redesign.heuristics.course import Course
from workbench.redesign.heuristics.proposal import EXPECTED, Proposal, Said, Trigger
from workbench.redesign.heuristics.rules import HeuristicRules
from workbench.redesign.heuristics.situation import Situation
from workbench.simulation.edits import Edit, Separated

_MOST_CLASSES = 10


@dataclass(frozen=True, kw_only=True)
class _Slow:
    """A class of cases that takes longest in an activity: what shows it, and its share of the work."""

    kind: str
    trigger: Trigger
    share: float


def separate(situation: Situation, rules: HeuristicRules) -> Iterator[Said]:
    """Propose H3 where a class of cases takes a multiple of the time of the others, and several can share the queues."""
    yield from without_logs(situation.evidence, "H3")
    for course in situation.courses:
        if not course.is_timed:
            yield without("starts", "H3", scope=course.id)
    for course, code, _ in situation.activities():
        found = [slow for column in sorted(course.process.case_columns) for slow in _slow(course, code, column, rules)]
        if found:
            yield _proposal(situation, course, code, max(found, key=lambda each: each.trigger.value))


def _slow(course: Course, code: int, column: str, rules: HeuristicRules) -> Iterator[_Slow]:
    """Yield the classes of a column that take long against the rest."""
    rows = course.process.of(code)
    rows = rows[course.work[rows] != NO_TIME]
    kinds = course.process.case_columns[column]
    of_row, work = kinds.codes[course.process.case[rows]], course.work[rows].astype(np.float64)
    if not 1 < len(kinds.values) <= _MOST_CLASSES:
        return
    for kind, name in enumerate(kinds.values):
        mine, rest = work[of_row == kind], work[(of_row != kind) & (of_row >= 0)]
        if min(len(mine), len(rest)) < rules.least_cases or np.median(rest) <= 0:
            continue
        ratio = float(np.median(mine) / np.median(rest))
        if ratio >= rules.class_ratio and told_apart(mine, rest) >= rules.class_share:
            trigger = Trigger(
                measure="class-ratio",
                value=ratio,
                threshold=rules.class_ratio,
                cases=course.cases_of(rows[of_row == kind]),
                exposed=len(mine) + len(rest),
            )
            yield _Slow(kind=name, trigger=trigger, share=float(mine.sum() / work.sum()))


def told_apart(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Return in what share of pairs the first is the greater, ties one half: the area under the curve, in [0, 1].

    Mann, Whitney 1947, doi 10.1214/aoms/1177730491.
    """
    ordered = np.sort(other)
    below, upto = np.searchsorted(ordered, one, side="left"), np.searchsorted(ordered, one, side="right")
    return float((below + upto).sum() / 2 / (len(one) * len(other)))


def _proposal(situation: Situation, course: Course, code: int, slow: _Slow) -> Proposal:
    activity = course.process.activities[code]
    return Proposal(
        heuristic="H3",
        scope=course.id,
        about=(activity.id, slow.kind),
        trigger=slow.trigger,
        edits=tuple(_separated(situation, activity, slow)),
        expected=EXPECTED["H3"],
        facts={"activity": activity.texts, "kind": slow.kind},
    )


def _separated(situation: Situation, activity: DesignedActivity, slow: _Slow) -> Iterator[Edit]:
    """Yield the queue of its own for a class, with its share of the people, where at least one is left for each."""
    able, world = situation.workers_of(*sorted(activity.responsible)), situation.world
    if len(able) > 1 and (world is None or slow.kind in world.cases.kinds):
        number = min(len(able) - 1, max(1, round(slow.share * len(able))))
        yield Separated(process=activity.process, activity=activity.id, kinds=(slow.kind,), workers=able[:number])
