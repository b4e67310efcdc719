"""A process in another version: every process of its file is drawn anew with it, and the sidecar says what it is told to."""

from __future__ import annotations

from workbench.design import Design, DesignedProcess, redrawn, retold
from workbench.process import ProcessModel, Sidecar
from workbench.redesign.changes.change import conflict
from workbench.redesign.changes.edits import ProcessEdit


def drawn_model(process: DesignedProcess) -> ProcessModel:
    """Return the BPMN model of a process. Raises ConflictError where it is a net, a tree, or opened up by its calls."""
    model = process.model
    if not isinstance(model, ProcessModel) or model.process.get(process.process.id) != process.process:
        raise conflict("CHANGE_NOT_DRAWN", process.id, process=process.id)
    return model


def drawn_anew(design: Design, process: DesignedProcess, model: ProcessModel, sidecar: Sidecar) -> tuple[ProcessEdit, ...]:
    """Return the edits after which a process, and what else stands in its file, is drawn as a model says."""
    edits = []
    for each in design.processes:
        if each.model == process.model:
            after = redrawn(each, model)
            edits.append(
                ProcessEdit(before=each, after=retold(after, sidecar) if _told_together(each, process, sidecar) else after)
            )
    return tuple(edits)


def told_anew(design: Design, process: DesignedProcess, sidecar: Sidecar) -> tuple[ProcessEdit, ...]:
    """Return the edits after which a sidecar says something else of a process, and of what else it is the sidecar of."""
    together = (each for each in design.processes if _told_together(each, process, sidecar))
    return tuple(ProcessEdit(before=each, after=retold(each, sidecar)) for each in together)


def _told_together(one: DesignedProcess, other: DesignedProcess, sidecar: Sidecar) -> bool:
    """Return whether one sidecar tells of both, and now says something else."""
    return one.model == other.model and one.sidecar == other.sidecar and sidecar != other.sidecar
