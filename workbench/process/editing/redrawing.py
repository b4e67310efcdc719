"""The drawing of a file after an edit: what lost its place finds another, and data or notes that were never drawn stay so."""

from __future__ import annotations

from collections.abc import Collection
from copy import deepcopy
from typing import Final

from lxml import etree

from workbench.process.bpmn_xml import parse_bpmn
from workbench.process.layout import laid_out
from workbench.process.model import ProcessModel
from workbench.process.vocabulary import BPMN_DI, MODEL
from workbench.process.xml_source import parse_xml

_DIAGRAM: Final = f"{{{BPMN_DI}}}BPMNDiagram"
_BESIDE: Final = tuple(
    f"{{{MODEL}}}{tag}"
    for tag in (
        *("dataObjectReference", "dataStoreReference", "dataInputAssociation", "dataOutputAssociation"),
        *("association", "textAnnotation", "group"),
    )
)
"""What stands beside the flow and may be left undrawn."""


def drawn_in(model: ProcessModel) -> frozenset[str]:
    """Return the elements that a file draws."""
    shapes = {each.element for page in model.diagrams for each in page.shapes}
    lines = {each.element for page in model.diagrams for each in page.edges}
    return frozenset(each for each in shapes | lines if each)


def draw_anew(root: etree._Element, undrawn: Collection[str], path: str) -> None:
    """Complete the drawings of a tree, but not what is `undrawn` and beside the flow; without any there is none."""
    if next(root.iterchildren(_DIAGRAM), None) is None:
        return
    shown = deepcopy(root)
    for each in list(shown.iter(*_BESIDE)):
        parent = each.getparent()
        if each.get("id") in undrawn and parent is not None:
            parent.remove(each)
    model = laid_out(parse_bpmn(etree.tostring(shown, encoding="UTF-8"), path))
    for each in list(root.iterchildren(_DIAGRAM)):
        root.remove(each)
    root.extend(list(parse_xml(model.source, path).iterchildren(_DIAGRAM)))
