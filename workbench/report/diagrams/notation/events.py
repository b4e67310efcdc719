"""Events: one ring or two, thin or thick, broken where it does not interrupt, and what it waits for or throws."""

from __future__ import annotations

from typing import Final

from workbench.process.model import Event
from workbench.report.diagrams.notation.pen import Pen, circle, placed
from workbench.report.diagrams.notation.place import Place
from workbench.report.diagrams.notation.symbols import TRIGGERS

_DOUBLE: Final = frozenset({"intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"})
_THROWING: Final = frozenset({"intermediateThrowEvent", "endEvent"})
_ONLY_CAUGHT: Final = frozenset({"timer", "condition"})
_BROKEN: Final = "5 3"


def draw_event(event: Event, place: Place, pen: Pen) -> str:
    """Draw an event."""
    middle, radius = place.middle, min(place.bounds.width, place.bounds.height) / 2
    dash = "" if event.interrupting else _BROKEN
    if event.tag in _DOUBLE:
        inner = {**pen.outline(1.5, dash), "fill": "none"}
        rings = circle(middle, radius, pen.outline(1.5, dash)) + circle(middle, max(radius - 3, 1), inner)
    else:
        rings = circle(middle, radius, pen.outline(4 if event.tag == "endEvent" else 2, dash))
    return rings + _trigger(event, middle, radius, pen)


def _trigger(event: Event, middle: tuple[float, float], radius: float, pen: Pen) -> str:
    kind = _kind(event)
    symbol = TRIGGERS.get(kind)
    if symbol is None:
        return ""
    is_solid = kind == "terminate" or (event.tag in _THROWING and kind not in _ONLY_CAUGHT)
    filled = pen.solid() if is_solid else {**pen.symbol(), "fill": pen.fill}
    lines = {**pen.symbol(), "stroke": pen.fill if is_solid else pen.stroke}
    scale = radius / 18
    inside = placed(symbol.outline, middle, filled, scale)
    return inside + (placed(symbol.lines, middle, lines, scale) if symbol.lines else "")


def _kind(event: Event) -> str:
    """Return what is drawn in an event: one trigger by its kind, several as a pentagon, or as a cross if all must come."""
    if len(event.definitions) > 1:
        return "parallel" if ("parallelMultiple", "true") in event.attributes else "multiple"
    return event.definitions[0].kind if event.definitions else ""
