"""BPMN 2.0 files of the demo: process, lanes, data, and a drawing with every shape and way point."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from demo.enterprise import DATA_OBJECTS, NAME, POSTS
from demo.flow import DECIDED_ON, DRAWINGS, Drawing, Flow, Node
from demo.partners import PARTNERS, Message
from demo.processes import ACTIVITIES, Process

_COLUMN, _LANE, _LEFT, _TOP = 130, 100, 230, 80
_GAP, _OUTSIDE = 60, 60
_SIZES = {"Event": (36, 36), "Gateway": (50, 50), "Task": (100, 68)}
_DATA_NAMES = {data.id: data.name for data in DATA_OBJECTS}
_NAMESPACES = (
    'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"'
    ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


def bpmn_xml(process: Process, repaired: Collection[str]) -> str:
    """Return the BPMN file of a process, indented, with its diagram."""
    drawing = _with_repairs(DRAWINGS[process.id], repaired)
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<definitions {_NAMESPACES} id="{process.id}-definitions" targetNamespace="urn:workbench:demo">',
        f'  <collaboration id="{process.id}-collaboration">',
        f'    <participant id="{process.id}-pool" name={quoteattr(NAME)} processRef="{process.id}"/>',
        *(f"    {line}" for line in _outside(process)),
        "  </collaboration>",
        f'  <process id="{process.id}" name={quoteattr(process.name)} isExecutable="false">',
        *(f"    {line}" for line in _lanes(process, drawing)),
        *(f"    {line}" for node in drawing.nodes for line in _node(process, node, drawing)),
        *(f"    {line}" for line in _data(process)),
        *(f"    {line}" for flow in drawing.flows for line in _flow(flow, drawing)),
        "  </process>",
        f'  <bpmndi:BPMNDiagram id="{process.id}-diagram">',
        f'    <bpmndi:BPMNPlane id="{process.id}-plane" bpmnElement="{process.id}-collaboration">',
        *(f"      {line}" for line in _shapes(process, drawing)),
        "    </bpmndi:BPMNPlane>",
        "  </bpmndi:BPMNDiagram>",
        "</definitions>",
    ]
    return "\n".join(parts) + "\n"


def _with_repairs(drawing: Drawing, repaired: Collection[str]) -> Drawing:
    """Move the kitting check to the lane of those who do it, once that is repaired."""
    if "M13" not in repaired or "OTD-08" not in drawing.node:
        return drawing
    lanes = tuple(lane for each in drawing.lanes for lane in (("P1", "P2") if each == "P1" else (each,)))
    nodes = tuple(
        Node(id=n.id, tag=n.tag, name=n.name, column=n.column, lane="P2") if n.id == "OTD-08" else n for n in drawing.nodes
    )
    return Drawing(lanes=lanes, nodes=nodes, flows=drawing.flows)


def lane_name(lane: str) -> str:
    """Return what a lane is called: the post's name, or the reserved performer."""
    return POSTS[lane].name if lane in POSTS else lane


def _outside(process: Process) -> Iterator[str]:
    """Yield the party outside, and what passes between it and the steps."""
    partner = PARTNERS[process.id]
    yield f'<participant id="{_pool_id(process)}" name={quoteattr(partner.name)}/>'
    for message in partner.messages:
        ends = (message.step, _pool_id(process))
        source, target = ends if message.sent else reversed(ends)
        yield (
            f'<messageFlow id="{_message_id(message)}" name={quoteattr(message.name)} sourceRef="{source}" targetRef="{target}"/>'
        )


def _pool_id(process: Process) -> str:
    return f"{process.id}-{PARTNERS[process.id].id}"


def _message_id(message: Message) -> str:
    return f"{message.step}-message"


def _lanes(process: Process, drawing: Drawing) -> Iterator[str]:
    yield f'<laneSet id="{process.id}-lanes">'
    for lane in drawing.lanes:
        yield f'  <lane id="{process.id}-lane-{lane}" name={quoteattr(lane_name(lane))}>'
        yield from (f"    <flowNodeRef>{node.id}</flowNodeRef>" for node in drawing.nodes if node.lane == lane)
        yield "  </lane>"
    yield "</laneSet>"


def _node(process: Process, node: Node, drawing: Drawing) -> Iterator[str]:
    outgoing = [flow for flow in drawing.flows if flow.source == node.id]
    name = f" name={quoteattr(node.name)}" if node.name else ""
    yield f'<{node.tag} id="{node.id}"{name}>'
    yield from (f"  <incoming>{_flow_id(flow)}</incoming>" for flow in drawing.flows if flow.target == node.id)
    yield from (f"  <outgoing>{_flow_id(flow)}</outgoing>" for flow in outgoing)
    for data, operations in ACTIVITIES[node.id].data if node.id in ACTIVITIES else ():
        yield from _associations(process, node.id, data, operations)
    yield f"</{node.tag}>"


def _associations(process: Process, activity: str, data: str, operations: str) -> Iterator[str]:
    reference = f"{process.id}-{data}"
    if set(operations) & set("CU"):
        yield f'  <dataOutputAssociation id="{activity}-writes-{data}"><targetRef>{reference}</targetRef></dataOutputAssociation>'


def _data(process: Process) -> Iterator[str]:
    used = {data for activity in ACTIVITIES.values() if activity.process == process.id for data, _ in activity.data}
    for data in DATA_OBJECTS:
        if data.id in used:
            yield f'<dataObject id="{data.id}"/>'
            yield f'<dataObjectReference id="{process.id}-{data.id}" name={quoteattr(data.name)} dataObjectRef="{data.id}"/>'


def _flow(flow: Flow, drawing: Drawing) -> Iterator[str]:
    name = f" name={quoteattr(flow.name)}" if flow.name else ""
    head = f'<sequenceFlow id="{_flow_id(flow)}"{name} sourceRef="{flow.source}" targetRef="{flow.target}"'
    question = drawing.node[flow.source].name
    if flow.name and question:
        asked = f"{_DATA_NAMES[DECIDED_ON[flow.source]]}.{question.rstrip('？')}"
        yield f"{head}>"
        yield f'  <conditionExpression xsi:type="tFormalExpression">{asked} = {flow.name}</conditionExpression>'
        yield "</sequenceFlow>"
    else:
        yield f"{head}/>"


def _flow_id(flow: Flow) -> str:
    return f"{flow.source}_to_{flow.target}"


@dataclass(frozen=True, kw_only=True)
class _Box:
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    def xml(self) -> str:
        return f'<dc:Bounds x="{self.x:g}" y="{self.y:g}" width="{self.width:g}" height="{self.height:g}"/>'


def _boxes(drawing: Drawing) -> Mapping[str, _Box]:
    boxes: dict[str, _Box] = {}
    for node in drawing.nodes:
        width, height = next(size for kind, size in _SIZES.items() if node.tag.endswith(kind))
        x, y = _LEFT + _COLUMN * node.column + _COLUMN / 2, _TOP + _LANE * (drawing.lanes.index(node.lane) + 0.5)
        boxes[node.id] = _Box(x=x - width / 2, y=y - height / 2, width=width, height=height)
    return boxes


def _shapes(process: Process, drawing: Drawing) -> Iterator[str]:
    columns = max(node.column for node in drawing.nodes) + 1
    width, height = 100 + _COLUMN * columns, _LANE * len(drawing.lanes)
    pool = _Box(x=_LEFT - 100, y=_TOP, width=width, height=height)
    yield from _shape(f"{process.id}-pool", pool, ' isHorizontal="true"')
    for number, lane in enumerate(drawing.lanes):
        box = _Box(x=pool.x + 30, y=_TOP + _LANE * number, width=width - 30, height=_LANE)
        yield from _shape(f"{process.id}-lane-{lane}", box, ' isHorizontal="true"')
    boxes = _boxes(drawing)
    for node in drawing.nodes:
        is_exclusive = ' isMarkerVisible="true"' if node.tag == "exclusiveGateway" else ""
        yield from _shape(node.id, boxes[node.id], is_exclusive, _label(node, boxes[node.id]))
    for flow in drawing.flows:
        yield from _edge(flow, _way(flow, drawing, boxes))
    outside = _Box(x=pool.x, y=pool.y + pool.height + _GAP, width=pool.width, height=_OUTSIDE)
    yield from _shape(_pool_id(process), outside, ' isHorizontal="true"')
    for message in PARTNERS[process.id].messages:
        yield from _passing(message, boxes[message.step], outside)


def _passing(message: Message, step: _Box, outside: _Box) -> Iterator[str]:
    """Draw a message straight between a step and the party below; its name stands between the two pools."""
    x = step.middle[0]
    way = [(x, step.y + step.height), (x, outside.y)]
    label = _Box(x=x + 6, y=outside.y - 38, width=14 * len(message.name), height=15)
    yield f'<bpmndi:BPMNEdge id="{_message_id(message)}-edge" bpmnElement="{_message_id(message)}">'
    yield from (f'  <di:waypoint x="{x:g}" y="{y:g}"/>' for x, y in (way if message.sent else reversed(way)))
    yield f"  <bpmndi:BPMNLabel>{label.xml()}</bpmndi:BPMNLabel>"
    yield "</bpmndi:BPMNEdge>"


def _label(node: Node, box: _Box) -> _Box | None:
    if not node.name or node.tag.endswith("Task"):
        return None
    above = node.tag.endswith("Gateway")
    width = 14 * len(node.name)
    x = box.middle[0] + 8 if above else box.middle[0] - width / 2
    return _Box(x=x, y=box.y - 15 if above else box.y + box.height + 4, width=width, height=15)


def _shape(element: str, box: _Box, more: str = "", label: _Box | None = None) -> Iterator[str]:
    yield f'<bpmndi:BPMNShape id="{element}-shape" bpmnElement="{element}"{more}>'
    yield f"  {box.xml()}"
    if label is not None:
        yield f"  <bpmndi:BPMNLabel>{label.xml()}</bpmndi:BPMNLabel>"
    yield "</bpmndi:BPMNShape>"


def _edge(flow: Flow, way: list[tuple[float, float]]) -> Iterator[str]:
    yield f'<bpmndi:BPMNEdge id="{_flow_id(flow)}-edge" bpmnElement="{_flow_id(flow)}">'
    yield from (f'  <di:waypoint x="{x:g}" y="{y:g}"/>' for x, y in way)
    if flow.name:
        (x, y), (_, after) = way[0], way[1]
        beside = _Box(x=x + 4, y=y - 18, width=14, height=15)
        label = beside if after == y else _Box(x=x - 20, y=y + (6 if after > y else -22), width=14, height=15)
        yield f"  <bpmndi:BPMNLabel>{label.xml()}</bpmndi:BPMNLabel>"
    yield "</bpmndi:BPMNEdge>"


def _way(flow: Flow, drawing: Drawing, boxes: Mapping[str, _Box]) -> list[tuple[float, float]]:
    """Return the way points: on (right, through the gap between columns, right), or one of the turns around what is between."""
    source, target = boxes[flow.source], boxes[flow.target]
    (sx, sy), (tx, ty) = source.middle, target.middle
    down = ty > sy
    leave, enter = (
        (sx, source.y + source.height if down else source.y),
        (tx, target.y if down else target.y + target.height),
    )
    if flow.way == "turn":
        return [leave, (sx, ty), (target.x, ty)]
    if flow.way == "meet":
        return [(source.x + source.width, sy), (tx, sy), enter]
    if flow.way == "back":
        gateway_first = flow.source in drawing.node and "Gateway" in drawing.node[flow.source].tag
        return [leave, (sx, ty), (target.x + target.width, ty)] if gateway_first else [(source.x, sy), (tx, sy), enter]
    if flow.way == "under":
        below = sy + _LANE / 2 - 8
        return [(sx, source.y + source.height), (sx, below), (tx, below), (tx, target.y + target.height)]
    start, end = (source.x + source.width, sy), (target.x, ty)
    if sy == ty:
        return [start, end]
    gap = tx - _COLUMN / 2 if drawing.node[flow.source].column + 1 == drawing.node[flow.target].column else sx + _COLUMN / 2
    return [start, (gap, sy), (gap, ty), end]
