"""What was written is read again as it was: from CSV, from a workbook, and from one into the other."""

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.tables.files import texts
from workbench.findings import Place
from workbench.tables import Row, Table, TableKind, read_table, read_workbook, write_table, write_workbook

ODD = [
    "007",
    "=1+1",
    "@SUM(A1)",
    "1e5",
    "2025-03-03",
    "1.0",
    "TRUE",
    "a,b;c\td",
    'say "x"',
    "x\ny\r\nz\rw",
    "财务部",
    "_x0041_",
    "𠮷",
]
LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
CELLS = st.one_of(st.sampled_from(ODD), st.text(LETTERS, max_size=12)).map(str.strip)
COLUMNS = ("department_id", "name", "备注;x", "=odd")


def table_of(cells: list[list[str]]) -> Table:
    rows = []
    for number, row in enumerate(cells, 2):
        filled = {column: text for column, text in zip(COLUMNS, row, strict=True) if text}
        known, others = ({c: t for c, t in filled.items() if (c in COLUMNS[:2]) is wanted} for wanted in (True, False))
        rows.append(Row(place=Place(file="memory", row=number), cells=known, attributes=others))
    return Table(kind=TableKind.DEPARTMENTS, path=Path("memory"), columns=COLUMNS, rows=tuple(row for row in rows if said(row)))


def said(row: Row) -> bool:
    return bool(row.cells or row.attributes)


@given(st.lists(st.lists(CELLS, min_size=4, max_size=4), max_size=5))
@example([ODD[:4], ODD[4:8], ODD[8:12]])
def test_every_text_survives_csv_and_workbook_and_csv_again(
    tmp_path_factory: pytest.TempPathFactory, cells: list[list[str]]
) -> None:
    folder, table = tmp_path_factory.mktemp("trip"), table_of(cells)
    write_table(table, folder / "a.csv")
    from_csv = read_table(folder / "a.csv", TableKind.DEPARTMENTS)
    write_workbook([from_csv], folder / "b.xlsx")
    (from_workbook,) = read_workbook(folder / "b.xlsx")
    write_table(from_workbook, folder / "c.csv")
    assert from_csv.columns == from_workbook.columns == COLUMNS
    assert texts(table) == texts(from_csv) == texts(from_workbook)
    assert (folder / "a.csv").read_bytes() == (folder / "c.csv").read_bytes()


def test_another_program_reads_the_workbook_and_finds_texts_only(tmp_path: Path) -> None:
    table = table_of([["D1", text, "", "007"] for text in ODD])
    write_workbook([table], tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["部门"]
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    read = [row[1] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in read} == {"s"}
    assert [openpyxl.utils.escape.unescape(cell.value) for cell in read] == ODD
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert not re.search(rb"<f[ >]", archive.read("xl/worksheets/sheet1.xml"))


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    table = table_of([["D1", "a", "", ""]])
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook([table], tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_spreadsheet_opens_the_csv_as_utf8(tmp_path: Path) -> None:
    write_table(table_of([["D1", "财务部", "", ""]]), tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfdepartment_id,name,")


def test_the_demo_enterprise_goes_into_one_workbook_and_back(tmp_path: Path) -> None:
    models = Path(__file__).resolve().parents[2] / "models"
    tables = [read_table(path, TableKind(path.stem)) for path in sorted(models.rglob("*.csv"))]
    assert {each.kind for each in tables} == {*TableKind} - {TableKind.TEAMS}
    write_workbook(tables, tmp_path / "enterprise.xlsx")
    again = read_workbook(tmp_path / "enterprise.xlsx")
    assert [(each.kind, each.columns, texts(each)) for each in tables] == [(e.kind, e.columns, texts(e)) for e in again]
    assert [finding for each in (*tables, *again) for finding in each.findings] == []
