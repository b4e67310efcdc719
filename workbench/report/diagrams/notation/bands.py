"""Pools and lanes, lying or standing, with the name on their edge."""

from __future__ import annotations

from typing import Final

from workbench.process.model import Lane, Participant
from workbench.report.diagrams.notation.lettering import fitted, middle, upright
from workbench.report.diagrams.notation.pen import Pen, box, placed
from workbench.report.diagrams.notation.place import Place
from workbench.report.diagrams.notation.symbols import SIDE_BY_SIDE
from workbench.report.drawings.svg import at, element

_HEAD: Final = 30.0


def draw_pool(pool: Participant, place: Place, pen: Pen) -> str:
    """Draw a pool; a black box has its name in the middle."""
    bounds, (x, y) = place.bounds, place.middle
    many = placed(SIDE_BY_SIDE, (x, place.bottom - 11), pen.symbol(2.4)) if pool.is_multiple else ""
    if pool.process is None:
        name = middle(fitted(pool.name, bounds.width - 20, bounds.height - 10), x, y, pen.letters)
        return box(bounds, pen.outline(1.5)) + name + many
    x, y = bounds.x + (0 if place.stands else _HEAD), bounds.y + (_HEAD if place.stands else 0)
    end = (place.right, y) if place.stands else (x, place.bottom)
    line = element("path", {"d": f"M{at(x, y)}L{at(*end)}", **pen.line(1.5)})
    return box(bounds, pen.outline(1.5)) + line + _head(pool.name, place, pen) + many


def draw_lane(lane: Lane, place: Place, pen: Pen) -> str:
    """Draw a lane."""
    return box(place.bounds, pen.outline(1.5)) + _head(lane.name, place, pen)


def _head(name: str, place: Place, pen: Pen) -> str:
    bounds, (x, y) = place.bounds, place.middle
    if place.stands:
        return middle(fitted(name, bounds.width - 10, _HEAD), x, bounds.y + _HEAD / 2, pen.letters)
    return upright(fitted(name, bounds.height - 10, _HEAD), bounds.x + _HEAD / 2, y, pen.letters)
