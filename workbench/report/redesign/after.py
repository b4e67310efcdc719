"""Before and after: the processes that changes touch, both versions on one diagram, and what is different."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.design import Design
from workbench.findings import WorkbenchError
from workbench.process import ProcessModel, compare
from workbench.redesign.advice import Advice
from workbench.redesign.changes import Changes
from workbench.report.diagrams.joint_diagram import joint_diagram
from workbench.report.page import Diagram, Texts
from workbench.report.tables import called
from workbench.study.recommending import Recommendation


@dataclass(frozen=True, kw_only=True)
class ChangedProcess:
    """One process before and after on one diagram, with every difference."""

    id: str
    name: Texts
    diagram: Diagram
    differences: tuple[Texts, ...]


def changed_processes(recommendation: Recommendation, advice: Sequence[Advice]) -> tuple[ChangedProcess, ...]:
    """Return the processes that some advice changes together; what cannot be made after the rest is left out."""
    before = recommendation.assessment.study.design
    return tuple(_changed(before, design_after(before, advice)))


def changed_by_each(recommendation: Recommendation) -> tuple[tuple[ChangedProcess, ...], ...]:
    """Return for each piece of advice by itself the processes that it changes."""
    return tuple(changed_processes(recommendation, [each]) for each in recommendation.advice)


def design_after(design: Design, advice: Sequence[Advice]) -> Design:
    """Return a design with the changes of some advice, one after another; those that are refused are left out."""
    for each in advice:
        try:
            design = Changes(parts=each.proposal.changes).apply(design)
        except WorkbenchError:
            continue
    return design


def _changed(before: Design, after: Design) -> Iterator[ChangedProcess]:
    for process in before.processes:
        other = after.process.get(process.id)
        old, new = process.model, None if other is None else other.model
        if old is new or not isinstance(old, ProcessModel) or not isinstance(new, ProcessModel):
            continue
        shown, rows = joint_diagram(compare(old, new))
        yield ChangedProcess(
            id=process.id,
            name=called(process.texts),
            diagram=shown,
            differences=tuple(row.sentence for row in rows),
        )
