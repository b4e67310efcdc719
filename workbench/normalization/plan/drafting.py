"""From drafts, simulated advice, reviews and cases to items that can be planned."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from workbench.design import Design
from workbench.findings import ENTERPRISE, identity_of
from workbench.fit.codes import Element
from workbench.fit.detection import Evidence
from workbench.fit.plan import AdjustmentItem, Priority
from workbench.fit.plan.items import LOOP, longest_window
from workbench.normalization.decision import subject_of
from workbench.normalization.plan.effect_exposure import effect_check
from workbench.normalization.plan.item import FindingCheck, PlannedItem, PostChange, PredictedEffect, Source
from workbench.normalization.plan.order import window_from
from workbench.normalization.plan.posts import changes_by_design, changes_by_move
from workbench.normalization.plan.risks import controls_of, hazard_of, outlay_of, risks_of
from workbench.normalization.plan.told import in_own_words, told
from workbench.redesign.advice import Advice
from workbench.redesign.advice.effects import ProcessEffect, Simulated
from workbench.redesign.changes import named_facts

_EFFORT: Final = {Element.TECHNOLOGY: 3, Element.PROCESS: 2, Element.ORGANIZATION: 2, Element.DATA: 2}


@dataclass(frozen=True, kw_only=True)
class Demand:
    """What a management review, a released standard, a case of dynamic adjustment or a warning asks for, in somebody's own words.

    `origin` is the identity of the review, case or warning; `days` how long the window is; posts and processes are ids.
    """

    source: Source
    origin: str
    reason: str
    text: str
    elements: tuple[Element, ...]
    responsible: tuple[str, ...]
    days: int
    scope: str = ENTERPRISE
    sign_offs: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    priority: float = 1.0


def item_of_draft(draft: AdjustmentItem, design: Design, today: date) -> PlannedItem:
    """Return the item for findings with one cause; its window begins today."""
    hazards = [hazard_of(move.key, move.elements[0]) for move in draft.moves]
    moved = zip(draft.findings, draft.moves, strict=True)
    changes = tuple(_by_moves(draft, design))
    return PlannedItem(
        id=draft.id,
        source=Source.FINDING,
        scopes=tuple(dict.fromkeys(each.scope for each in draft.findings)),
        findings=tuple(each.id for each in draft.findings),
        elements=draft.elements,
        moved_from=tuple(told(each.code, each.facts) for each in draft.findings),
        moved_to=tuple(told(f"move-{move.key}", finding.facts) for finding, move in moved),
        responsible=draft.responsible,
        sign_offs=draft.sign_offs,
        departments=_departments((*draft.responsible, *(each.post for each in changes)), design),
        window=window_from(today, draft.window),
        priority=draft.priority.value,
        cost=draft.cost,
        outlay=outlay_of(draft.effort),
        risks=risks_of(hazards),
        controls=controls_of(hazards),
        after=draft.after,
        verifications=tuple(_checks(draft)),
        post_changes=changes,
    )


def item_of_advice(advice: Advice, evidence: Evidence, indicative: Iterable[str], today: date) -> PlannedItem:
    """Return the item for a piece of advice that can be followed; `indicative` names the processes that do not play as logged.

    The owner of the element that moves first is responsible, the others that must agree sign it off. Raises ConflictError where
    a change cannot be made.
    """
    proposal, design = advice.proposal, evidence.design
    people = evidence.linkage.names
    elements = tuple(dict.fromkeys(each.element for each in proposal.changes)) or _asked(advice)
    agree = dict(advice.agree)
    responsible = agree.get(elements[0]) or agree.get(Element.PROCESS, ())
    others = dict.fromkeys(post for element in LOOP for post in agree.get(element, ()) if post not in responsible)
    changes = changes_by_design(proposal.changes, design, people)
    hazards = [hazard_of("", element) for element in elements]
    proposed = told(f"proposal-{proposal.trigger.measure}", {**proposal.facts, **proposal.trigger.facts})
    made = [told(f"change-{each.kind}", named_facts(each, design, people)) for each in proposal.changes]
    effects = tuple(_effects(advice.effect, frozenset(indicative)))
    return PlannedItem(
        id=identity_of(Source.ADVICE.value, proposal.heuristic, proposal.scope, *proposal.about),
        source=Source.ADVICE,
        origin=proposal.heuristic,
        scopes=(proposal.scope,),
        elements=elements,
        moved_from=(told(f"trigger-{proposal.trigger.measure}", {**proposal.facts, **proposal.trigger.facts}),),
        moved_to=(proposed, *made),
        responsible=responsible,
        sign_offs=tuple(others),
        departments=_departments((*responsible, *(each.post for each in changes)), design),
        window=window_from(today, longest_window(elements, evidence.policy.rules)),
        priority=_usual_priority(effects),
        outlay=outlay_of(max(_EFFORT[each] for each in elements)),
        risks=risks_of(hazards),
        controls=controls_of(hazards),
        effects=effects,
        effect_checks=tuple(effect_check(each, evidence.linkage) for each in effects if each.is_clear),
        post_changes=changes,
    )


def item_of_demand(demand: Demand, design: Design, today: date) -> PlannedItem:
    """Return the item that a review or a case asks for."""
    hazards = [hazard_of("", each) for each in demand.elements]
    return PlannedItem(
        id=identity_of(demand.source.value, demand.origin, demand.scope, demand.text),
        source=demand.source,
        origin=demand.origin,
        scopes=(demand.scope,),
        elements=demand.elements,
        moved_from=(in_own_words(demand.reason),),
        moved_to=(in_own_words(demand.text),),
        responsible=demand.responsible,
        sign_offs=demand.sign_offs,
        departments=_departments((*demand.responsible, *demand.sign_offs), design),
        window=window_from(today, demand.days),
        priority=demand.priority,
        outlay=outlay_of(max(_EFFORT[each] for each in demand.elements)),
        risks=risks_of(hazards),
        controls=controls_of(hazards),
        after=demand.after,
    )


def departments_under(responsible: Iterable[str], item: PlannedItem, design: Design) -> tuple[str, ...]:
    """Return the departments that an item concerns where some posts answer for it: theirs, and those whose work it changes.

    Of what somebody asks for in his own words nothing is known to change for a post: those of the posts that sign it off count.
    """
    concerned = [each.post for each in item.post_changes]
    agreeing = () if item.source in {Source.FINDING, Source.ADVICE} else item.sign_offs
    return _departments((*responsible, *agreeing, *concerned), design)


def _by_moves(draft: AdjustmentItem, design: Design) -> Iterator[PostChange]:
    for finding, move in zip(draft.findings, draft.moves, strict=True):
        yield from changes_by_move(finding, move.key, design, draft.responsible)


def _checks(draft: AdjustmentItem) -> Iterator[FindingCheck]:
    for finding, verification in zip(draft.findings, draft.verifications, strict=True):
        yield FindingCheck(subject=subject_of(finding), verification=verification, elements=finding.elements)


def _asked(advice: Advice) -> tuple[Element, ...]:
    """Return what moves where the design has no place for a proposal: the element whose owners must agree first."""
    return tuple(element for element in LOOP if element in dict(advice.agree))[:1] or (Element.PROCESS,)


def _effects(effect: Simulated | None, indicative: frozenset[str]) -> Iterator[PredictedEffect]:
    for each in effect.processes if effect is not None else ():
        told_of = (each.base.mean, each.cycle_time.mean, each.cycle_time.low, each.cycle_time.high)
        if each.is_touched and all(map(math.isfinite, told_of)):
            yield _effect(each, is_indicative=each.process in indicative)


def _effect(effect: ProcessEffect, *, is_indicative: bool) -> PredictedEffect:
    return PredictedEffect(
        process=effect.process,
        base=effect.base.mean,
        change=effect.cycle_time.mean,
        low=effect.cycle_time.low,
        high=effect.cycle_time.high,
        saved=effect.saved,
        is_indicative=is_indicative,
    )


def _usual_priority(effects: Sequence[PredictedEffect]) -> float:
    """Return the priority of what is of usual criticality and concerns every case; the share of time that it saves raises it."""
    shares = (abs(each.change) / each.base for each in effects if each.is_clear and each.base > 0)
    return Priority(criticality=2, frequency=1.0, effect=max(shares, default=0.0)).value


def _departments(posts: Iterable[str], design: Design) -> tuple[str, ...]:
    known = design.organization.post
    return tuple(sorted({known[each].department for each in posts if each in known}))
