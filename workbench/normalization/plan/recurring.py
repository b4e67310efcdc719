"""Items of the plan that were effective and whose finding came back since: they are to be done again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from workbench.fit.plan import Proof
from workbench.normalization.plan.board import Plan
from workbench.normalization.plan.folding import Item
from workbench.shown import Listing


@dataclass(frozen=True, kw_only=True)
class Recurrence:
    """A finding that an item had mended, as was `proven` on a day, and that newer cases refute, as was `judged` on another."""

    item: str
    finding: str
    code: str
    scope: str
    proven: date
    judged: date


@dataclass(frozen=True, kw_only=True, eq=False)
class Recurrences(Listing[Recurrence]):
    """What came back, in the order of the plan."""

    kind: ClassVar[type[Recurrence]] = Recurrence


def recurrences_in(plan: Plan) -> Recurrences:
    """Return what came back of items that were effective since they were done, until they are opened again.

    That is what the last judgement found claimed in the cases that began since then. Neither what those before show, nor a
    single case that nothing would be claimed of, is a recurrence.
    """
    return Recurrences(rows=tuple(row for item in plan.items for row in _recurrences(item)))


def _recurrences(item: Item) -> Iterator[Recurrence]:
    if not item.state.is_done or item.proven is None or item.judged is None or item.judgement is None:
        return
    back = {each.finding for each in item.judgement.findings if each.is_claimed and each.proof is Proof.REFUTED}
    for check in item.planned.verifications:
        about = check.subject
        if about.id in back:
            yield Recurrence(
                item=item.id, finding=about.id, code=about.code, scope=about.scope, proven=item.proven, judged=item.judged
            )
