"""The triangle of a score card as a drawing that stands alone: with the style that a page would give it."""

from __future__ import annotations

from typing import Final

from workbench.report.drawings.svg import with_style
from workbench.report.html import packaged
from workbench.report.page import Drawing

_ALONE: Final = ".triangle { --ink: #1c2530; background: #ffffff }"


def standing_triangle(triangle: Drawing) -> Drawing:
    """Return a triangle that needs no page around it, on white ground."""
    rules = packaged("triangle.css") + _ALONE
    return Drawing(zh=with_style(triangle.zh, rules), en=with_style(triangle.en, rules))
