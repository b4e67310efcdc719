"""A figure in its unit, as people read it: the one place where shares become percent and hours say that they are hours."""

from __future__ import annotations

from typing import Final

from workbench.language import Language, catalogue, say

_DIGITS: Final = {"score": 3, "distance": 3}
"""What lies in [0, 1] without being a part of anything."""


def figure_text(value: float, unit: str, language: Language) -> str:
    """Write a figure: `share` and `%` as percent, `score` and `distance` with three digits, times with their unit.

    A `count`, and what has no unit, stands alone; money stands with the unit that the data has. Whole figures have no decimals.
    """
    if unit in ("share", "%"):
        return f"{value if unit == 'share' else value / 100:.1%}"
    if unit in _DIGITS:
        return f"{value:.{_DIGITS[unit]}f}"
    written = f"{value:,.0f}" if value == round(value) else f"{value:,.2f}"
    return f"{written} {_named(unit, language)}".strip()


def change_text(value: float, unit: str, language: Language) -> str:
    """Write by how much a figure changed, with its sign: shares in points of percent."""
    if unit in ("share", "%"):
        points = say("unit-points", language)
        return f"{value * 100 if unit == 'share' else value:+.1f} {points}"
    sign = "+" if value > 0 else "−" if value < 0 else "±"
    return sign + figure_text(abs(value), unit, language)


def _named(unit: str, language: Language) -> str:
    if unit == "count":
        return ""
    return say(f"unit-{unit}", language) if f"unit-{unit}" in catalogue(language) else unit
