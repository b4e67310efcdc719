"""The diagram of a process in one language: English names where the design keeps them, the owner's drawing otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import DesignedProcess, Names
from workbench.design.activities import meaning_of_lanes
from workbench.findings import UsageError
from workbench.language import Language
from workbench.organization import RESERVED
from workbench.process import ProcessModel, laid_out, with_name, xml_text
from workbench.process.layout.pools import HEADER
from workbench.process.sidecar import LaneMeaning
from workbench.report.diagrams.drawing import drawing_of
from workbench.report.diagrams.still_diagram import still_svg
from workbench.report.documents.parts import Picture
from workbench.report.documents.wording import Wording
from workbench.report.page import Diagram


def picture_of(process: DesignedProcess, words: Wording) -> Picture | None:
    """Return the diagram of a process; None where its model is not BPMN."""
    model = process.model
    if not isinstance(model, ProcessModel):
        return None
    for element, name in _renamed(process, words):
        try:
            model = with_name(model, element, name)
        except UsageError:
            continue  # an element that stands in another file, or whose id is not its own: it keeps its name
    shown = laid_out(model)
    drawing = drawing_of(shown, {node.id for node in process.process.nodes})
    svg = still_svg(Diagram(xml=xml_text(shown), marks=(), drawing=drawing), words.language)
    return Picture(svg=svg, caption=words.say("doc-diagram-of", name=words.process(process)), titles=_titles(shown))


def _titles(model: ProcessModel) -> float | None:
    """Return where the titles of pools and lanes end on the first drawing, of those whose names stand at their left."""
    bands = {each.id for each in (*model.participants, *(lane for process in model.processes for lane in process.lanes))}
    drawn = (shape for diagram in model.diagrams[:1] for shape in diagram.shapes if shape.element in bands)
    ends = [each.bounds.x + HEADER for each in drawn if each.bounds is not None and each.is_horizontal is not False]
    return max(ends, default=None)


def _renamed(process: DesignedProcess, words: Wording) -> Iterator[tuple[str, str]]:
    """Yield the elements that are called otherwise in this language than in the drawing."""
    yield from _performers(process, words)
    yield from ((flow.id, said) for flow in process.process.flows if (said := words.answer(flow.name)) != flow.name)
    if words.language is not Language.ZH_CN:
        for node in process.process.nodes:
            name = words.text(process.naming.texts(node.id))
            if node.name.strip() and name != node.label:
                yield node.id, name
        lanes = _lane_names(process, words)
        named = (
            *((each, lanes) for each in process.process.lanes),
            *((each, words.design.vocabulary.data) for each in process.process.data),
        )
        for element, names in named:
            key = names.id_of(element.name.strip() or None)
            if key is not None and words.text(names.called(key)) != element.label:
                yield element.id, words.text(names.called(key))


def _performers(process: DesignedProcess, words: Wording) -> Iterator[tuple[str, str]]:
    """Yield the lanes that are named by a reserved performer, which is no word of any language."""
    for lane in process.process.lanes:
        if lane.name.strip() in RESERVED:
            yield lane.id, words.post(lane.name.strip())


def _lane_names(process: DesignedProcess, words: Wording) -> Names:
    tables = words.design.vocabulary
    by_meaning = {LaneMeaning.POST: tables.posts, LaneMeaning.DEPARTMENT: tables.departments, LaneMeaning.SYSTEM: tables.systems}
    meaning = meaning_of_lanes(process, tables)
    return Names() if meaning is None else by_meaning[meaning]
