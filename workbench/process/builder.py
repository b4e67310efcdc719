"""Models made in code: a process is drawn node by node, as one would tell it, and comes out as BPMN 2.0 XML."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Final

from lxml import etree

from workbench.process.bpmn_xml import parse_bpmn
from workbench.process.model import Process, ProcessModel, Repetition
from workbench.process.vocabulary import BPMN_DI, DD_DC, DD_DI, EVENT_DEFINITIONS, MODEL, NO_ATTRIBUTES

_PREFIXES: Final = {None: MODEL, "bpmndi": BPMN_DI, "dc": DD_DC, "di": DD_DI}
_DEFINITION_OF: Final = {kind: (tag, reference) for tag, (kind, reference) in EVENT_DEFINITIONS.items()}
_LAST: Final = ("standardLoopCharacteristics", "multiInstanceLoopCharacteristics")


class ProcessBuilder:
    """Draws a process: each node is joined to the one before, `at` goes back to another, `to` draws an extra flow.

        order = build_process("order").start().task("check").xor("ok?")
        order.task("ship").end().at("ok?").task("reject").end("rejected")

    Every method draws at once and returns the builder. Ids are the caller's; where no name is given the id is the name.
    """

    def __init__(self, identity: str, name: str = "") -> None:
        self.identity = identity
        self._process = _element("process", {"id": identity, "isExecutable": "false"}, name)
        self._scopes = [self._process]
        self._opened: list[str] = []
        self._numbers = count(1)
        self._lane: etree._Element | None = None
        self._last: str | None = None

    # nodes

    def start(self, identity: str = "start", *, on: str = "") -> ProcessBuilder:
        """Draw a start event, triggered by a kind of event (`message`, `timer`, …) if one is given."""
        return self.event("startEvent", identity, on)

    def end(self, identity: str = "end", *, throws: str = "", reference: str = "") -> ProcessBuilder:
        """Draw an end event, which may throw a kind of event or `terminate`."""
        return self.event("endEvent", identity, throws, reference)

    def catch(self, identity: str, on: str, reference: str = "") -> ProcessBuilder:
        """Draw an intermediate event that waits for a kind of event."""
        return self.event("intermediateCatchEvent", identity, on, reference)

    def throw(self, identity: str, kind: str, reference: str = "") -> ProcessBuilder:
        """Draw an intermediate event that throws a kind of event."""
        return self.event("intermediateThrowEvent", identity, kind, reference)

    def task(self, identity: str, name: str = "", *, tag: str = "task") -> ProcessBuilder:
        """Draw a task; `tag` tells userTask, serviceTask and so on."""
        return self.node(tag, identity, name or None)

    def call(self, identity: str, called: str, name: str = "") -> ProcessBuilder:
        """Draw a call of another process."""
        return self.node("callActivity", identity, name or None, {"calledElement": called})

    def xor(self, identity: str) -> ProcessBuilder:
        """Draw an exclusive gateway."""
        return self.node("exclusiveGateway", identity)

    def both(self, identity: str) -> ProcessBuilder:
        """Draw a parallel gateway."""
        return self.node("parallelGateway", identity)

    def any_of(self, identity: str) -> ProcessBuilder:
        """Draw an inclusive gateway."""
        return self.node("inclusiveGateway", identity)

    def event(self, tag: str, identity: str, kind: str = "", reference: str = "") -> ProcessBuilder:
        """Draw an event of a tag, with one definition if a kind is given."""
        self.node(tag, identity)
        return self._defined(kind, reference)

    def node(
        self, tag: str, identity: str, name: str | None = None, attributes: Mapping[str, str] = NO_ATTRIBUTES, *, inner: str = ""
    ) -> ProcessBuilder:
        """Draw any node and the flow to it, without a name if that is empty.

        `inner` is BPMN XML that stands inside, its tags without prefix.
        """
        self._put(tag, {"id": identity, **attributes}, identity if name is None else name, inner)
        return self._joined(identity)

    def boundary(
        self, identity: str, host: str, *, on: str = "timer", reference: str = "", interrupting: bool = True
    ) -> ProcessBuilder:
        """Attach an event to an activity; what follows is drawn from the event. Raises ValueError if it is not there."""
        self._element_of(host)
        self._put("boundaryEvent", {"id": identity, "attachedToRef": host, "cancelActivity": _yes(interrupting)}, identity)
        self._last = identity
        return self._defined(on, reference)

    # scopes

    def sub(self, identity: str, name: str = "", *, tag: str = "subProcess") -> ProcessBuilder:
        """Open a sub-process; what follows is inside it until `leave`."""
        self._put(tag, {"id": identity}, name or identity)
        self._joined(identity)
        return self._entered(identity)

    def on_event(self, identity: str, start: str, on: str, *, reference: str = "", interrupting: bool = True) -> ProcessBuilder:
        """Open an event sub-process with its start event; what follows is inside it until `leave`."""
        self._put("subProcess", {"id": identity, "triggeredByEvent": "true"}, identity)
        self._entered(identity)
        self._put("startEvent", {"id": start, "isInterrupting": _yes(interrupting)}, start)
        self._last = start
        return self._defined(on, reference)

    def leave(self) -> ProcessBuilder:
        """Close the sub-process; what follows is drawn from it. Raises ValueError outside any."""
        if not self._opened:
            raise ValueError("no sub-process is open: `leave` closes what `sub` or `on_event` has opened")
        self._scopes.pop()
        self._last = self._opened.pop()
        return self

    # flows

    def at(self, identity: str | None) -> ProcessBuilder:
        """Go on from another node; None begins without a flow. Raises ValueError if there is no such node yet."""
        if identity is not None:
            self._element_of(identity)
        self._last = identity
        return self

    def to(self, identity: str, condition: str = "", name: str = "") -> ProcessBuilder:
        """Draw a flow to a node that exists or will exist, and stay."""
        flow = f"{self._last}-{identity}-{next(self._numbers)}"
        ends = {"id": flow, "sourceRef": str(self._last), "targetRef": identity}
        inner = f"<conditionExpression>{_escaped(condition)}</conditionExpression>" if condition else ""
        self._put("sequenceFlow", ends, name, inner)
        return self

    # what belongs to the last node

    def repeated(self, repetition: Repetition, times: int | None = None) -> ProcessBuilder:
        """Mark the last activity as repeated, a number of times if one is given."""
        if repetition is Repetition.LOOP:
            marker = _element("standardLoopCharacteristics", {} if times is None else {"loopMaximum": str(times)})
        else:
            marker = _element("multiInstanceLoopCharacteristics", {"isSequential": _yes(repetition is Repetition.SEQUENTIAL)})
            if times is not None:
                etree.SubElement(marker, f"{{{MODEL}}}loopCardinality").text = str(times)
        self._element_of(self._last).append(marker)
        return self

    def reads(self, data: str) -> ProcessBuilder:
        """Let the last activity read a data object."""
        return self._associated("dataInputAssociation", data)

    def writes(self, data: str) -> ProcessBuilder:
        """Let the last activity write a data object."""
        return self._associated("dataOutputAssociation", data)

    def undone_by(self, handler: str, name: str = "") -> ProcessBuilder:
        """Draw what undoes the last activity: a compensation event on its border, and a task outside the flow."""
        host, event = self._last, f"{self._last}-undo"
        self.boundary(event, str(host), on="compensation")
        self._put("task", {"id": handler, "isForCompensation": "true"}, name or handler)
        ends = {"id": f"{event}-association", "sourceRef": event, "targetRef": handler, "associationDirection": "One"}
        self._put("association", ends)
        self._last = host
        return self

    def lane(self, identity: str, name: str = "") -> ProcessBuilder:
        """Open a lane of the process: the nodes drawn next stand in it."""
        lanes = self._process.find(f"{{{MODEL}}}laneSet")
        if lanes is None:
            lanes = _element("laneSet", {"id": f"{self.identity}-lanes"})
            self._process.insert(0, lanes)
        known = next((lane for lane in lanes if lane.get("id") == identity), None)
        self._lane = known if known is not None else _element("lane", {"id": identity}, name or identity)
        if known is None:
            lanes.append(self._lane)
        return self

    # results

    @property
    def element(self) -> etree._Element:
        """Return the `<process>` element drawn so far."""
        return self._process

    def xml(self) -> bytes:
        """Return the file: definitions with this one process."""
        return definitions_xml(self.identity, self._process)

    def model(self) -> ProcessModel:
        """Return what has been drawn as a model, as if its file had been read."""
        return parse_bpmn(self.xml(), f"{self.identity}.bpmn")

    def build(self) -> Process:
        """Return what has been drawn as a process."""
        return self.model().processes[0]

    def _entered(self, identity: str) -> ProcessBuilder:
        self._scopes.append(self._element_of(identity))
        self._opened.append(identity)
        self._last = None
        return self

    def _joined(self, identity: str) -> ProcessBuilder:
        if self._last is not None:
            self.to(identity)
        self._last = identity
        if self._lane is not None and len(self._scopes) == 1:
            etree.SubElement(self._lane, f"{{{MODEL}}}flowNodeRef").text = identity
        return self

    def _put(self, tag: str, attributes: Mapping[str, str], name: str = "", inner: str = "") -> None:
        if any(each.get("id") == attributes["id"] for each in self._process.iter(etree.Element)):
            raise ValueError(f"there is a `{attributes['id']}` already: give every element an id of its own")
        element = _element(tag, attributes, name)
        if inner:
            element.extend(etree.fromstring(f'<inner xmlns="{MODEL}">{inner}</inner>'))
        self._scopes[-1].append(element)

    def _defined(self, kind: str, reference: str = "") -> ProcessBuilder:
        if kind:
            tag, attribute = _DEFINITION_OF[kind]
            given = {attribute: reference} if reference and attribute else {}
            self._element_of(self._last).append(_element(tag, given))
        return self

    def _associated(self, tag: str, data: str) -> ProcessBuilder:
        node = self._element_of(self._last)
        if not any(each.get("id") == data for each in self._process.iter(f"{{{MODEL}}}dataObjectReference")):
            self._process.append(_element("dataObject", {"id": f"{data}-object"}))
            self._process.append(_element("dataObjectReference", {"id": data, "dataObjectRef": f"{data}-object"}, data))
        association = _element(tag, {"id": f"{self._last}-{data}-{next(self._numbers)}"})
        if tag == "dataInputAssociation":
            slot = f"{association.get('id')}-slot"
            node.append(_element("property", {"id": slot}))
            etree.SubElement(association, f"{{{MODEL}}}sourceRef").text = data
            etree.SubElement(association, f"{{{MODEL}}}targetRef").text = slot
        else:
            etree.SubElement(association, f"{{{MODEL}}}targetRef").text = data
        node.append(association)
        return self

    def _element_of(self, identity: str | None) -> etree._Element:
        found = next((each for each in self._process.iter(etree.Element) if each.get("id") == identity), None)
        if found is None:
            raise ValueError(f"there is no `{identity}` yet: draw it first")
        return found


class CollaborationBuilder:
    """Draws pools side by side and the messages between them."""

    def __init__(self, identity: str) -> None:
        self._collaboration = _element("collaboration", {"id": identity})
        self._processes: list[etree._Element] = []
        self._identity = identity

    def pool(self, identity: str, process: ProcessBuilder, name: str = "") -> CollaborationBuilder:
        """Draw a pool with a process inside."""
        attributes = {"id": identity, "processRef": process.identity}
        self._collaboration.append(_element("participant", attributes, name or identity))
        self._processes.append(process.element)
        return self

    def black_box(self, identity: str, name: str = "") -> CollaborationBuilder:
        """Draw a pool of which nothing is known but its messages."""
        self._collaboration.append(_element("participant", {"id": identity}, name or identity))
        return self

    def message(self, source: str, target: str, name: str = "") -> CollaborationBuilder:
        """Draw a message flow between two pools or nodes of them."""
        attributes = {"id": f"{source}-{target}-message", "sourceRef": source, "targetRef": target}
        self._collaboration.append(_element("messageFlow", attributes, name))
        return self

    def xml(self) -> bytes:
        """Return the file: definitions with the collaboration and its processes."""
        return definitions_xml(self._identity, self._collaboration, *self._processes)

    def model(self) -> ProcessModel:
        """Return what has been drawn as a model, as if its file had been read."""
        return parse_bpmn(self.xml(), f"{self._identity}.bpmn")


def build_process(identity: str, name: str = "") -> ProcessBuilder:
    """Begin to draw a process."""
    return ProcessBuilder(identity, name)


def build_collaboration(identity: str) -> CollaborationBuilder:
    """Begin to draw a collaboration of pools."""
    return CollaborationBuilder(identity)


def definitions_xml(identity: str, *roots: etree._Element) -> bytes:
    """Return a BPMN file that holds the given root elements, what stands inside each in the order that the schema asks for."""
    definitions = etree.Element(f"{{{MODEL}}}definitions", nsmap=_PREFIXES)
    definitions.set("id", f"{identity}-definitions")
    definitions.set("targetNamespace", f"urn:workbench:{identity}")
    definitions.extend(etree.fromstring(etree.tostring(root)) for root in roots)
    for activity in definitions.iter(etree.Element):
        for marker in [child for child in activity if etree.QName(child).localname in _LAST]:
            activity.append(marker)
    etree.indent(definitions)
    return etree.tostring(definitions, xml_declaration=True, encoding="UTF-8")


def _element(tag: str, attributes: Mapping[str, str], name: str = "") -> etree._Element:
    element = etree.Element(f"{{{MODEL}}}{tag}", dict(attributes), nsmap={None: MODEL})
    if name:
        element.set("name", name)
    return element


def _yes(value: bool) -> str:
    return str(value).lower()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
