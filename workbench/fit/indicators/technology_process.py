"""Technology and process: TP1 to TP9."""

from __future__ import annotations

from typing import Final

from workbench.fit.indicators.capture import digital_capture
from workbench.fit.indicators.in_system import automation_realised, in_system_execution, system_switch_economy
from workbench.fit.indicators.interfaces import interface_timeliness, media_break_free_flow
from workbench.fit.indicators.model import Dimension, Indicator
from workbench.fit.indicators.support import function_utilisation, functional_sufficiency, system_coverage

TECHNOLOGY_PROCESS: Final = (
    Indicator(code="TP1", dimension=Dimension.TP, sources="BT", read=system_coverage),
    Indicator(code="TP2", dimension=Dimension.TP, sources="BTL", read=digital_capture),
    Indicator(code="TP3", dimension=Dimension.TP, sources="TL", read=in_system_execution),
    Indicator(code="TP4", dimension=Dimension.TP, sources="BL", read=automation_realised),
    Indicator(code="TP5", dimension=Dimension.TP, sources="BTD", read=media_break_free_flow),
    Indicator(code="TP6", dimension=Dimension.TP, sources="BL", read=system_switch_economy),
    Indicator(code="TP7", dimension=Dimension.TP, sources="TL", read=function_utilisation),
    Indicator(code="TP8", dimension=Dimension.TP, sources="BT", read=functional_sufficiency),
    Indicator(code="TP9", dimension=Dimension.TP, sources="TL", read=interface_timeliness),
)
