"""Data and what is only said about a flow: objects, stores, annotations and groups."""

from __future__ import annotations

from typing import Final

from workbench.process.model import Artifact, Bounds, DataElement
from workbench.report.diagrams.notation.lettering import INSIDE, beside, flush, wrapped
from workbench.report.diagrams.notation.pen import Pen, box, placed
from workbench.report.diagrams.notation.place import Place
from workbench.report.diagrams.notation.symbols import SIDE_BY_SIDE
from workbench.report.drawings.svg import at, element

_ARROW: Final = "M-6,-2.5H1V-6L7,0L1,6V2.5H-6Z"
_DASHES: Final = "9 5 1 5"


def draw_data(data: DataElement, place: Place, pen: Pen) -> str:
    """Draw a data object, input or output as a sheet with a folded corner, and a store as a drum."""
    if data.tag in ("dataStore", "dataStoreReference"):
        return _drum(place.bounds, pen)
    x, y, right, bottom = place.bounds.x, place.bounds.y, place.right, place.bottom
    fold = min(place.bounds.width, place.bounds.height) * 0.3
    sheet = f"M{at(x, y)}H{right - fold:.4g}L{at(right, y + fold)}V{bottom:.6g}H{x:.6g}Z"
    corner = f"M{at(right - fold, y)}V{y + fold:.6g}H{right:.6g}"
    parts = [element("path", {"d": sheet, **pen.outline()}), element("path", {"d": corner, **pen.symbol(2)})]
    if data.tag in ("dataInput", "dataOutput"):
        look = pen.solid() if data.tag == "dataOutput" else pen.symbol()
        parts.append(placed(_ARROW, (x + 10, y + 10), look))
    if place.is_collection:
        parts.append(placed(SIDE_BY_SIDE, (place.middle[0], bottom - 8), pen.symbol(1.8)))
    return "".join(parts)


def _drum(bounds: Bounds, pen: Pen) -> str:
    radius, high = bounds.width / 2, bounds.height * 0.13
    left, right, top = bounds.x, bounds.x + bounds.width, bounds.y + high
    bottom = bounds.y + bounds.height - high

    def curve(end: float, y: float, turn: int) -> str:
        return f"A{at(radius, high)} 0 0 {turn} {at(end, y)}"

    body = f"M{at(left, top)}{curve(right, top, 1)}L{at(right, bottom)}{curve(left, bottom, 1)}Z"
    rims = "".join(f"M{at(left, top + step)}{curve(right, top + step, 0)}" for step in (0.0, high * 0.6, high * 1.2))
    return element("path", {"d": body, **pen.outline()}) + element("path", {"d": rims, **pen.symbol(1.5)})


def draw_annotation(note: Artifact, place: Place, pen: Pen) -> str:
    """Draw a text behind half a bracket."""
    x, y, bottom = place.bounds.x, place.bounds.y, place.bottom
    bracket = f"M{at(x + 10, y)}L{at(x, y)}L{at(x, bottom)}L{at(x + 10, bottom)}"
    text = wrapped(note.text or note.name, max(place.bounds.width - 10, 20), INSIDE)
    return element("path", {"d": bracket, **pen.symbol(1.5)}) + flush(text, x + 7, y + 5, pen.letters)


def draw_group(group: Artifact, place: Place, pen: Pen) -> str:
    """Draw a frame around what belongs together, with its category's name."""
    frame = box(place.bounds, {**pen.line(1.5, _DASHES), "fill": "none", "stroke-linecap": "round"}, 10)
    name = beside(group.text or group.name, place.label, place.middle[0], place.bounds.y + 4)
    return frame + name.drawn(pen.letters)
