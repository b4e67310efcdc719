"""The ledger: what became of every element of a BPMN file."""

from __future__ import annotations

from typing import Final

from lxml import etree

from workbench.process.model import LedgerEntry, Standing
from workbench.process.vocabulary import DRAWING, MODEL, STANDINGS

_XINCLUDE: Final = "http://www.w3.org/2001/XInclude"
"""An inclusion is never followed, so what it stands for is not understood."""


def ledger_of(root: etree._Element) -> tuple[LedgerEntry, ...]:
    """Enter every element of the tree in document order: used, kept or not understood."""
    entries: list[LedgerEntry] = []
    for element in root.iter(etree.Element):
        name = etree.QName(element)
        entries.append(
            LedgerEntry(
                tag=name.localname if name.namespace == MODEL else f"{{{name.namespace or ''}}}{name.localname}",
                id=element.get("id"),
                line=element.sourceline,
                standing=_standing(element, name),
            )
        )
    return tuple(entries)


def _standing(element: etree._Element, name: etree.QName) -> Standing:
    if name.namespace == MODEL:
        return STANDINGS.get(name.localname, Standing.NOT_UNDERSTOOD)
    if name.namespace in DRAWING:
        return Standing.KEPT
    return Standing.KEPT if _is_extension(element) else Standing.NOT_UNDERSTOOD


def _is_extension(element: etree._Element) -> bool:
    """Foreign elements are at home inside extensionElements and other foreign elements, in free text and in the drawing."""
    parent = element.getparent()
    if parent is None or etree.QName(element).namespace == _XINCLUDE:
        return False
    name = etree.QName(parent)
    if name.namespace == MODEL:
        return name.localname in {"extensionElements", "documentation", "text", "script", "definitions", "dataState"}
    return name.namespace in DRAWING or _is_extension(parent)
