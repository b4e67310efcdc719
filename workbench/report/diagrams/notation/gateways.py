"""Gateways: a diamond, and in it how it splits and joins."""

from __future__ import annotations

from workbench.process.model import Gateway
from workbench.report.diagrams.notation.pen import Pen, circle, placed, shape
from workbench.report.diagrams.notation.place import Place
from workbench.report.diagrams.notation.symbols import TRIGGERS

_CROSS = "M-7,-9.5L7,9.5M7,-9.5L-7,9.5"
_PLUS = "M0,-11V11M-11,0H11"
_STAR = "M0,-11V11M-11,0H11M-7.8,-7.8L7.8,7.8M-7.8,7.8L7.8,-7.8"


def draw_gateway(gateway: Gateway, place: Place, pen: Pen) -> str:
    """Draw a gateway."""
    x, y = place.middle
    corners = [(x, place.bounds.y), (place.right, y), (x, place.bottom), (place.bounds.x, y)]
    return shape(corners, pen.outline()) + _marker(gateway, place, pen)


def _marker(gateway: Gateway, place: Place, pen: Pen) -> str:
    middle, scale, bold = place.middle, min(place.bounds.width, place.bounds.height) / 50, pen.symbol(3.5)
    match gateway.tag:
        case "exclusiveGateway":
            return placed(_CROSS, middle, bold, scale) if place.has_marker else ""
        case "parallelGateway":
            return placed(_PLUS, middle, pen.symbol(4.5), scale)
        case "inclusiveGateway":
            return circle(middle, 11 * scale, pen.symbol(2.5))
        case "complexGateway":
            return placed(_STAR, middle, bold, scale)
        case _:
            return _of_events(gateway, middle, scale, pen)


def _of_events(gateway: Gateway, middle: tuple[float, float], scale: float, pen: Pen) -> str:
    """Draw what waits for events: two rings, one where it begins its process; in it a pentagon, a cross for all."""
    thin = pen.symbol(1)
    rings = circle(middle, 14.5 * scale, thin) + ("" if gateway.instantiating else circle(middle, 12 * scale, thin))
    inside = TRIGGERS["parallel" if gateway.waits_for_all else "multiple"].outline
    return rings + placed(inside, middle, thin, 0.78 * scale)
