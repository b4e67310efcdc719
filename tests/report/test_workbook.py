"""A report as a workbook: read back by another program and by our own reader, with nothing that runs and the same bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.report.pages import HOSTILE
from tests.report.small_workspaces import workspace
from workbench.language import Language
from workbench.report.page import Texts
from workbench.report.sheet import Column, Kind, Sheet
from workbench.report.sheets import sheets_of
from workbench.report.workbook import sheet_names, workbook_bytes, write_report_workbook
from workbench.study import Assessment, assess, open_study
from workbench.tables.limits import Limits
from workbench.tables.workbook import Workbook

ROOT = Path(__file__).resolve().parents[2]
FAMILIES = ("CF", "PO", "TP", "TO", "DT", "PF")
EVIL = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", HOSTILE, "a\x00\x0b\x1fb", "_x0041_", "http://x.example/", "x" * 40_000]


@pytest.fixture(scope="module")
def demo() -> Assessment:
    return assess(open_study(ROOT))


def same(text: str) -> Texts:
    return Texts(zh=text, en=text)


def sheet(*rows: tuple[object, ...], kinds: tuple[Kind, ...], name: str = "s") -> Sheet:
    columns = tuple(Column(heading=same(f"h{number}"), kind=kind) for number, kind in enumerate(kinds))
    return Sheet(name=same(name), told=same("told"), columns=columns, rows=rows, total=len(rows))  # type: ignore[arg-type]


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(content))


def table(page: Worksheet) -> list[list[object]]:
    """Return the rows of the one table of a sheet, its head first."""
    (found,) = page.tables.values()
    return [[cell.value for cell in row] for row in page[found.ref]]


@pytest.mark.parametrize("language", Language)
def test_every_family_has_a_sheet_with_a_real_table_of_its_findings(demo: Assessment, language: Language) -> None:
    book = opened(workbook_bytes("demo", sheets_of(demo), language))
    for family in FAMILIES:
        (name,) = [each for each in book.sheetnames if each.startswith(f"{family} ")]
        expected = {each.id for each in demo.findings if each.code.startswith(family)}
        assert expected
        assert {row[-1] for row in table(book[name])[1:]} == expected
        assert book[name].freeze_panes == "A3"
        (found,) = book[name].tables.values()
        assert found.autoFilter is not None


def test_both_languages_are_complete(demo: Assessment) -> None:
    chinese, english = (opened(workbook_bytes("demo", sheets_of(demo), language)) for language in Language)
    assert [each.dimensions for each in chinese.worksheets] == [each.dimensions for each in english.worksheets]
    assert chinese.sheetnames[0] == "概要"
    assert english.sheetnames[0] == "Summary"
    assert "流程" in [cell.value for cell in chinese.worksheets[0][2]]


def test_figures_are_numbers_and_dates_are_dates(demo: Assessment) -> None:
    page = opened(workbook_bytes("demo", sheets_of(demo), Language.EN))["Summary"]
    head, *rows = table(page)
    otd = dict(zip(head, rows[0], strict=True))
    assert otd["Conforming cases"] == pytest.approx(0.813333, abs=1e-6)
    assert isinstance(otd["First"], (date, datetime))
    assert (otd["Complete cases"], otd["Level"], otd["critical"]) == (300, "M2", 1)
    formats = {page.cell(2, column).value: page.cell(3, column).number_format for column in range(1, len(head) + 1)}
    assert (formats["Conforming cases"], formats["First"], formats["Complete cases"]) == ("0.00%", "yyyy-mm-dd", "#,##0")


def test_every_affected_case_stands_with_when_it_was(demo: Assessment) -> None:
    head, *rows = table(opened(workbook_bytes("demo", sheets_of(demo), Language.EN))["Cases"])
    assert len(rows) == sum(len(each.cases) for each in demo.findings)
    skipped = [row for row in rows if row[1] == "CF-SKIP" and row[0] == "OTD"]
    assert len(skipped) == 36
    assert all(isinstance(row[head.index("First")], datetime) for row in skipped)
    assert {row[head.index("Process")] for row in skipped} == {"OTD"}


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    contents = []
    for run in ("a", "b"):
        write_report_workbook(assess(open_study(workspace(tmp_path / "w", "p"))), tmp_path / f"{run}.xlsx", Language.EN)
        contents.append((tmp_path / f"{run}.xlsx").read_bytes())
    assert contents[0] == contents[1]


def test_nothing_begins_a_formula_or_a_link() -> None:
    content = workbook_bytes("t", [sheet(*((each,) for each in EVIL), kinds=(Kind.WORD,))], Language.EN)
    cells = [row[0] for row in opened(content)["s"].iter_rows(min_row=3)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(str(cell.value).startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
    assert not any(cell.hyperlink for cell in cells)
    assert max(len(str(cell.value)) for cell in cells) == 32_767
    with ZipFile(BytesIO(content)) as parts:
        assert not any(b"<f>" in parts.read(name) or b"hyperlink" in parts.read(name) for name in parts.namelist())


def test_our_own_reader_reads_control_characters_and_escapes_as_they_were() -> None:
    content = workbook_bytes("t", [sheet(("a\x0bb",), ("_x0041_",), kinds=(Kind.WORD,))], Language.EN)
    assert read_back(content)["s"][-2:] == ["a\x0bb", "_x0041_"]


def test_our_own_reader_reads_every_sheet(demo: Assessment) -> None:
    sheets = sheets_of(demo)
    read = read_back(workbook_bytes("demo", sheets, Language.ZH_CN))
    assert list(read) == sheet_names(sheets, Language.ZH_CN)
    assert "云岭精密装备有限公司" not in read["概要"]
    assert {"OTD", "ECM", "P2P"} <= set(read["概要"])


def read_back(content: bytes) -> dict[str, list[str]]:
    """Return the texts of each sheet as our own reader of workbooks has them."""
    with ZipFile(BytesIO(content)) as archive:
        book = Workbook(archive, "t.xlsx", Limits())
        return {name: [book.said(cell) for cell in book.cells(part, [])] for name, part in book.sheets.items()}


@pytest.mark.parametrize(
    ("names", "legal"),
    [
        (("a", "A", "a"), ["a", "A 2", "a 3"]),
        (("[x]:*?/\\y",), ["x      y"]),
        (("'quoted'", ""), ["quoted", "_"]),
        (("流" * 40, "流" * 40), ["流" * 31, f"{'流' * 29} 2"]),
    ],
)
def test_sheets_have_legal_names_each_once(names: tuple[str, ...], legal: list[str]) -> None:
    assert sheet_names([sheet(kinds=(Kind.WORD,), name=name) for name in names], Language.EN) == legal


def test_headings_that_are_the_same_are_told_apart() -> None:
    twice = sheet(("a", "b"), kinds=(Kind.WORD, Kind.WORD))
    twice = replace(twice, columns=(twice.columns[0], replace(twice.columns[1], heading=same("H0"))))
    assert table(opened(workbook_bytes("t", [twice], Language.EN))["s"])[0] == ["h0", "H0 2"]


def test_a_sheet_without_rows_says_so_and_unknown_stays_empty() -> None:
    book = opened(workbook_bytes("t", [sheet(kinds=(Kind.WORD,)), sheet((None, 0), kinds=(Kind.COUNT, Kind.COUNT))], Language.EN))
    assert book["s"]["A1"].value == "told There are no rows."
    assert table(book["s 2"])[1] == [None, 0]


def test_chinese_columns_are_wide_enough() -> None:
    book = opened(workbook_bytes("t", [sheet(("云岭精密装备有限公司",), ("abc",), kinds=(Kind.WORD,))], Language.ZH_CN))
    assert book["s"].column_dimensions["A"].width >= 20
