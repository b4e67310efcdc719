"""Rules of the standard for single constructs: what a modeler lets one draw and BPMN 2.0.2 does not allow."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.findings import Finding
from workbench.process.model import Activity, Event, FlowNode, Gateway, Process, ProcessModel, SubProcess
from workbench.process.structure_rules import found

_MEANT_TO_RUN = ("isExecutable", "true")


def event_in_ad_hoc(model: ProcessModel, process: Process) -> Iterator[Finding]:
    """An ad-hoc sub-process has neither start nor end, and an event in it leads on (10.3.5)."""
    ad_hoc = {node.id for node in process.nodes if node.tag == "adHocSubProcess"}
    leaving = {flow.source for flow in process.flows}
    for node in process.nodes:
        if node.scope in ad_hoc and isinstance(node, Event):
            waits_for_nothing = node.tag == "intermediateCatchEvent" and node.id not in leaving
            if waits_for_nothing or node.tag in ("startEvent", "endEvent"):
                yield found(model, process, node, "BPMN_ADHOC_EVENT")


def empty_condition(model: ProcessModel, process: Process) -> Iterator[Finding]:
    """A conditional event of a process that is meant to run has a condition (10.5.5)."""
    for node in process.nodes if _MEANT_TO_RUN in process.attributes else ():
        if isinstance(node, Event) and any(each.kind == "condition" and not each.expression for each in node.definitions):
            yield found(model, process, node, "BPMN_EMPTY_CONDITION")


def some_conditions(model: ProcessModel, process: Process) -> Iterator[Finding]:
    """Where one way out of a choice is conditional or default, every other has one too, or a label (10.6.2)."""
    runs, leaving = _MEANT_TO_RUN in process.attributes, process.outgoing
    for node in process.nodes:
        default = _default_of(node)
        flows = [flow for flow in leaving.get(node.id, ()) if flow.id != default]
        bare = [flow for flow in flows if not flow.condition and (runs or not flow.name)]
        decides = default is not None or any(flow.condition for flow in flows)
        if decides and bare and len(flows) + (default is not None) > 1:
            for flow in bare:
                yield found(model, process, flow, "BPMN_SOME_CONDITIONS", {"node": node.label})


def event_gateway_form(model: ProcessModel, process: Process) -> Iterator[Finding]:
    """An event-based gateway has at least two ways out, none conditional, each to an event that is caught (10.6.6)."""
    leaving, node_of = process.outgoing, process.node
    for node in process.nodes:
        if node.tag == "eventBasedGateway":
            flows = leaving.get(node.id, ())
            targets = [node_of[target] for flow in flows if (target := str(flow.target)) in node_of]
            caught = all(target.tag in ("intermediateCatchEvent", "receiveTask") for target in targets)
            if len(flows) < 2 or any(flow.condition for flow in flows) or not caught:
                yield found(model, process, node, "BPMN_EVENT_GATEWAY")


def untyped_event_start(model: ProcessModel, process: Process) -> Iterator[Finding]:
    """The start event of an event sub-process says which event it is (10.5.2)."""
    for node in _starts_in(process, event_sub_process=True):
        if not node.definitions:
            yield found(model, process, node, "BPMN_UNTYPED_START")


def typed_inner_start(model: ProcessModel, process: Process) -> Iterator[Finding]:
    """The start event of an embedded sub-process waits for nothing: the token of its parent begins it (10.5.2)."""
    for node in _starts_in(process, event_sub_process=False):
        if node.definitions:
            yield found(model, process, node, "BPMN_TYPED_INNER_START")


def duplicate_flow(model: ProcessModel, process: Process) -> Iterator[Finding]:
    """Two unconditional flows between the same two nodes are two tokens, unless a gateway chooses between them (8.4.13)."""
    chooses = {node.id for node in process.nodes if node.tag in ("exclusiveGateway", "inclusiveGateway", "eventBasedGateway")}
    seen: set[tuple[str | None, str | None]] = set()
    for flow in process.flows:
        ends = (flow.source, flow.target)
        if ends in seen and not flow.condition and flow.source not in chooses:
            yield found(model, process, flow, "BPMN_DUPLICATE_FLOW", {"ends": f"{flow.source} → {flow.target}"})
        seen.add(ends)


def _default_of(node: FlowNode) -> str | None:
    decides = isinstance(node, Activity) or node.tag in ("exclusiveGateway", "inclusiveGateway", "complexGateway")
    return node.default_flow if decides and isinstance(node, Activity | Gateway) else None


def _starts_in(process: Process, *, event_sub_process: bool) -> Iterator[Event]:
    scopes = [node for node in process.nodes if isinstance(node, SubProcess)]
    inside = {node.id for node in scopes if node.triggered_by_event == event_sub_process}
    for node in process.nodes:
        if isinstance(node, Event) and node.tag == "startEvent" and node.scope in inside:
            yield node
