"""The redesign as a part of a report: panels, and advice as cards."""

from __future__ import annotations

from workbench.report.redesign.advice_cards import advice_cards
from workbench.report.redesign.panels import front_panel, knee_of, plan_panel, point_panels, singles_panel
from workbench.report.redesign.reassigned import assignment_panel, layers_panel
from workbench.report.redesign.shown import RedesignSection
from workbench.report.redesign.trust import trust_panels
from workbench.study.recommending import Recommendation


def redesign_section(recommendation: Recommendation) -> RedesignSection:
    """Return what a report says of a recommendation."""
    knee = knee_of(recommendation)
    moves = () if knee is None else point_panels(recommendation, knee)
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
