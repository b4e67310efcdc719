"""Draft items of an adjustment plan: what is found, what moves from where to where, who, until when, and how it is verified."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from workbench.findings import Finding
from workbench.fit.codes import Element
from workbench.fit.detection import Evidence
from workbench.fit.plan.causes import by_cause
from workbench.fit.plan.circumstances import Circumstances, circumstances_of
from workbench.fit.plan.moves import Move, move_for
from workbench.fit.plan.parties import owners_of
from workbench.fit.plan.priority import Priority, priority_of
from workbench.fit.plan.touched import touched_by
from workbench.fit.plan.verification import Verification, verification_of
from workbench.fit.policy import DecisionRules

LOOP: Final = (Element.TECHNOLOGY, Element.PROCESS, Element.ORGANIZATION, Element.DATA)
"""In which order elements turn (domain rules, CI-3): technology, process, organization, data."""


@dataclass(frozen=True, kw_only=True)
class AdjustmentItem:
    """A draft: findings with one cause, and for each the move that mends it and what must hold afterwards.

    `elements` move, the first above all; `responsible` and `sign_offs` are posts. `window` is in calendar days. `after` names the
    items that should come before, since they touch the same and their element turns earlier. `beside` are ids of findings with
    the same cause that a plan deals with already. `cost` is not known before somebody enters it.
    """

    findings: tuple[Finding, ...]
    moves: tuple[Move, ...]
    verifications: tuple[Verification, ...]
    elements: tuple[Element, ...]
    responsible: tuple[str, ...]
    sign_offs: tuple[str, ...]
    window: int
    priority: Priority
    cost: float | None = None
    after: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Return the identity of the item: that of its first finding."""
        return self.findings[0].id

    @property
    def effort(self) -> int:
        """Return how hard it is: as hard as its hardest move, from 1 to 3."""
        return max(move.effort for move in self.moves)


def draft_items(
    findings: Sequence[Finding], evidence: Evidence, planned: Collection[str] = frozenset()
) -> tuple[AdjustmentItem, ...]:
    """Draft an item for every cause of some findings, by priority; ties by ease, then by identity.

    Findings whose ids are `planned` have an item already; what shares a cause with them is an item of its own `beside` them.

    Who owns the element that moves first is responsible; where nobody does, the owner of the process. Owners of the other
    elements sign it off, as those of process, organization and data must confirm a technical plan. Nothing depends on the order
    of the findings.
    """
    circumstances = circumstances_of(evidence)
    moves = {each.id: move_for(each, circumstances) for each in findings if each.id not in planned}
    ranked = sorted(findings, key=lambda each: (-each.severity.rank, each.code, each.scope, each.object))
    groups = (([each for each in group if each.id in moves], group) for group in by_cause(ranked, circumstances))
    items = [
        replace(_item(left, moves, circumstances), beside=tuple(each.id for each in group if each.id not in moves))
        for left, group in groups
        if left
    ]
    items.sort(key=lambda item: (-round(item.priority.value, 9), item.effort, item.id))
    return _in_turn(items, evidence)


def _item(group: Sequence[Finding], moves: Mapping[str, Move], circumstances: Circumstances) -> AdjustmentItem:
    evidence = circumstances.evidence
    its = tuple(moves[each.id] for each in group)
    elements = tuple(dict.fromkeys(element for move in its for element in move.elements))
    owners = owners_of(group, evidence.design)
    responsible = owners[elements[0]] or owners[Element.PROCESS]
    others = (post for element in LOOP if element is not elements[0] for post in owners[element])
    return AdjustmentItem(
        findings=tuple(group),
        moves=its,
        verifications=tuple(verification_of(each, evidence) for each in group),
        elements=elements,
        responsible=responsible,
        sign_offs=tuple(post for post in dict.fromkeys(others) if post not in responsible),
        window=longest_window(elements, evidence.policy.rules),
        priority=max((priority_of(each, circumstances) for each in group), key=lambda each: each.value),
    )


def longest_window(elements: Iterable[Element], rules: DecisionRules) -> int:
    """Return how many calendar days there are to move some elements: those of the slowest; 1 where none moves."""
    return max((_window_days(each, rules) for each in elements), default=1)


def _window_days(element: Element, rules: DecisionRules) -> int:
    return {
        Element.TECHNOLOGY: rules.technology_window_days,
        Element.PROCESS: rules.process_window_days,
        Element.ORGANIZATION: rules.organization_window_days,
        Element.DATA: rules.data_window_days,
    }[element]


def _in_turn(items: Sequence[AdjustmentItem], evidence: Evidence) -> tuple[AdjustmentItem, ...]:
    """Let each item follow those that touch one of the same and whose first element turns earlier."""
    subjects = {
        item.id: frozenset().union(*(touched_by(each, evidence.design).subjects for each in item.findings)) for item in items
    }
    return tuple(replace(item, after=tuple(_before(item, items, subjects))) for item in items)


def _before(
    item: AdjustmentItem, items: Sequence[AdjustmentItem], subjects: Mapping[str, frozenset[tuple[str, str]]]
) -> Iterable[str]:
    turn = LOOP.index(item.elements[0])
    return (each.id for each in items if LOOP.index(each.elements[0]) < turn and subjects[each.id] & subjects[item.id])
