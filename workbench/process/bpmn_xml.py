"""BPMN 2.0 XML in: every element becomes a typed node or is kept by name, and what is doubtful is a finding, never a loss."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from lxml import etree

from workbench.findings import Finding, InputError, Place, Severity, UsageError
from workbench.process.characters import check_characters
from workbench.process.diagram_xml import read_diagrams
from workbench.process.ledger import ledger_of
from workbench.process.model import Artifact, Element, MessageFlow, Participant, ProcessModel
from workbench.process.process_xml import artifact_of, common, local_name, process_of
from workbench.process.references import check_references
from workbench.process.vocabulary import DRAWING, MODEL
from workbench.process.xml_source import parse_xml

_ROOTS: Final = (
    ("html", "HTML page"),
    ("VisioDocument", "Visio drawing"),
    ("AML", "ARIS AML export"),
    ("BpmnDiagram", "BPMN 1.x diagram"),
    ("log", "XES event log"),
    ("pnml", "Petri net (PNML)"),
    ("mxGraphModel", "draw.io drawing"),
    ("mxfile", "draw.io drawing"),
)
_NODES_ELSEWHERE: Final = frozenset({"process", "collaboration"})


def read_bpmn(path: str | Path) -> ProcessModel:
    """Read a BPMN 2.0 XML file.

    Raises UsageError if there is no such file, InputError if it is not BPMN 2.0 XML (with line and what to do next).
    What can be read although something in it is wrong is returned, the faults in `findings`.
    """
    return parse_bpmn(file_content(Path(path)), str(path))


def file_content(path: Path) -> bytes:
    """Return the bytes of a file. Raises UsageError if there is no such file."""
    try:
        return path.read_bytes()
    except OSError as cause:
        facts = {"detail": cause.strerror or str(cause)}
        place = Place(file=str(path))
        raise UsageError(Finding(code="FILE_NOT_READABLE", severity=Severity.CRITICAL, place=place, facts=facts)) from cause


def parse_bpmn(content: bytes, path: str = "model.bpmn") -> ProcessModel:
    """Read BPMN 2.0 XML from bytes; `path` names them in findings. Raises InputError as `read_bpmn` does."""
    root = _definitions(parse_xml(content, path), path)
    children = [child for child in root if isinstance(child.tag, str)]
    processes = tuple(process_of(child) for child in children if child.tag == f"{{{MODEL}}}process")
    collaborations = [child for child in children if child.tag == f"{{{MODEL}}}collaboration"]
    model = ProcessModel(
        path=path,
        sha256=hashlib.sha256(content).hexdigest(),
        source=content,
        processes=processes,
        participants=tuple(_participants(collaborations)),
        message_flows=tuple(_message_flows(collaborations)),
        artifacts=tuple(_artifacts(collaborations)),
        definitions=tuple(_other_definitions(children)),
        diagrams=read_diagrams(root),
        ledger=ledger_of(root),
    )
    return _with_findings(model, root)


def xml_text(model: ProcessModel) -> str:
    """Return the file as text, without a declaration, whatever its encoding was."""
    return etree.tostring(parse_xml(model.source, model.path), encoding="unicode")


def labels_of(model: ProcessModel) -> tuple[str, ...]:
    """Return every text of the file that is for people or vendors, verbatim: names, free text, values of foreign attributes."""
    texts: dict[str, None] = {}
    for element in parse_xml(model.source, model.path).iter(etree.Element):
        foreign = etree.QName(element).namespace not in {MODEL, *DRAWING}
        for key, value in element.attrib.items():
            if foreign or str(key) == "name" or str(key).startswith("{"):
                texts[str(value)] = None
        if (element.text or "").strip() and not len(element):
            texts[str(element.text)] = None
    return tuple(texts)


def _definitions(root: etree._Element, path: str) -> etree._Element:
    name = etree.QName(root)
    if (name.namespace, name.localname) == (MODEL, "definitions"):
        return root
    found = next((kind for tag, kind in _ROOTS if tag == name.localname), None)
    if found is None:
        kind = "DMN decision model" if "DMN" in (name.namespace or "") else "XML"
        found = f"{kind} <{name.localname}> ({name.namespace or 'no namespace'})"
    place = Place(file=path, line=root.sourceline, element=name.localname)
    facts = {"found": found, "wanted": "BPMN 2.0 XML <definitions>"}
    raise InputError(Finding(code="FILE_WRONG_FORMAT", severity=Severity.CRITICAL, place=place, facts=facts))


def _with_findings(model: ProcessModel, root: etree._Element) -> ProcessModel:
    doubts = (*check_characters(model.source, root, model.path), *check_references(model, root))
    return replace(model, findings=doubts)


def _participants(collaborations: list[etree._Element]) -> Iterator[Participant]:
    for element in _children_of(collaborations, "participant"):
        yield Participant(
            **common(element, used=("processRef",)),
            process=local_name(element.get("processRef")),
            is_multiple=element.find(f"{{{MODEL}}}participantMultiplicity") is not None,
        )


def _message_flows(collaborations: list[etree._Element]) -> Iterator[MessageFlow]:
    for element in _children_of(collaborations, "messageFlow"):
        yield MessageFlow(
            **common(element, used=("sourceRef", "targetRef")),
            source=local_name(element.get("sourceRef")),
            target=local_name(element.get("targetRef")),
        )


def _artifacts(collaborations: list[etree._Element]) -> Iterator[Artifact]:
    for collaboration in collaborations:
        for element in collaboration:
            artifact = artifact_of(element, str(collaboration.get("id", "")))
            if artifact is not None:
                yield artifact


def _other_definitions(children: list[etree._Element]) -> Iterator[Element]:
    for child in children:
        name = etree.QName(child)
        if name.namespace == MODEL and name.localname not in _NODES_ELSEWHERE:
            yield Element(**common(child))
        elif name.namespace not in DRAWING and name.namespace != MODEL:
            yield Element(**{**common(child), "tag": str(child.tag)})


def _children_of(parents: list[etree._Element], tag: str) -> Iterator[etree._Element]:
    for parent in parents:
        yield from parent.iterchildren(f"{{{MODEL}}}{tag}")
