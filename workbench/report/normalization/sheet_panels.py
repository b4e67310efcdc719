"""The sheets for those who judge: on a page, and as sheets of a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Final

from workbench.normalization.chain.sheets import Bases
from workbench.report.listed import listing_sheet, listing_table
from workbench.report.looks import Panel
from workbench.report.page import Texts
from workbench.report.sheet import Sheet
from workbench.report.tables import both, count
from workbench.shown import Tabular
from workbench.strategy import EnteredAssessment
from workbench.study.chaining import Sheets

SHEETS: Final = tuple(each.name for each in fields(Sheets) if each.name != "head")
"""The sheets, in their order; `panel-NAME` says the title of each."""


def sheet_panels(sheets: Sheets) -> tuple[Panel, ...]:
    """Return every sheet with what is said of it as a whole; the annex says what it lacks where there is none."""
    notes = {"annex": tuple(_stages(sheets)), "boundary": _outside(sheets)}
    return tuple(
        Panel(
            key=name,
            table=None if its is None or not len(its) else listing_table(its),
            notes=notes.get(name, ()),
            missing=None if its is not None and len(its) else both("sheets-nothing"),
        )
        for name, its in named_sheets(sheets).items()
    )


def bases_panel(bases: Bases) -> Panel:
    """Return the four bases of judgement by themselves, and where the other sheets are."""
    made = listing_table(bases) if len(bases) else None
    return Panel(key="bases", table=made, notes=(both("sheets-elsewhere"),), missing=None if made else both("sheets-nothing"))


def judging_sheets(sheets: Sheets) -> Iterator[Sheet]:
    """Yield each as a sheet of a workbook; those that cannot be filled are left out."""
    yield from (listing_sheet(f"panel-{key}", its) for key, its in named_sheets(sheets).items() if its is not None)


def named_sheets(sheets: Sheets) -> Mapping[str, Tabular | None]:
    """Return the sheets by their names, in their order; None for one that cannot be filled."""
    return {name: getattr(sheets, name) for name in SHEETS}


def entered_stages(sheets: Sheets) -> tuple[EnteredAssessment, ...]:
    """Return the stages that were entered."""
    return sheets.annex.entered if sheets.annex is not None else ()


def _stages(sheets: Sheets) -> Iterator[Texts]:
    """Say which stages were entered: they stand beside the numbers, which do not lead to them."""
    entered = entered_stages(sheets)
    for each in entered:
        yield both("sheets-stage", scheme=each.scheme, stage=each.stage, date=each.date.isoformat() if each.date else "–")
    if not entered:
        yield both("sheets-no-stage")


def _outside(sheets: Sheets) -> tuple[Texts, ...]:
    facts = {"outside": count(sheets.boundary.outside_events), "nowhere": count(sheets.boundary.nowhere)}
    return (both("sheets-outside", **facts),)
