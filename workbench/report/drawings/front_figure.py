"""The front as SVG: what coordination is left for each cost of change, from nothing to the most that helps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.language import Language, say
from workbench.report.drawings.axes import LEFT, WIDTH, number_ticks
from workbench.report.drawings.svg import MARGIN, TOP, at, element, figure, hinted, nothing, path, text

_HEIGHT: Final = 260.0
_RADIUS: Final = 5.0


@dataclass(frozen=True, kw_only=True)
class FrontDot:
    """One grouping: its cost of change, the share in [0, 1] of coordination left, whether it is proven, what is said of it."""

    cost: int
    load: float
    is_proven: bool
    hint: str
    is_chosen: bool = False


def draw_front(dots: Sequence[FrontDot], language: Language) -> str:
    """Draw the points of a front, cost across and load up; a full dot is proven, an open one the best that was found."""
    if not dots:
        return nothing(language)
    ticks = number_ticks(max(dot.cost for dot in dots))
    across = (WIDTH - LEFT - MARGIN) / max(1.0, ticks[-1].value)
    lowest, highest = _range(dots)
    down = _HEIGHT / (highest - lowest)
    base = TOP + 24 + _HEIGHT

    def place(dot: FrontDot) -> tuple[float, float]:
        return LEFT + dot.cost * across, base - (dot.load - lowest) * down

    parts = [*_levels(lowest, highest, base, down), path(f"M{at(LEFT, base)}H{WIDTH - MARGIN:.0f}", "frame")]
    for tick in ticks:
        x = LEFT + tick.value * across
        parts += [path(f"M{at(x, base)}v5", "frame"), text(x, base + 19, tick.text, "soft", "middle")]
    ordered = sorted(dots, key=lambda dot: dot.cost)
    steps = "".join(f"H{place(dot)[0]:.1f}V{place(dot)[1]:.1f}" for dot in ordered[1:])
    parts.append(path(f"M{at(*place(ordered[0]))}{steps}", "line line0", 1.5))
    parts += [_dot(dot, *place(dot)) for dot in ordered]
    parts += [
        text(LEFT, TOP + 12, say("drawing-front-load", language), "soft"),
        text(WIDTH - MARGIN, base + 38, say("drawing-front-cost", language), "soft", "end"),
    ]
    return figure(WIDTH, base + 50, say("drawing-front", language, {"count": len(dots)}), parts)


def _range(dots: Sequence[FrontDot]) -> tuple[float, float]:
    """Return the twentieths around all loads."""
    lowest = int(min(dot.load for dot in dots) * 20) / 20
    highest = (int(max(dot.load for dot in dots) * 20) + 1) / 20
    return lowest, highest


def _levels(lowest: float, highest: float, base: float, down: float) -> Iterator[str]:
    number = round((highest - lowest) * 20)
    step = max(1, number // 6)
    for place in range(0, number + 1, step):
        y = base - place / 20 * down
        yield path(f"M{at(LEFT, y)}H{WIDTH - MARGIN:.0f}", "rule")
        yield text(LEFT - 6, y + 4, f"{lowest + place / 20:.0%}", "soft", "end")


def _dot(dot: FrontDot, x: float, y: float) -> str:
    radius = _RADIUS * (1.6 if dot.is_chosen else 1.0)
    shape = {"cx": x, "cy": y, "r": radius}
    mark = element("circle", {**shape, "class": "area0" if dot.is_proven else "paper"})
    ring = element("circle", {**shape, "class": "line1 line" if dot.is_chosen else "line0 line", "stroke-width": 2})
    return hinted(dot.hint, mark, ring)
