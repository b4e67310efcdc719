"""The diagram of an assessed process in a notebook; anywidget is asked for only when one is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.findings import Finding, Severity, UsageError
from workbench.report.diagrams.process_diagram import diagram_of
from workbench.report.page import Diagram
from workbench.study import AssessedProcess, Assessment

if TYPE_CHECKING:
    from workbench.widget.diagram_widget import DiagramWidget

__all__ = ["diagram"]


def diagram(assessment: Assessment, process: str, *, height: int = 560) -> DiagramWidget:
    """Show the diagram of one process with what was found on it, `height` pixels high; `selected` holds the chosen element.

    Without a kernel the notebook shows it as a still drawing. Raises UsageError where the assessment has no such process, its
    model is not BPMN, or anywidget is not installed.
    """
    shown = _drawn(_assessed(assessment, process), assessment)
    try:
        from workbench.widget.diagram_widget import DiagramWidget  # noqa: PLC0415 - anywidget is optional
    except ModuleNotFoundError as cause:
        if cause.name != "anywidget":
            raise
        raise _refused("WIDGET_NOT_INSTALLED") from cause
    return DiagramWidget(shown, process, assessment.study.language, height)


def _assessed(assessment: Assessment, process: str) -> AssessedProcess:
    found = next((each for each in assessment.processes if each.id == process), None)
    if found is None:
        known = ", ".join(each.id for each in assessment.processes) or "–"
        raise _refused("DIAGRAM_PROCESS_UNKNOWN", process=process, known=known)
    return found


def _drawn(process: AssessedProcess, assessment: Assessment) -> Diagram:
    shown = diagram_of(process, assessment)
    if shown is None:
        raise _refused("DIAGRAM_NOT_DRAWN", process=process.id)
    return shown


def _refused(code: str, **facts: object) -> UsageError:
    return UsageError(Finding(code=code, severity=Severity.CRITICAL, facts=facts))
