"""A process in another version: every process of its file is drawn anew with it, and its sidecar says what it is told to."""

from __future__ import annotations

from workbench.design import Design, DesignedProcess, redrawn
from workbench.process import ProcessModel
from workbench.redesign.changes.change import conflict
from workbench.redesign.changes.edits import ProcessEdit


def drawn_model(process: DesignedProcess) -> ProcessModel:
    """Return the BPMN model of a process. Raises ConflictError where it is a net, a tree, or opened up by its calls."""
    model = process.model
    if not isinstance(model, ProcessModel) or model.process.get(process.process.id) != process.process:
        raise conflict("CHANGE_NOT_DRAWN", process.id, process=process.id)
    return model


def drawn_anew(design: Design, told: DesignedProcess, model: ProcessModel) -> tuple[ProcessEdit, ...]:
    """Return the edits after which a process, and what else stands in its file, is drawn as a model says.

    `told` is the process with what its sidecar and aliases are to say.
    """
    former = design.process[told.id]
    together = [told if each is former else each for each in design.processes if each.model == former.model]
    return tuple(ProcessEdit(before=design.process[each.id], after=redrawn(each, model)) for each in together)


def told_anew(design: Design, told: DesignedProcess) -> tuple[ProcessEdit, ...]:
    """Return the edit after which sidecar and aliases say something else of a process."""
    return (ProcessEdit(before=design.process[told.id], after=told),)
