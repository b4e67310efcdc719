"""Two compared models as a page: both on one diagram, then each with what went, came or changed on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from workbench.atomic import write_atomically
from workbench.language import Language
from workbench.process import Change, Comparison, Difference, ProcessModel, laid_out, xml_text
from workbench.report.diagrams.drawing import drawing_of
from workbench.report.diagrams.joint_diagram import joint_diagram
from workbench.report.html import render_comparison
from workbench.report.page import ComparedSide, ComparisonPage, Diagram, DifferenceRow, Mark
from workbench.report.tables import both, in_both


def write_comparison(comparison: Comparison, path: str | Path, language: Language = Language.EN) -> None:
    """Write both diagrams with what differs between them as one HTML file, whole or not at all."""
    write_atomically(Path(path), render_comparison(comparison_page(comparison, language)).encode())


def comparison_page(comparison: Comparison, language: Language) -> ComparisonPage:
    """Return a comparison as data; `language` is the one shown first."""
    gone = [each for each in comparison.differences if each.change is not Change.ADDED]
    come = [each for each in comparison.differences if each.change is not Change.REMOVED]
    before, after = comparison.before, comparison.after
    joint, rows = joint_diagram(comparison)
    return ComparisonPage(
        title=f"{Path(before.path).name} → {Path(after.path).name}",
        language=language.value,
        kicker=both("compare-kicker"),
        behavior=in_both(comparison.behavior_text),
        sides=(
            ComparedSide(label=both("compare-one"), file="", diagram=joint, differences=rows),
            _side("compare-before", before, [(each, each.before) for each in gone]),
            _side("compare-after", after, [(each, each.after) for each in come]),
        ),
    )


def _side(key: str, model: ProcessModel, shown: list[tuple[Difference, tuple[str, ...]]]) -> ComparedSide:
    drawn = laid_out(model)
    elements = {element for _, of_difference in shown for element in of_difference}
    return ComparedSide(
        label=both(key),
        file=Path(model.path).name,
        diagram=Diagram(xml=xml_text(drawn), marks=tuple(_marks(shown)), drawing=drawing_of(drawn, elements)),
        differences=tuple(
            DifferenceRow(kind=each.change.value, sentence=in_both(each.text), elements=elements) for each, elements in shown
        ),
    )


def _marks(shown: list[tuple[Difference, tuple[str, ...]]]) -> Iterator[Mark]:
    """Mark each element once, by the first difference that names it."""
    marked: set[str] = set()
    for difference, elements in shown:
        for element in elements:
            if element not in marked:
                marked.add(element)
                hint = in_both(difference.text)
                yield Mark(element=element, kind=difference.change.value, severity="info", badge="", hint=hint)
