"""What pulls a score down and what would lift it: the indicators of a card by share of the loss, and how firm a ranking is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workbench.fit.scoring.robustness import WEIGHTINGS
from workbench.language import Language, say
from workbench.report.drawings.svg import MARGIN, TOP, figure, hinted, rectangle, shortened, text
from workbench.report.fit_section import process_names
from workbench.report.page import Look, Table
from workbench.report.score_card import IndicatorRow, ScoreCard
from workbench.report.tables import both, drawing, percent, table
from workbench.study import Assessment

_SHOWN: Final = 12
_NAME, _WIDTH, _ROW = 330.0, 320.0, 26.0


def contributions_of(card: ScoreCard) -> Look:
    """Return the indicators of a scope that lose anything, the heaviest first; their shares of the loss add up to 1."""
    rows = [row for part in card.dimensions for row in part.indicators if row.loss]
    ranked = sorted(rows, key=lambda row: (-(row.loss or 0.0), row.code))
    if not ranked:
        return Look(key="contributions", nothing=both("contributions-nothing"))
    return Look(
        key="contributions",
        drawing=drawing(lambda language: draw_contributions(ranked[:_SHOWN], language)),
        table=_table(ranked),
    )


def _table(rows: Sequence[IndicatorRow]) -> Table:
    cells = [
        (f"{row.code}", row.name, row.told, row.figure.value, row.target, row.weight, percent(row.loss or 0.0), row.lift)
        for row in rows
    ]
    words = ("contributions-code", "card-indicator", "card-standing")
    return table(words, ("card-value", "card-target", "card-weight", "card-loss", "card-lift"), cells)


def draw_contributions(rows: Sequence[IndicatorRow], language: Language) -> str:
    """Draw the share of the loss of each indicator as a bar, with what the score would gain if it alone reached its target."""
    most = max(row.loss or 0.0 for row in rows)
    parts = [bar for place, row in enumerate(rows) for bar in _bar(row, TOP + place * _ROW, most, language)]
    height = TOP + len(rows) * _ROW + MARGIN
    return figure(_NAME + _WIDTH + 230, height, say("contributions-drawing", language, {"count": len(rows)}), parts)


def _bar(row: IndicatorRow, top: float, most: float, language: Language) -> tuple[str, ...]:
    loss = row.loss or 0.0
    name = f"{row.code} {row.name.said(language)}"
    width = max(1.0, loss / most * _WIDTH)
    said = say("contributions-bar", language, {"loss": percent(loss), "lift": row.lift})
    return (
        hinted(f"{name}: {said}", text(MARGIN, top + 15, shortened(name, _NAME - 2 * MARGIN))),
        rectangle(_NAME, top + 4, width, 15, "area0"),
        text(_NAME + width + 8, top + 16, said, "soft"),
    )


def sensitivity_of(assessment: Assessment) -> Look:
    """Return how firmly the ranking of processes stands: each pair with the share of random weightings that keep its order."""
    ranking = assessment.fit.ranking
    if ranking is None:
        return Look(key="sensitivity", nothing=both("sensitivity-nothing"))
    names = process_names(assessment)
    rows = [
        (
            names[pair.better],
            names[pair.worse],
            both("sensitivity-firm" if pair.is_firm else "sensitivity-loose"),
            percent(pair.kept),
        )
        for pair in ranking.pairs
    ]
    made = table(("sensitivity-better", "sensitivity-worse", "sensitivity-verdict"), ("sensitivity-kept",), rows)
    return (
        Look(key="sensitivity", table=made)
        if rows
        else Look(key="sensitivity", nothing=both("sensitivity-equal", count=WEIGHTINGS))
    )
