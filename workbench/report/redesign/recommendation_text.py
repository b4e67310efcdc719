"""A recommendation as lines for a terminal: the front in a few points, the plan, the advice that helps most."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workbench.language import Language, say
from workbench.report.redesign.advice_cards import advice_cards
from workbench.report.redesign.panels import front_panel, load_of, plan_panel
from workbench.report.redesign.reassigned import assignment_panel, layers_panel
from workbench.report.redesign.shown import AdviceCard
from workbench.study.recommending import Recommendation

_MOST: Final = 12
_FEW: Final = 4


def recommendation_text(recommendation: Recommendation, language: Language) -> str:
    """Return what should change, the groupings first, then the plan, then advice; what is left out is counted."""
    return "\n".join(_lines(recommendation, language))


def _lines(recommendation: Recommendation, language: Language) -> Iterator[str]:
    yield from _front(recommendation, language)
    for panel in (assignment_panel(recommendation), layers_panel(recommendation)):
        yield panel.title.said(language)
        notes = (*panel.notes, *(() if panel.missing is None else (panel.missing,)))
        yield from (f"  {note.said(language)}" for note in notes)
    if recommendation.gate.indicative:
        yield say("recommend-indicative", language, {"processes": ", ".join(sorted(recommendation.gate.indicative))})
    for each in recommendation.calibrated.unknown[:_FEW]:
        yield say("recommend-unplayed", language, {"why": each.text(language)})
    plan = plan_panel(recommendation)
    yield say("panel-plan", language)
    if plan.missing is not None:
        yield f"  {plan.missing.said(language)}"
    for row in plan.table.rows if plan.table else ():
        yield "  " + " · ".join(cell.said(language) for cell in row if cell.said(language))
    cards = advice_cards(recommendation)
    yield say("recommend-advice-count", language, {"count": len(cards)})
    for card in cards[:_MOST]:
        yield from _card(card, language)
    if len(cards) > _MOST:
        yield say("recommend-further", language, {"count": len(cards) - _MOST})


def _front(recommendation: Recommendation, language: Language) -> Iterator[str]:
    panel = front_panel(recommendation)
    if panel.missing is not None:
        yield panel.missing.said(language)
        return
    points = sorted(recommendation.front.points, key=lambda point: point.change)
    proven = say("front-all-proven" if recommendation.front.is_complete else "front-not-all-proven", language)
    yield say("recommend-front", language, {"count": len(points), "proven": proven})
    for point in dict.fromkeys((*points[:: max(1, len(points) // 6)], points[-1])):
        facts = {"cost": point.change, "load": f"{load_of(point, recommendation):.1%}", "gap": f"{point.gap:.1%}"}
        yield "  " + say("recommend-point", language, facts)


def _card(card: AdviceCard, language: Language) -> Iterator[str]:
    parts = (card.title, card.scope, card.about, card.saved)
    yield f"{card.heuristic} " + " · ".join(part.said(language) for part in parts)
    yield f"  {card.trigger.said(language)}"
    yield f"  → {card.proposed.said(language)}"
    for limit in card.limits:
        yield f"  ! {limit.said(language)}"
