"""Call activities opened up: the called process in place of the call, by choice; otherwise a call is one opaque step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from workbench.process.model import (
    Activity,
    Artifact,
    CallActivity,
    Event,
    EventDefinition,
    FlowNode,
    Gateway,
    Process,
    SequenceFlow,
    SubProcess,
)
from workbench.process.refusal import refusal

_Node = TypeVar("_Node", bound=FlowNode)


def inlined(process: Process, library: Mapping[str, Process]) -> Process:
    """Return the process with every call of a process in `library` (by id) replaced by a sub-process that holds it (13.3.4).

    Ids inside bear the call's id in front (`call/task`), so that two calls of one process stay apart. What is called and not
    in the library stays an opaque step. Raises UnsupportedError where processes call each other in a circle.
    """
    return _opened(process, library, (process.id,))


def _opened(process: Process, library: Mapping[str, Process], callers: tuple[str, ...]) -> Process:
    nodes, flows, artifacts = list(process.nodes), list(process.flows), list(process.artifacts)
    for position, node in enumerate(process.nodes):
        called = library.get(node.called) if isinstance(node, CallActivity) else None
        if called is None or not isinstance(node, CallActivity):
            continue
        if called.id in callers:
            raise refusal(process, node, "BPMN_CALL_CYCLE", {"called": called.id})
        nodes[position] = _as_sub_process(node)
        inside = _opened(called, library, (*callers, called.id))
        nodes += [_moved(each, called.id, node.id) for each in inside.nodes]
        flows += [_moved_flow(each, called.id, node.id) for each in inside.flows]
        artifacts += [_moved_artifact(each, called.id, node.id) for each in inside.artifacts]
    return replace(process, nodes=tuple(nodes), flows=tuple(flows), artifacts=tuple(artifacts))


def _as_sub_process(call: CallActivity) -> SubProcess:
    common = {name: getattr(call, name) for name in Activity.__dataclass_fields__}
    return SubProcess(**{**common, "tag": "subProcess"})


def _moved(node: _Node, process: str, call: str) -> _Node:
    moved = replace(node, id=f"{call}/{node.id}", scope=_scope(node.scope, process, call))
    if isinstance(moved, Event):
        definitions = tuple(_moved_definition(each, call) for each in moved.definitions)
        return replace(moved, attached_to=moved.attached_to and f"{call}/{moved.attached_to}", definitions=definitions)
    if isinstance(moved, Activity | Gateway):
        return replace(moved, default_flow=moved.default_flow and f"{call}/{moved.default_flow}")
    return moved


def _moved_flow(flow: SequenceFlow, process: str, call: str) -> SequenceFlow:
    source, target = (end and f"{call}/{end}" for end in (flow.source, flow.target))
    return replace(flow, id=f"{call}/{flow.id}", scope=_scope(flow.scope, process, call), source=source, target=target)


def _moved_artifact(artifact: Artifact, process: str, call: str) -> Artifact:
    source, target = (end and f"{call}/{end}" for end in (artifact.source, artifact.target))
    return replace(
        artifact, id=f"{call}/{artifact.id}", scope=_scope(artifact.scope, process, call), source=source, target=target
    )


def _moved_definition(definition: EventDefinition, call: str) -> EventDefinition:
    """What is compensated lies inside the called process; messages, errors and signals are known everywhere."""
    if definition.kind != "compensation" or definition.reference is None:
        return definition
    return replace(definition, reference=f"{call}/{definition.reference}")


def _scope(scope: str, process: str, call: str) -> str:
    return call if scope == process else f"{call}/{scope}"
