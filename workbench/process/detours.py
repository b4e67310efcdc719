"""What happens only when something goes wrong: the nodes to which no flow but that of a caught event leads."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.process.model import FlowNode, Process, SubProcess


def detours(process: Process) -> frozenset[str]:
    """Return the nodes that are reached through boundary events and event sub-processes alone."""
    begins, outgoing = _begins(process), process.outgoing
    usual: set[str] = set()
    ahead = list(begins.get(process.id, ()))
    while ahead:
        node = ahead.pop()
        if node not in usual:
            usual.add(node)
            ahead += [str(flow.target) for flow in outgoing.get(node, ())]
            ahead += begins.get(node, ())
    return frozenset(node.id for node in process.nodes if node.id not in usual)


def _begins(process: Process) -> Mapping[str, tuple[str, ...]]:
    """Return where each scope begins of itself."""
    incoming = process.incoming
    return {
        scope: tuple(node.id for node in nodes if node.id not in incoming and not _waits_for_event(node))
        for scope, nodes in process.inside.items()
    }


def _waits_for_event(node: FlowNode) -> bool:
    return node.tag == "boundaryEvent" or (isinstance(node, SubProcess) and node.triggered_by_event)
