"""Advice that mends what a finding tells is no item of its own: it gives the draft for that finding its changes and effect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final, TypeVar

from workbench.findings import ENTERPRISE
from workbench.normalization.plan.item import PlannedItem
from workbench.redesign.heuristics import Proposal

_T = TypeVar("_T")

_MENDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "batched-share": "PF-BATCH",
        "approval-share": "PO-APPR",
        "utilisation": "PO-OVERLOAD",
        "effective-performers": "PO-CONC",
        "accountable-posts": "PO-MULTIA",
        "manual-share": "TP-MANUAL",
        "off-system-share": "TP-OFFLINE",
        "rekeyed-data": "TP-REKEY",
    }
)
"""What each trigger of a heuristic sees as a finding too, by its measure: the code of the finding."""


def is_mended_by(item: PlannedItem, proposal: Proposal) -> bool:
    """Return whether a proposal mends a finding of an item: the same cause, seen in the same place, of the same thing."""
    code = _MENDS.get(proposal.trigger.measure)
    subjects = (each.subject for each in item.verifications if each.subject.code == code)
    return any(
        (proposal.scope == each.scope or ENTERPRISE in {proposal.scope, each.scope}) and proposal.about[0] in each.object
        for each in subjects
    )


def with_advice(item: PlannedItem, advised: PlannedItem) -> PlannedItem:
    """Return the item of a finding with what advice on it changes, brings and asks for; who answers for it stays.

    What earlier advice brought stays beside it: each effect is that of its advice alone.
    """
    asked = (post for post in (*advised.responsible, *advised.sign_offs) if post not in item.responsible)
    return replace(
        item,
        origin=", ".join(_united(_origins(item), (advised.origin,))),
        elements=_united(item.elements, advised.elements),
        moved_from=_joined(item.moved_from, advised.moved_from),
        moved_to=_joined(item.moved_to, advised.moved_to),
        sign_offs=_united(item.sign_offs, asked),
        departments=tuple(sorted({*item.departments, *advised.departments})),
        risks=_joined(item.risks, advised.risks),
        controls=_joined(item.controls, advised.controls),
        effects=_joined(item.effects, advised.effects),
        effect_checks=_joined(item.effect_checks, advised.effect_checks),
        post_changes=_joined(item.post_changes, advised.post_changes),
    )


def has_taken(item: PlannedItem, advised: PlannedItem, proposal: Proposal) -> bool:
    """Return whether an item is what a proposal advised, or mends a finding as its heuristic advised (`with_advice`)."""
    return item.id == advised.id or (advised.origin in _origins(item) and is_mended_by(item, proposal))


def _origins(item: PlannedItem) -> tuple[str, ...]:
    return tuple(filter(None, item.origin.split(", ")))


def _united(one: Iterable[_T], other: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def _joined(one: tuple[_T, ...], other: tuple[_T, ...]) -> tuple[_T, ...]:
    """Return what is in one or the other, each once, where it cannot be hashed."""
    return (*one, *(each for each in other if each not in one))
