"""Lines between what is placed: messages from pool to pool, associations, and flows that the columns do not hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from workbench.process.layout.figures import Line, Picture, Point, Rect, text_size
from workbench.process.layout.free_lines import around_obstacles, to_level
from workbench.process.layout.obstacles import Obstacles
from workbench.process.layout.things import Join
from workbench.process.layout.tracks import label_place, straightened


def with_lines(picture: Picture, joins: Iterable[Join], bands: frozenset[str]) -> Picture:
    """Return the picture with the joins that it lacks and whose ends it shows; lines go round all figures but `bands`."""
    places = {figure.element: figure.rect for figure in reversed(picture.figures)}
    places |= {line.element: _middle(line.points) for line in picture.lines}
    obstacles = Obstacles(figure.rect for figure in picture.figures if figure.element not in bands)
    shown = {line.element for line in picture.lines}
    missing = [each for each in joins if each.element not in shown and each.source in places and each.target in places]
    messages = [each for each in missing if each.is_message]
    edges = _edges(places, bands)
    lines = []
    for number, each in enumerate(messages):
        lines.append(_message(each, number, places, obstacles, edges))
        for upright in _uprights(lines[-1].points):
            obstacles.add(upright)
    lines += [_free(each, places, obstacles) for each in missing if not each.is_message]
    return picture.with_more(Picture(lines=tuple(lines)))


def _uprights(points: Sequence[Point]) -> Iterable[Rect]:
    """Yield the upright pieces of a line as rectangles that no other message should lie on."""
    for one, other in pairwise(points):
        if one[0] == other[0]:
            yield Rect(left=one[0] - 3, top=min(one[1], other[1]), width=6, height=abs(one[1] - other[1]))


def _middle(points: Sequence[Point]) -> Rect:
    """Return the middle of a line's longest piece as a point-like rectangle."""
    pieces = list(pairwise(points))
    one, other = max(pieces, key=lambda piece: abs(piece[0][0] - piece[1][0]) + abs(piece[0][1] - piece[1][1]))
    return Rect(left=(one[0] + other[0]) / 2, top=(one[1] + other[1]) / 2, width=0.0, height=0.0)


def _edges(places: Mapping[str, Rect], bands: frozenset[str]) -> list[Rect]:
    return sorted((places[band] for band in bands if band in places), key=lambda rect: rect.top)


def _free(join: Join, places: Mapping[str, Rect], obstacles: Obstacles) -> Line:
    points = around_obstacles(places[join.source], places[join.target], obstacles)
    return Line(element=join.element, points=points, label=label_place(points, text_size(join.name, 90.0)))


def _message(join: Join, number: int, places: Mapping[str, Rect], obstacles: Obstacles, bands: Sequence[Rect]) -> Line:
    """Lead a message upright out of its pool, level between the pools, and upright into the other."""
    start, end = places[join.source], places[join.target]
    down = end.center[1] > start.center[1]
    level = _level_between(start, end, bands, number)
    if level is None:
        return _free(join, places, obstacles)
    start, end = _narrowed(start, end, number), _narrowed(end, start, number)
    first = to_level(start, level, obstacles, end.center[0])
    last = to_level(end, level, obstacles, first[-1][0])
    points = _levelled(first, last) or straightened([*first, *reversed(last)])
    width, height = text_size(join.name, 90.0)
    x, y = points[0]
    label = Rect(left=x + 4, top=y + 6 if down else y - height - 6, width=width, height=height) if width else None
    if label is not None and len(points) > 2:
        label = label_place(points, (width, height)) if abs(points[1][0] - points[2][0]) > width else label
    return Line(element=join.element, points=points, label=label)


def _levelled(first: Sequence[Point], last: Sequence[Point]) -> tuple[Point, ...] | None:
    """Return one straight line where both ends are above one another."""
    if len(first) == 2 and len(last) == 2 and abs(first[0][0] - last[0][0]) < 0.5:
        return first[0], last[0]
    return None


def _level_between(start: Rect, end: Rect, bands: Sequence[Rect], number: int) -> float | None:
    """Return a level in the gap above or below the end's pool, on the start's side; None where both share a pool."""
    holding = [band for band in bands if band.holds(end) or band == end]
    upper, lower = (start, end) if start.top < end.top else (end, start)
    if holding:
        pool = max(holding, key=lambda rect: rect.height)
        if pool.holds(start):
            return None
        edge = pool.top if end is lower else pool.bottom
    else:
        edge = end.top if end is lower else end.bottom
    share = 10.0 * (number % 15 + 1)
    level = edge - share if end is lower else edge + share
    return level if upper.bottom < level < lower.top else None


def _narrowed(rect: Rect, other: Rect, number: int) -> Rect:
    """Reduce a whole pool to the piece of its border that faces the other end."""
    if rect.width < 300 or rect.width < other.width:
        return rect
    middle = other.center[0] if other.width < 300 else rect.left + 80 + 40 * (number % 12)
    middle = min(max(middle, rect.left + 40), rect.right - 20)
    return Rect(left=middle - 1, top=rect.top, width=2, height=rect.height)
