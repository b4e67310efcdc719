"""The XML tree of a model while its flow is edited: nodes and flows found, reconnected, added and taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from workbench.findings import ConflictError, Finding, Place, Severity
from workbench.process.bpmn_xml import parse_bpmn
from workbench.process.editing.redrawing import draw_anew, drawn_in
from workbench.process.model import ProcessModel
from workbench.process.process_xml import local_name
from workbench.process.vocabulary import BPMN_DI, FLOW_NODES, MODEL
from workbench.process.xml_source import parse_xml

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*")
_FLOW: Final = f"{{{MODEL}}}sequenceFlow"
_FIRST_IN_NODE: Final = ("documentation", "extensionElements", "incoming")


class FlowTree:
    """One file while it is edited; every node is spoken of by its element. `finished` gives the model that came of it."""

    def __init__(self, model: ProcessModel) -> None:
        self.path = model.path
        self._root = parse_xml(model.source, model.path)
        self._ids = {str(each.get("id")) for each in self._root.iter(etree.Element) if each.get("id")}
        self._undrawn = self._ids - drawn_in(model)

    def node(self, identity: str) -> etree._Element:
        """Return a flow node. Raises ConflictError where the file has none, or several, of that id."""
        found = [each for each in self._root.iter(f"{{{MODEL}}}*") if each.get("id") == identity and tag_of(each) in FLOW_NODES]
        if len(found) != 1:
            raise refused("EDIT_NOT_FOUND", self.path, identity)
        return found[0]

    def incoming(self, node: etree._Element) -> list[etree._Element]:
        """Return the flows that lead to a node, in document order."""
        return [each for each in self._flows(node) if local_name(each.get("targetRef")) == _local_id(node)]

    def outgoing(self, node: etree._Element) -> list[etree._Element]:
        """Return the flows that lead away from a node, in document order."""
        return [each for each in self._flows(node) if local_name(each.get("sourceRef")) == _local_id(node)]

    def source(self, flow: etree._Element) -> etree._Element:
        """Return the node that a flow comes from."""
        return self.node(str(flow.get("sourceRef")))

    def target(self, flow: etree._Element) -> etree._Element:
        """Return the node that a flow leads to."""
        return self.node(str(flow.get("targetRef")))

    def events_on(self, node: etree._Element) -> list[etree._Element]:
        """Return the boundary events of an activity."""
        events = self._root.iter(f"{{{MODEL}}}boundaryEvent")
        return [each for each in events if local_name(each.get("attachedToRef")) == _local_id(node)]

    def messages_of(self, node: etree._Element) -> list[etree._Element]:
        """Return the message flows to and from a node."""
        return [each for each in self._root.iter(f"{{{MODEL}}}messageFlow") if _local_id(node) in _ends(each)]

    def is_node(self, reference: str | None) -> bool:
        """Return whether a reference names a flow node, not a pool."""
        nodes = (each for each in self._root.iter(f"{{{MODEL}}}*") if tag_of(each) in FLOW_NODES)
        return any(_local_id(each) == local_name(reference) for each in nodes)

    def lead(self, flow: etree._Element, target: etree._Element) -> None:
        """Let a flow lead to another node; it is drawn anew."""
        self._refer(self.target(flow), "incoming", flow, None)
        flow.set("targetRef", str(target.get("id")))
        self._refer(target, "incoming", flow, flow)
        self._erase(flow)

    def draw_from(self, flow: etree._Element, source: etree._Element) -> None:
        """Let a flow come from another node; it is drawn anew."""
        former = self.source(flow)
        self._refer(former, "outgoing", flow, None)
        if former.get("default") == flow.get("id"):
            del former.attrib["default"]
        flow.set("sourceRef", str(source.get("id")))
        self._refer(source, "outgoing", flow, flow)
        self._erase(flow)

    def connect(self, source: etree._Element, target: etree._Element) -> etree._Element:
        """Add a flow from node to node."""
        identity = self.fresh_name(f"{source.get('id')}-{target.get('id')}")
        self._ids.add(identity)
        ends = {"id": identity, "sourceRef": str(source.get("id")), "targetRef": str(target.get("id"))}
        flow = etree.Element(_FLOW, ends)
        _put_after(target, flow)
        self._refer(source, "outgoing", flow, flow)
        self._refer(target, "incoming", flow, flow)
        return flow

    def add(self, tag: str, identity: str, beside: etree._Element, name: str = "") -> etree._Element:
        """Add a node in the scope and lane of another one. Raises ConflictError where the id is taken, or is no XML id."""
        if identity in self._ids or not _NAME.fullmatch(identity):
            raise refused("EDIT_ID", self.path, identity)
        self._ids.add(identity)
        node = etree.Element(f"{{{MODEL}}}{tag}", {"id": identity, **({"name": name} if name else {})})
        _put_after(beside, node)
        lanes = [each for each in self._root.iter(f"{{{MODEL}}}flowNodeRef") if local_name(each.text) == _local_id(beside)]
        for reference in lanes:
            member = etree.Element(f"{{{MODEL}}}flowNodeRef")
            member.text = identity
            _put_after(reference, member)
        return node

    def put_in_lane_of(self, node: etree._Element, other: etree._Element) -> None:
        """Let a node stand in the lanes of another one."""
        for reference in self._references(node, "flowNodeRef"):
            _take_out(reference)
        for reference in self._references(other, "flowNodeRef"):
            member = etree.Element(f"{{{MODEL}}}flowNodeRef")
            member.text = str(node.get("id"))
            _put_after(reference, member)

    def lift(self, node: etree._Element) -> None:
        """Let a node be drawn anew, where it belongs now, with all lines to it."""
        inside = [*node.iter(etree.Element), *self.incoming(node), *self.outgoing(node)]
        tied = self._root.iter(f"{{{MODEL}}}association", f"{{{MODEL}}}messageFlow")
        for each in (*inside, *(each for each in tied if _local_id(node) in _ends(each))):
            self._erase(each)

    def remove(self, element: etree._Element) -> None:
        """Take out a node or a flow, with its drawing and all that only tied it to others."""
        if element.tag == _FLOW:
            for said in (*self._references(element, "incoming"), *self._references(element, "outgoing")):
                _take_out(said)
            source = self.source(element)
            if source.get("default") == element.get("id"):
                del source.attrib["default"]
        gone = {_local_id(each) for each in element.iter(etree.Element) if each.get("id")}
        for each in list(self._root.iter(f"{{{MODEL}}}association", f"{{{MODEL}}}messageFlow")):
            if gone & set(_ends(each)):
                self._erase(each)
                _take_out(each)
        for each in list(self._root.iter(f"{{{MODEL}}}flowNodeRef")):
            if local_name((each.text or "").strip()) in gone:
                _take_out(each)
        for each in list(element.iter(etree.Element)):
            self._erase(each)
        _take_out(element)

    def fresh_name(self, wanted: str) -> str:
        """Return an id that nothing bears, the wanted one where it can be had."""
        stem = wanted if _NAME.fullmatch(wanted) else "added"
        numbered = (f"{stem}-{number}" for number in range(2, len(self._ids) + 3))
        return next(each for each in (stem, *numbered) if each not in self._ids)

    def finished(self) -> ProcessModel:
        """Return the model, with all drawn again that lost its drawing; what the file left undrawn stays so."""
        draw_anew(self._root, self._undrawn, self.path)
        tree = self._root.getroottree()
        encoding = tree.docinfo.encoding or "UTF-8"
        return parse_bpmn(etree.tostring(tree, xml_declaration=True, encoding=encoding), self.path)

    def is_alone(self, node: etree._Element) -> bool:
        """Return whether a node is the only one of its scope."""
        scope = node.getparent()
        return scope is not None and [each for each in scope if tag_of(each) in FLOW_NODES] == [node]

    def _flows(self, node: etree._Element) -> Iterator[etree._Element]:
        scope = node.getparent()
        return iter(()) if scope is None else scope.iterchildren(_FLOW)

    def _references(self, node: etree._Element, tag: str) -> list[etree._Element]:
        wanted = _local_id(node)
        return [each for each in self._root.iter(f"{{{MODEL}}}{tag}") if local_name((each.text or "").strip()) == wanted]

    def _refer(self, node: etree._Element, side: str, former: etree._Element, flow: etree._Element | None) -> None:
        """Keep what a node says of its flows: nothing where the file leaves that out."""
        mine = list(node.iterchildren(f"{{{MODEL}}}{side}"))
        for each in mine:
            if local_name((each.text or "").strip()) == _local_id(former):
                _take_out(each)
        if flow is not None and self._says_flows:
            said = etree.Element(f"{{{MODEL}}}{side}")
            said.text = str(flow.get("id"))
            earlier = _FIRST_IN_NODE if side == "outgoing" else _FIRST_IN_NODE[:2]
            place = sum(1 for each in node if tag_of(each) in (*earlier, side))
            node.insert(place, said)

    @property
    def _says_flows(self) -> bool:
        """Return whether the nodes of this file name their flows."""
        return next(self._root.iter(f"{{{MODEL}}}incoming", f"{{{MODEL}}}outgoing"), None) is not None

    def _erase(self, element: etree._Element) -> None:
        """Take out the drawing of an element."""
        if element.get("id") is None:
            return
        for each in list(self._root.iter(f"{{{BPMN_DI}}}BPMNShape", f"{{{BPMN_DI}}}BPMNEdge")):
            if local_name(each.get("bpmnElement")) == _local_id(element):
                _take_out(each)


def tag_of(element: etree._Element) -> str:
    """Return the local name of an element, nothing for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def refused(code: str, path: str, element: str, **facts: str) -> ConflictError:
    """Return the error that refuses an edit of an element."""
    place = Place(file=path, element=element)
    said = {"element": element, **facts}
    return ConflictError(Finding(code=code, severity=Severity.CRITICAL, place=place, object=(element,), facts=said))


def _local_id(element: etree._Element) -> str:
    return local_name(element.get("id")) or ""


def _ends(element: etree._Element) -> tuple[str | None, str | None]:
    return local_name(element.get("sourceRef")), local_name(element.get("targetRef"))


def _put_after(neighbour: etree._Element, element: etree._Element) -> None:
    """Put an element behind another one, on a line of its own like that."""
    element.tail = neighbour.tail
    neighbour.addnext(element)


def _take_out(element: etree._Element) -> None:
    """Take an element out, with the line that it stands on."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
