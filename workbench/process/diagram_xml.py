"""Diagram interchange in: where each element is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from workbench.process.model import Bounds, Diagram, Edge, Shape
from workbench.process.process_xml import common, local_name
from workbench.process.vocabulary import BPMN_DI, DD_DC, DD_DI

_FARTHEST: Final = 1e6
"""Coordinates beyond which, as of NaN and infinity, a drawing is taken for damaged."""


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
        bounds = shape.find(f"{{{DD_DC}}}Bounds")
        yield Shape(
            id=shape.get("id", ""),
            element=local_name(shape.get("bpmnElement")),
            bounds=_bounds(bounds) if bounds is not None else None,
            line=shape.sourceline,
        )


def _bounds(element: etree._Element) -> Bounds | None:
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
        )


def _waypoints(edge: etree._Element) -> Iterator[tuple[float, float]]:
    for point in edge.iterchildren(f"{{{DD_DI}}}waypoint"):
        try:
            x, y = float(point.get("x", "")), float(point.get("y", ""))
        except ValueError:
            continue
        if max(abs(x), abs(y)) < _FARTHEST:
            yield x, y
