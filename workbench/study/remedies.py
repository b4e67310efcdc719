"""What is to be done about something that no finding asks for, in somebody's words, and the item of the plan that it becomes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from workbench.design import Design
from workbench.findings import ENTERPRISE, Finding, Severity, UsageError
from workbench.fit.codes import Element
from workbench.normalization.plan import Demand, PlannedItem, Source, Told, item_of_demand


@dataclass(frozen=True, kw_only=True)
class Remedy:
    """What is to be done, in somebody's words: elements that move (the first above all), posts that answer for it, days."""

    text: str
    elements: tuple[Element, ...]
    responsible: tuple[str, ...]
    days: int
    scope: str = ENTERPRISE


def item_of_remedy(remedy: Remedy, about: tuple[Source, str], why: Iterable[Told], design: Design, today: date) -> PlannedItem:
    """Return the item for a remedy of a case or a warning, by what it is and its id; its window begins today.

    `why` says what it moves from. Raises UsageError where the remedy does not say what, by whom or of which element.
    """
    source, origin = about
    if not (remedy.text.strip() and remedy.elements and remedy.responsible):
        raise UsageError(Finding(code="REMEDY_HALF", severity=Severity.CRITICAL, facts={"id": origin}))
    demand = Demand(
        source=source,
        origin=origin,
        reason=origin,
        text=remedy.text,
        elements=remedy.elements,
        responsible=remedy.responsible,
        days=remedy.days,
        scope=remedy.scope,
    )
    return replace(item_of_demand(demand, design, today), moved_from=tuple(why))
