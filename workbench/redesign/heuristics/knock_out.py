"""H6, knock-out: of the checks that can end a case, the likeliest and cheapest come first."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.fit.detection import without, without_logs
from workbench.redesign.changes import MoveActivity
from workbench.redesign.heuristics.course import Course, is_independent
from workbench.redesign.heuristics.outcomes import ended
from workbench.redesign.heuristics.proposal import EXPECTED, Proposal, Said, Trigger
from workbench.redesign.heuristics.rules import HeuristicRules
from workbench.redesign.heuristics.situation import Situation
from workbench.simulation.edits import MoveBefore, Thin


def reorder(situation: Situation, rules: HeuristicRules) -> Iterator[Said]:
    """Propose H6 where a check ends more cases per hour of work than the one right before it, and needs nothing of it.

    Knock-outs go by descending probability of rejection over effort (van der Aalst 2001, Decision Support Systems 30(4), doi
    10.1016/S0167-9236(00)00136-6).
    """
    yield from without_logs(situation.evidence, "H6")
    for course in situation.courses:
        if not course.is_timed:
            yield without("starts", "H6", scope=course.id)
            continue
        for second, before in sorted(course.predecessors.items()):
            if len(before) == 1 and second not in before:
                yield from _swapped(course, next(iter(before)), second, rules)


def _swapped(course: Course, first: int, second: int, rules: HeuristicRules) -> Iterator[Proposal]:
    values = [_value(course, code, rules) for code in (first, second)]
    earlier, later = values
    one, other = course.process.activities[first], course.process.activities[second]
    if earlier is None or later is None or later < rules.knock_out_ratio * earlier or not is_independent(one, other):
        return
    rows = course.process.of(second)
    yield Proposal(
        heuristic="H6",
        scope=course.id,
        about=(other.id, one.id),
        trigger=Trigger(
            measure="knock-out-ratio",
            value=later / earlier,
            threshold=rules.knock_out_ratio,
            cases=course.cases_of(ended(course, second)),
            exposed=len(rows),
        ),
        changes=(MoveActivity(process=course.id, activity=other.id, before=one.id),),
        edits=(
            MoveBefore(process=course.id, activity=other.id, before=one.id),
            Thin(process=course.id, activities=(one.id,), share=_spared(course, first, second)),
        ),
        expected=EXPECTED["H6"],
        facts={"activity": other.texts, "other": one.texts},
    )


def _spared(course: Course, first: int, second: int) -> float:
    """Return the share of the first check that the new order saves, less what the second is done more often, by its work.

    The first need no longer be done in the cases that the second ends, but the second is in those that the first ended.
    """
    n_cases = len(course.process.of(first))
    one, other = (float(course.worked(course.process.of(code)).mean()) for code in (first, second))
    saved, added = (len(ended(course, code)) / n_cases for code in (second, first))
    return max(0.0, saved - added * other / one)


def _value(course: Course, code: int, rules: HeuristicRules) -> float | None:
    """Return the rejections of a check for each µs of work; None where it rejects nobody, or its work is not known."""
    rows, work = course.process.of(code), course.worked(course.process.of(code))
    if len(rows) < rules.least_cases or not len(work) or work.mean() <= 0:
        return None
    share = len(ended(course, code)) / len(rows)
    return share / float(work.mean()) if share >= rules.knock_out_share else None
