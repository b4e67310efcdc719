"""Lines between shapes: sequence and message flows, associations, and their tips."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from workbench.process.model import Artifact, DataAssociation, Edge, Element, MessageFlow
from workbench.report.diagrams.notation.pen import PAPER, Pen, Point, placed
from workbench.report.diagrams.notation.symbols import ENVELOPE
from workbench.report.drawings.svg import at, element

_ROUNDING: Final = 5.0
_MESSAGE: Final = "9 6"
_ASSOCIATION: Final = "0.5 4.5"


def draw_flow(edge: Edge, pen: Pen, tail: str = "") -> str:
    """Draw a sequence flow; its `tail` is a diamond for a condition, a slash for what is taken by default, or nothing."""
    points = edge.waypoints
    line = element("path", {"d": rounded(points), "fill": "none", **pen.line(1.5), "stroke-linejoin": "round"})
    return line + _tip(points, _FILLED, {**pen.solid(), "stroke-linejoin": "round"}) + _tail(points, pen, tail)


def draw_message(flow: MessageFlow, edge: Edge, pen: Pen) -> str:
    """Draw a message flow, with an envelope where its file shows one or says which message it is."""
    points = edge.waypoints
    hollow = {"fill": PAPER, "stroke": pen.stroke, "stroke-width": 1.5}
    line = element("path", {"d": rounded(points), "fill": "none", **pen.line(1.5, _MESSAGE)})
    start = element("circle", {"cx": float(points[0][0]), "cy": float(points[0][1]), "r": 3.5, **hollow})
    return line + start + _tip(points, _FILLED, hollow) + _envelope(flow, edge, pen)


def draw_association(association: Element, edge: Edge, pen: Pen) -> str:
    """Draw an association, open tips where it has a direction."""
    look = {"fill": "none", **pen.line(1.5)}
    line = element(
        "path", {"d": rounded(edge.waypoints), "fill": "none", **pen.line(1.8, _ASSOCIATION), "stroke-linecap": "round"}
    )
    direction = dict(association.attributes).get("associationDirection", "None") if isinstance(association, Artifact) else "One"
    to = _tip(edge.waypoints, _OPEN, look) if direction in ("One", "Both") or isinstance(association, DataAssociation) else ""
    return line + to + (_tip(edge.waypoints[::-1], _OPEN, look) if direction == "Both" else "")


_FILLED: Final = "M0,0L-10,-4.5V4.5Z"
_OPEN: Final = "M-8,-5L0,0L-8,5"


def middle_of_line(points: Sequence[Point]) -> Point:
    """Return the point half-way along a line."""
    pieces = list(pairwise(points))
    rest = sum(math.dist(*piece) for piece in pieces) / 2
    for start, end in pieces:
        length = math.dist(start, end)
        if length >= rest and length:
            part = rest / length
            return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part
        rest -= length
    return points[0]


def rounded(points: Sequence[Point]) -> str:
    """Return the steps of a line whose corners are rounded off."""
    steps = [f"M{at(*points[0])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(_ROUNDING, math.dist(before, corner) / 2, math.dist(corner, after) / 2)
        steps.append(f"L{at(*_towards(corner, before, radius))}Q{at(*corner)} {at(*_towards(corner, after, radius))}")
    return "".join((*steps, f"L{at(*points[-1])}"))


def _towards(start: Point, end: Point, distance: float) -> Point:
    length = math.dist(start, end)
    part = distance / length if length else 0.0
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


def _turned(steps: str, place: Point, towards: Point, look: dict[str, object]) -> str:
    """Draw a symbol at a place so that what points right in it points away from `towards`."""
    angle = math.degrees(math.atan2(place[1] - towards[1], place[0] - towards[0]))
    turn = f" rotate({angle:.1f})" if abs(angle) >= 0.05 else ""
    return element("path", {"d": steps, "transform": f"translate({at(*place)}){turn}", **look})


def _tip(points: Sequence[Point], steps: str, look: dict[str, object]) -> str:
    """Draw the end of a line, along its last piece that has a length."""
    before = next((point for point in reversed(points[:-1]) if math.dist(point, points[-1]) > 1), points[0])
    return _turned(steps, points[-1], before, look)


def _tail(points: Sequence[Point], pen: Pen, tail: str) -> str:
    hollow = {"fill": PAPER, "stroke": pen.stroke, "stroke-width": 1.5}
    after = next((point for point in points[1:] if math.dist(point, points[0]) > 1), points[-1])
    match tail:
        case "condition":
            return _turned("M0,0L-8,-4.5L-16,0L-8,4.5Z", points[0], after, hollow)
        case "default":
            return _turned("M-6,5L-12,-5", points[0], after, pen.symbol(1.5))
        case _:
            return ""


def _envelope(flow: MessageFlow, edge: Edge, pen: Pen) -> str:
    if edge.envelope is None and "messageRef" not in dict(flow.attributes):
        return ""
    middle = middle_of_line(edge.waypoints)
    ground = "#d3d6da" if edge.envelope == "non_initiating" else PAPER
    inside = {**pen.symbol(1.5), "fill": ground}
    return placed(ENVELOPE.outline, middle, inside, 1.3) + placed(ENVELOPE.lines, middle, pen.symbol(1.2), 1.3)
