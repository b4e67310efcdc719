"""What a BPMN file says, as typed and frozen nodes: nothing here opens a file, runs an algorithm or draws."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from workbench.findings import Finding

_Item = TypeVar("_Item")


@dataclass(frozen=True, kw_only=True)
class Extension:
    """What a tool added to an element: a foreign element with all inside it, or a foreign attribute (its value is the text).

    `vendor` is the short name of a known tool (camunda, flowable, …, wb for our own), else the namespace.
    """

    vendor: str
    tag: str
    text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[Extension, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Element:
    """What every BPMN element has: its tag (local name), id, name and line; `attributes` holds what no field here names."""

    tag: str
    id: str
    name: str = ""
    line: int | None = None
    documentation: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    extensions: tuple[Extension, ...] = ()

    @property
    def label(self) -> str:
        """Return the name on one line, or the id where there is none."""
        return " ".join(self.name.split()) or self.id


@dataclass(frozen=True, kw_only=True)
class FlowNode(Element):
    """A node that tokens pass; `scope` is the id of the process or sub-process that contains it."""

    scope: str


class Repetition(StrEnum):
    """How often an activity may be executed each time it is reached."""

    ONCE = "once"
    LOOP = "standard loop"
    SEQUENTIAL = "sequential multi-instance"
    PARALLEL = "parallel multi-instance"


@dataclass(frozen=True, kw_only=True)
class Performer:
    """Who is to do an activity: `role` is the standard's or a tool's word (potentialOwner, assignee, candidateGroups, …).

    `who` is the resource, group or expression, verbatim.
    """

    role: str
    who: str


@dataclass(frozen=True, kw_only=True)
class Activity(FlowNode):
    """Work: a task, a sub-process or a call of another process.

    `times` is how often it is repeated where the file says so as a number; `may_end_early` tells that a completion
    condition may end the repetition (or an ad-hoc sub-process) before.
    """

    repetition: Repetition = Repetition.ONCE
    times: int | None = None
    may_be_left_out: bool = False
    may_end_early: bool = False
    default_flow: str | None = None
    is_for_compensation: bool = False
    performers: tuple[Performer, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Task(Activity):
    """An atomic activity; the tag tells user, manual, service, send, receive, script, business-rule or undeclared task."""


@dataclass(frozen=True, kw_only=True)
class CallActivity(Activity):
    """A call of another process or global task: one opaque step, unless it is opened up (`inlining.py`)."""

    called_element: str | None = None

    @property
    def called(self) -> str:
        """Return the id of what is called, without its namespace prefix."""
        return (self.called_element or "").rpartition(":")[2]


@dataclass(frozen=True, kw_only=True)
class SubProcess(Activity):
    """An activity with a flow of its own inside: embedded, event, ad-hoc or transaction."""

    triggered_by_event: bool = False


@dataclass(frozen=True, kw_only=True)
class Gateway(FlowNode):
    """A split or join; the tag tells exclusive, parallel, inclusive, event-based or complex.

    `activation` is a complex gateway's condition; an `instantiating` event-based gateway begins its process, on all of its
    events together if it `waits_for_all`.
    """

    default_flow: str | None = None
    activation: str = ""
    instantiating: bool = False
    waits_for_all: bool = False


@dataclass(frozen=True, kw_only=True)
class EventDefinition:
    """What triggers or is thrown by an event: the kind (message, timer, error, …), what it refers to, and its expression.

    `subject` is the code or name of what it refers to, where the file defines that.
    """

    kind: str
    reference: str | None = None
    subject: str = ""
    expression: str = ""


@dataclass(frozen=True, kw_only=True)
class Event(FlowNode):
    """A start, end, intermediate or boundary event; a boundary event names the activity it is attached to."""

    definitions: tuple[EventDefinition, ...] = ()
    attached_to: str | None = None
    interrupting: bool = True

    def is_triggered_by(self, kind: str) -> bool:
        """Return whether one of the event's definitions is of that kind."""
        return any(definition.kind == kind for definition in self.definitions)


@dataclass(frozen=True, kw_only=True)
class SequenceFlow(Element):
    """The order of two flow nodes of one scope; None where a reference leads nowhere."""

    scope: str
    source: str | None
    target: str | None
    condition: str = ""


@dataclass(frozen=True, kw_only=True)
class Lane(Element):
    """A band of a process: whom its nodes belong to; `parent` is the lane that contains this one."""

    process: str
    parent: str | None = None
    nodes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DataElement(Element):
    """A data object, store, input, output or a reference to one of them (`refers_to`)."""

    scope: str
    refers_to: str | None = None


@dataclass(frozen=True, kw_only=True)
class DataAssociation(Element):
    """Data that an activity or event reads (dataInputAssociation) or writes (dataOutputAssociation)."""

    node: str
    sources: tuple[str, ...] = ()
    target: str | None = None


@dataclass(frozen=True, kw_only=True)
class Artifact(Element):
    """A text annotation, a group, or an association between two elements; the `text` of a group is its category's value."""

    scope: str
    text: str = ""
    source: str | None = None
    target: str | None = None


def grouped(pairs: Iterable[tuple[str, _Item]]) -> Mapping[str, tuple[_Item, ...]]:
    """Return the items of each key, in the order given."""
    groups: dict[str, list[_Item]] = {}
    for key, item in pairs:
        groups.setdefault(key, []).append(item)
    return MappingProxyType({key: tuple(items) for key, items in groups.items()})


@dataclass(frozen=True, kw_only=True)
class Process(Element):
    """One process: everything inside it, sub-processes included, in document order."""

    nodes: tuple[FlowNode, ...]
    flows: tuple[SequenceFlow, ...]
    lanes: tuple[Lane, ...] = ()
    data: tuple[DataElement, ...] = ()
    data_associations: tuple[DataAssociation, ...] = ()
    artifacts: tuple[Artifact, ...] = ()

    @property
    def node(self) -> Mapping[str, FlowNode]:
        """Return the flow nodes by id."""
        return MappingProxyType({node.id: node for node in self.nodes})

    @property
    def incoming(self) -> Mapping[str, tuple[SequenceFlow, ...]]:
        """Return the flows into each node that has any, in document order."""
        return grouped((str(flow.target), flow) for flow in self.flows)

    @property
    def outgoing(self) -> Mapping[str, tuple[SequenceFlow, ...]]:
        """Return the flows out of each node that has any, in document order."""
        return grouped((str(flow.source), flow) for flow in self.flows)

    @property
    def inside(self) -> Mapping[str, tuple[FlowNode, ...]]:
        """Return the nodes that stand directly in each scope: the process and its sub-processes, by id."""
        return grouped((node.scope, node) for node in self.nodes)

    @property
    def boundary(self) -> Mapping[str, tuple[Event, ...]]:
        """Return the boundary events of each activity that has any."""
        events = (node for node in self.nodes if isinstance(node, Event) and node.tag == "boundaryEvent")
        return grouped((str(event.attached_to), event) for event in events)

    @property
    def lane_of(self) -> Mapping[str, str]:
        """Return the id of the innermost lane that names each node; nodes in no lane are absent."""
        depth = {lane.id: self._depth(lane) for lane in self.lanes}
        lanes = sorted(self.lanes, key=lambda lane: depth[lane.id])
        return MappingProxyType({node: lane.id for lane in lanes for node in lane.nodes})

    def _depth(self, lane: Lane) -> int:
        parent = {each.id: each.parent for each in self.lanes}
        depth, above = 0, lane.parent
        while above is not None and depth < len(parent):
            depth, above = depth + 1, parent.get(above)
        return depth

    @property
    def activities(self) -> tuple[Activity, ...]:
        """Return what is executed as one step: tasks and call activities, sub-processes not counted."""
        return tuple(node for node in self.nodes if isinstance(node, Task | CallActivity))


@dataclass(frozen=True, kw_only=True)
class Participant(Element):
    """A pool; without a process it is a black box. `is_multiple` tells that several of its kind take part."""

    process: str | None = None
    is_multiple: bool = False


@dataclass(frozen=True, kw_only=True)
class MessageFlow(Element):
    """A message between two pools or nodes of them."""

    source: str | None
    target: str | None


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """A rectangle in diagram units (pixels at 100 %), y downwards."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, kw_only=True)
class Colours:
    """Colours that a file gives to an element: of its outline, its ground and its letters; None where it gives none."""

    stroke: str | None = None
    fill: str | None = None
    letters: str | None = None


@dataclass(frozen=True, kw_only=True)
class Shape:
    """Where and how an element is drawn, None where the file does not say; `label` is where its name stands outside of it.

    `has_marker` tells whether an exclusive gateway bears its cross.
    """

    id: str
    element: str | None
    bounds: Bounds | None
    line: int | None = None
    label: Bounds | None = None
    is_expanded: bool | None = None
    is_horizontal: bool | None = None
    has_marker: bool | None = None
    colours: Colours = Colours()


@dataclass(frozen=True, kw_only=True)
class Edge:
    """How a flow or association is drawn: its way points (x, y), and where its name stands.

    `envelope` is what a message flow shows of its message: initiating, non_initiating, or None for nothing.
    """

    id: str
    element: str | None
    waypoints: tuple[tuple[float, float], ...]
    line: int | None = None
    label: Bounds | None = None
    envelope: str | None = None
    colours: Colours = Colours()


@dataclass(frozen=True, kw_only=True)
class Diagram(Element):
    """One drawing of the file."""

    shapes: tuple[Shape, ...]
    edges: tuple[Edge, ...]


class Standing(StrEnum):
    """What became of an element of the file."""

    USED = "used"
    APPROXIMATED = "approximated"
    KEPT = "kept"
    NOT_UNDERSTOOD = "not understood"


@dataclass(frozen=True, kw_only=True)
class LedgerEntry:
    """One XML element of the file and what became of it; the tag of a foreign element bears its namespace."""

    tag: str
    id: str | None
    line: int | None
    standing: Standing


@dataclass(frozen=True, kw_only=True)
class ProcessModel:
    """A BPMN 2.0 file: its processes, pools, drawings, and a ledger of every element; `source` is the file's bytes as read."""

    path: str
    sha256: str
    source: bytes = field(repr=False)
    processes: tuple[Process, ...]
    participants: tuple[Participant, ...] = ()
    message_flows: tuple[MessageFlow, ...] = ()
    artifacts: tuple[Artifact, ...] = ()
    definitions: tuple[Element, ...] = ()
    diagrams: tuple[Diagram, ...] = ()
    ledger: tuple[LedgerEntry, ...] = field(default=(), repr=False)
    findings: tuple[Finding, ...] = ()

    @property
    def process(self) -> Mapping[str, Process]:
        """Return the processes by id."""
        return MappingProxyType({process.id: process for process in self.processes})

    def diagram_of(self, elements: Collection[str]) -> Diagram | None:
        """Return the drawing that shows most of some elements, the first of several; None where none shows any."""
        shown = [sum(shape.element in elements for shape in page.shapes) for page in self.diagrams]
        most = max(shown, default=0)
        return self.diagrams[shown.index(most)] if most else None
