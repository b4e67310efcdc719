"""Technology and organization: TO1 to TO7."""

from __future__ import annotations

from typing import Final

from workbench.fit.indicators.access import access_adequacy, least_privilege, skill_coverage
from workbench.fit.indicators.accounts import identified_execution
from workbench.fit.indicators.adoption import adoption
from workbench.fit.indicators.governance import system_department_span, system_ownership
from workbench.fit.indicators.model import Dimension, Indicator

TECHNOLOGY_ORGANIZATION: Final = (
    Indicator(code="TO1", dimension=Dimension.TO, sources="RT", read=access_adequacy),
    Indicator(code="TO2", dimension=Dimension.TO, sources="RT", read=least_privilege),
    Indicator(code="TO3", dimension=Dimension.TO, sources="TL", read=identified_execution),
    Indicator(code="TO4", dimension=Dimension.TO, sources="T", read=system_ownership),
    Indicator(code="TO5", dimension=Dimension.TO, sources="RT", read=skill_coverage),
    Indicator(code="TO6", dimension=Dimension.TO, sources="TL", read=adoption),
    Indicator(code="TO7", dimension=Dimension.TO, sources="TL", read=system_department_span),
)
