"""Tables are read whatever they are kept in; what is odd is said with its row and column."""

from pathlib import Path

import openpyxl
import pytest

from tests.tables.files import codes, first, table_of, texts, workbook, written
from workbench.findings import InputError, LimitError, UsageError
from workbench.language import Language
from workbench.tables import Limits, TableKind, read_table, read_workbook

DEPARTMENTS = "部门编号,部门名称,上级部门\nD1,总经办,\nD2,财务部,D1\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_encoding_delimiter_and_line_ends_do_not_matter(tmp_path: Path, encoding: str, delimiter: str, newline: str) -> None:
    content = DEPARTMENTS.replace(",", delimiter).replace("\n", newline).encode(encoding)
    table = table_of(tmp_path, content)
    assert texts(table) == texts(table_of(tmp_path, DEPARTMENTS))
    assert table.columns == ("department_id", "name", "parent_id")
    assert ("CSV_ENCODING" in codes(table)) == (encoding in ("gb18030", "gbk"))
    assert ("CSV_DELIMITER" in codes(table)) == (delimiter != ",")


@pytest.mark.parametrize("names", [("plain", "REQ、QUO"), ("女", "男"), ("通用", "财务部")])
def test_a_little_chinese_is_enough_to_know_its_encoding(tmp_path: Path, names: tuple[str, str]) -> None:
    content = "department_id,name\nD1,{}\nD2,{}\n".format(*names)
    assert texts(table_of(tmp_path, content.encode("gbk"))) == texts(table_of(tmp_path, content))


def test_the_header_decides_on_the_delimiter_however_the_cells_are_filled(tmp_path: Path) -> None:
    table = table_of(tmp_path, "department_id,name\nD1,a;b;c\nD2,d;e;f\n")
    assert codes(table) == []
    assert first(table).cell("name") == "a;b;c"


def test_rows_are_counted_as_a_spreadsheet_does(tmp_path: Path) -> None:
    table = table_of(tmp_path, 'department_id,name\nD1,"two\nlines"\n\n , \nD2,b\n')
    assert [row.place.row for row in table.rows] == [2, 5]
    assert first(table).place.file == str(table.path)


def test_blank_cells_are_absent_and_texts_are_trimmed(tmp_path: Path) -> None:
    row = first(table_of(tmp_path, "department_id,name,head\n D1 , 财务部\u3000,\n"))
    assert dict(row.cells) == {"department_id": "D1", "name": "财务部"}


def test_unknown_columns_are_kept_and_listed(tmp_path: Path) -> None:
    table = table_of(tmp_path, "department_id,name,Kostenstelle\nD1,a,4711\n")
    assert dict(first(table).attributes) == {"Kostenstelle": "4711"}
    (finding,) = table.findings
    assert (finding.code, "Kostenstelle" in finding.text()) == ("TABLE_UNKNOWN_COLUMNS", True)


@pytest.mark.parametrize(
    ("content", "code", "row", "column"),
    [
        ("department_id,name\nD1,\n", "TABLE_BLANK", 2, "name"),
        ("department_id,name\nD1,a\nD2,=1+1\n", "TEXT_FORMULA", 3, "name"),
        ("department_id,name,name\nD1,a,b\n", "CSV_DUP_COLUMN", 1, "name"),
        ("department_id,name\nD1,a,b\n", "TABLE_OUTSIDE", 2, None),
        ("我们的部门\ndepartment_id,name\nD1,a\n", "CSV_PREAMBLE", None, None),
    ],
)
def test_what_is_odd_is_said_with_its_row_and_column(
    tmp_path: Path, content: str, code: str, row: int | None, column: str | None
) -> None:
    (finding,) = table_of(tmp_path, content).findings
    assert (finding.code, finding.place.row, finding.place.column) == (code, row, column)
    for language in Language:
        assert "{" not in finding.text(language)


def test_a_title_above_the_header_is_passed_over_even_if_it_is_the_name_of_a_column(tmp_path: Path) -> None:
    table = table_of(tmp_path, "账号\n\n账号编号,类型\nU1,shared\n", TableKind.ACCOUNTS)
    assert texts(table) == [({"account_id": "U1", "kind": "shared"}, {})]
    assert [(finding.code, finding.place.line) for finding in table.findings] == [("CSV_PREAMBLE", 3)]


def test_a_number_with_a_sign_is_no_formula(tmp_path: Path) -> None:
    assert codes(table_of(tmp_path, "department_id,name\nD1,-5\nD2,+86 755\n")) == []


@pytest.mark.parametrize("header", ["password", "Passwd", "api_key", "userPassword", "登录密码", "口令", "access token"])
def test_secrets_are_neither_kept_nor_shown(tmp_path: Path, header: str) -> None:
    table = table_of(tmp_path, f"system_id,name,{header}\nS1,ERP,hunter2\n", TableKind.SYSTEMS)
    assert codes(table) == ["SECRET_IN_INPUT"]
    assert "hunter2" not in repr(table)
    assert header not in table.columns
    assert table.findings[0].place.column == header


def test_a_post_that_minds_secrets_is_none(tmp_path: Path) -> None:
    table = table_of(tmp_path, "活动,密码管理员\n付款,A\n", TableKind.RESPONSIBILITIES)
    assert codes(table) == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "FILE_EMPTY"),
        ("department_id,title_only\nD1,a\n", "CSV_MISSING_COLUMN"),
        ('department_id,name\nD1,"a\nD2,b\n', "CSV_QUOTE"),
        (b"department_id,name\nD1,a\x00b\n", "CSV_NUL"),
        ("部门编号,名称\nD1,一\n".encode() + "D2,财务\n".encode("gbk"), "CSV_ENCODING_BROKEN"),
        (b"PK\x03\x04 cut off", "FILE_TRUNCATED"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(tmp_path: Path, content: str | bytes, code: str) -> None:
    with pytest.raises(InputError) as refused:
        table_of(tmp_path, content)
    assert refused.value.finding.code == code
    assert "departments.csv" in str(refused.value)


def test_a_missing_column_is_named_beside_those_that_are_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"system_id.*function_id, Menge"):
        table_of(tmp_path, "function_id,Menge\nF1,3\n", TableKind.FUNCTIONS)
    with pytest.raises(InputError, match=r"post_id \| account_id"):
        table_of(tmp_path, "function_id\nF1\n", TableKind.PERMISSIONS)
    with pytest.raises(InputError, match="letter"):
        table_of(tmp_path, "activity_id,post_id\nA1,P1\n", TableKind.RESPONSIBILITIES)


def test_a_missing_file_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read_table(tmp_path / "gone.csv", TableKind.POSTS)


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(table_bytes=20), "LIMIT_TABLE"),
        (Limits(table_rows=2), "LIMIT_ROWS"),
        (Limits(columns=2), "LIMIT_COLUMNS"),
        (Limits(value_characters=3), "LIMIT_FIELD"),
    ],
)
def test_every_size_has_a_limit_that_can_be_raised(tmp_path: Path, limits: Limits, code: str) -> None:
    path = written(tmp_path, "t.csv", "department_id,name,head\nD1,a,P1\nD2,bbbb,P2\n")
    with pytest.raises(LimitError) as refused:
        read_table(path, TableKind.DEPARTMENTS, limits)
    assert refused.value.finding.code == code
    assert "--limit" in refused.value.finding.text()


def test_a_workbook_is_read_sheet_by_sheet(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        部门=[["部门编号", "部门名称"], ["D1", "财务部"]],
        posts=[["post_id", "name", "department_id", "headcount"], ["P1", "出纳", "D1", 2]],
        说明=[["read me"]],
        人员=[],
    )
    departments, posts = read_workbook(path)
    assert (departments.kind, departments.sheet, posts.kind) == (TableKind.DEPARTMENTS, "部门", TableKind.POSTS)
    assert dict(first(posts).cells) == {"post_id": "P1", "name": "出纳", "department_id": "D1", "headcount": "2"}
    assert first(posts).place.file == f"{path}#posts"
    (unread,) = departments.findings
    assert (unread.code, "说明" in unread.text()) == ("TABLE_SHEETS", True)
    assert texts(read_table(path, TableKind.POSTS)) == texts(posts)


def test_merged_cells_and_what_has_no_value_are_said(tmp_path: Path) -> None:
    path = workbook(tmp_path, 岗位=[["岗位编号", "名称", "部门"], ["P1", "a", "D1"], ["P2", "b"], ["P3", "#REF!", "D2"]])
    book = openpyxl.load_workbook(path)
    book["岗位"].merge_cells("C2:C3")
    book["岗位"]["B4"].data_type = "e"
    book.save(path)
    table = read_table(path, TableKind.POSTS)
    assert [row.cell("department_id") for row in table.rows] == ["D1", "D1", "D2"]
    assert codes(table) == ["XLSX_ERROR_CELL", "XLSX_MERGED", "TABLE_BLANK"]


def test_two_sheets_of_one_table_are_refused_by_both_names(tmp_path: Path) -> None:
    rows: list[list[object]] = [["department_id", "name"], ["D1", "a"]]
    with pytest.raises(InputError, match=r"#部门.*#departments"):
        read_workbook(workbook(tmp_path, 部门=rows, departments=rows))


def test_a_workbook_without_tables_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Sheet1"):
        read_workbook(workbook(tmp_path, Sheet1=[["a"]]))


def test_an_error_of_one_sheet_names_it(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"enterprise\.xlsx#岗位"):
        read_workbook(workbook(tmp_path, 岗位=[["岗位编号"], ["P1"]]))
