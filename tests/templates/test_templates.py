"""A workspace begins blank or as an example, in either language, as files or as a workbook; nothing is overwritten."""

from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.findings import UsageError
from workbench.information import read_information
from workbench.language import Language
from workbench.organization import check_duties, read_calendars, read_organization
from workbench.process import read_sidecar
from workbench.recognition import Outcome, check_file
from workbench.strategy import read_strategy
from workbench.study import assess, open_study
from workbench.tables import COLUMNS, Table, TableKind, read_tables
from workbench.tables.kinds import columns_named
from workbench.technology import read_landscape
from workbench.templates import WorkspaceContents, blank_workspace, example_workspace, write_with_files, write_with_workbook
from workbench.templates.chinese_headers import chinese_header

WRITERS = pytest.mark.parametrize("write", [write_with_files, write_with_workbook])
LANGUAGES = pytest.mark.parametrize("language", list(Language))
BEGINNINGS = pytest.mark.parametrize("begin", [blank_workspace, example_workspace])

Begin = Callable[[Language], WorkspaceContents]
Write = Callable[[WorkspaceContents, Path], None]


def cells(tables: tuple[Table, ...]) -> dict[TableKind, list[dict[str, str]]]:
    return {each.kind: [{**row.cells, **row.attributes} for row in each.rows] for each in tables}


@WRITERS
@LANGUAGES
@BEGINNINGS
def test_whatever_is_written_is_in_order(tmp_path: Path, begin: Begin, language: Language, write: Write) -> None:
    root = tmp_path / "new"
    write(begin(language), root)
    folder = read_tables(root / "models")
    calendars = read_calendars(root / "models/organization/calendars.yaml", "UTC")
    organization = read_organization(folder.tables, calendars)
    subjects = (organization, read_landscape(folder.tables), read_information(folder.tables))
    assert {each.kind for each in folder.tables} == set(TableKind)
    empty = [each.kind for each in folder.tables if not each.rows]
    assert [each.code for each in folder.findings] == (["TABLES_EMPTY"] if empty else [])
    assert [finding for each in subjects for finding in each.findings] == []
    assert organization.responsibilities is not None
    assert check_duties(organization.responsibilities) == ()
    assert read_strategy(root / "models/strategy.yaml").findings == ()


@LANGUAGES
@BEGINNINGS
def test_every_file_of_it_is_accepted_by_itself(tmp_path: Path, begin: Begin, language: Language) -> None:
    write_with_files(begin(language), tmp_path / "new")
    written = [path for path in (tmp_path / "new").rglob("*") if path.is_file() and path.suffix != ".md"]
    noted = {path.name: check_file(path) for path in written}
    assert {name: each.findings for name, each in noted.items() if each.outcome is not Outcome.ACCEPTED} == {}


@LANGUAGES
def test_files_and_workbook_hold_the_same(tmp_path: Path, language: Language) -> None:
    write_with_files(example_workspace(language), tmp_path / "files")
    write_with_workbook(example_workspace(language), tmp_path / "book")
    assert not list((tmp_path / "book").rglob("departments.csv"))
    assert cells(read_tables(tmp_path / "files" / "models").tables) == cells(read_tables(tmp_path / "book" / "models").tables)


def test_sheets_and_headers_speak_the_language_of_the_workspace(tmp_path: Path) -> None:
    for language in Language:
        write_with_workbook(blank_workspace(language), tmp_path / language)
    chinese, english = (read_tables(tmp_path / each / "models").tables for each in (Language.ZH_CN, Language.EN))
    assert {each.sheet for each in chinese} == {columns.title for columns in COLUMNS.values()}
    assert {each.sheet for each in english} == {kind.value for kind in TableKind}


@pytest.mark.parametrize("kind", list(TableKind))
def test_chinese_headers_are_read_as_the_columns_that_they_head(kind: TableKind) -> None:
    (table,) = [each for each in blank_workspace(Language.ZH_CN).tables if each.kind is kind]
    headers = [chinese_header(kind, column) for column in table.columns]
    assert [columns_named(headers, kind)[number] for number in range(len(headers))] == list(table.columns)


@LANGUAGES
def test_the_example_can_be_assessed_and_shows_what_was_skipped(tmp_path: Path, language: Language) -> None:
    write_with_files(example_workspace(language), tmp_path / "new")
    assessment = assess(open_study(tmp_path / "new"))
    found = [(finding.code, finding.object, finding.count) for each in assessment.processes for finding in each.findings]
    assert ("CF-SKIP", ("REP-05",), 6) in found
    assert read_sidecar(tmp_path / "new/models/processes/REP.yaml").owner == "P2"


def test_the_guide_explains_every_table_in_both_languages() -> None:
    for language in Language:
        guide = blank_workspace(language).files["README.md"].decode()
        assert [kind for kind in TableKind if f"## {kind.value} · " not in guide] == []
    assert "**department_id** (部门编号)" in guide


@WRITERS
def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, write: Write) -> None:
    kept = tmp_path / "mine.txt"
    kept.write_text("mine")
    with pytest.raises(UsageError, match="nothing is overwritten"):
        write(blank_workspace(Language.EN), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    with pytest.raises(UsageError):
        write(blank_workspace(Language.EN), kept)


@WRITERS
def test_the_same_workspace_is_the_same_bytes(tmp_path: Path, write: Write) -> None:
    for name in ("one", "two"):
        write(example_workspace(Language.EN), tmp_path / name)
    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / name).rglob("*") if path.is_file()} for name in ("one", "two")
    )
    assert one == two
