"""The sheets say on a page, in a workbook, as CSV and as JSON the same; a stage is entered, and nothing runs."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.report.normalization.strategic import assessed
from workbench.findings import UsageError
from workbench.language import Language
from workbench.report.normalization.sheet_panels import SHEETS, sheet_panels
from workbench.report.normalization.sheets_file import sheets_csv, sheets_json, write_sheets
from workbench.strategy import EnteredAssessment
from workbench.study.chaining import Sheets, sheets_of


@cache
def sheets() -> Sheets:
    return sheets_of(assessed())


def test_every_sheet_is_on_a_page_with_its_rows() -> None:
    panels = sheet_panels(sheets())
    assert tuple(each.key for each in panels) == SHEETS
    assert [len(each.table.rows) for each in panels if each.table] == [len(getattr(sheets(), each)) for each in SHEETS]
    assert sheets_of(assessed()).bases.rows == sheets().bases.rows


def test_the_annex_names_the_stage_that_was_entered_or_says_that_none_was() -> None:
    annex = sheets().annex
    assert annex is not None
    entered = EnteredAssessment(scheme="GB/T 23020", stage="integration", date=date(2025, 5, 1))
    notes = [each.en for each in sheet_panels(replace(sheets(), annex=replace(annex, entered=(entered,))))[-1].notes]
    assert notes == ["Entered stage: GB/T 23020 integration (2025-05-01)."]
    assert "No stage was entered" in sheet_panels(sheets())[-1].notes[0].en
    assert sheet_panels(replace(sheets(), annex=None))[-1].missing is not None


def test_json_and_csv_hold_every_row_and_what_begins_like_a_formula_is_inert() -> None:
    content = json.loads(sheets_json(sheets()))
    assert [len(content[each]) for each in SHEETS] == [len(getattr(sheets(), each)) for each in SHEETS]
    rows = list(csv.DictReader(io.StringIO(sheets_csv(sheets(), Language.EN).removeprefix("\ufeff"))))
    named = [each["value"] for each in rows if (each["sheet"], each["row"], each["column"]) == ("bases", "1", "name")]
    assert (content["bases"][0]["name"], named) == ({"zh-CN": "=周期", "en": "=cycle"}, ["'=cycle"])


def test_a_workbook_has_a_sheet_each_and_another_ending_is_refused_with_those_there_are(tmp_path: Path) -> None:
    write_sheets(sheets(), "Small", tmp_path / "s.xlsx", Language.ZH_CN)
    with ZipFile(tmp_path / "s.xlsx") as book:
        assert sum(name.startswith("xl/worksheets/sheet") for name in book.namelist()) == len(SHEETS)
    with pytest.raises(UsageError, match=r"\.xlsx"):
        write_sheets(sheets(), "Small", tmp_path / "s.pdf", Language.EN)
