"""Lines outside the columns – messages, associations, what a partial drawing lacks – led round what is in their way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from workbench.process.layout.figures import Point, Rect
from workbench.process.layout.obstacles import Obstacles
from workbench.process.layout.search import searched
from workbench.process.layout.tracks import straightened

_CLEAR: Final = 14.0
_STEP: Final = 12.0
_FARTHEST: Final = 60
_BEND_COST: Final = 40.0
_HIT_COST: Final = 3000.0


def around_obstacles(start: Rect, end: Rect, obstacles: Obstacles) -> tuple[Point, ...]:
    """Lead a line from border to border, level and upright, round what is in the way where a way is found."""
    paths = ((_cost(path, obstacles, (start, end)), path) for path in _candidates(start, end))
    cost, best = min(paths, key=lambda each: each[0])
    if cost < _HIT_COST:
        return best
    return searched(start, end, obstacles) or best


def _cost(path: Sequence[Point], obstacles: Obstacles, ends: Sequence[Rect]) -> float:
    length = sum(abs(one[0] - other[0]) + abs(one[1] - other[1]) for one, other in pairwise(path))
    return length + _BEND_COST * (len(path) - 2) + _HIT_COST * obstacles.path_hits(path, ends)


def _candidates(start: Rect, end: Rect) -> Iterator[tuple[Point, ...]]:
    """Yield paths, the simple before the winding."""
    (sx, sy), (ex, ey) = start.center, end.center
    yield from _straight(start, end)
    for left, right in (((start.right, sy), (end.left, ey)), ((start.left, sy), (end.right, ey))):
        for share in (0.5, 0.2, 0.8):
            middle = left[0] + (right[0] - left[0]) * share
            yield straightened([left, (middle, left[1]), (middle, right[1]), right])
    for upper, lower in (((sx, start.bottom), (ex, end.top)), ((sx, start.top), (ex, end.bottom))):
        for share in (0.5, 0.2, 0.8):
            middle = upper[1] + (lower[1] - upper[1]) * share
            yield straightened([upper, (upper[0], middle), (lower[0], middle), lower])
    for x, side in ((start.right, end.top), (start.right, end.bottom), (start.left, end.top), (start.left, end.bottom)):
        yield straightened([(x, sy), (ex, sy), (ex, side)])
    for y, side in ((start.top, end.left), (start.bottom, end.left), (start.top, end.right), (start.bottom, end.right)):
        yield straightened([(sx, y), (sx, ey), (side, ey)])
    for away in (20.0, 45.0, 80.0, 140.0, 240.0, 400.0):
        for level in (min(start.top, end.top) - away, max(start.bottom, end.bottom) + away):
            above = level < sy
            border, other = (start.top, end.top) if above else (start.bottom, end.bottom)
            yield straightened([(sx, border), (sx, level), (ex, level), (ex, other)])
            yield straightened(
                [(start.right, sy), (start.right + _CLEAR, sy), (start.right + _CLEAR, level), (end.left - _CLEAR, level),
                 (end.left - _CLEAR, ey), (end.left, ey)]
            )  # fmt: skip


def _straight(start: Rect, end: Rect) -> Iterator[tuple[Point, ...]]:
    (sx, sy), (ex, ey) = start.center, end.center
    left, right = max(start.left, end.left), min(start.right, end.right)
    if right - left > 8:
        x = sx if left < sx < right else ex if left < ex < right else (left + right) / 2
        yield ((x, start.bottom), (x, end.top)) if end.top >= start.bottom else ((x, start.top), (x, end.bottom))
    top, bottom = max(start.top, end.top), min(start.bottom, end.bottom)
    if bottom - top > 8:
        y = sy if top < sy < bottom else ey if top < ey < bottom else (top + bottom) / 2
        yield ((start.right, y), (end.left, y)) if end.left >= start.right else ((start.left, y), (end.right, y))


def to_level(start: Rect, level: float, obstacles: Obstacles, nearest: float) -> tuple[Point, ...]:
    """Lead a line upright from a rectangle's upper or lower border to a level, aside into a free gutter where it must."""
    border = start.bottom if level > start.center[1] else start.top
    inner = [x for x in _spread(start.center[0], 14.0, 3) if start.left + 8 <= x <= start.right - 8] or [start.center[0]]
    for x in sorted(inner, key=lambda x: abs(x - start.center[0])):
        if not obstacles.path_hits(((x, border), (x, level)), (start,)):
            return (x, border), (x, level)
    turn = border + (_CLEAR if level > border else -_CLEAR)
    x = start.center[0]
    for aside in sorted(_spread(x, _STEP, _FARTHEST), key=lambda each: (abs(each - x) + 0.2 * abs(each - nearest), each)):
        path = ((x, border), (x, turn), (aside, turn), (aside, level))
        if not obstacles.path_hits(path, (start,)):
            return path
    return (x, border), (x, level)


def _spread(middle: float, step: float, count: int) -> list[float]:
    return [middle + step * number for number in range(-count, count + 1)]
