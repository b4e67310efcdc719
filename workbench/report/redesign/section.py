"""The redesign as a part of a report: panels, and advice as cards."""

from __future__ import annotations

from workbench.report.redesign.advice_cards import advice_cards
from workbench.report.redesign.panels import front_panel, knee_of, moves_panel, plan_panel, predicted_panel, singles_panel
from workbench.report.redesign.reassigned import assignment_panel, layers_panel
from workbench.report.redesign.shown import RedesignSection
from workbench.report.redesign.trust import trust_panels
from workbench.study.recommending import Recommendation


def redesign_section(recommendation: Recommendation) -> RedesignSection:
    """Return what a report says of a recommendation."""
    knee = knee_of(recommendation)
    moves = () if knee is None else (moves_panel(recommendation, knee), predicted_panel(recommendation, knee))
    chosen = None if knee is None else knee.change
    return RedesignSection(
        panels=(
            plan_panel(recommendation),
            front_panel(recommendation, chosen),
            *moves,
            singles_panel(recommendation),
            assignment_panel(recommendation),
            layers_panel(recommendation),
        ),
        cards=advice_cards(recommendation),
        trust=trust_panels(recommendation),
    )
