"""What can be wrong with the parts of a BPMN file although it can be read: ids, references, drawing, foreign elements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from lxml import etree

from workbench.findings import NO_FACTS, Finding, Place, Severity
from workbench.process.model import DataElement, Edge, Event, ProcessModel, Shape, Standing
from workbench.process.vocabulary import FLOW_NODES, MODEL


def check_references(model: ProcessModel, root: etree._Element) -> Iterator[Finding]:
    """Find what is doubtful in a file that can be read, in a fixed order."""
    yield from _identity_faults(model, root)
    yield from _dangling(model, frozenset(str(element.get("id")) for element in root.iter(etree.Element) if element.get("id")))
    yield from _contradictions(model, root)
    yield from _drawing_faults(model)
    yield from _not_understood(model)
    if not model.processes:
        yield _warning(model, "BPMN_NO_PROCESS", "definitions", root.sourceline)


def _identity_faults(model: ProcessModel, root: etree._Element) -> Iterator[Finding]:
    lines: dict[str, list[int]] = {}
    for element in root.iter(etree.Element):
        identity = element.get("id")
        if identity:
            lines.setdefault(identity, []).append(element.sourceline or 0)
        elif etree.QName(element).namespace == MODEL and etree.QName(element).localname in FLOW_NODES:
            label = element.get("name") or etree.QName(element).localname
            yield _warning(model, "BPMN_MISSING_ID", label, element.sourceline)
    for identity, where in lines.items():
        if len(where) > 1:
            yield _warning(model, "BPMN_DUPLICATE_ID", identity, where[1], {"lines": ", ".join(map(str, where))})
        if "/" in identity or "\\" in identity:
            yield _warning(model, "BPMN_BAD_ID", identity, where[0])


def _dangling(model: ProcessModel, ids: frozenset[str]) -> Iterator[Finding]:
    for element, reference, line in _references(model):
        if reference not in ids:
            yield _warning(model, "BPMN_DANGLING_REF", element, line, {"missing": reference or "(nothing)"})


def _references(model: ProcessModel) -> Iterator[tuple[str, str | None, int | None]]:
    """Yield (element, what it refers to, line) for every reference that must lead somewhere."""
    for process in model.processes:
        for flow in process.flows:
            yield from ((flow.id, end, flow.line) for end in (flow.source, flow.target))
        for node in process.nodes:
            if isinstance(node, Event) and node.tag == "boundaryEvent":
                yield node.id, node.attached_to, node.line
        for lane in process.lanes:
            yield from ((lane.id, node_id, lane.line) for node_id in lane.nodes)
        for data in process.data:
            if _must_refer(data):
                yield data.id, data.refers_to, data.line
    yield from ((pool.id, pool.process, pool.line) for pool in model.participants if pool.process)
    for message in model.message_flows:
        yield from ((message.id, end, message.line) for end in (message.source, message.target))
    for diagram in model.diagrams:
        drawn: list[Shape | Edge] = [*diagram.shapes, *diagram.edges]
        yield from ((each.id, each.element, each.line) for each in drawn if each.element)


def _must_refer(data: DataElement) -> bool:
    return data.tag == "dataObjectReference" or (data.tag == "dataStoreReference" and data.refers_to is not None)


def _contradictions(model: ProcessModel, root: etree._Element) -> Iterator[Finding]:
    """A node's own lists of flows must agree with the ends that the flows name."""
    ends = {flow.id: {"incoming": flow.target, "outgoing": flow.source} for process in model.processes for flow in process.flows}
    for node in root.iter(*(f"{{{MODEL}}}{tag}" for tag in FLOW_NODES)):
        for child in node.iterchildren(f"{{{MODEL}}}incoming", f"{{{MODEL}}}outgoing"):
            flow = (child.text or "").strip().rpartition(":")[2]
            side = etree.QName(child).localname
            if flow in ends and ends[flow][side] != node.get("id"):
                yield _warning(
                    model, "BPMN_INCONSISTENT_REF", str(node.get("id")), child.sourceline, {"flow": flow, "side": side}
                )


def _drawing_faults(model: ProcessModel) -> Iterator[Finding]:
    drawn = any(diagram.shapes for diagram in model.diagrams)
    if model.processes and not drawn:
        yield _warning(model, "BPMN_DI_MISSING", model.processes[0].id, model.processes[0].line)
    for diagram in model.diagrams:
        for shape in diagram.shapes:
            if shape.bounds is None:
                yield _warning(model, "BPMN_DI_BAD_BOUNDS", shape.element or shape.id, shape.line)


def _not_understood(model: ProcessModel) -> Iterator[Finding]:
    strange = [entry for entry in model.ledger if entry.standing is Standing.NOT_UNDERSTOOD]
    first_line = {entry.tag: entry.line for entry in reversed(strange)}
    for tag, count in sorted(Counter(entry.tag for entry in strange).items()):
        yield _warning(model, "BPMN_FOREIGN_ELEMENT", tag, first_line[tag], {"count": count})


def _warning(model: ProcessModel, code: str, element: str, line: int | None, facts: Mapping[str, object] = NO_FACTS) -> Finding:
    return Finding(
        code=code,
        severity=Severity.MINOR,
        place=Place(file=model.path, line=line, element=element),
        facts={"element": element, "line": line or "?", **facts},
        scope=model.path,
        object=(element,),
    )
