"""BPMN XML out: what was read goes back as it was, and an edit touches what it names and nothing else."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from workbench.atomic import write_atomically
from workbench.findings import Finding, Place, Severity, UsageError
from workbench.process.bpmn_xml import parse_bpmn
from workbench.process.model import ProcessModel
from workbench.process.xml_source import parse_xml


def bpmn_bytes(model: ProcessModel) -> bytes:
    """Return the file of a model: for a model that was read and not edited, the very bytes that were read."""
    return model.source


def write_bpmn(model: ProcessModel, path: str | Path) -> None:
    """Write a model as a BPMN file, whole or not at all; a model that was read and not edited gives the bytes that were read."""
    write_atomically(Path(path), bpmn_bytes(model))


def with_name(model: ProcessModel, element: str, name: str) -> ProcessModel:
    """Return the model with one element's name changed; every other element, attribute and comment of the file stays.

    Raises UsageError where no element, or more than one, bears the id.
    """
    root = parse_xml(model.source, model.path)
    bearers = [each for each in root.iter(etree.Element) if each.get("id") == element]
    if len(bearers) != 1:
        place = Place(file=model.path, element=element)
        facts = {"element": element, "count": len(bearers)}
        raise UsageError(Finding(code="ELEMENT_NOT_FOUND", severity=Severity.CRITICAL, place=place, facts=facts))
    bearers[0].set("name", name)
    tree = root.getroottree()
    encoding = tree.docinfo.encoding or "UTF-8"
    return parse_bpmn(etree.tostring(tree, xml_declaration=True, encoding=encoding), model.path)
