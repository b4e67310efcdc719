"""What differs between two versions of a standard as a page: row by row, and on the diagrams of both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.design import Design
from workbench.normalization.release import Marks, StandardDifference, StandardDifferences, differences_between
from workbench.process import Change, ProcessModel, laid_out, xml_text
from workbench.report.diagrams.drawing import drawing_of
from workbench.report.page import Diagram, Mark, Table, Texts
from workbench.report.tables import UNKNOWN, both, called, count, in_both, same, spoken, table
from workbench.study.releasing import standard_in


@dataclass(frozen=True, kw_only=True)
class Sides:
    """The diagrams of one process in both versions; None where it has no BPMN there."""

    process: str
    name: Texts
    before: Diagram | None
    after: Diagram | None


@dataclass(frozen=True, kw_only=True)
class DifferencesPage:
    """How many differences there are, how far the versions are from each other, every row, and the diagrams that differ."""

    said: Texts
    rows: Table
    sides: tuple[Sides, ...]


def differences_page(before: Path, after: Path) -> DifferencesPage:
    """Hold a workspace, or a release, against an earlier release. Raises as `standard_in` does."""
    earlier, later = standard_in(before), standard_in(after)
    found = differences_between(earlier, later)
    return DifferencesPage(
        said=differences_said(found),
        rows=differences_table(found),
        sides=tuple(_sides(marks, found.rows, earlier.design, later.design) for marks in found.marks),
    )


def differences_said(found: StandardDifferences) -> Texts:
    """Say how many differences there are, and what that makes of the next version."""
    if not found.rows:
        return both("release-no-difference")
    step = spoken(both(f"release-step-{found.step.value}"))
    return both("release-differences-said", count=count(len(found.rows)), step=step)


def differences_table(found: StandardDifferences) -> Table:
    """Return every difference, as a sentence of its process."""
    rows = [
        (
            both(f"release-area-{each.area.value}"),
            each.process or UNKNOWN,
            both(f"release-change-{each.change.value}"),
            in_both(each.text),
        )
        for each in found.rows
    ]
    return table(("release-area", "release-process", "release-change", "release-difference"), (), rows)


def _sides(marks: Marks, rows: Sequence[StandardDifference], before: Design, after: Design) -> Sides:
    mine = [each for each in rows if each.process == marks.process]
    earlier = dict.fromkeys(marks.removed, Change.REMOVED) | dict.fromkeys(marks.changed_before, Change.CHANGED)
    later = dict.fromkeys(marks.added, Change.ADDED) | dict.fromkeys(marks.changed_after, Change.CHANGED)
    design = after if marks.process in after.process else before
    known = design.process.get(marks.process)
    return Sides(
        process=marks.process,
        name=same(marks.process) if known is None else called(known.texts),
        before=_diagram(before, marks.process, tuple(_marked(earlier, [(each, each.elements_before) for each in mine]))),
        after=_diagram(after, marks.process, tuple(_marked(later, [(each, each.elements_after) for each in mine]))),
    )


def _marked(kinds: dict[str, Change], rows: Sequence[tuple[StandardDifference, tuple[str, ...]]]) -> Iterator[Mark]:
    """Mark each element as what became of it, with all that differs there as its hint."""
    for element, kind in sorted(kinds.items()):
        told = [in_both(each.text) for each, elements in rows if element in elements]
        hint = Texts(zh="\n".join(each.zh for each in told), en="\n".join(each.en for each in told))
        yield Mark(element=element, kind=kind.value, severity="info", badge="", hint=hint)


def _diagram(design: Design, process: str, marks: tuple[Mark, ...]) -> Diagram | None:
    known = design.process.get(process)
    if known is None or not isinstance(known.model, ProcessModel):
        return None
    drawn = laid_out(known.model)
    return Diagram(xml=xml_text(drawn), marks=marks, drawing=drawing_of(drawn, {node.id for node in known.process.nodes}))
