"""Rules of structure: how a process is drawn, before anything is played."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from workbench.findings import NO_FACTS, Finding, Place, Severity
from workbench.process.model import (
    Activity,
    CallActivity,
    Element,
    Event,
    FlowNode,
    Gateway,
    Lane,
    Process,
    ProcessModel,
    SubProcess,
)


def missing_start(model: ProcessModel, process: Process) -> Iterator[Finding]:
    """A process should begin with a start event; in a sub-process one is drawn for the reader (10.5.2)."""
    if not any(node.tag == "startEvent" for node in process.inside[process.id]):
        yield found(model, process, process, "BPMN_NO_START")
    for scope in _embedded(process, "startEvent"):
        yield remark(model, process, scope, "BPMN_NO_START")


def missing_end(model: ProcessModel, process: Process) -> Iterator[Finding]:
    """A process should end with an end event; in a sub-process one is drawn for the reader (10.5.3)."""
    if not any(node.tag == "endEvent" for node in process.inside[process.id]):
        yield found(model, process, process, "BPMN_NO_END")
    for scope in _embedded(process, "endEvent"):
        yield remark(model, process, scope, "BPMN_NO_END")


def implicit_end(model: ProcessModel, process: Process) -> Iterator[Finding]:
    """Where end events are drawn, every path should end in one (10.5.3)."""
    leaving = {flow.source for flow in process.flows}
    scopes = {node.scope for node in process.nodes if node.tag == "endEvent"}
    for node in process.nodes:
        if node.scope in scopes and node.id not in leaving and lies_on_a_path(node) and node.tag != "endEvent":
            yield found(model, process, node, "BPMN_IMPLICIT_END")


def implicit_start(model: ProcessModel, process: Process) -> Iterator[Finding]:
    """Where start events are drawn, what nothing leads to is never reached (10.5.2)."""
    entered = {flow.target for flow in process.flows}
    scopes = {node.scope for node in process.nodes if node.tag == "startEvent"}
    for node in process.nodes:
        if node.scope in scopes and node.id not in entered and lies_on_a_path(node) and node.tag != "startEvent":
            yield found(model, process, node, "BPMN_IMPLICIT_START")


def undecided_choice(model: ProcessModel, process: Process) -> Iterator[Finding]:
    """An exclusive or inclusive split should say on what it decides: conditions, labels or a default (10.6.2, 10.6.3)."""
    for node in process.nodes:
        if isinstance(node, Gateway) and node.tag in ("exclusiveGateway", "inclusiveGateway") and not node.default_flow:
            out = [flow for flow in process.flows if flow.source == node.id]
            if len(out) > 1 and not any(flow.condition or flow.name for flow in out):
                targets = ", ".join(_label_of(process, flow.target) for flow in out)
                yield found(model, process, node, "BPMN_NO_CONDITION", {"targets": targets})


def unmatched_link(model: ProcessModel, process: Process) -> Iterator[Finding]:
    """A link that is thrown must be caught in the same scope, and the other way round (10.5.4)."""
    links = [(node, name) for node in process.nodes if isinstance(node, Event) for name in _links(node)]
    for node, name in links:
        if not any(other.tag != node.tag and other.scope == node.scope and its == name for other, its in links):
            yield found(model, process, node, "BPMN_LINK_UNMATCHED", {"link": name})


def empty_lane(model: ProcessModel, process: Process) -> Iterator[Finding]:
    """A lane without nodes says nothing of who does what."""
    parents = {lane.parent for lane in process.lanes}
    for lane in process.lanes:
        if not lane.nodes and lane.id not in parents:
            yield found(model, process, lane, "BPMN_EMPTY_LANE")


def lane_membership(model: ProcessModel, process: Process) -> Iterator[Finding]:
    """Where lanes are drawn, each activity of the process stands in one of them, and no node in two (10.8)."""
    if not any(lane.nodes for lane in process.lanes):
        return
    lanes_of = Counter(node for siblings in _sibling_lanes(process) for lane in siblings for node in {*lane.nodes})
    innermost = process.lane_of
    for node in process.nodes:
        if lanes_of[node.id] > 1:
            lanes = ", ".join(lane.id for lane in process.lanes if node.id in lane.nodes)
            yield found(model, process, node, "BPMN_TWO_LANES", {"lanes": lanes})
        elif node.scope == process.id and isinstance(node, Activity) and lies_on_a_path(node) and node.id not in innermost:
            yield found(model, process, node, "BPMN_NO_LANE")


def flow_across(model: ProcessModel, process: Process) -> Iterator[Finding]:
    """A sequence flow joins two nodes of one scope: it crosses no border of a sub-process or pool (7.6.1)."""
    scope_of = {node.id: node.scope for each in model.processes for node in each.nodes}
    other_elements = {entry.id for entry in model.ledger} - set(scope_of)
    for flow in process.flows:
        for end in (flow.source, flow.target):
            if end in scope_of and scope_of[end] != flow.scope:
                yield found(model, process, flow, "BPMN_FLOW_CROSSES_SCOPE", {"missing": end})
                break
            if end is not None and end in other_elements:
                yield found(model, process, flow, "BPMN_FLOW_TO_NO_NODE", {"end": end})


def forbidden_flow(model: ProcessModel, process: Process) -> Iterator[Finding]:
    """No flow leads into a start or boundary event, and none out of an end event (7.6.1)."""
    node_of = process.node
    for flow in process.flows:
        source, target = node_of.get(str(flow.source)), node_of.get(str(flow.target))
        if target is not None and target.tag in ("startEvent", "boundaryEvent"):
            yield found(model, process, flow, "BPMN_FLOW_INTO_EVENT", {"node": target.label})
        if source is not None and source.tag == "endEvent":
            yield found(model, process, flow, "BPMN_FLOW_OUT_OF_END", {"node": source.label})


def boundary_host(model: ProcessModel, process: Process) -> Iterator[Finding]:
    """A boundary event is attached to an activity of its own scope (10.5.4)."""
    node_of = process.node
    for node in process.nodes:
        host = node_of.get(str(node.attached_to)) if isinstance(node, Event) and node.tag == "boundaryEvent" else None
        if host is not None and (not isinstance(host, Activity) or host.scope != node.scope):
            yield found(model, process, node, "BPMN_BOUNDARY_HOST", {"host": host.label})


def default_flow(model: ProcessModel, process: Process) -> Iterator[Finding]:
    """The default flow of a node is one of those that leave it (10.6.2)."""
    source_of = {flow.id: flow.source for flow in process.flows}
    for node in process.nodes:
        default = node.default_flow if isinstance(node, Activity | Gateway) else None
        if default is not None and source_of.get(default, node.id) != node.id:
            yield found(model, process, node, "BPMN_INCONSISTENT_REF", {"flow": default, "side": "default"})


def call_cycle(model: ProcessModel, process: Process) -> Iterator[Finding]:
    """Processes that call each other in a circle never end if they are inlined."""
    calls = {each.id: [node for node in each.nodes if isinstance(node, CallActivity)] for each in model.processes}
    for node in calls[process.id]:
        seen: set[str] = set()
        waiting = [node.called]
        while waiting:
            called = waiting.pop()
            if called in calls and called not in seen:
                seen.add(called)
                waiting += [inner.called for inner in calls[called]]
        if process.id in seen:
            yield found(model, process, node, "BPMN_CALL_CYCLE", {"called": node.called})


def message_inside_one_pool(model: ProcessModel, process: Process) -> Iterator[Finding]:
    """A message flow joins two pools, never two nodes of one (9.4)."""
    pools = {pool.id for pool in model.participants if pool.process == process.id}
    inside = {node.id for node in process.nodes} | pools
    for message in model.message_flows:
        if message.source in inside and message.target in inside:
            yield found(model, process, message, "BPMN_MSGFLOW_SAME_POOL")


def lies_on_a_path(node: FlowNode) -> bool:
    """Links jump, boundary events hang on their host, compensation and event sub-processes stand outside the flow."""
    if isinstance(node, Event):
        return node.tag != "boundaryEvent" and not any(_links(node))
    if isinstance(node, SubProcess) and node.triggered_by_event:
        return False
    return not (isinstance(node, Activity) and node.is_for_compensation)


class FromFile(Protocol):
    """A model of any kind, as far as a finding names it: by the file it came from."""

    @property
    def path(self) -> str:
        """Return the file's path."""
        ...


def remark(model: FromFile, process: Process, element: Element, code: str, facts: Mapping[str, object] = NO_FACTS) -> Finding:
    """Return a finding about what the standard allows and readers stumble over: it is said, and is no fault."""
    return replace(found(model, process, element, code, facts), severity=Severity.INFO)


def found(model: FromFile, process: Process, element: Element, code: str, facts: Mapping[str, object] = NO_FACTS) -> Finding:
    """Return a finding about one element of a process, with its line."""
    return Finding(
        code=code,
        severity=Severity.MINOR,
        place=Place(file=model.path, line=element.line, element=element.id),
        facts={"element": element.label, "line": element.line or "?", **facts},
        scope=process.id,
        object=(element.id,),
        elements=(element.id,),
    )


def _embedded(process: Process, missing: str) -> Iterator[SubProcess]:
    """Yield the sub-processes that hold a flow, but no event of a kind; an ad-hoc one has none by right (10.3.5)."""
    inside = process.inside
    for node in process.nodes:
        tags = {inner.tag for inner in inside.get(node.id, ())}
        if isinstance(node, SubProcess) and node.tag != "adHocSubProcess" and tags and missing not in tags:
            yield node


def _sibling_lanes(process: Process) -> Iterator[Sequence[Lane]]:
    """Yield the lanes that stand beside each other: those of one parent."""
    for parent in dict.fromkeys(lane.parent for lane in process.lanes):
        yield [lane for lane in process.lanes if lane.parent == parent]


def _label_of(process: Process, identity: str | None) -> str:
    node = process.node.get(str(identity))
    return f"→ {node.label if node else identity}"


def _links(event: Event) -> Iterator[str]:
    return (definition.reference or event.name for definition in event.definitions if definition.kind == "link")
