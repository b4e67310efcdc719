"""How an outline is drawn: the colours of the file, or those of a mark, and the same few strokes everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from workbench.process.model import Bounds, Colours
from workbench.report.diagrams.notation.looks import HATCH, Look
from workbench.report.drawings.svg import at, element

INK: Final = "#22242a"
PAPER: Final = "#ffffff"
_GAP: Final = 7.0

Point = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Pen:
    """Colours of outline, ground, letters and small signs; `width`, `dash` and hatching only where a mark asks for them."""

    stroke: str = INK
    fill: str = PAPER
    letters: str = INK
    signs: str = INK
    width: float | None = None
    dash: str | None = None
    is_hatched: bool = False

    def line(self, width: float, dash: str = "") -> dict[str, object]:
        """Return the attributes of a line."""
        wide = width if self.width is None else self.width
        dashed = dash if self.dash is None else self.dash
        said: dict[str, object] = {"stroke": self.stroke, "stroke-width": float(wide)}
        return {**said, "stroke-dasharray": dashed} if dashed else said

    def outline(self, width: float = 2, dash: str = "") -> dict[str, object]:
        """Return the attributes of a filled shape's outline."""
        return {"fill": self.fill, **self.line(width, dash)}

    def symbol(self, width: float = 1.2) -> dict[str, object]:
        """Return the attributes of a small symbol that is drawn in lines."""
        return {"fill": "none", "stroke": self.signs, "stroke-width": float(width)}

    def solid(self) -> dict[str, object]:
        """Return the attributes of a small symbol that is filled."""
        return {"fill": self.signs, "stroke": self.signs, "stroke-width": 1.0}


def pen_of(colours: Colours) -> Pen:
    """Return the pen of an element that bears no mark."""
    stroke = colours.stroke or INK
    return Pen(stroke=stroke, fill=colours.fill or PAPER, letters=colours.letters or stroke, signs=stroke)


def marked_pen(look: Look, pen: Pen) -> Pen:
    """Return the pen of a shape that bears a mark; letters and signs stay as they are, unless the mark has its own."""
    letters, signs = look.ink or pen.letters, look.ink or pen.signs
    return Pen(
        stroke=look.stroke,
        fill=look.fill,
        letters=letters,
        signs=signs,
        width=look.width,
        dash=look.dash or None,
        is_hatched=look.hatched,
    )


def marked_line_pen(look: Look, pen: Pen) -> Pen:
    """Return the pen of a line that bears a mark."""
    letters = look.ink or pen.letters
    return Pen(stroke=look.stroke, signs=look.stroke, letters=letters, width=look.line_width, dash=look.dash or None)


def hatching(bounds: Bounds, pen: Pen) -> str:
    """Draw slanting lines over a rectangle where the pen asks for them."""
    if not pen.is_hatched:
        return ""
    width, height = bounds.width, bounds.height
    steps = []
    for place in range(1, int((width + height) / _GAP)):
        reach = place * _GAP
        start, end = (min(reach, width), max(reach - width, 0.0)), (max(reach - height, 0.0), min(reach, height))
        steps.append(f"M{at(bounds.x + start[0], bounds.y + start[1])}L{at(bounds.x + end[0], bounds.y + end[1])}")
    return element("path", {"d": "".join(steps), "fill": "none", "stroke": HATCH, "stroke-width": 2.0})


def box(bounds: Bounds, look: dict[str, object], radius: float = 0, inset: float = 0) -> str:
    """Draw a rectangle, or one that lies `inset` within it."""
    place = {
        "x": float(bounds.x + inset),
        "y": float(bounds.y + inset),
        "width": float(max(bounds.width - 2 * inset, 0)),
        "height": float(max(bounds.height - 2 * inset, 0)),
    }
    rounded = {"rx": float(max(radius - inset, 0))} if radius else {}
    return element("rect", {**place, **rounded, **look})


def circle(middle: Point, radius: float, look: dict[str, object]) -> str:
    """Draw a circle."""
    return element("circle", {"cx": float(middle[0]), "cy": float(middle[1]), "r": float(radius), **look})


def shape(points: list[Point], look: dict[str, object]) -> str:
    """Draw a closed shape through points."""
    return element("path", {"d": f"M{'L'.join(at(*point) for point in points)}Z", **look})


def placed(steps: str, middle: Point, look: dict[str, object], scale: float = 1.0) -> str:
    """Draw a symbol, whose steps are given around (0, 0), around a point."""
    moved = f"translate({at(*middle)})" + (f" scale({scale:.3g})" if scale != 1 else "")
    return element("path", {"d": steps, "transform": moved, **look})
