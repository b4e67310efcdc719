"""What differs between two versions of a standard as a page: row by row, and on the diagrams of both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.design import Design
from workbench.normalization.release import Marks, Standard, StandardDifference, StandardDifferences, differences_between
from workbench.process import Change, ProcessModel, laid_out, xml_text
from workbench.report.diagrams.drawing import drawing_of
from workbench.report.normalization.difference_words import DifferenceWords, ToldDifference
from workbench.report.page import Diagram, Mark, Table, Texts
from workbench.report.tables import UNKNOWN, both, called, count, same, spoken, table


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


def differences_page(earlier: Standard, later: Standard) -> DifferencesPage:
    """Hold a workspace, or a release, against an earlier release."""
    found, words = differences_between(earlier, later), words_between(earlier, later)
    return DifferencesPage(
        said=differences_said(found),
        rows=differences_table(found, words),
        sides=tuple(_sides(marks, found.rows, words) for marks in found.marks),
    )


def words_between(before: Standard, after: Standard) -> DifferenceWords:
    """Return the words for what two versions have otherwise: what is there is called as it is now."""
    return DifferenceWords(designs=(after.design, before.design))


def differences_said(found: StandardDifferences) -> Texts:
    """Say how many differences there are, and what that makes of the next version."""
    if not found.rows:
        return both("release-no-difference")
    step = spoken(both(f"release-step-{found.step.value}"))
    return both("release-differences-said", count=count(len(found.rows)), step=step)


def differences_table(found: StandardDifferences, words: DifferenceWords) -> Table:
    """Return every difference in the words of the record of changes, which a release brings along."""
    columns = ("release-process", "doc-change", "doc-about", "doc-aspect", "doc-before", "doc-after")
    return table(columns, (), [_row(each, words.told(each)) for each in found.rows])


def _row(row: StandardDifference, told: ToldDifference) -> tuple[Texts | str, ...]:
    change = both(f"release-change-{row.change.value}")
    return (told.process or UNKNOWN, change, told.about, told.aspect, told.before or UNKNOWN, told.after or UNKNOWN)


def _sides(marks: Marks, rows: Sequence[StandardDifference], words: DifferenceWords) -> Sides:
    mine = [each for each in rows if each.process == marks.process]
    hints = [(words.told(each).sentence, each) for each in mine]
    earlier = dict.fromkeys(marks.removed, Change.REMOVED) | dict.fromkeys(marks.changed_before, Change.CHANGED)
    later = dict.fromkeys(marks.added, Change.ADDED) | dict.fromkeys(marks.changed_after, Change.CHANGED)
    after, before = words.designs
    design = after if marks.process in after.process else before
    known = design.process.get(marks.process)
    return Sides(
        process=marks.process,
        name=same(marks.process) if known is None else called(known.texts),
        before=_diagram(before, marks.process, tuple(_marked(earlier, [(hint, each.elements_before) for hint, each in hints]))),
        after=_diagram(after, marks.process, tuple(_marked(later, [(hint, each.elements_after) for hint, each in hints]))),
    )


def _marked(kinds: dict[str, Change], hints: Sequence[tuple[Texts, tuple[str, ...]]]) -> Iterator[Mark]:
    """Mark each element as what became of it, with all that differs there as its hint."""
    for element, kind in sorted(kinds.items()):
        told = [hint for hint, elements in hints if element in elements]
        hint = Texts(zh="\n".join(each.zh for each in told), en="\n".join(each.en for each in told))
        yield Mark(element=element, kind=kind.value, severity="info", badge="", hint=hint)


def _diagram(design: Design, process: str, marks: tuple[Mark, ...]) -> Diagram | None:
    known = design.process.get(process)
    if known is None or not isinstance(known.model, ProcessModel):
        return None
    drawn = laid_out(known.model)
    return Diagram(xml=xml_text(drawn), marks=marks, drawing=drawing_of(drawn, {node.id for node in known.process.nodes}))
