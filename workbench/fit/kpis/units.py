"""Units of figures: what a measure is counted in, and what a KPI shows it in."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Quantity(StrEnum):
    """What a measure is counted in: hours, parts of a whole in [0, 1], things, or money as the log has it."""

    TIME = "time"
    SHARE = "share"
    COUNT = "count"
    MONEY = "money"


_OTHER_NAMES: Final = {
    **dict.fromkeys(("day", "days", "天", "日"), "d"),
    **dict.fromkeys(("hour", "hours", "小时", "时"), "h"),
    **dict.fromkeys(("minute", "minutes", "分钟", "分"), "min"),
    **dict.fromkeys(("percent", "％"), "%"),
    **dict.fromkeys(("ratio", "比例"), "share"),
    **dict.fromkeys(("number", "次", "个", "件", "单"), "count"),
}
_FACTORS: Final[Mapping[Quantity, Mapping[str, float]]] = MappingProxyType(
    {
        Quantity.TIME: {"h": 1.0, "d": 1 / 24, "min": 60.0},
        Quantity.SHARE: {"share": 1.0, "%": 100.0},
        Quantity.COUNT: {"count": 1.0},
        Quantity.MONEY: {},
    }
)
"""What one of a quantity is in each of its units; the first is the usual one. A day is 24 hours. Money may be named at will."""


def unit_of(quantity: Quantity, named: str | None) -> str | None:
    """Return the unit that a text means for a quantity, its usual one where nothing is said; None where it has no such unit."""
    units = _FACTORS[quantity]
    if named is None:
        return next(iter(units), "")
    unit = _OTHER_NAMES.get(named.strip().casefold(), named.strip())
    return unit if unit in units or quantity is Quantity.MONEY else None


def units_of(quantity: Quantity) -> tuple[str, ...]:
    """Return the units that a quantity may be shown in."""
    return tuple(_FACTORS[quantity])


def factor_of(quantity: Quantity, unit: str) -> float:
    """Return by what a figure of a quantity is multiplied to stand in a unit."""
    return _FACTORS[quantity].get(unit, 1.0)
