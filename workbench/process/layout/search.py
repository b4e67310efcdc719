"""The shortest way with few bends between two rectangles, along lines that keep clear of everything near."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import Final

from workbench.process.layout.figures import Point, Rect, hull
from workbench.process.layout.obstacles import Obstacles
from workbench.process.layout.tracks import straightened

_CLEAR: Final = 12.0
_BEND: Final = 40.0
_MOST_LINES: Final = 70
_AROUND: Final = 150.0

State = tuple[int, int, int]
"""(column of the mesh, row of the mesh, 0 going level or 1 going upright)"""


def searched(start: Rect, end: Rect, obstacles: Obstacles) -> tuple[Point, ...] | None:
    """Find a way by Dijkstra's search on the mesh of all borders moved outwards; None where there is none or too much is near."""
    near = obstacles.near(hull([start, end]).grown(_AROUND))
    others = [rect for rect in near if not rect.holds(start) and not rect.holds(end)]
    bases = [rect.grown(_CLEAR) for rect in (*others, start, end)]
    xs = sorted({x for rect in bases for x in (rect.left, rect.right)} | {start.center[0], end.center[0]})
    ys = sorted({y for rect in bases for y in (rect.top, rect.bottom)} | {start.center[1], end.center[1]})
    if len(xs) > _MOST_LINES or len(ys) > _MOST_LINES:
        return None
    way = _Mesh(xs, ys, [rect.grown(-1) for rect in others]).way(start.center, end.center)
    return _between_borders(way, start, end) if way else None


class _Mesh:
    """Level and upright lines; a step leads from one crossing to the next where no rectangle lies between."""

    def __init__(self, xs: list[float], ys: list[float], blocks: list[Rect]) -> None:
        self._xs, self._ys, self._blocks = xs, ys, blocks

    def way(self, start: Point, end: Point) -> list[Point]:
        """Return the cheapest way from crossing to crossing; empty where there is none."""
        first = (self._xs.index(start[0]), self._ys.index(start[1]))
        last = (self._xs.index(end[0]), self._ys.index(end[1]))
        waiting: list[tuple[float, State]] = [(0.0, (*first, 0)), (0.0, (*first, 1))]
        cost: dict[State, float] = {state: 0.0 for _, state in waiting}
        came: dict[State, State] = {}
        while waiting:
            so_far, state = heappop(waiting)
            if state[:2] == last:
                return self._back(state, came)
            if so_far > cost[state]:
                continue
            for length, following in self._steps(state):
                total = so_far + length + (_BEND if following[2] != state[2] else 0.0)
                if total < cost.get(following, float("inf")):
                    cost[following] = total
                    came[following] = state
                    heappush(waiting, (total, following))
        return []

    def _steps(self, state: State) -> list[tuple[float, State]]:
        column, row, _ = state
        found: list[tuple[float, State]] = []
        for right, down, heading in ((1, 0, 0), (-1, 0, 0), (0, 1, 1), (0, -1, 1)):
            to_column, to_row = column + right, row + down
            if 0 <= to_column < len(self._xs) and 0 <= to_row < len(self._ys):
                one, other = (self._xs[column], self._ys[row]), (self._xs[to_column], self._ys[to_row])
                if self._is_free(one, other):
                    found.append((abs(one[0] - other[0]) + abs(one[1] - other[1]), (to_column, to_row, heading)))
        return found

    def _is_free(self, one: Point, other: Point) -> bool:
        left, top = min(one[0], other[0]), min(one[1], other[1])
        piece = Rect(left=left, top=top, width=abs(one[0] - other[0]) + 0.01, height=abs(one[1] - other[1]) + 0.01)
        return not any(block.overlaps(piece) for block in self._blocks)

    def _back(self, state: State, came: dict[State, State]) -> list[Point]:
        way = [state]
        while way[-1] in came:
            way.append(came[way[-1]])
        return [(self._xs[column], self._ys[row]) for column, row, _ in reversed(way)]


def _between_borders(way: list[Point], start: Rect, end: Rect) -> tuple[Point, ...] | None:
    """Cut a way from middle to middle where it leaves the first rectangle and enters the last."""
    points = straightened(way)
    while len(points) > 2 and start.grown(0.5).holds(Rect(left=points[1][0], top=points[1][1], width=0, height=0)):
        points = points[1:]
    while len(points) > 2 and end.grown(0.5).holds(Rect(left=points[-2][0], top=points[-2][1], width=0, height=0)):
        points = points[:-1]
    if len(points) < 2:
        return None
    return (_cut(points[0], points[1], start), *points[1:-1], _cut(points[-1], points[-2], end))


def _cut(inner: Point, outer: Point, rect: Rect) -> Point:
    """Return where a level or upright piece that begins inside a rectangle leaves it."""
    if abs(inner[1] - outer[1]) < 1e-6:
        return (rect.right if outer[0] > inner[0] else rect.left), inner[1]
    return inner[0], (rect.bottom if outer[1] > inner[1] else rect.top)
