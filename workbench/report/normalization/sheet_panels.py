"""The sheets for those who judge: on a page, and as sheets of a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Final

from workbench.normalization.chain.sheets import Bases
from workbench.report.listed import listing_sheet, listing_table, texts_of
from workbench.report.looks import Panel
from workbench.report.page import Texts
from workbench.report.sheet import Sheet
from workbench.report.tables import both
from workbench.shown import Tabular
from workbench.study.chaining import Sheets

SHEETS: Final = tuple(each.name for each in fields(Sheets) if each.name != "head")
"""The sheets, in their order; `panel-NAME` says the title of each."""

_NOTHING: Final = {"entered_stages": "sheets-no-stage"}
"""What is to be done where a sheet is empty, if it is something of its own."""


def sheet_panels(sheets: Sheets) -> tuple[Panel, ...]:
    """Return every sheet with what is said of it, or what to do where it is empty; beside the annex stand the stages, too."""
    beside = {"annex": tuple(_stages(sheets))}
    return tuple(_panel(name, its, beside.get(name, ())) for name, its in named_sheets(sheets).items())


def bases_panel(bases: Bases) -> Panel:
    """Return the four bases of judgement by themselves, and where the other sheets are."""
    return _panel("bases", bases, (both("sheets-elsewhere"),))


def _panel(name: str, its: Tabular | None, beside: tuple[Texts, ...]) -> Panel:
    if its is None or not len(its):
        return Panel(key=name, notes=beside, missing=both(_NOTHING.get(name, "sheets-nothing")))
    return Panel(key=name, table=listing_table(its), notes=(*map(texts_of, its.said), *beside))


def judging_sheets(sheets: Sheets) -> Iterator[Sheet]:
    """Yield each as a sheet of a workbook; those that cannot be filled are left out."""
    yield from (listing_sheet(f"panel-{key}", its) for key, its in named_sheets(sheets).items() if its is not None)


def named_sheets(sheets: Sheets) -> Mapping[str, Tabular | None]:
    """Return the sheets by their names, in their order; None for one that cannot be filled."""
    return {name: getattr(sheets, name) for name in SHEETS}


def _stages(sheets: Sheets) -> Iterator[Texts]:
    """Say which stages were entered: they stand beside the numbers, which do not lead to them."""
    for each in sheets.entered_stages.rows:
        yield both("sheets-stage", scheme=each.scheme, stage=each.stage, date=each.date.isoformat() if each.date else "–")
    if not len(sheets.entered_stages):
        yield both("sheets-no-stage")
