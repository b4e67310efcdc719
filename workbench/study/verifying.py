"""Items of the plan that are done, held against the cases that began since: each is judged, with its effects and side effects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from workbench.normalization.verification import (
    Judgement,
    Period,
    ToVerify,
    effects_of,
    homes_of_item,
    judge,
    judged_effects,
    side_effects_of,
)
from workbench.study.assessing import Assessment
from workbench.study.narrowing import begun_after, ended_by, settled_after


def verify_items(assessment: Assessment, items: Iterable[ToVerify], earlier: Assessment | None = None) -> tuple[Judgement, ...]:
    """Judge items that were done, in their order, by the cases of an assessment that began after the day of each.

    They are held against the cases that had run by then (`ended_by`): of the same assessment, or of an `earlier` one where this
    log does not reach back so far. Effects are those of the cases that had the time to end (`settled_after`). What is found is
    looked for anew once a day; nothing is aligned again.
    """
    items = tuple(items)
    days = sorted({each.done for each in items})
    judged = {day: _of_one_day(day, [each for each in items if each.done == day], assessment, earlier) for day in days}
    return tuple(next(judged[each.done]) for each in items)


def _of_one_day(day: date, items: Sequence[ToVerify], assessment: Assessment, earlier: Assessment | None) -> Iterator[Judgement]:
    """Yield the judgements of the items of one day, which share what was before and after it."""
    after, before = period_of(begun_after(assessment, day)), _before(earlier or assessment, day)
    homes = {each.id: homes_of_item(each, after.evidence) for each in items}
    concerned = tuple(sorted({home for some in homes.values() for home in some}))
    effects = effects_of(concerned, None if before is None else before.evidence, settled_after(assessment, day))
    for item in items:
        mine = tuple(each for each in effects if each.scope in homes[item.id])
        yield replace(
            judge(item, after),
            predicted=judged_effects(item.effects, mine),
            effects=mine,
            side_effects=side_effects_of(item, before, after),
        )


def period_of(assessment: Assessment) -> Period:
    """Return what an assessment of some cases says, as verification looks at it."""
    return Period(
        evidence=assessment.evidence,
        claimed=assessment.findings,
        below_threshold=assessment.below_threshold,
        unknown=assessment.detected.unknown,
        rating=lambda: assessment.rated,
    )


def _before(assessment: Assessment, day: date) -> Period | None:
    """Return what was before a day, None where no case of any process had ended by then."""
    narrowed = ended_by(assessment, day)
    return period_of(narrowed) if narrowed.conformance else None
