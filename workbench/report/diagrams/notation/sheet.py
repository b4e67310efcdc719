"""What stands on one page of a file, in the order in which it is painted, with everything decided that the file leaves open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from workbench.process.model import (
    Activity,
    Artifact,
    CallActivity,
    DataAssociation,
    DataElement,
    Diagram,
    Edge,
    Element,
    FlowNode,
    Gateway,
    Lane,
    Participant,
    ProcessModel,
    SequenceFlow,
    Shape,
    SubProcess,
)
from workbench.report.diagrams.notation.place import Place

_NODE: Final = 4


@dataclass(frozen=True, kw_only=True)
class Standing:
    """An element with its shape, and where and how it stands."""

    element: Element
    shape: Shape
    place: Place

    @property
    def is_ground(self) -> bool:
        """Return whether others stand on it, so that lines run over it."""
        return isinstance(self.element, Participant | Lane) or self.place.is_open

    @property
    def order(self) -> tuple[int, float]:
        """Return when it is painted: what others stand on comes first, the larger before the smaller."""
        bounds = self.place.bounds
        ranks = ((Participant, 0), (Lane, 1), (Artifact, _NODE + 2))
        rank = next((rank for kind, rank in ranks if isinstance(self.element, kind)), 2 if self.place.is_open else _NODE)
        on_border = self.element.tag == "boundaryEvent"
        return rank + on_border, -bounds.width * bounds.height if self.is_ground else 0.0


@dataclass(frozen=True, kw_only=True)
class Line:
    """An element with its line, what stands at its tail (condition, default, or nothing), and its name."""

    element: Element
    edge: Edge
    tail: str = ""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Everything that is painted, in that order."""

    shapes: tuple[Standing, ...]
    lines: tuple[Line, ...]


def sheet_of(model: ProcessModel, page: Diagram) -> Sheet:
    """Return what one page of a file shows; what lies in a closed sub-process is not shown."""
    return _Page(model, page).sheet()


class _Page:
    """Looks up elements by their ids; shapes refer by qualified names, so that an id with a colon is found by its end too."""

    def __init__(self, model: ProcessModel, page: Diagram) -> None:
        self._page = page
        everything = list(_elements(model))
        self._elements = {**{each.id.rpartition(":")[2]: each for each in everything}, **{each.id: each for each in everything}}
        self._global_tasks = {each.id for each in model.definitions if each.tag.startswith("global")}
        self._defaults = {node.default_flow for node in everything if isinstance(node, Activity | Gateway)}
        drawn = [self._elements.get(shape.element or "") for shape in page.shapes]
        filled = {scope for each in drawn if each is not None and (scope := _scope(each))}
        inside = [(shape, each) for shape, each in zip(page.shapes, drawn, strict=True) if isinstance(each, SubProcess)]
        self._open = {
            each.id for shape, each in inside if (each.id in filled if shape.is_expanded is None else shape.is_expanded)
        }
        self._closed = {each.id for _, each in inside} - self._open

    def sheet(self) -> Sheet:
        shapes = sorted(self._shapes(), key=lambda each: each.order)
        return Sheet(shapes=tuple(shapes), lines=tuple(self._lines()))

    def _shapes(self) -> Iterator[Standing]:
        for shape in self._page.shapes:
            element = self._elements.get(shape.element or "")
            place = None if element is None else self._place(element, shape)
            if element is not None and place is not None and not self._is_hidden(element):
                yield Standing(element=element, shape=shape, place=place)

    def _place(self, element: Element, shape: Shape) -> Place | None:
        if shape.bounds is None:
            return None
        return Place(
            bounds=shape.bounds,
            label=shape.label,
            is_open=element.id in self._open or (isinstance(element, CallActivity) and shape.is_expanded is True),
            stands=shape.is_horizontal is False,
            has_marker=bool(shape.has_marker),
            hides_flow=self._hides_flow(element, shape),
            is_collection=isinstance(element, DataElement) and self._is_collection(element),
        )

    def _lines(self) -> Iterator[Line]:
        for edge in self._page.edges:
            element = self._elements.get(edge.element or "")
            if element is not None and len(edge.waypoints) > 1 and not self._is_hidden(element):
                yield Line(element=element, edge=edge, tail=self._tail(element))

    def _tail(self, element: Element) -> str:
        if not isinstance(element, SequenceFlow):
            return ""
        if element.id in self._defaults:
            return "default"
        source = self._elements.get(element.source or "")
        return "condition" if element.condition and isinstance(source, Activity) else ""

    def _is_hidden(self, element: Element) -> bool:
        scope = _scope(element)
        if isinstance(element, DataAssociation):
            owner = self._elements.get(element.node)
            return owner is not None and self._is_hidden(owner)
        while scope:
            if scope in self._closed:
                return True
            around = self._elements.get(scope)
            scope = "" if around is None else _scope(around)
        return False

    def _hides_flow(self, element: Element, shape: Shape) -> bool:
        """Return whether an element has a flow of its own that is not shown; a global task has none."""
        if isinstance(element, CallActivity):
            return not shape.is_expanded and element.called not in self._global_tasks
        return element.id in self._closed

    def _is_collection(self, data: DataElement) -> bool:
        referred = self._elements.get(data.refers_to or "")
        return any(("isCollection", "true") in each.attributes for each in (data, referred) if each is not None)


def _scope(element: Element) -> str:
    return element.scope if isinstance(element, FlowNode | SequenceFlow | DataElement | Artifact) else ""


def _elements(model: ProcessModel) -> Iterator[Element]:
    yield from model.participants
    yield from model.message_flows
    yield from model.artifacts
    for process in model.processes:
        for group in (process.lanes, process.nodes, process.flows, process.data, process.data_associations, process.artifacts):
            yield from group
