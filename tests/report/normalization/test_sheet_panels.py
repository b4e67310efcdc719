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
from openpyxl import load_workbook

from tests.report.normalization.strategic import assessed
from workbench.findings import UsageError
from workbench.language import Language
from workbench.normalization.chain.sheets import stages_of
from workbench.report.normalization.sheet_panels import SHEETS, sheet_panels
from workbench.report.normalization.sheets_file import sheets_csv, sheets_json, write_sheets
from workbench.strategy import EnteredAssessment, Strategy
from workbench.study.chaining import Sheets, sheets_of


@cache
def sheets() -> Sheets:
    return sheets_of(assessed())


def test_every_sheet_is_on_a_page_with_its_rows() -> None:
    panels = sheet_panels(sheets())
    assert tuple(each.key for each in panels) == SHEETS
    assert [len(each.table.rows) if each.table else 0 for each in panels] == [len(getattr(sheets(), each)) for each in SHEETS]
    assert sheets_of(assessed()).bases.rows == sheets().bases.rows


def with_stage() -> Sheets:
    """Return the sheets with a stage that was entered, where no indicator can be rated."""
    entered = EnteredAssessment(scheme="GB/T 23020", stage="integration", date=date(2025, 5, 1))
    return replace(sheets(), annex=None, entered_stages=stages_of(Strategy(assessments=(entered,))))


def test_a_stage_that_was_entered_is_told_also_where_nothing_can_be_rated(tmp_path: Path) -> None:
    *_, annex, stages = sheet_panels(with_stage())
    assert [each.en for each in annex.notes] == ["Entered stage: GB/T 23020 integration (2025-05-01)."]
    assert annex.missing is not None
    assert stages.table is not None
    assert [[cell.en for cell in row] for row in stages.table.rows] == [["GB/T 23020", "integration", "2025-05-01"]]
    assert "entered_stages,1,stage,integration" in sheets_csv(with_stage(), Language.EN)
    told = json.loads(sheets_json(with_stage()))
    assert told["entered_stages"] == [{"scheme": "GB/T 23020", "stage": "integration", "date": "2025-05-01"}]
    write_sheets(with_stage(), "Small", tmp_path / "s.xlsx", Language.EN)
    book = load_workbook(tmp_path / "s.xlsx")
    assert [cell.value for cell in book["Entered stages"][3]] == ["GB/T 23020", "integration", "2025-05-01"]


def test_where_no_stage_was_entered_that_is_said() -> None:
    *_, annex, stages = sheet_panels(sheets())
    assert stages.missing is not None
    assert [each.en for each in annex.notes] == [stages.missing.en]
    assert "No stage was entered" in stages.missing.en


def test_what_was_done_outside_is_said_by_every_outlet(tmp_path: Path) -> None:
    (said,) = next(each for each in sheet_panels(sheets()) if each.key == "boundary").notes
    assert "out of scope" in said.en
    assert said.en in sheets_csv(sheets(), Language.EN)
    assert json.loads(sheets_json(sheets()))["said"]["boundary"][0]["zh-CN"] == said.zh
    write_sheets(sheets(), "Small", tmp_path / "s.xlsx", Language.EN)
    assert said.en in str(load_workbook(tmp_path / "s.xlsx")["Scope and boundary"]["A1"].value)


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
