"""Why a process is not played: a construct without a rule, or parts that do not hang together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from workbench.findings import NO_FACTS, Finding, Place, Severity, UnsupportedError
from workbench.process.model import Activity, Element, Event, Process


def refuse_construct(process: Process, element: Element, construct: str | None = None) -> UnsupportedError:
    """Return the error that names a construct which has no behaviour here, with its line."""
    return refusal(process, element, "BPMN_NOT_ANALYSED", {"construct": construct or element.tag})


def refuse_broken(process: Process) -> None:
    """Raise UnsupportedError if the process cannot be played: an id stands twice, or a flow leads nowhere or out of its scope."""
    elements = (*process.nodes, *process.flows)
    twice = {identity for identity, count in Counter((process.id, *(element.id for element in elements))).items() if count > 1}
    scope_of = {node.id: node.scope for node in process.nodes}
    for element in elements:
        if element.id in twice:
            raise refusal(process, element, "BPMN_DUPLICATE_ID", {"lines": ""})
    for flow in process.flows:
        for end in (flow.source, flow.target):
            if end not in scope_of:
                raise refusal(process, flow, "BPMN_DANGLING_REF", {"missing": end or "(nothing)"})
            if scope_of[end] != flow.scope:
                raise refusal(process, flow, "BPMN_FLOW_CROSSES_SCOPE", {"missing": end})
    activities = {node.id for node in process.nodes if isinstance(node, Activity)}
    for node in process.nodes:
        if isinstance(node, Event) and node.tag == "boundaryEvent":
            if node.attached_to not in scope_of:
                raise refusal(process, node, "BPMN_DANGLING_REF", {"missing": node.attached_to or "(nothing)"})
            if node.attached_to not in activities or scope_of[node.attached_to] != node.scope:
                raise refusal(process, node, "BPMN_BOUNDARY_HOST", {"host": node.attached_to})


def refusal(process: Process, element: Element, code: str, facts: Mapping[str, object] = NO_FACTS) -> UnsupportedError:
    """Return the error that refuses a process for one of its elements, named with its line."""
    return UnsupportedError(
        Finding(
            code=code,
            severity=Severity.MAJOR,
            place=Place(line=element.line, element=element.id),
            facts={"element": element.label, "line": element.line or "?", **facts},
            scope=process.id,
            object=(element.id,),
        )
    )
