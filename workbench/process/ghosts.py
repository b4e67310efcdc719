"""What a design lacks, drawn into it: nodes and flows that exist only elsewhere, for a figure, never for a file to keep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from workbench.process.bpmn_xml import parse_bpmn
from workbench.process.layout import laid_out
from workbench.process.model import Process, ProcessModel
from workbench.process.vocabulary import MODEL
from workbench.process.xml_source import parse_xml


@dataclass(frozen=True, kw_only=True)
class GhostTask:
    """A task, or what else the BPMN `tag` says, that the design lacks; it is drawn in the scope and lane of the node `beside`."""

    id: str
    name: str
    beside: str | None = None
    tag: str = "task"


@dataclass(frozen=True, kw_only=True)
class GhostFlow:
    """A flow that the design lacks, from node to node; None is the process's start or end event."""

    id: str
    source: str | None
    target: str | None


def with_ghosts(model: ProcessModel, process: Process, tasks: Sequence[GhostTask], flows: Sequence[GhostFlow]) -> ProcessModel:
    """Return the model with tasks and flows added to one of its processes and drawn; what was drawn stays where it is.

    A flow across the border of a sub-process is drawn from that sub-process itself. Left out is one whose ends are not in the
    file, or of which one holds the other.
    """
    drawn = laid_out(model)
    root = parse_xml(drawn.source, drawn.path)
    elements = {str(each.get("id")): each for each in reversed(list(root.iter(f"{{{MODEL}}}*"))) if each.get("id")}
    if process.id not in elements:
        return drawn
    scopes = {node.id: node.scope for node in process.nodes if node.id in elements}
    lanes = process.lane_of
    for task in tasks:
        scopes[task.id] = scopes.get(task.beside or "", process.id)
        etree.SubElement(elements[scopes[task.id]], f"{{{MODEL}}}{task.tag}", id=task.id, name=task.name)
        lane = elements.get(lanes.get(task.beside or "", ""))
        if lane is not None:
            etree.SubElement(lane, f"{{{MODEL}}}flowNodeRef").text = task.id
    for flow in flows:
        ends = _ends(flow, process, scopes)
        if ends is not None:
            scope, source, target = ends
            attributes = {"id": flow.id, "sourceRef": source, "targetRef": target}
            etree.SubElement(elements[scope], f"{{{MODEL}}}sequenceFlow", attributes)
    return laid_out(parse_bpmn(etree.tostring(root, xml_declaration=True, encoding="UTF-8"), drawn.path))


def _ends(flow: GhostFlow, process: Process, scopes: Mapping[str, str]) -> tuple[str, str, str] | None:
    """Return the innermost scope that holds both ends of a flow, and what stands for each of them there."""
    source = flow.source or _only(process, "startEvent")
    target = flow.target or _only(process, "endEvent")
    if source not in scopes or target not in scopes:
        return None
    lifted = dict(_lifted(target, scopes))
    scope, start = next((scope, node) for scope, node in _lifted(source, scopes) if scope in lifted)
    goal = lifted[scope]
    return None if start == goal and source != target else (scope, start, goal)


def _lifted(node: str, scopes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each scope around a node, from within, with what stands for the node there."""
    while node in scopes:
        yield scopes[node], node
        node = scopes[node]


def _only(process: Process, tag: str) -> str:
    """Return the one start or end event of the process itself; nothing where there are several."""
    events = [node.id for node in process.nodes if node.tag == tag and node.scope == process.id]
    return events[0] if len(events) == 1 else ""
