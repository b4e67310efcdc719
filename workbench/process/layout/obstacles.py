"""What lines go round: rectangles found by place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from workbench.process.layout.figures import Point, Rect

_CELL: Final = 160.0


class Obstacles:
    """Rectangles that lines go round, found by place."""

    def __init__(self, rects: Iterable[Rect]) -> None:
        self._cells: dict[tuple[int, int], list[Rect]] = defaultdict(list)
        for rect in rects:
            self.add(rect)

    def add(self, rect: Rect) -> None:
        """Put one more in the way."""
        for cell in _cells(rect):
            self._cells[cell].append(rect)

    def hits(self, area: Rect, besides: Sequence[Rect] = ()) -> int:
        """Return how many rectangles an area overlaps, those that hold one of `besides` (or are one) not counted."""
        found = {id(rect): rect for cell in _cells(area) for rect in self._cells.get(cell, ())}
        return sum(rect.overlaps(area) and not any(rect.holds(each) for each in besides) for rect in found.values())

    def near(self, area: Rect) -> list[Rect]:
        """Return the rectangles that an area overlaps, in a fixed order."""
        found = {id(rect): rect for cell in _cells(area) for rect in self._cells.get(cell, ()) if rect.overlaps(area)}
        return sorted(found.values(), key=lambda rect: (rect.left, rect.top, rect.width, rect.height))

    def path_hits(self, points: Sequence[Point], besides: Sequence[Rect]) -> int:
        """Return how often a path runs through a rectangle, or back through one of its own ends."""
        total = 0
        for one, other in pairwise(points):
            left, top = min(one[0], other[0]), min(one[1], other[1])
            piece = Rect(left=left - 1, top=top - 1, width=abs(one[0] - other[0]) + 2, height=abs(one[1] - other[1]) + 2)
            total += self.hits(piece, besides)
            inner = Rect(left=left, top=top, width=max(abs(one[0] - other[0]), 0.1), height=max(abs(one[1] - other[1]), 0.1))
            total += sum(inner.overlaps(each.grown(-2)) for each in besides if each.width > 4 and each.height > 4)
        return total


def _cells(rect: Rect) -> Iterator[tuple[int, int]]:
    columns = range(int(rect.left // _CELL), int(rect.right // _CELL) + 1)
    rows = range(int(rect.top // _CELL), int(rect.bottom // _CELL) + 1)
    if len(columns) * len(rows) > 4000:
        return iter([])
    return ((column, row) for column in columns for row in rows)
