"""PO: process and organization – who answers, who does it, and how departments work together."""

from __future__ import annotations

from typing import Final

from workbench.fit.indicators.approvals import approval_adequacy
from workbench.fit.indicators.departments import coordination_congruence, internal_handovers, ping_pong_free
from workbench.fit.indicators.duties import lane_agreement, process_ownership, responsibility_completeness
from workbench.fit.indicators.load import workload_fit
from workbench.fit.indicators.model import Dimension, Indicator
from workbench.fit.indicators.performers import organizational_precision, role_congruence
from workbench.fit.indicators.resilience import performer_resilience
from workbench.fit.indicators.separation import duty_separation
from workbench.fit.indicators.waiting import handover_waiting

PROCESS_ORGANIZATION: Final = (
    Indicator(code="PO1", dimension=Dimension.PO, sources="R", read=responsibility_completeness),
    Indicator(code="PO2", dimension=Dimension.PO, sources="B R", read=lane_agreement),
    Indicator(code="PO3", dimension=Dimension.PO, sources="R L", read=role_congruence),
    Indicator(code="PO4", dimension=Dimension.PO, sources="R L", read=organizational_precision),
    Indicator(code="PO5", dimension=Dimension.PO, sources="R L", read=duty_separation),
    Indicator(code="PO6", dimension=Dimension.PO, sources="B R L", read=coordination_congruence),
    Indicator(code="PO7", dimension=Dimension.PO, sources="B R L", read=internal_handovers),
    Indicator(code="PO8", dimension=Dimension.PO, sources="R L", read=ping_pong_free),
    Indicator(code="PO9", dimension=Dimension.PO, sources="R L", read=workload_fit),
    Indicator(code="PO10", dimension=Dimension.PO, sources="R L", read=performer_resilience),
    Indicator(code="PO11", dimension=Dimension.PO, sources="B R L", read=approval_adequacy),
    Indicator(code="PO12", dimension=Dimension.PO, sources="R", read=process_ownership),
    Indicator(code="PO13", dimension=Dimension.PO, sources="R L", read=handover_waiting),
)
"""How well process and organization fit."""
