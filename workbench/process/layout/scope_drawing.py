"""One scope drawn: its units in columns and bands, the flows between them, and shelves for what no flow joins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.process.layout.columns import arranged
from workbench.process.layout.figures import GAP, Line, Picture, Point, Rect, text_size
from workbench.process.layout.grid import Grid, Link
from workbench.process.layout.scopes import Scope
from workbench.process.layout.tracks import Route, Table, label_place, points_of, routes_of, table_of
from workbench.process.layout.units import Unit, at, loose_unit, unit_of
from workbench.process.model import SubProcess
from workbench.ranking import Ranked, ranked

_PADDING: Final = 22.0
_LOWEST_BAND: Final = 110.0
_SHORTEST_SHELF: Final = 700.0


@dataclass(frozen=True, kw_only=True)
class Inside:
    """A scope drawn from (0, 0): its picture, its width, and its bands as (top, bottom), one below the other."""

    picture: Picture
    width: float
    bands: tuple[tuple[float, float], ...]


def drawn(scopes: Mapping[str, Scope], outermost: str, band_of: Mapping[str, int], bands: int) -> Inside:
    """Draw a scope and all scopes inside it; `band_of` puts nodes of the outermost into one of `bands` bands (else the last)."""
    names = _within(scopes, outermost)
    ranks = dict(zip(names, ranked([scopes[name].graph for name in names]), strict=True))
    insides: dict[str, Picture] = {}
    for name in reversed(names[1:]):
        insides[name] = _drawn(scopes[name], ranks[name], insides, {}, 1).picture
    return _drawn(scopes[outermost], ranks[outermost], insides, band_of, bands)


def _within(scopes: Mapping[str, Scope], outermost: str) -> list[str]:
    names = [outermost]
    for name in names:
        names += [node.id for node in scopes[name].nodes if isinstance(node, SubProcess) and node.id in scopes]
    return names


def _drawn(scope: Scope, ranks: Ranked, insides: Mapping[str, Picture], band_of: Mapping[str, int], bands: int) -> Inside:
    units = [unit_of(node, scope, insides.get(node.id), band_of.get(node.id, bands - 1)) for node in scope.nodes]
    linked = scope.linked
    number = {place: number for number, place in enumerate(linked)}
    links = [_link(scope, units, number, tie_number) for tie_number in range(len(scope.ties))]
    grid = arranged([units[place].block for place in linked], links, ranks)
    shelved = [unit for place, unit in enumerate(units) if place not in number]
    shelved += [loose_unit(element, bands - 1) for element in scope.loose]
    run = sum(max((grid.blocks[item].room for item in items if grid.is_block(item)), default=10.0) + 50 for items in grid.order)
    shelves = [_shelf([unit for unit in shelved if unit.block.band == band], max(run, _SHORTEST_SHELF)) for band in range(bands)]
    y, spans = _stacked(grid, shelves, bands)
    routes = routes_of(grid, y)
    table = table_of(grid, routes)
    picture = _flow_picture(grid, y, table, [units[place] for place in linked])
    lines = []
    for route in routes:
        points = points_of(route, table, grid, y)
        lines.append(Line(element=route.link.element, points=points, label=_label(route, points, table, grid)))
    picture = picture.with_more(Picture(lines=tuple(lines)))
    left = table.lefts[0] if table.lefts else 0.0
    for shelf, span in zip(shelves, spans, strict=True):
        picture = picture.with_more(shelf.moved(left - shelf.hull.left, span[1] - _PADDING - shelf.hull.bottom))
    width = max(picture.hull.right, table.rights[-1] if table.rights else 0.0)
    return Inside(picture=picture, width=width, bands=tuple(spans))


def _label(route: Route, points: Sequence[Point], table: Table, grid: Grid) -> Rect | None:
    following = grid.column[route.link.source] + 1
    before = table.lefts[following] if following < len(table.lefts) else None
    return label_place(points, route.link.label, before=before)


def _link(scope: Scope, units: Sequence[Unit], number: Mapping[int, int], at_tie: int) -> Link:
    tie = scope.ties[at_tie]
    leaves = units[tie.source].exits.get(tie.event) if tie.event else None
    return Link(
        element=tie.element,
        source=number[tie.source],
        target=number[tie.target],
        drop=leaves.drop if leaves else 0.0,
        exit_x=leaves.x if leaves else None,
        label=text_size(tie.name, 90.0),
    )


def _stacked(grid: Grid, shelves: Sequence[Picture], bands: int) -> tuple[list[float], list[tuple[float, float]]]:
    """Set the bands one below the other; returns each item's height in the drawing, and (top, bottom) of each band."""
    upper: list[float | None] = [None] * bands
    lower: list[float | None] = [None] * bands
    for item in range(len(grid.column)):
        band, (up, down) = grid.band[item], grid.reach(item)
        top, bottom = grid.y[item] - up, grid.y[item] + down
        upper[band] = min(top, upper[band]) if upper[band] is not None else top  # type: ignore[type-var]
        lower[band] = max(bottom, lower[band]) if lower[band] is not None else bottom  # type: ignore[type-var]
    shift, spans, y = [], [], 0.0
    for band in range(bands):
        content = (lower[band] or 0.0) - (upper[band] or 0.0)
        shelf = shelves[band].hull.height
        gap = GAP if content and shelf else 0.0
        height = max(_LOWEST_BAND if bands > 1 else 0.0, content + gap + shelf + 2 * _PADDING)
        slack = (height - content - gap - shelf) / 2 if not shelf else _PADDING
        shift.append(y + slack - (upper[band] or 0.0))
        spans.append((y, y + height))
        y += height
    return [grid.y[item] + shift[grid.band[item]] for item in range(len(grid.column))], spans


def _flow_picture(grid: Grid, y: Sequence[float], table: Table, units: Sequence[Unit]) -> Picture:
    picture: list[Picture] = []
    for item, unit in enumerate(units):
        middle: Point = (table.middles[grid.column[item]], y[item])
        picture.append(at(unit, middle))
    return joined(picture)


def joined(pictures: Sequence[Picture]) -> Picture:
    """Return many pictures in one."""
    return Picture(
        figures=tuple(figure for picture in pictures for figure in picture.figures),
        lines=tuple(line for picture in pictures for line in picture.lines),
    )


def _shelf(units: Sequence[Unit], width: float) -> Picture:
    """Set units side by side in rows of at most about a width."""
    placed: list[Picture] = []
    x, top, lowest = 0.0, 0.0, 0.0
    for unit in units:
        block = unit.block
        if x and x + block.room > width:
            x, top = 0.0, lowest + GAP
        placed.append(at(unit, (x + block.room / 2, top + block.up)))
        x += block.room + GAP
        lowest = max(lowest, top + block.up + block.down)
    return joined(placed)
