"""All indicators of fit, by dimension."""

from __future__ import annotations

from typing import Final

from workbench.fit.indicators.data import DATA
from workbench.fit.indicators.execution import EXECUTION
from workbench.fit.indicators.model import Indicator
from workbench.fit.indicators.process_organization import PROCESS_ORGANIZATION
from workbench.fit.indicators.technology_organization import TECHNOLOGY_ORGANIZATION
from workbench.fit.indicators.technology_process import TECHNOLOGY_PROCESS

INDICATORS: Final[tuple[Indicator, ...]] = (
    *TECHNOLOGY_PROCESS,
    *PROCESS_ORGANIZATION,
    *TECHNOLOGY_ORGANIZATION,
    *DATA,
    *EXECUTION,
)
"""What fit is scored by, unless a caller passes others; the policy switches each on or off."""
