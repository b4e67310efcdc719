"""A model drawn: wholly where nothing of it is drawn, else only what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from workbench.process.layout.figures import Picture
from workbench.process.layout.interchange import Sheet, with_sheets
from workbench.process.layout.joins import with_lines
from workbench.process.layout.missing import completed, drawn_already
from workbench.process.layout.pools import Pool, pool_of, stacked
from workbench.process.layout.scopes import scopes_of
from workbench.process.layout.things import Things, things_of
from workbench.process.model import Process, ProcessModel
from workbench.process.process_xml import local_name
from workbench.process.vocabulary import BPMN_DI
from workbench.process.xml_source import parse_xml


def laid_out(model: ProcessModel) -> ProcessModel:
    """Return the model with a shape or edge for every element that can be drawn.

    What is drawn stays exactly where it is; the rest of the file is not touched. A model that lacks nothing is returned as it is.
    """
    root = parse_xml(model.source, model.path)
    things = things_of(model, root)
    already = drawn_already(model, _roots(root), things)
    wanted = things.elements
    if not model.processes or wanted <= already.elements:
        return model
    sheets = completed(model, things, already) if already.figures else list(_whole(model, things))
    return with_sheets(model, [_tidy(sheet, wanted - already.elements) for sheet in sheets], things.kinds)


def _roots(root: etree._Element) -> tuple[str, ...]:
    """Return the element that each drawing of the file is about; empty where it names none."""
    drawings = root.iterchildren(f"{{{BPMN_DI}}}BPMNDiagram")
    planes = (drawing.find(f"{{{BPMN_DI}}}BPMNPlane") for drawing in drawings)
    return tuple((local_name(plane.get("bpmnElement")) or "") if plane is not None else "" for plane in planes)


def _tidy(sheet: Sheet, wanted: frozenset[str]) -> Sheet:
    """Keep one figure or line for each element that is wanted."""
    figures = {figure.element: figure for figure in reversed(sheet.picture.figures) if figure.element in wanted}
    lines = {line.element: line for line in reversed(sheet.picture.lines) if line.element in wanted}
    return replace(sheet, picture=Picture(figures=tuple(reversed(figures.values())), lines=tuple(reversed(lines.values()))))


def _whole(model: ProcessModel, things: Things) -> Iterator[Sheet]:
    pools = list(_pools(model, things))
    messages = sum(join.is_message for join in things.joins)
    if things.collaboration is not None:
        picture = stacked([pool for _, pool in pools], messages)
        yield Sheet(root=things.collaboration, picture=with_lines(picture, things.joins, things.kinds.bands))
        return
    top = 0.0
    for process, pool in pools:
        if process is not None:
            picture = stacked([pool], 0, top)
            top += pool.height + 60
            yield Sheet(root=process.id, picture=with_lines(picture, things.joins, things.kinds.bands))


def _pools(model: ProcessModel, things: Things) -> Iterator[tuple[Process | None, Pool]]:
    """Yield every pool, then every process that has none."""
    processes: dict[str, Process] = {process.id: process for process in reversed(model.processes)}
    for participant in model.participants:
        process = processes.pop(participant.process or "", None)
        yield process, _pool(process, things, model, participant.id)
    for process in model.processes:
        if processes.pop(process.id, None) is not None:
            yield process, _pool(process, things, model, None)


def _pool(process: Process | None, things: Things, model: ProcessModel, participant: str | None) -> Pool:
    scopes = scopes_of(process, things.figures, model.artifacts, _met_below(model, things)) if process is not None else {}
    return pool_of(process, scopes, participant)


def _met_below(model: ProcessModel, things: Things) -> frozenset[str]:
    """Return the nodes that messages reach from a pool further down."""
    pool = {participant.process: number for number, participant in enumerate(model.participants) if participant.process}
    level = {node.id: pool.get(process.id, 0) for process in model.processes for node in process.nodes}
    level |= {participant.id: number for number, participant in enumerate(model.participants)}
    met: set[str] = set()
    for join in things.joins:
        if join.is_message and join.source in level and join.target in level:
            upper, lower = sorted((join.source, join.target), key=lambda end: level[end])
            met |= {upper} if level[upper] < level[lower] else set()
    return frozenset(met)
