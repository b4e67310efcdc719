"""A heat map as SVG: rows by columns, each cell as strong as what it counts, with its number and its sign."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.report.drawings.svg import MARGIN, TOP, element, figure, hinted, rectangle, shortened, text, text_width

_CELL_WIDTH: Final = 54.0
_CELL_HEIGHT: Final = 28.0
_NAME: Final = 170.0
_SLANT: Final = 0.6
"""Of headings, that stand at about 40 degrees: how much of their length is height."""

_STRONGEST: Final = 0.6
"""How opaque the strongest cell is: a number on it stays readable on light and on dark ground."""


@dataclass(frozen=True, kw_only=True)
class HeatCell:
    """What stands in a cell, how strong it is in [0, 1], and what is said when it is pointed at."""

    said: str
    weight: float
    hint: str
    is_framed: bool = False


@dataclass(frozen=True, kw_only=True)
class HeatGrid:
    """Names of rows and columns, and the cells by row and column number; what is not there is empty."""

    title: str
    rows: Sequence[str]
    columns: Sequence[str]
    cells: Mapping[tuple[int, int], HeatCell]


def draw_heat(heat: HeatGrid) -> str:
    """Draw a heat map; a framed cell bears a sign in its text as well, so that nothing is told by colour alone."""
    names = min(_NAME, max((text_width(name) for name in heat.rows), default=0))
    longest = min(_NAME, max((text_width(name) for name in heat.columns), default=0))
    left, top = MARGIN * 2 + names, TOP + longest * _SLANT + MARGIN
    body = [*_headings(heat, left, top), *(part for row in range(len(heat.rows)) for part in _row(heat, row, left, top))]
    width = left + len(heat.columns) * _CELL_WIDTH + longest * 0.8 + MARGIN
    return figure(width, top + len(heat.rows) * _CELL_HEIGHT + MARGIN, heat.title, body)


def _headings(heat: HeatGrid, left: float, top: float) -> Iterator[str]:
    for number, name in enumerate(heat.columns):
        x, y = left + (number + 0.5) * _CELL_WIDTH, top - 8
        turned: dict[str, object] = {"transform": f"rotate(-40 {x:.1f} {y:.1f})"}
        yield element("g", turned, hinted(name, text(x, y, shortened(name, _NAME), "soft")))


def _row(heat: HeatGrid, row: int, left: float, top: float) -> Iterator[str]:
    y = top + row * _CELL_HEIGHT
    name = shortened(heat.rows[row], _NAME)
    yield hinted(heat.rows[row], text(left - MARGIN, y + 18, name, "ink", "end"))
    for column in range(len(heat.columns)):
        x = left + column * _CELL_WIDTH
        cell = heat.cells.get((row, column))
        yield rectangle(x + 1, y + 1, _CELL_WIDTH - 2, _CELL_HEIGHT - 2, "box", 2) if cell is None else _cell(cell, x, y)


def _cell(cell: HeatCell, x: float, y: float) -> str:
    inside = {"x": x + 1, "y": y + 1, "width": _CELL_WIDTH - 2, "height": _CELL_HEIGHT - 2, "rx": 2.0}
    opacity = f"{max(0.06, min(1.0, cell.weight) * _STRONGEST):.2f}"
    ground = element("rect", {**inside, "class": "area0", "fill-opacity": opacity})
    frame = element("rect", {**inside, "class": "line line3", "stroke-width": 2.0}) if cell.is_framed else ""
    return hinted(cell.hint, ground, frame, text(x + _CELL_WIDTH / 2, y + 18, cell.said, "ink", "middle"))
