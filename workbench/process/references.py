"""What can be wrong with the parts of a BPMN file although it can be read: ids, references, drawing, foreign elements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from workbench.findings import Finding
from workbench.process.characters import doubt
from workbench.process.model import ProcessModel, Standing
from workbench.process.vocabulary import BPMN_DI, DRAWING, FLOW_NODES, MODEL, NOT_ANALYSED, REFERENCES, REQUIRED, VALUES


def check_references(model: ProcessModel, root: etree._Element) -> Iterator[Finding]:
    """Find what is doubtful in a file that can be read, in a fixed order."""
    yield from _identity_faults(model, root)
    yield from _dangling(model, root)
    yield from _bad_values(model, root)
    yield from _contradictions(model, root)
    yield from _drawing_faults(model)
    yield from _not_understood(model)
    yield from _not_processes(model, root)


def _identity_faults(model: ProcessModel, root: etree._Element) -> Iterator[Finding]:
    lines: dict[str, list[int]] = {}
    for element in root.iter(*(f"{{{namespace}}}*" for namespace in (MODEL, *DRAWING))):
        identity = element.get("id")
        if identity:
            lines.setdefault(identity, []).append(element.sourceline or 0)
        elif etree.QName(element).namespace == MODEL and etree.QName(element).localname in FLOW_NODES:
            label = element.get("name") or etree.QName(element).localname
            yield doubt(model.path, "BPMN_MISSING_ID", label, element.sourceline)
    for identity, where in lines.items():
        if len(where) > 1:
            yield doubt(model.path, "BPMN_DUPLICATE_ID", identity, where[1], {"lines": ", ".join(map(str, where))})
        if "/" in identity or "\\" in identity:
            yield doubt(model.path, "BPMN_BAD_ID", identity, where[0])


def _dangling(model: ProcessModel, root: etree._Element) -> Iterator[Finding]:
    """Every reference leads to an id of the file, or by its prefix into another file."""
    ids = frozenset(str(element.get("id")) for element in root.iter(etree.Element) if element.get("id"))
    target = root.get("targetNamespace")
    for element in root.iter(etree.Element):
        for reference in _references(element):
            prefix, _, name = reference.rpartition(":")
            elsewhere = prefix in element.nsmap and element.nsmap[prefix] != target
            if reference not in ids and name not in ids and not elsewhere:
                yield doubt(
                    model.path, "BPMN_DANGLING_REF", _bearer(element), element.sourceline, {"missing": reference or "(nothing)"}
                )


def _references(element: etree._Element) -> Iterator[str]:
    """Yield what an element of the standard refers to; an empty text where a reference that must be given is not."""
    name = etree.QName(element)
    if name.namespace not in {MODEL, *DRAWING}:
        return
    yield from (str(value) for key, value in element.attrib.items() if key in REFERENCES)
    yield from ("" for key in REQUIRED.get(name.localname, ()) if not element.get(key))
    if name.localname in REFERENCES and not len(element):
        yield (element.text or "").strip()


def _bearer(element: etree._Element) -> str:
    """Return the id of an element, or of the nearest around it that has one."""
    around = (each.get("id") for each in (element, *element.iterancestors()))
    return next((identity for identity in around if identity), etree.QName(element).localname)


def _bad_values(model: ProcessModel, root: etree._Element) -> Iterator[Finding]:
    """A value that the standard does not know is read as if it were not there, and said."""
    for element in root.iter(f"{{{MODEL}}}*", f"{{{BPMN_DI}}}*"):
        for key, value in element.attrib.items():
            allowed = VALUES.get(str(key))
            if allowed is not None and value not in allowed:
                facts = {"attribute": key, "value": value, "wanted": ", ".join(allowed)}
                yield doubt(model.path, "BPMN_BAD_VALUE", _bearer(element), element.sourceline, facts)


def _contradictions(model: ProcessModel, root: etree._Element) -> Iterator[Finding]:
    """A node's own lists of flows must agree with the ends that the flows name."""
    ends = {flow.id: {"incoming": flow.target, "outgoing": flow.source} for process in model.processes for flow in process.flows}
    for node in root.iter(*(f"{{{MODEL}}}{tag}" for tag in FLOW_NODES)):
        for child in node.iterchildren(f"{{{MODEL}}}incoming", f"{{{MODEL}}}outgoing"):
            flow = (child.text or "").strip().rpartition(":")[2]
            side = etree.QName(child).localname
            if flow in ends and ends[flow][side] != node.get("id"):
                yield doubt(
                    model.path, "BPMN_INCONSISTENT_REF", str(node.get("id")), child.sourceline, {"flow": flow, "side": side}
                )


def _drawing_faults(model: ProcessModel) -> Iterator[Finding]:
    drawn = any(diagram.shapes for diagram in model.diagrams)
    if model.processes and not drawn:
        yield doubt(model.path, "BPMN_DI_MISSING", model.processes[0].id, model.processes[0].line)
    for diagram in model.diagrams:
        for shape in diagram.shapes:
            if shape.bounds is None:
                yield doubt(model.path, "BPMN_DI_BAD_BOUNDS", shape.element or shape.id, shape.line)
        for edge in diagram.edges:
            if len(edge.waypoints) < 2:
                yield doubt(model.path, "BPMN_DI_BAD_WAYPOINTS", edge.element or edge.id, edge.line)


def _not_understood(model: ProcessModel) -> Iterator[Finding]:
    strange = [entry for entry in model.ledger if entry.standing is Standing.NOT_UNDERSTOOD]
    first_line = {entry.tag: entry.line for entry in reversed(strange)}
    for tag, count in sorted(Counter(entry.tag for entry in strange).items()):
        yield doubt(model.path, "BPMN_FOREIGN_ELEMENT", tag, first_line[tag], {"count": count})


def _not_processes(model: ProcessModel, root: etree._Element) -> Iterator[Finding]:
    """Choreographies and conversations are recognised and kept; a file without any flow has nothing to assess."""
    for element in root.iter(*(f"{{{MODEL}}}{tag}" for tag in NOT_ANALYSED)):
        facts = {"construct": etree.QName(element).localname}
        yield doubt(model.path, "BPMN_NOT_A_PROCESS", _bearer(element), element.sourceline, facts)
    if not any(process.nodes for process in model.processes):
        yield doubt(model.path, "BPMN_NO_PROCESS", "definitions", root.sourceline)
