"""The ledger: what became of every element of a BPMN file."""

from __future__ import annotations

from typing import Final

from lxml import etree

from workbench.process.model import LedgerEntry, Standing
from workbench.process.vocabulary import DRAWING, MODEL, STANDINGS

_XINCLUDE: Final = "http://www.w3.org/2001/XInclude"
"""An inclusion is never followed, so what it stands for is not understood."""

_OPEN: Final = frozenset({"extensionElements", "documentation", "text", "script", "dataState"})
"""Where the standard lets anything stand."""


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
    if name.namespace == MODEL and name.localname in STANDINGS:
        return STANDINGS[name.localname]
    if name.namespace in DRAWING or _is_extension(element):
        return Standing.KEPT
    return Standing.NOT_UNDERSTOOD


def _is_extension(element: etree._Element) -> bool:
    """Foreign elements are at home inside extensionElements, in free text, in the drawing, and directly under definitions.

    Some tools write their extensions without a namespace of their own: inside extensionElements those are at home too.
    """
    if etree.QName(element).namespace == _XINCLUDE:
        return False
    parent = element.getparent()
    if parent is not None and etree.QName(parent).localname == "definitions":
        return etree.QName(element).namespace != MODEL
    above = (etree.QName(ancestor) for ancestor in element.iterancestors())
    return any(name.namespace in DRAWING or (name.namespace == MODEL and name.localname in _OPEN) for name in above)
