"""Items that were once effective and whose finding came back since: they are to be done again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from workbench.normalization.plan.board import Plan
from workbench.normalization.plan.folding import Item
from workbench.normalization.sightings import Lifeline, Lifelines, LifelineState
from workbench.shown import Listing


@dataclass(frozen=True, kw_only=True)
class Recurrence:
    """A finding that an item had mended, as judged on a day, and that was seen after that; `recurrences` counts its returns."""

    item: str
    finding: str
    code: str
    scope: str
    judged: date
    last_seen: date
    recurrences: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Recurrences(Listing[Recurrence]):
    """What came back, in the order of the plan."""

    kind: ClassVar[type[Recurrence]] = Recurrence


def recurrences_in(plan: Plan, lives: Lifelines) -> Recurrences:
    """Return what came back of items that were effective since they were done: claimed again in a later run, and not gone since.

    An item that new evidence has refuted since is told as well, until it is opened again.
    """
    found = ((item, lives.of.get(finding)) for item in plan.items for finding in item.planned.findings)
    return Recurrences(rows=tuple(row for item, life in found if life is not None and (row := _recurrence(item, life))))


def _recurrence(item: Item, life: Lifeline) -> Recurrence | None:
    is_back = life.state is not LifelineState.GONE and life.reached_threshold
    if not item.state.is_done or item.proven is None or life.last_seen <= item.proven or not is_back:
        return None
    return Recurrence(
        item=item.id,
        finding=life.finding,
        code=life.code,
        scope=life.scope,
        judged=item.proven,
        last_seen=life.last_seen,
        recurrences=life.recurrences,
    )
