"""All indicators of fit, by dimension."""

from __future__ import annotations

from typing import Final

from workbench.fit.indicators.model import Indicator

INDICATORS: Final[tuple[Indicator, ...]] = ()
"""What fit is scored by, unless a caller passes others; the policy switches each on or off."""
