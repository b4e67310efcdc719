"""From an assessment, and what was recommended on it, to the items of an adjustment plan with their days."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from workbench.design import Design
from workbench.findings import Finding
from workbench.fit.plan import draft_items
from workbench.fit.plan.touched import touched_by
from workbench.normalization.plan import (
    Item,
    ItemState,
    PlannedItem,
    following,
    has_taken,
    in_turn,
    is_mended_by,
    item_of_advice,
    item_of_draft,
    with_advice,
)
from workbench.redesign.advice import Advice
from workbench.redesign.changes import Changes
from workbench.study.assessing import Assessment
from workbench.study.recommending import Recommendation


def planned_items(
    assessment: Assessment, recommendation: Recommendation | None, today: date, plan: Sequence[Item] = ()
) -> tuple[PlannedItem, ...]:
    """Return an item for every cause of the findings, and for each step of what is recommended, in the order of the plan.

    A step that mends a finding is no item of its own: the item of the finding takes its changes and its predicted effect.
    An item follows those that touch the same and whose element turns earlier (technology, process, organization, data); its
    window begins after theirs, at the earliest today.

    What items of the `plan` deal with that were not cancelled has no item again, under whichever code it is found. What shares
    a cause with that, or is advised on it, is an item of its own and follows them while they are open, in the windows that they
    have now.
    """
    evidence, design = assessment.evidence, assessment.evidence.design
    kept = [each for each in plan if each.state is not ItemState.CANCELLED]
    given = tuple(each.planned for each in kept if each.state.is_open)
    drafts = draft_items(assessment.findings, evidence, {finding for each in kept for finding in each.planned.kin})
    items = {each.id: _behind(_dealing_with(each.beside, given), item_of_draft(each, design, today)) for each in drafts}
    subjects = {each.id: _found(each.findings, design) for each in drafts}
    subjects |= {each.id: _found((check.finding for check in each.verifications), design) for each in given}
    for advice in _recommended(recommendation):
        proposal = advice.proposal
        advised = item_of_advice(advice, evidence, recommendation.gate.indicative if recommendation else (), today)
        if any(has_taken(each.planned, advised, proposal) for each in kept):
            continue
        mended = next((each for each in items.values() if is_mended_by(each, proposal)), None)
        planned = (each.id for each in given if is_mended_by(each, proposal))
        item = _behind(planned, advised) if mended is None else with_advice(mended, advised)
        items[item.id] = item
        subjects[item.id] = subjects.get(item.id, frozenset()) | _advised(advice, design)
    return in_turn(following(tuple(items.values()), subjects, given), given)


def _recommended(recommendation: Recommendation | None) -> Iterator[Advice]:
    yield from (each.advice for each in recommendation.plan.steps) if recommendation is not None else ()


def _dealing_with(findings: Collection[str], given: Iterable[PlannedItem]) -> Iterator[str]:
    return (each.id for each in given if not each.kin.isdisjoint(findings))


def _behind(before: Iterable[str], item: PlannedItem) -> PlannedItem:
    return replace(item, after=tuple(dict.fromkeys((*before, *item.after))))


def _found(findings: Iterable[Finding], design: Design) -> frozenset[tuple[str, str]]:
    nothing = frozenset[tuple[str, str]]()
    return nothing.union(*(touched_by(each, design).subjects for each in findings))


def _advised(advice: Advice, design: Design) -> frozenset[tuple[str, str]]:
    """Return what a proposal is about and what its changes concern: activities, data, and posts that it names itself."""
    touched = Changes(parts=advice.proposal.changes).touched(design) if advice.proposal.changes else None
    about = advice.proposal.about
    named = (("activity" if each not in design.organization.post else "post", each) for each in about)
    activities = (("activity", each) for each in touched.activities) if touched else ()
    data = (("data", each) for each in touched.data) if touched else ()
    return frozenset((*named, *activities, *data))
