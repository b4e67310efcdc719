"""The five sides of fit, and the codes of the indicators of each (domain rules 3.1 and 3.2)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Dimension(StrEnum):
    """The five sides of fit."""

    TP = "TP"
    PO = "PO"
    TO = "TO"
    DT = "DT"
    PX = "PX"


_HOW_MANY: Final = {Dimension.TP: 9, Dimension.PO: 13, Dimension.TO: 7, Dimension.DT: 6, Dimension.PX: 6}

INDICATORS_OF: Final[Mapping[Dimension, tuple[str, ...]]] = MappingProxyType(
    {dimension: tuple(f"{dimension}{number}" for number in range(1, most + 1)) for dimension, most in _HOW_MANY.items()}
)
"""The codes of the indicators of each dimension, in the order of the domain."""

INDICATOR_CODES: Final = tuple(code for codes in INDICATORS_OF.values() for code in codes)
"""The codes of all indicators."""
