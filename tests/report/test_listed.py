"""Whatever is a table is taken along as a sheet or as CSV: in both languages, the unknown left empty, nothing that runs."""

import csv
import importlib
import io
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from types import MappingProxyType

import numpy as np
import pytest

import workbench
from workbench.language import Language, catalogue
from workbench.normalization.corrections.warnings import Forecasts
from workbench.report.listed import listing_csv, listing_sheet, listing_table
from workbench.report.sheet import Kind
from workbench.report.workbook import workbook_bytes
from workbench.shown import Columns, Listing, Said

APART = ("workbench.__main__", "workbench.app", "workbench.eventlog.engines.spark")
"""What needs a program that is not there, or begins one when it is imported."""


@dataclass(frozen=True, kw_only=True)
class Row:
    case: str
    question: Said
    held: int | None
    bound: float | None
    is_tolerable: bool | None
    due: date | None


class Rows(Listing[Row]):
    kind = Row


ROWS = Rows(
    rows=(
        Row(case="=1+1", question={"zh-CN": "问", "en": "ask"}, held=3, bound=0.5, is_tolerable=True, due=date(2026, 3, 2)),
        Row(case="b", question="?", held=None, bound=None, is_tolerable=None, due=None),
    )
)


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_table_is_written_in_a_language_and_leaves_empty_what_is_not_known() -> None:
    assert read(listing_csv(ROWS, Language.EN))[1:] == [
        ["'=1+1", "ask", "3", "0.5", "yes", "2026-03-02"],
        ["b", "?", "", "", "", ""],
    ]
    assert read(listing_csv(ROWS, Language.ZH_CN))[1][1] == "问"
    assert read(listing_csv(ROWS, Language.ZH_CN))[0][0] == catalogue(Language.ZH_CN)["column-case"]


def test_a_sheet_has_a_kind_for_each_column() -> None:
    sheet = listing_sheet("review-part-audits", ROWS)
    kinds = [each.kind for each in sheet.columns]
    assert kinds == [Kind.SENTENCE, Kind.SENTENCE, Kind.COUNT, Kind.FIGURE, Kind.WORD, Kind.SENTENCE]
    assert sheet.rows[1][2:5] == (None, None, None)
    assert sheet.total == 2


def test_moments_and_durations_are_told_as_such() -> None:
    table = Columns(
        values={
            "first": np.array(["2026-03-02T08:00:00", "NaT"], dtype="datetime64[us]"),
            "duration": np.array([90_000_000, 0], dtype="timedelta64[us]"),
        }
    )
    sheet = listing_sheet("review-part-audits", table)
    assert [str(row[0]) for row in sheet.rows] == ["2026-03-02 08:00:00", "None"]
    assert read(listing_csv(table, Language.EN))[1][1] == "1.5 min"


@pytest.mark.parametrize("language", list(Language))
def test_a_sheet_of_any_listing_can_be_written(language: Language) -> None:
    sheets = [listing_sheet("review-part-audits", ROWS), listing_sheet("review-part-warnings", Forecasts(rows=()))]
    assert workbook_bytes("t", sheets, language) == workbook_bytes("t", sheets, language)


def every_listing() -> Iterator[type[Listing[Row]]]:
    """Yield each kind of table of the package that is rows of a dataclass, whichever module it stands in."""
    for module in pkgutil.walk_packages(workbench.__path__, "workbench."):
        if not module.name.startswith(APART):
            importlib.import_module(module.name)
    waiting = [Listing]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith("workbench.") and len(fields(kind)) == 1 and hasattr(kind, "kind"):
            yield kind


def test_every_column_of_every_table_has_a_name_in_both_languages() -> None:
    listings = list(every_listing())
    assert len(listings) > 20
    columns = {(each.__name__, name) for each in listings for name in each(rows=()).columns(slice(None))}
    for language in Language:
        assert [each for each in sorted(columns) if f"column-{each[1]}" not in catalogue(language)] == []


@dataclass(frozen=True, kw_only=True)
class Measured:
    value: float | None
    measured_in: str
    bound: float


class InUnits(Listing[Measured]):
    kind = Measured
    measured_by = MappingProxyType({"value": "measured_in", "bound": "share"})


def test_figures_of_a_page_stand_in_their_unit_and_the_column_of_units_goes() -> None:
    rows = (Measured(value=0.9444, measured_in="share", bound=0.05), Measured(value=2.5, measured_in="d", bound=1.0))
    made = listing_table(InUnits(rows=(*rows, Measured(value=None, measured_in="d", bound=0.0))))
    assert len(made.headings) == 2
    assert [[cell.zh for cell in row] for row in made.rows] == [["94.4%", "5.0%"], ["2.50 天", "100.0%"], ["–", "0.0%"]]
