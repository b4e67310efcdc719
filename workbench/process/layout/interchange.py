"""Diagram interchange out: what was laid out is added to the file's tree, and nothing else in it is touched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from workbench.process.bpmn_xml import parse_bpmn
from workbench.process.layout.figures import Figure, Line, Picture, Rect
from workbench.process.model import ProcessModel
from workbench.process.process_xml import local_name
from workbench.process.vocabulary import BPMN_DI, DD_DC, DD_DI
from workbench.process.xml_source import parse_xml

_NAMES: Final = {"bpmndi": BPMN_DI, "dc": DD_DC, "di": DD_DI}
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*")


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What is to be drawn on the plane of one root element."""

    root: str
    picture: Picture


@dataclass(frozen=True, kw_only=True)
class Kinds:
    """Elements whose shapes say more than where they are: pools and lanes, sub-processes (`filled` or not), exclusive ones."""

    bands: frozenset[str]
    sub_processes: frozenset[str]
    filled: frozenset[str]
    choices: frozenset[str]


def with_sheets(model: ProcessModel, sheets: Sequence[Sheet], kinds: Kinds) -> ProcessModel:
    """Return the model with shapes and edges added to the drawing of each sheet's root, a new drawing where there is none."""
    root = parse_xml(model.source, model.path)
    writer = _Writer(root, kinds)
    for sheet in sheets:
        writer.write(sheet)
    tree = root.getroottree()
    encoding = tree.docinfo.encoding or "UTF-8"
    return parse_bpmn(etree.tostring(tree, xml_declaration=True, encoding=encoding), model.path)


class _Writer:
    """Adds to one tree, with ids that nothing else in it bears."""

    def __init__(self, root: etree._Element, kinds: Kinds) -> None:
        self._root, self._kinds = root, kinds
        self._ids = {str(each.get("id")) for each in root.iter(etree.Element) if each.get("id")}
        self._count = 0
        self._broken: dict[str, etree._Element] = {}
        for tag in ("BPMNShape", "BPMNEdge"):
            for each in root.iter(f"{{{BPMN_DI}}}{tag}"):
                self._broken.setdefault(local_name(each.get("bpmnElement")) or "", each)

    def write(self, sheet: Sheet) -> None:
        plane = self._plane(sheet.root)
        for figure in sheet.picture.figures:
            self._write_figure(plane, figure)
        for line in sheet.picture.lines:
            self._write_line(plane, line)
        diagram = plane.getparent()
        if diagram is not None and diagram.get("_new"):
            del diagram.attrib["_new"]
            etree.indent(diagram, space="  ", level=1)
            diagram.tail = "\n"

    def _plane(self, element: str) -> etree._Element:
        for plane in self._root.iter(f"{{{BPMN_DI}}}BPMNPlane"):
            if local_name(plane.get("bpmnElement")) == local_name(element):
                return plane
        names = {prefix: name for prefix, name in _NAMES.items() if name not in self._root.nsmap.values()}
        diagram = etree.SubElement(self._root, f"{{{BPMN_DI}}}BPMNDiagram", nsmap=names)
        diagram.set("id", self._id("BPMNDiagram"))
        diagram.set("_new", "1")
        plane = etree.SubElement(diagram, f"{{{BPMN_DI}}}BPMNPlane", id=self._id("BPMNPlane"))
        plane.set("bpmnElement", element)
        return plane

    def _write_figure(self, plane: etree._Element, figure: Figure) -> None:
        shape = self._broken.get(figure.element)
        if shape is None or shape.tag != f"{{{BPMN_DI}}}BPMNShape":
            shape = etree.SubElement(plane, f"{{{BPMN_DI}}}BPMNShape", id=self._id(f"{figure.element}_di"))
            shape.set("bpmnElement", figure.element)
            for name, value in self._marks(figure.element):
                shape.set(name, value)
        for old in list(shape.iterchildren(f"{{{DD_DC}}}Bounds")):
            shape.remove(old)
        shape.insert(0, _bounds(figure.rect))
        _write_label(shape, figure.label)

    def _marks(self, element: str) -> Iterator[tuple[str, str]]:
        if element in self._kinds.bands:
            yield "isHorizontal", "true"
        if element in self._kinds.sub_processes:
            yield "isExpanded", "true" if element in self._kinds.filled else "false"
        if element in self._kinds.choices:
            yield "isMarkerVisible", "true"

    def _write_line(self, plane: etree._Element, line: Line) -> None:
        edge = self._broken.get(line.element)
        if edge is None or edge.tag != f"{{{BPMN_DI}}}BPMNEdge":
            edge = etree.SubElement(plane, f"{{{BPMN_DI}}}BPMNEdge", id=self._id(f"{line.element}_di"))
            edge.set("bpmnElement", line.element)
        for old in list(edge.iterchildren(f"{{{DD_DI}}}waypoint")):
            edge.remove(old)
        for number, (x, y) in enumerate(line.points):
            point = etree.Element(f"{{{DD_DI}}}waypoint", x=_number(x), y=_number(y))
            edge.insert(number, point)
        _write_label(edge, line.label)

    def _id(self, wanted: str) -> str:
        identity = wanted
        while identity in self._ids or not _NAME.fullmatch(identity):
            self._count += 1
            identity = f"drawn_{self._count}"
        self._ids.add(identity)
        return identity


def _bounds(rect: Rect) -> etree._Element:
    return etree.Element(
        f"{{{DD_DC}}}Bounds",
        x=_number(rect.left),
        y=_number(rect.top),
        width=_number(rect.width),
        height=_number(rect.height),
    )


def _write_label(parent: etree._Element, label: Rect | None) -> None:
    if label is not None and parent.find(f"{{{BPMN_DI}}}BPMNLabel") is None:
        etree.SubElement(parent, f"{{{BPMN_DI}}}BPMNLabel").append(_bounds(label))


def _number(value: float) -> str:
    return f"{round(value, 1):g}" if abs(value) < 1e5 else f"{value:.1f}"
