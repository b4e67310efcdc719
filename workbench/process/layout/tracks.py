"""The lines of an arranged grid: level inside the columns, upright only in the gutters between, so that none crosses a block."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from workbench.process.layout.figures import Point, Rect, around
from workbench.process.layout.grid import Block, Grid, Link

_TRACK: Final = 12.0
_GUTTER: Final = 50.0
_MARGIN: Final = 18.0
_EVENT: Final = 18.0
_ASIDE: Final = 16.0
_ASIDE_GATEWAY: Final = 9.0
_LEVEL: Final = 0.5
"""Heights that differ less are one."""


@dataclass(kw_only=True)
class Turn:
    """An upright piece in a gutter, from one height to another; `x` is set when the gutter is laid out."""

    gutter: int
    start: float
    end: float
    group: tuple[int, int]
    x: float = 0.0


@dataclass(kw_only=True)
class Route:
    """How one link runs: from its first height by its turns to its last; corners leave or enter from above or below.

    `dock` and `land` are how far below the middle of its source's and target's border it leaves and arrives.
    """

    link: Link
    first: float
    last: float
    turns: list[Turn] = field(default_factory=list)
    leaves_corner: bool = False
    enters_corner: bool = False
    dock: float = 0.0
    land: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Table:
    """Where columns are: the left and right border and the middle of each."""

    lefts: tuple[float, ...]
    rights: tuple[float, ...]
    middles: tuple[float, ...]


def routes_of(grid: Grid, y: Sequence[float]) -> list[Route]:
    """Find for each link its heights and turns; `y` is each item's height in the whole drawing."""
    leaving: dict[int, int] = defaultdict(int)
    for link in grid.links:
        leaving[link.source] += 1
    corners: dict[tuple[int, bool], bool] = {}
    routes = []
    for link, chain in zip(grid.links, grid.chains, strict=True):
        route = Route(link=link, first=y[link.source] + link.drop, last=y[link.target])
        if link.source != link.target:
            _choose_corners(grid, y, route, chain, corners)
            _turn(grid, y, route, chain, leaving[link.source])
        routes.append(route)
    _spread(grid, y, routes)
    return routes


def _spread(grid: Grid, y: Sequence[float], routes: Sequence[Route]) -> None:
    """Let lines that would leave or enter a border at one point do so apart, each on the side to which it turns."""
    leaving: dict[int, list[Route]] = defaultdict(list)
    entering: dict[int, list[Route]] = defaultdict(list)
    for route in routes:
        if not route.leaves_corner and route.link.exit_x is None and route.first == y[route.link.source]:
            leaving[route.link.source].append(route)
        if not route.enters_corner and route.last == y[route.link.target]:
            entering[route.link.target].append(route)
    for block, together in leaving.items():
        for route in together if len(together) > 1 else ():
            if route.turns:
                first = route.turns[0]
                route.dock = _apart(grid.blocks[block], rises=first.end < first.start)
                first.start += route.dock
    for block, together in entering.items():
        for route in together if len(together) > 1 else ():
            if route.turns:
                last = route.turns[-1]
                route.land = _apart(grid.blocks[block], rises=last.start < last.end)
                last.end += route.land


def _apart(block: Block, *, rises: bool) -> float:
    """Return how far from the middle of a border a line meets it; an event is too small for two places."""
    away = 0.0 if block.height <= 2 * _EVENT else _ASIDE_GATEWAY if block.is_gateway else _ASIDE
    return -away if rises else away


def _choose_corners(
    grid: Grid, y: Sequence[float], route: Route, chain: list[int], corners: dict[tuple[int, bool], bool]
) -> None:
    """Let a route leave or enter from above or below where that is free; `corners` holds whether lines leave there."""
    link, after, before = route.link, chain[1], chain[-2]
    corner = (link.source, y[after] < y[link.source])
    if not link.drop and corners.get(corner, True) and _meets(grid, y, link.source, y[after], after):
        route.leaves_corner, route.first = True, y[after]
        corners[corner] = True
    height = route.first if len(chain) == 2 else y[before]
    corner = (link.target, height < y[link.target])
    if not corners.get(corner, False) and _meets(grid, y, link.target, height, before):
        route.enters_corner, route.last = True, height
        corners[corner] = False


def _turn(grid: Grid, y: Sequence[float], route: Route, chain: list[int], leaving: int) -> None:
    height = route.first
    for number, (one, other) in enumerate(pairwise(chain)):
        end = route.last if number == len(chain) - 2 else y[other]
        if abs(end - height) >= _LEVEL:
            group = _group(route.link, number, leaving)
            route.turns.append(Turn(gutter=_gutter(grid, one, other, number), start=height, end=end, group=group))
        height = end


def _gutter(grid: Grid, one: int, other: int, number: int) -> int:
    """Return the gutter between two items of a chain; gutter c lies left of column c."""
    start, end = grid.column[one], grid.column[other]
    if start == end:
        return start + 1 if number == 0 else start
    return max(start, end)


def _group(link: Link, number: int, leaving: int) -> tuple[int, int]:
    """Return whom a turn may lie upon: other turns of the same start, or else of the same end."""
    return (0, link.source * 1000 + int(link.drop)) if number == 0 and leaving > 1 else (1, link.target)


def _meets(grid: Grid, y: Sequence[float], block: int, height: float, passage: int) -> bool:
    """Return whether a line at a height may meet a block from above or below: nothing of the column stands between.

    Only gateways are met so by what is no way back (a way back has its first and last passage in the block's own column).
    """
    node = grid.blocks[block]
    same_column = grid.column[passage] == grid.column[block]
    if not (node.is_gateway or same_column) or (grid.is_block(passage) and same_column):
        return False
    above = height < y[block]
    if abs(height - y[block]) < node.height / 2 + 10 or not (node.open_above if above else node.open_below):
        return False
    low, high = sorted((height, y[block]))
    for item in grid.order[grid.column[block]]:
        if item in (block, passage):
            continue
        up, down = grid.reach(item)
        if grid.is_block(item) and y[item] + down > low - 8 and y[item] - up < high + 8:
            return False
        if not grid.is_block(item) and abs(y[item] - height) < 8:
            return False
    return True


def table_of(grid: Grid, routes: Sequence[Route]) -> Table:
    """Set the columns side by side, each gutter as wide as its turns and the names beside them need; sets each turn's x."""
    columns = len(grid.order)
    gutters: list[list[Turn]] = [[] for _ in range(columns + 1)]
    names = [0.0] * (columns + 1)
    for route in routes:
        for turn in route.turns:
            gutters[turn.gutter].append(turn)
        if not route.leaves_corner and route.link.label[0]:
            first = grid.column[route.link.source] + 1
            names[first] = max(names[first], route.link.label[0])
    counts = [_put_on_tracks(turns) for turns in gutters]
    lefts, rights, x = [], [], 0.0
    for column in range(columns + 1):
        x = _lay_gutter(gutters[column], counts[column], names[column], x, column in (0, columns))
        if column < columns:
            lefts.append(x)
            x += max((grid.blocks[item].room for item in grid.order[column] if grid.is_block(item)), default=10.0)
            rights.append(x)
    middles = tuple((left + right) / 2 for left, right in zip(lefts, rights, strict=True))
    return Table(lefts=tuple(lefts), rights=tuple(rights), middles=middles)


def _lay_gutter(turns: Sequence[Turn], tracks: int, name: float, x: float, outer: bool) -> float:
    """Give the turns of a gutter that begins at x their places and return where it ends; `x` of a turn holds its track."""
    if outer and not tracks:
        return x
    needed = 2 * _MARGIN + max(0, tracks - 1) * _TRACK
    room = max(0.0, name + 6 - _MARGIN) if tracks else max(0.0, name + 12 - needed)
    width = max(_GUTTER if not outer else 0.0, needed + room)
    slack = 0.0 if room else (width - needed) / 2
    for turn in turns:
        turn.x = x + _MARGIN + slack + turn.x * _TRACK
    return x + width


def _put_on_tracks(turns: list[Turn]) -> int:
    """Number the tracks of a gutter from the left so that turns that share a height do not share a track; few lines cross."""
    groups: dict[tuple[int, int], list[Turn]] = defaultdict(list)
    for turn in turns:
        groups[turn.group].append(turn)
    spans = []
    for members in groups.values():
        falls = sum(turn.end - turn.start for turn in members) > 0
        low = min(min(turn.start, turn.end) for turn in members)
        high = max(max(turn.start, turn.end) for turn in members)
        spans.append((falls, -low if falls else low, low, high, members))
    spans.sort(key=lambda span: span[:4])
    placed: list[tuple[float, float, int]] = []
    for _, _, low, high, members in spans:
        taken = {track for start, end, track in placed if start < high + 6 and low < end + 6}
        track = max(taken, default=-1) + 1
        placed.append((low, high, track))
        for turn in members:
            turn.x = float(track)
    return max((track for _, _, track in placed), default=-1) + 1


def points_of(route: Route, table: Table, grid: Grid, y: Sequence[float]) -> tuple[Point, ...]:
    """Return the way points of a route, from border to border."""
    link = route.link
    source, target = grid.blocks[link.source], grid.blocks[link.target]
    start = (table.middles[grid.column[link.source]], y[link.source])
    end = (table.middles[grid.column[link.target]], y[link.target])
    if link.source == link.target:
        return _around_itself(start, source.width, source.height)
    points: list[Point] = []
    if link.exit_x is not None:
        points += [(start[0] + link.exit_x, start[1] + source.height / 2 + _EVENT), (start[0] + link.exit_x, route.first)]
    elif route.leaves_corner:
        border = source.height / 2 * (1 if route.first > start[1] else -1)
        points += [(start[0], start[1] + border), (start[0], route.first)]
    else:
        inset = abs(route.dock) if source.is_gateway else 0.0
        points.append((start[0] + source.width / 2 - inset, start[1] + route.dock))
    for turn in route.turns:
        points += [(turn.x, turn.start), (turn.x, turn.end)]
    if route.enters_corner:
        border = target.height / 2 * (1 if route.last > end[1] else -1)
        points += [(end[0], route.last), (end[0], end[1] + border)]
    else:
        inset = abs(route.land) if target.is_gateway else 0.0
        points.append((end[0] - target.width / 2 + inset, end[1] + route.land))
    return straightened(points)


def _around_itself(middle: Point, width: float, height: float) -> tuple[Point, ...]:
    x, y = middle
    right, top = x + width / 2, y - height / 2
    return ((right, y), (right + 15, y), (right + 15, top - 15), (x, top - 15), (x, top))


def straightened(points: Sequence[Point]) -> tuple[Point, ...]:
    """Return way points without those that bend nothing."""
    kept: list[Point] = []
    for point in points:
        if kept and abs(kept[-1][0] - point[0]) < 1e-6 and abs(kept[-1][1] - point[1]) < 1e-6:
            continue
        while len(kept) > 1 and _on_a_line(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return tuple(kept)


def _on_a_line(one: Point, middle: Point, other: Point) -> bool:
    for axis in (0, 1):
        if abs(one[axis] - middle[axis]) < 1e-6 and abs(middle[axis] - other[axis]) < 1e-6:
            across = 1 - axis
            return min(one[across], other[across]) <= middle[across] <= max(one[across], other[across])
    return False


def label_place(points: Sequence[Point], size: tuple[float, float], *, before: float | None = None) -> Rect | None:
    """Return where a flow's name stands: over the first level piece after a turn, or at the end of a piece up to `before`."""
    width, height = size
    if not width:
        return None
    level = [(one, other) for one, other in pairwise(points) if abs(one[1] - other[1]) < _LEVEL]
    if not level:
        (x, y), (_, end) = points[0], points[-1]
        return Rect(left=x + 5, top=(y + end) / 2 - height / 2, width=width, height=height)
    turned = level[1:] if len(level) > 1 and abs(points[0][1] - points[1][1]) < _LEVEL else level
    long_enough = [piece for piece in turned if abs(piece[0][0] - piece[1][0]) >= width + 4]
    one, other = long_enough[0] if long_enough else max(level, key=lambda piece: abs(piece[0][0] - piece[1][0]))
    run = other[0] - one[0]
    middle = one[0] + (min(abs(run) / 2, width / 2 + 5) * (1 if run > 0 else -1))
    if before is not None and one == points[0] and run > 0:
        middle = max(middle, min(before, other[0]) - width / 2 - 12)
    return around((middle, one[1] - height / 2 - 2), width, height)
