"""Marks on a drawing: a badge at the upper edge of a shape, a tag on a line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from workbench.process.model import Bounds
from workbench.report.diagrams.notation.lettering import letters_width
from workbench.report.diagrams.notation.looks import Look
from workbench.report.diagrams.notation.pen import PAPER, Point, placed
from workbench.report.diagrams.notation.symbols import BADGES
from workbench.report.drawings.svg import element, hinted, written

_HIGH: Final = 18.0
_LETTERS: Final = 11.5


def badge(bounds: Bounds, look: Look, said: str, hint: str) -> str:
    """Draw the symbol of a mark and how often, over the right upper corner; empty where there is neither."""
    if not look.symbol and not said:
        return ""
    text, symbol = letters_width(said, _LETTERS), 14.0 if look.symbol else 0.0
    width = 12 + symbol + text
    left, top = bounds.x + bounds.width - width + 8, bounds.y - 11
    ground, ink = (PAPER, look.stroke) if look.on_paper else (look.stroke, PAPER)
    place = {"x": left, "y": top, "width": width, "height": _HIGH, "rx": _HIGH / 2}
    parts = [element("rect", {**place, "fill": ground, "stroke": look.stroke})]
    if look.symbol:
        lines: dict[str, object] = {"fill": "none", "stroke": ink, "stroke-width": 1.4, "stroke-linecap": "round"}
        parts.append(placed(BADGES[look.symbol], (left + 12, top + _HIGH / 2), lines))
    if said:
        parts.append(_text(left + 6 + symbol + text / 2, top + 13.2, _LETTERS, ink, said))
    return hinted(hint, *parts)


def tag(points: Sequence[Point], look: Look, said: str, hint: str) -> str:
    """Draw how often in the middle of a line's longest piece; not where that would hide it."""
    start, end = max(pairwise(points), key=lambda piece: math.dist(*piece))
    width = 10 + letters_width(said, 11)
    if not said or math.dist(start, end) < width + 24:
        return ""
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    ground = {"x": x - width / 2, "y": y - 8, "width": width, "height": 16.0, "rx": 8.0, "fill": PAPER, "stroke": look.stroke}
    return hinted(hint, element("rect", ground), _text(x, y + 4, 11, look.stroke, said))


def _text(x: float, y: float, size: float, colour: str, said: str) -> str:
    look = {"x": float(x), "y": float(y), "font-size": float(size), "font-weight": "600", "fill": colour, "text-anchor": "middle"}
    return element("text", look, written(said))
