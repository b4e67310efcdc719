"""A chart of departments and posts as SVG: a tree to the left, and to the right the work that passes between its branches."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.language import Language, say
from workbench.report.drawings.svg import MARGIN, TOP, at, figure, hinted, path, rectangle, shortened, text, text_width
from workbench.report.page import Texts

_ROW: Final = 28.0
_STEP: Final = 22.0
_BOX: Final = 190.0
_BADGE: Final = 62.0
_NOTES: Final = 330.0
_FAN: Final = 200.0
_NEAR: Final = 30.0
_OUTWARDS: Final = 44.0
_APART: Final = 5.0


@dataclass(frozen=True, kw_only=True)
class ChartRow:
    """A department or a post: how deep it stands, its head count, its load where that may be shown, and what is doubtful."""

    name: Texts
    depth: int
    is_department: bool = False
    heads: int | None = None
    load: float | None = None
    is_over: bool = False
    is_idle: bool = False
    notes: tuple[Texts, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ChartArc:
    """Handovers from one row to another, and whether any of them is as designed."""

    source: int
    target: int
    count: int
    is_designed: bool

    def is_within(self, rows: int) -> bool:
        """Return whether both of its ends are among the first rows."""
        return max(self.source, self.target) < rows


def draw_chart(rows: Sequence[ChartRow], arcs: Sequence[ChartArc], language: Language) -> str:
    """Draw the tree, a row a unit, and an arc for each passage between branches: as wide as its traffic, an arrow at its end."""
    deepest = max((each.depth for each in rows), default=0)
    names = MARGIN + deepest * _STEP + _BOX
    notes = names + 2 * _BADGE + 3 * MARGIN
    fan = notes + _NOTES
    body = [
        *_links(rows),
        *(part for number in range(len(rows)) for part in _unit(rows[number], number, (names, notes), language)),
    ]
    body += _fan(rows, arcs, fan, language)
    return figure(fan + _FAN + MARGIN, TOP + len(rows) * _ROW + MARGIN, say("drawing-chart", language), body)


def _middle(number: int) -> float:
    return TOP + number * _ROW + _ROW / 2


def _left(row: ChartRow) -> float:
    return MARGIN + row.depth * _STEP


def _links(rows: Sequence[ChartRow]) -> Iterator[str]:
    """Lead from each unit to the nearest one above it that stands less deep."""
    way: list[int] = []
    for number, row in enumerate(rows):
        while way and rows[way[-1]].depth >= row.depth:
            way.pop()
        if way:
            x = _left(rows[way[-1]]) + 10
            yield path(f"M{at(x, _middle(way[-1]) + _ROW / 2 - 3)}V{_middle(number):.1f}H{_left(row):.1f}", "arc", 1.0)
        way.append(number)


def _unit(row: ChartRow, number: int, columns: tuple[float, float], language: Language) -> Iterator[str]:
    y, left = _middle(number), _left(row)
    name = row.name.said(language)
    width = min(_BOX, text_width(name) + 20)
    ground = "tint0 frame" if row.is_department else "box frame dashed" if row.is_idle else "box frame"
    yield hinted(
        name,
        rectangle(left, y - _ROW / 2 + 3, width, _ROW - 6, ground, 4),
        text(left + 10, y + 4, shortened(name, width - 16), "ink strong" if row.is_department else "ink"),
    )
    if row.heads is not None:
        yield text(columns[0] + MARGIN, y + 4, say("chart-persons", language, {"count": row.heads}), "soft")
    if row.load is not None:
        yield from _badge(row, columns[0] + _BADGE + MARGIN, y)
    said = "，".join(each.zh for each in row.notes) if language is Language.ZH_CN else ", ".join(each.en for each in row.notes)
    if said:
        yield hinted(said, text(columns[1], y + 4, shortened(said, _NOTES - MARGIN), "ink"))


def _badge(row: ChartRow, left: float, y: float) -> Iterator[str]:
    said = f"{'▲ ' if row.is_over else ''}{row.load:.0%}"
    yield rectangle(left, y - 9, _BADGE, 18, "tint1 frame" if row.is_over else "box", 9)
    yield text(left + _BADGE / 2, y + 4, said, "ink", "middle")


def _fan(rows: Sequence[ChartRow], arcs: Sequence[ChartArc], left: float, language: Language) -> Iterator[str]:
    """Draw arcs to the right of the rows, the longer the wider; what is never as designed is dashed and says so."""
    most = max((each.count for each in arcs), default=1)
    for each in arcs:
        facts = {
            "source": rows[each.source].name.said(language),
            "target": rows[each.target].name.said(language),
            "count": f"{each.count:,}",
        }
        hint = say("chart-arc" if each.is_designed else "chart-arc-against", language, facts)
        yield hinted(hint, *_arc(each, left, len(rows), 1 + 5 * math.sqrt(each.count / most)))


def _arc(arc: ChartArc, left: float, rows: int, width: float) -> Iterator[str]:
    """Draw one arc; what leads up runs further out than what leads down between the same two."""
    leads_up = arc.target < arc.source
    start, end = _middle(arc.source) + _APART, _middle(arc.target) - _APART
    reach = left + _NEAR + (_FAN - _NEAR) * min(1.0, abs(arc.target - arc.source) / max(1, rows)) + (_OUTWARDS if leads_up else 0)
    kind = "arc" if arc.is_designed else "line line3 dashed"
    yield path(f"M{at(left, start)}C{at(reach, start)} {at(reach, end)} {at(left + 8, end)}", kind, round(width, 1))
    yield path(f"M{at(left, end)}l9,-5v10Z", "tip")
    said = f"{'' if arc.is_designed else '✗'}{arc.count:,}"
    height = (start + end) / 2 + (2 * _APART if leads_up else 0)
    yield text(left + (reach - left) * 0.75 + 4, height, said, "ink halo")
