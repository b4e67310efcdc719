"""All tables of a workspace are read together; one that is broken, or stands in two places, costs only itself."""

from pathlib import Path

from tests.workspace_tables import models
from workbench.findings import Severity
from workbench.tables import TableKind, read_tables, write_workbook

POSTS = "post_id,name,department_id\nP1,Buyer,D1"
DEPARTMENTS = "department_id,name\nD1,Purchase"


def test_tables_are_found_in_every_folder_under_either_name(tmp_path: Path) -> None:
    folder = models(tmp_path, departments=DEPARTMENTS, systems="system_id,name\nS1,ERP", aliases="kind,alias,id\npost,B,P1")
    (folder / "organization" / "岗位.tsv").write_text(POSTS.replace(",", "\t"), encoding="utf-8")
    read = read_tables(folder)
    assert {each.kind for each in read.tables} == {TableKind.DEPARTMENTS, TableKind.POSTS, TableKind.SYSTEMS, TableKind.ALIASES}
    assert read.findings == ()


def test_no_folder_no_tables(tmp_path: Path) -> None:
    assert read_tables(tmp_path / "models") == read_tables(tmp_path)


def test_a_workbook_stands_in_place_of_files(tmp_path: Path) -> None:
    written = read_tables(models(tmp_path / "csv", departments=DEPARTMENTS, posts=POSTS)).tables
    target = tmp_path / "xlsx" / "models"
    target.mkdir(parents=True)
    write_workbook(written, target / "enterprise.xlsx")
    read = read_tables(target)
    assert read.findings == ()
    assert [(each.kind, [row.cells for row in each.rows]) for each in read.tables] == [
        (each.kind, [row.cells for row in each.rows]) for each in written
    ]


def test_a_table_in_two_places_is_refused_by_both_names_and_the_others_are_read(tmp_path: Path) -> None:
    folder = models(tmp_path, departments=DEPARTMENTS, posts=POSTS)
    write_workbook([each for each in read_tables(folder).tables if each.kind is TableKind.POSTS], folder / "enterprise.xlsx")
    read = read_tables(folder)
    assert [each.kind for each in read.tables] == [TableKind.DEPARTMENTS]
    (finding,) = read.findings
    assert finding.code == "TABLE_TWICE"
    assert "posts.csv" in finding.text()
    assert "enterprise.xlsx" in finding.text()


def test_a_broken_table_costs_itself_only(tmp_path: Path) -> None:
    read = read_tables(models(tmp_path, departments=DEPARTMENTS, posts="post_id,name\nP1,Buyer"))
    assert [each.kind for each in read.tables] == [TableKind.DEPARTMENTS]
    assert [each.code for each in read.findings] == ["CSV_MISSING_COLUMN"]


def test_a_file_of_another_name_is_noted(tmp_path: Path) -> None:
    folder = models(tmp_path, departments=DEPARTMENTS)
    (folder / "organization" / "notes.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert [each.code for each in read_tables(folder).findings] == ["TABLE_UNKNOWN_FILE"]


def test_tables_without_rows_are_said_once_since_that_is_a_statement(tmp_path: Path) -> None:
    folder = models(
        tmp_path,
        posts="post_id,name,department_id",
        coordination="department_a,department_b,mechanism",
        systems="system_id,name,kind\nERP,ERP,application",
    )
    (told,) = read_tables(folder).findings
    assert (told.code, told.severity) == ("TABLES_EMPTY", Severity.INFO)
    assert "coordination, posts" in told.text()
