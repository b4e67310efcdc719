"""What the owner of a process chooses from: elements of the diagram with what was found on them, and the model's ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workbench.process import AccountRow, tag_in_words
from workbench.report.page import FindingRow, ProcessPage, Table, Texts
from workbench.report.tables import called, count, in_both, same, table
from workbench.study import AssessedProcess


@dataclass(frozen=True, kw_only=True)
class FoundElement:
    """An element of the diagram that shows findings, and how many."""

    element: str
    name: Texts
    findings: int


def found_elements(page: ProcessPage, process: AssessedProcess, chosen: str | None = None) -> tuple[FoundElement, ...]:
    """Return the elements that show claimed findings, the chosen one of the process first, whatever it shows."""
    design = process.study.design
    is_drawn = design is not None and chosen in {each.id for each in design.process.nodes}
    numbers: dict[str, int] = {chosen: 0} if chosen is not None and is_drawn else {}
    for row in _claimed(page):
        for element in row.elements:
            numbers[element] = numbers.get(element, 0) + 1
    return tuple(
        FoundElement(element=each, name=called(design.naming.texts(each)) if design else same(each), findings=number)
        for each, number in numbers.items()
    )


def shown_on(rows: Iterable[FindingRow], element: str | None) -> tuple[FindingRow, ...]:
    """Return the findings that an element shows, all of them where none is chosen."""
    return tuple(each for each in rows if element is None or element in each.elements)


def ledger_table(rows: Iterable[AccountRow]) -> Table:
    """Return what became of the elements of a model, a row a tag."""
    numbers = ("report-used", "report-approximated", "report-kept", "report-not-understood")
    cells = [
        (_tag(each.tag), count(each.used), count(each.approximated), count(each.kept), count(each.not_understood))
        for each in rows
    ]
    return table(("report-element",), numbers, cells)


def cases_table(row: FindingRow) -> Table:
    """Return every case of a finding."""
    return table(("process-cases",), (), [(each,) for each in row.cases])


def _claimed(page: ProcessPage) -> Iterator[FindingRow]:
    yield from page.findings.first
    yield from page.findings.further


def _tag(tag: str) -> Texts:
    return in_both(lambda language: tag_in_words(tag, language))
