"""Diagram interchange in: where each element is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from workbench.process.model import Bounds, Colours, Diagram, Edge, Shape
from workbench.process.process_xml import common, local_name
from workbench.process.vocabulary import BPMN_DI, COLOURS, DD_DC, DD_DI

_FARTHEST: Final = 1e6
"""Coordinates beyond which, as of NaN and infinity, a drawing is taken for damaged."""


_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?|[a-zA-Z]{3,20}|rgb\(\d{1,3}(?:, ?\d{1,3}){2}\)")
"""Numbers and names of colours: what could be a reference to anything else is no colour."""


def read_diagrams(root: etree._Element) -> tuple[Diagram, ...]:
    """Read every drawing of the file; a shape whose bounds are missing or no numbers keeps `bounds` None."""
    return tuple(
        Diagram(
            **common(diagram),
            shapes=tuple(_shapes(diagram)),
            edges=tuple(_edges(diagram)),
        )
        for diagram in root.iterchildren(f"{{{BPMN_DI}}}BPMNDiagram")
    )


def _shapes(diagram: etree._Element) -> Iterator[Shape]:
    for shape in diagram.iter(f"{{{BPMN_DI}}}BPMNShape"):
        yield Shape(
            id=shape.get("id", ""),
            element=local_name(shape.get("bpmnElement")),
            bounds=_bounds(shape),
            line=shape.sourceline,
            label=_label(shape),
            is_expanded=_truth(shape, "isExpanded"),
            is_horizontal=_truth(shape, "isHorizontal"),
            has_marker=_truth(shape, "isMarkerVisible"),
            colours=_colours(shape),
        )


def _label(drawn: etree._Element) -> Bounds | None:
    label = drawn.find(f"{{{BPMN_DI}}}BPMNLabel")
    return None if label is None else _bounds(label)


def _truth(shape: etree._Element, name: str) -> bool | None:
    return {"true": True, "1": True, "false": False, "0": False}.get(shape.get(name, ""))


def _colours(drawn: etree._Element) -> Colours:
    """Return the colours of a shape or edge, in either spelling: BPMN in Color, and that of bpmn.io before it."""
    label = drawn.find(f"{{{BPMN_DI}}}BPMNLabel")
    return Colours(
        stroke=_colour(drawn, "stroke"), fill=_colour(drawn, "fill"), letters=None if label is None else _colour(label, "letters")
    )


def _colour(drawn: etree._Element, part: str) -> str | None:
    given = (drawn.get(name, "").strip() for name in COLOURS[part])
    return next((each for each in given if _COLOUR.fullmatch(each)), None)


def _bounds(drawn: etree._Element) -> Bounds | None:
    element = drawn.find(f"{{{DD_DC}}}Bounds")
    if element is None:
        return None
    try:
        x, y, width, height = (float(element.get(side, "")) for side in ("x", "y", "width", "height"))
    except ValueError:
        return None
    sane = all(abs(number) < _FARTHEST for number in (x, y, width, height)) and width > 0 and height > 0
    return Bounds(x=x, y=y, width=width, height=height) if sane else None


def _edges(diagram: etree._Element) -> Iterator[Edge]:
    for edge in diagram.iter(f"{{{BPMN_DI}}}BPMNEdge"):
        yield Edge(
            id=edge.get("id", ""),
            element=local_name(edge.get("bpmnElement")),
            waypoints=tuple(_waypoints(edge)),
            line=edge.sourceline,
            label=_label(edge),
            envelope=edge.get("messageVisibleKind"),
            colours=_colours(edge),
        )


def _waypoints(edge: etree._Element) -> Iterator[tuple[float, float]]:
    for point in edge.iterchildren(f"{{{DD_DI}}}waypoint"):
        try:
            x, y = float(point.get("x", "")), float(point.get("y", ""))
        except ValueError:
            continue
        if max(abs(x), abs(y)) < _FARTHEST:
            yield x, y
