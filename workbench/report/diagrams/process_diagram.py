"""The diagram of one assessed process: the owner's drawing, with ghosts drawn into it, marks, heat, and cases to be played."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from workbench.conformance import Conformance, FlowsTaken, flows_taken
from workbench.conformance.perspectives import Perspectives
from workbench.process import ProcessModel, laid_out, xml_text
from workbench.report.diagrams.animation import Animation, animation_of, typical_cases
from workbench.report.diagrams.drawing import drawing_of
from workbench.report.diagrams.ghost_steps import GhostStep, drawn_with
from workbench.report.diagrams.heat import frequency_heat, waiting_heat
from workbench.report.finding_rows import shown_in
from workbench.report.page import Diagram, HeatMap, Mark
from workbench.study import AssessedProcess, Assessment

_MOST_PLAYED: Final = 8


def diagram_of(process: AssessedProcess, assessment: Assessment) -> Diagram | None:
    """Return the diagram of a process by itself; None where its model is not BPMN."""
    shown = shown_in(process, assessment)
    taken = flows_taken(process.conformance) if process.conformance else None
    return process_diagram(process, shown.marks, shown.ghosts, taken, process.perspectives)


def process_diagram(
    process: AssessedProcess,
    marks: tuple[Mark, ...],
    ghosts: Sequence[GhostStep] = (),
    taken: FlowsTaken | None = None,
    perspectives: Perspectives | None = None,
) -> Diagram | None:
    """Return the diagram of a process with what is known of it; None where its model is not BPMN."""
    design = process.study.design
    if design is None or not isinstance(design.model, ProcessModel):
        return None
    model = drawn_with(design.model, design.process, ghosts) if ghosts else laid_out(design.model)
    return Diagram(
        xml=xml_text(model),
        marks=marks,
        drawing=drawing_of(model, {node.id for node in design.process.nodes}),
        heats=tuple(_heats(process.conformance, taken, perspectives)),
        animation=cases_played(process, typical_cases(process.conformance, _MOST_PLAYED), ghosts)
        if process.conformance
        else None,
    )


def cases_played(process: AssessedProcess, cases: Sequence[str], ghosts: Sequence[GhostStep] = ()) -> Animation | None:
    """Return some cases as tokens; None where the events of the process are not at hand."""
    if process.conformance is None or process.executions is None:
        return None
    return animation_of(process.conformance, process.executions, cases, {each.label: each.id for each in ghosts})


def _heats(conformance: Conformance | None, taken: FlowsTaken | None, perspectives: Perspectives | None) -> Iterator[HeatMap]:
    if conformance and taken and (often := frequency_heat(taken, conformance)) is not None:
        yield often
    if perspectives is not None and (waiting := waiting_heat(perspectives)) is not None:
        yield waiting
