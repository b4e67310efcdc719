"""A drawing in the making: what stands on it already stays, and what is put on it finds a free place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise, product
from typing import Final

from workbench.process.layout.figures import Figure, Line, Picture, Point, Rect, around, hull
from workbench.process.layout.obstacles import Obstacles

_CLEAR: Final = 10.0
_MARGINS: Final = (8.0, 0.0)
"""How far from the border of what holds it something is put: less only where there is no room otherwise."""

_STEP: Final = 20.0
_REACH: Final = 18
_MOST_TRIES: Final = 4000


class Page:
    """Places by element, what was there and what was put there; `bands` are pools and lanes, in which others may stand.

    On `names`, where names of what was there stand, nothing is put.
    """

    def __init__(
        self, figures: Mapping[str, Rect], lines: Iterable[Line], bands: frozenset[str], names: Iterable[Rect] = ()
    ) -> None:
        self.places: dict[str, Rect] = dict(figures)
        self._bands = bands
        self._lines = list(lines)
        self._put: list[Picture] = []
        self._solid = Obstacles((*(rect for name, rect in figures.items() if name not in bands), *names))
        self._walls = Obstacles(rect for name, rect in figures.items() if name in bands)
        self._drawn_lines = Obstacles(piece for line in self._lines for piece in _pieces(line))
        self.hull = hull([*figures.values(), *(piece for line in self._lines for piece in _pieces(line))])

    @property
    def all(self) -> Picture:
        """Return everything on the page."""
        figures = tuple(Figure(element=name, rect=rect) for name, rect in self.places.items())
        named = {figure.element: figure for picture in self._put for figure in picture.figures}
        return Picture(
            figures=tuple(named.get(figure.element, figure) for figure in figures),
            lines=(*self._lines, *(line for picture in self._put for line in picture.lines)),
        )

    def put_picture(self, picture: Picture) -> None:
        """Put a picture where it says; elements that stand already stay."""
        fresh = tuple(figure for figure in picture.figures if figure.element not in self.places)
        self._put.append(Picture(figures=fresh, lines=picture.lines))
        for figure in fresh:
            self.places[figure.element] = figure.rect
            (self._walls if figure.element in self._bands else self._solid).add(figure.rect)
        self.hull = hull([each for each in (self.hull, picture.hull) if each.width or each.height])

    def put_figure(self, figure: Figure) -> None:
        """Put one figure where it says."""
        self.put_picture(Picture(figures=(figure,)))

    def put_below(self, picture: Picture) -> None:
        """Put a picture below everything."""
        room = picture.hull
        empty = not (self.hull.width or self.hull.height)
        top = 0.0 if empty else self.hull.bottom + 50
        self.put_picture(picture.moved(self.hull.left - room.left, top - room.top))

    def put(self, picture: Picture, wanted: Point | None, holder: Rect | None) -> None:
        """Put a picture (drawn about its middle) near a point, inside a holder where there is one, on nothing else."""
        room = picture.hull
        for margin, avoided in product(_MARGINS, (self._drawn_lines, Obstacles(()))):
            inside = None if holder is None else holder.grown(-margin)
            for point in self._tries(wanted, inside, room):
                if self._is_free(room.moved(*point), inside, avoided):
                    self.put_picture(picture.moved(*point))
                    return
        self.put_below(picture)

    def put_back(self, picture: Picture, where: Point, holder: Rect | None) -> bool:
        """Put a picture just where drawn lines still lead, if nothing stands there; returns whether it was put."""
        body = picture.figures[0].rect.moved(*where)
        if self._solid.hits(body, (holder,) if holder is not None else ()):
            return False
        self.put_picture(picture.moved(*where))
        return True

    def put_on_border(self, element: str, host: Rect, number: int) -> None:
        """Put a boundary event on its host's lower border, else on the upper, else beside its siblings."""
        for y in (host.bottom, host.top):
            x = host.right - 28
            while x >= host.left + 18:
                rect = around((x, y), 36, 36)
                if not self._solid.hits(rect, (around(host.center, 1, 1),)):
                    self.put_figure(Figure(element=element, rect=rect))
                    return
                x -= 10
        self.put_figure(Figure(element=element, rect=around((host.left + 18 + 40 * number, host.bottom), 36, 36)))

    def _is_free(self, area: Rect, holder: Rect | None, avoided: Obstacles) -> bool:
        if holder is not None and not holder.holds(area):
            return False
        if holder is None and self._walls.hits(area):
            return False
        besides = (holder,) if holder is not None else ()
        return not self._solid.hits(area.grown(_CLEAR), besides) and not avoided.hits(area.grown(2))

    def _tries(self, wanted: Point | None, holder: Rect | None, room: Rect) -> Iterator[Point]:
        """Yield places near what is wanted, then all over the holder, then over the whole page."""
        if wanted is not None:
            x, y = wanted
            steps = [(a * _STEP, b * _STEP) for a in range(-_REACH, _REACH + 1) for b in range(-_REACH, _REACH + 1)]
            for right, down in sorted(steps, key=lambda step: (step[0] ** 2 + step[1] ** 2, -step[0], -step[1])):
                yield x + max(right, right + (room.width / 2 - 50 if right >= 0 else 0)), y + down
        if holder is not None:
            columns, rows = int(holder.width / 25) + 1, int(holder.height / 25) + 1
            for number in range(min(_MOST_TRIES, columns * rows)):
                column, row = number % columns, number // columns
                yield holder.left + 2 + column * 25 - room.left, holder.top + 2 + row * 25 - room.top


def _pieces(line: Line) -> Iterator[Rect]:
    for one, other in pairwise(line.points):
        left, top = min(one[0], other[0]), min(one[1], other[1])
        yield Rect(left=left - 1, top=top - 1, width=abs(one[0] - other[0]) + 2, height=abs(one[1] - other[1]) + 2)
