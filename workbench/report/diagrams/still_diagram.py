"""A BPMN diagram as an SVG that stands still: drawn from its diagram interchange, without a browser, with its marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from workbench.language import Language, say
from workbench.process import ProcessModel, laid_out, parse_bpmn, xml_text
from workbench.process.model import (
    Activity,
    Artifact,
    Bounds,
    DataElement,
    Event,
    Gateway,
    Lane,
    MessageFlow,
    Participant,
    SequenceFlow,
)
from workbench.process.model import Diagram as Page
from workbench.report.diagrams.notation.activities import draw_activity
from workbench.report.diagrams.notation.badges import badge, tag
from workbench.report.diagrams.notation.bands import draw_lane, draw_pool
from workbench.report.diagrams.notation.events import draw_event
from workbench.report.diagrams.notation.gateways import draw_gateway
from workbench.report.diagrams.notation.lettering import FONT, Caption, beside
from workbench.report.diagrams.notation.lines import draw_association, draw_flow, draw_message, middle_of_line
from workbench.report.diagrams.notation.looks import LOOKS, Look, heated, heated_line
from workbench.report.diagrams.notation.pen import PAPER, Pen, box, marked_line_pen, marked_pen, pen_of
from workbench.report.diagrams.notation.sheet import Line, Sheet, Standing, sheet_of
from workbench.report.diagrams.notation.things import draw_annotation, draw_data, draw_group
from workbench.report.drawings.svg import element, nothing
from workbench.report.page import Diagram, HeatMap, Mark

_MARGIN: Final = 14.0


@dataclass(frozen=True, kw_only=True)
class Laid:
    """What is laid over one element: how it looks, what its badge says, and what is said when it is pointed at."""

    look: Look
    badge: str
    hint: str


Overlay = Mapping[str, Laid]
"""What is laid over elements, by their ids."""


def still_svg(diagram: Diagram, language: Language) -> str:
    """Return a diagram with its marks as SVG that stands alone; what its file does not draw is laid out first.

    Every text is escaped, no part has an id, a style or a script, and the same diagram gives the same bytes.
    """
    marks = _marked(diagram.marks, language)
    return _drawn(diagram, lambda _: marks, language)


def heat_svg(diagram: Diagram, heat: HeatMap, language: Language) -> str:
    """Return a diagram with how much of one thing its elements have, as `still_svg` does; undesigned steps stay dashed."""
    ghosts = _marked((mark for mark in diagram.marks if mark.kind == "ghost"), language)

    def overlay(sheet: Sheet) -> Overlay:
        flows = {line.element.id for line in sheet.lines}
        heats = {
            each.element: Laid(
                look=(heated_line if each.element in flows else heated)(each.share),
                badge=each.figure.said(language),
                hint=each.hint.said(language),
            )
            for each in heat.elements
        }
        return {**ghosts, **heats}

    return _drawn(diagram, overlay, language)


def _marked(marks: Iterable[Mark], language: Language) -> Overlay:
    return {
        mark.element: Laid(look=LOOKS[mark.kind], badge=mark.badge, hint=mark.hint.said(language))
        for mark in marks
        if mark.kind in LOOKS
    }


def _drawn(diagram: Diagram, overlay: Callable[[Sheet], Overlay], language: Language) -> str:
    model = laid_out(parse_bpmn(diagram.xml.encode()))
    page = _page(model, diagram.drawing)
    sheet = None if page is None else sheet_of(model, page)
    if sheet is None or not (sheet.shapes or sheet.lines):
        return nothing(language)
    names = say("filter-comma", language).join(process.label for process in model.processes)
    return _framed(say("still-label", language, {"name": names}), sheet, _painted(sheet, overlay(sheet)))


def diagram_of_model(model: ProcessModel) -> Diagram:
    """Return a model as a diagram without marks, all of it drawn."""
    return Diagram(xml=xml_text(laid_out(model)), marks=())


def looks_of(diagram: Diagram) -> tuple[tuple[str, Look], ...]:
    """Return the kinds of its marks, each once, and how they look: what a legend explains."""
    return tuple((kind, LOOKS[kind]) for kind in dict.fromkeys(mark.kind for mark in diagram.marks) if kind in LOOKS)


def _page(model: ProcessModel, drawing: str | None) -> Page | None:
    """Return the page of an id, else the first."""
    return next((page for page in model.diagrams if page.id == drawing), next(iter(model.diagrams), None))


def _painted(sheet: Sheet, laid: Overlay) -> Iterator[str]:
    """Yield everything from the ground up: pools and lanes, lines, shapes, names, what is laid over them."""
    yield from (_shape(each, _pen(each, laid)) for each in sheet.shapes if each.is_ground)
    yield from (_line(each, _line_pen(each, laid)) for each in sheet.lines)
    yield from (_shape(each, _pen(each, laid)) for each in sheet.shapes if not each.is_ground)
    for each in sheet.shapes:
        if caption := _name_of(each):
            yield caption.drawn(_pen(each, laid).letters)
    for line in sheet.lines:
        if caption := _name_on(line):
            yield caption.drawn(_line_pen(line, laid).letters)
    for each in sheet.shapes:
        if over := laid.get(each.element.id):
            yield badge(each.place.bounds, over.look, over.badge, over.hint)
    for line in sheet.lines:
        if over := laid.get(line.element.id):
            yield tag(line.edge.waypoints, over.look, over.badge, over.hint)


def _shape(standing: Standing, pen: Pen) -> str:  # noqa: PLR0911 - one line a kind
    place = standing.place
    match standing.element:
        case Activity() as activity:
            return draw_activity(activity, place, pen)
        case Gateway() as gateway:
            return draw_gateway(gateway, place, pen)
        case Event() as event:
            return draw_event(event, place, pen)
        case Lane() as lane:
            return draw_lane(lane, place, pen)
        case Participant() as pool:
            return draw_pool(pool, place, pen)
        case DataElement() as data:
            return draw_data(data, place, pen)
        case Artifact(tag="group") as group:
            return draw_group(group, place, pen)
        case Artifact() as note:
            return draw_annotation(note, place, pen)
        case _:
            return ""


def _line(line: Line, pen: Pen) -> str:
    match line.element:
        case SequenceFlow():
            return draw_flow(line.edge, pen, line.tail)
        case MessageFlow() as flow:
            return draw_message(flow, line.edge, pen)
        case _:
            return draw_association(line.element, line.edge, pen)


def _pen(standing: Standing, laid: Overlay) -> Pen:
    colours, over = standing.shape.colours, laid.get(standing.element.id)
    pen = pen_of(colours)
    if over is not None:
        return marked_pen(over.look, pen)
    shows_pool = isinstance(standing.element, Lane) and colours.fill is None
    return replace(pen, fill="none") if shows_pool else pen


def _line_pen(line: Line, laid: Overlay) -> Pen:
    pen, over = pen_of(line.edge.colours), laid.get(line.element.id)
    return pen if over is None else marked_line_pen(over.look, pen)


def _name_of(standing: Standing) -> Caption | None:
    """Return the name of what has it outside of its shape."""
    element, place = standing.element, standing.place
    if not element.name or not isinstance(element, Event | Gateway | DataElement):
        return None
    return beside(element.name, place.label, place.middle[0], place.bottom + 4)


def _name_on(line: Line) -> Caption | None:
    if not line.element.name:
        return None
    x, y = middle_of_line(line.edge.waypoints)
    return beside(line.element.name, line.edge.label, x, y - 17)


def _framed(label: str, sheet: Sheet, painted: Iterable[str]) -> str:
    """Return what is painted as a whole drawing on white ground."""
    room = _room(sheet)
    size = {"width": room.width, "height": room.height}
    view = f"{room.x:.1f} {room.y:.1f} {room.width:.1f} {room.height:.1f}"
    frame = {"xmlns": "http://www.w3.org/2000/svg", "class": "wb-still", "role": "img", "aria-label": label}
    ground = box(room, {"fill": PAPER})
    return element("svg", {**frame, "viewBox": view, **size, "font-family": FONT}, ground, *painted)


def _room(sheet: Sheet) -> Bounds:
    """Return the rectangle that everything stands in, with some room around it for marks."""
    boxes = [each.place.bounds for each in sheet.shapes]
    captions = (*map(_name_of, sheet.shapes), *map(_name_on, sheet.lines))
    boxes += [caption.bounds for caption in captions if caption]
    points = [point for line in sheet.lines for point in line.edge.waypoints]
    points += [corner for each in boxes for corner in ((each.x, each.y), (each.x + each.width, each.y + each.height))]
    left, top = (min(point[side] for point in points) - _MARGIN for side in (0, 1))
    right, bottom = (max(point[side] for point in points) + _MARGIN for side in (0, 1))
    return Bounds(x=left, y=top, width=right - left, height=bottom - top)
