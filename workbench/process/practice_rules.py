"""Rules of good practice: what the standard allows and readers stumble over; each is said, none is a fault."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from workbench.findings import Finding
from workbench.process.model import (
    Activity,
    Bounds,
    CallActivity,
    Element,
    Event,
    Gateway,
    Process,
    ProcessModel,
    SubProcess,
    Task,
)
from workbench.process.naming import folded
from workbench.process.structure_rules import remark

_MANY: Final = 2_000
"""Shapes of one diagram beyond which overlaps are not looked for."""


def several_starts(model: ProcessModel, process: Process) -> Iterator[Finding]:
    """Several blank starts of one scope are alternatives: each begins an instance of its own (10.5.2)."""
    for scope, nodes in process.inside.items():
        blank = [node for node in nodes if isinstance(node, Event) and node.tag == "startEvent" and not node.definitions]
        if len(blank) > 1:
            facts = {"starts": ", ".join(node.id for node in blank), "scope": scope}
            yield remark(model, process, blank[1], "BPMN_SEVERAL_STARTS", facts)


def several_definitions(model: ProcessModel, process: Process) -> Iterator[Finding]:
    """An event with several definitions is met by any of them, which a reader seldom sees (10.5.1)."""
    for node in process.nodes:
        if isinstance(node, Event) and len(node.definitions) > 1:
            yield remark(model, process, node, "BPMN_SEVERAL_DEFINITIONS", {"count": len(node.definitions)})


def implicit_merge(model: ProcessModel, process: Process) -> Iterator[Finding]:
    """Several flows into a task or event do not wait for each other: each makes it happen again (13.3.1)."""
    entering = process.incoming
    for node in process.nodes:
        if not isinstance(node, Gateway) and node.tag != "endEvent" and len(entering.get(node.id, ())) > 1:
            yield remark(model, process, node, "BPMN_IMPLICIT_MERGE", {"count": len(entering[node.id])})


def implicit_split(model: ProcessModel, process: Process) -> Iterator[Finding]:
    """Several unconditional flows out of a task or event are all taken, as if a parallel gateway stood there (13.3.1)."""
    leaving = process.outgoing
    for node in process.nodes:
        default = node.default_flow if isinstance(node, Activity) else None
        plain = [flow for flow in leaving.get(node.id, ()) if not flow.condition and flow.id != default]
        if not isinstance(node, Gateway) and len(plain) > 1:
            yield remark(model, process, node, "BPMN_IMPLICIT_SPLIT", {"count": len(plain)})


def joins_and_splits(model: ProcessModel, process: Process) -> Iterator[Finding]:
    """A gateway that joins and splits at once is read as one of the two."""
    entering, leaving = process.incoming, process.outgoing
    for node in process.nodes:
        if isinstance(node, Gateway) and len(entering.get(node.id, ())) > 1 and len(leaving.get(node.id, ())) > 1:
            yield remark(model, process, node, "BPMN_JOIN_FORK")


def superfluous_gateway(model: ProcessModel, process: Process) -> Iterator[Finding]:
    """A gateway with one way in and one way out decides nothing."""
    entering, leaving = process.incoming, process.outgoing
    for node in process.nodes:
        if isinstance(node, Gateway) and len(entering.get(node.id, ())) == 1 == len(leaving.get(node.id, ())):
            yield remark(model, process, node, "BPMN_SUPERFLUOUS_GATEWAY")


def unlabelled(model: ProcessModel, process: Process) -> Iterator[Finding]:
    """A task, sub-process or call without a name can be matched with no log label and read by nobody."""
    for node in process.nodes:
        if isinstance(node, Task | SubProcess) and not node.name.strip() and not _is_bare(node):
            yield remark(model, process, node, "BPMN_UNLABELLED")


def same_label(model: ProcessModel, process: Process) -> Iterator[Finding]:
    """Tasks of one name are told apart by their place alone: a log label may mean any of them."""
    bearers: dict[str, list[Task]] = {}
    for node in process.nodes:
        if isinstance(node, Task) and node.name.strip():
            bearers.setdefault(folded(node.name), []).append(node)
    for tasks in bearers.values():
        if len(tasks) > 1:
            yield remark(model, process, tasks[1], "BPMN_SAME_LABEL", {"others": ", ".join(task.id for task in tasks)})


def same_name(model: ProcessModel, process: Process) -> Iterator[Finding]:
    """Processes of one file, and lanes of one process, that bear the same name are told apart by their ids alone."""
    earlier = model.processes[: model.processes.index(process)]
    lanes = [lane for lane in process.lanes if lane.name.strip()]
    pairs: list[tuple[Element, Element]] = [(other, process) for other in earlier if _same(other, process)]
    pairs += [(one, other) for one, other in combinations(lanes, 2) if one.parent == other.parent and _same(one, other)]
    for one, other in pairs:
        yield remark(model, process, other, "BPMN_SAME_NAME", {"other": one.id, "id": other.id})


def called_elsewhere(model: ProcessModel, process: Process) -> Iterator[Finding]:
    """A call of what is not in the file is one opaque step, until the files it calls are at hand (10.3.6)."""
    here = {each.id for each in (*model.processes, *model.definitions)}
    for node in process.nodes:
        if isinstance(node, CallActivity) and not node.called:
            yield remark(model, process, node, "BPMN_CALLS_NOTHING")
        elif isinstance(node, CallActivity) and node.called not in here:
            yield remark(model, process, node, "BPMN_CALLED_ELSEWHERE", {"called": node.called})


def not_drawn(model: ProcessModel, process: Process) -> Iterator[Finding]:
    """What has no shape in a file that is drawn stays invisible in every modeler, and acts all the same (12.1)."""
    drawn = {shape.element for diagram in model.diagrams for shape in diagram.shapes}
    drawn |= {edge.element for diagram in model.diagrams for edge in diagram.edges}
    parts = (*process.nodes, *process.flows)
    missing = [part for part in parts if part.id not in drawn]
    if missing and len(missing) < len(parts):
        yield remark(model, process, missing[0], "BPMN_NOT_DRAWN", {"elements": ", ".join(part.id for part in missing[:10])})


def overlapping(model: ProcessModel, process: Process) -> Iterator[Finding]:
    """Two nodes of one scope drawn over each other cannot be read; a boundary event lies on its host by right."""
    for diagram in model.diagrams:
        bounds = {shape.element: shape.bounds for shape in diagram.shapes[:_MANY] if shape.bounds is not None}
        for nodes in process.inside.values():
            placed = [node for node in nodes if node.tag != "boundaryEvent" and node.id in bounds]
            for one, other in combinations(placed if len(placed) < _MANY // 4 else (), 2):
                if _overlap(bounds[one.id], bounds[other.id]) and not _opened_up(one, other):
                    yield remark(model, process, other, "BPMN_OVERLAP", {"other": one.label})


def _opened_up(one: Element, other: Element) -> bool:
    """A call that is drawn open has what it calls inside it, although the file puts that beside it."""
    return isinstance(one, CallActivity) or isinstance(other, CallActivity)


def _overlap(one: Bounds, other: Bounds) -> bool:
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    above = one.y + one.height <= other.y or other.y + other.height <= one.y
    return not (beside or above)


def _same(one: Element, other: Element) -> bool:
    return bool(one.name.strip()) and folded(one.name) == folded(other.name)


def _is_bare(node: Element) -> bool:
    return isinstance(node, SubProcess) and node.triggered_by_event
