"""What is found in a workspace does not depend on how its files are kept: order, encoding, delimiter, headers, form, sheets."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

import pytest

from demo.files import write as write_demo
from demo.generate import generate as generate_demo
from tests.enterprise.generate import generate as generate_laboratory
from tests.enterprise.writing import write as write_laboratory
from workbench import Language, assess, open_study
from workbench.report.findings_file import findings_json
from workbench.tables import Table, TableKind, normalized_responsibilities, read_tables, write_workbook
from workbench.tables.headers import OF_ANY_TABLE, OF_ONE_TABLE

Rows: TypeAlias = list[list[str]]
LETTERS: Final = "RASCI"
FIRST_COUNTS: Final = (TableKind.PERSONS, TableKind.FUNCTIONS)
"""Tables whose first row is a person's own post, or an activity's usual function; the further ones are second and alternative."""


def write(name: str, root: Path) -> Path:
    """Write one of the two enterprises."""
    if name == "demo":
        write_demo(generate_demo(), root)
    else:
        write_laboratory(generate_laboratory(2), root, "tables")
    return root


def told(workspace: Path) -> dict[str, Any]:
    """Return the findings file without its inputs and notices, which are of the files."""
    content = json.loads(findings_json(assess(open_study(workspace)), Language.EN))
    processes = [{key: value for key, value in each.items() if key != "notices"} for each in content["processes"]]
    return {"processes": processes, **{part: content[part] for part in ("findings", "below_threshold", "unknown", "suppressed")}}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    return {name: told(write(name, tmp_path_factory.mktemp(name))) for name in ("demo", "laboratory")}


@pytest.fixture(params=["demo", "laboratory"])
def enterprise(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def workspace(enterprise: str, tmp_path: Path) -> Path:
    return write(enterprise, tmp_path)


def rows_of(table: Table) -> Rows:
    cells = ({**each.cells, **each.attributes} for each in table.rows)
    return [list(table.columns), *([row.get(column, "") for column in table.columns] for row in cells)]


def write_csv(path: Path, rows: Sequence[Sequence[str]], encoding: str = "utf-8", delimiter: str = ",") -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))


def shuffled(rows: Rows) -> Rows:
    random.Random(len(rows)).shuffle(body := rows[1:])
    return [rows[0], *body]


def with_columns_turned(rows: Rows) -> Rows:
    return [row[::-1] for row in rows]


def capitalized(rows: Rows) -> Rows:
    return [[each.upper() for each in rows[0]], *rows[1:]]


def with_blank_rows(rows: Rows) -> Rows:
    return [each for row in rows for each in (row, [""] * len(row))]


def in_chinese(kind: TableKind, header: str) -> str:
    names = f"{OF_ONE_TABLE.get(kind.value, {}).get(header, '')} {OF_ANY_TABLE.get(header, '')}".split()
    return next((name for name in names if not name.isascii()), header)


@pytest.mark.parametrize("change", [shuffled, with_columns_turned, capitalized, with_blank_rows])
def test_the_look_of_tables_does_not_matter(
    workspace: Path, enterprise: str, expected: dict[str, Any], change: Callable[[Rows], Rows]
) -> None:
    for table in read_tables(workspace / "models").tables:
        if change is not shuffled or table.kind not in FIRST_COUNTS:
            write_csv(table.path, change(rows_of(table)))
    assert told(workspace) == expected[enterprise]


def test_which_post_is_the_second_and_which_function_the_alternative_changes_no_finding(
    workspace: Path, enterprise: str, expected: dict[str, Any]
) -> None:
    for table in read_tables(workspace / "models").tables:
        if table.kind in FIRST_COUNTS:
            write_csv(table.path, shuffled(rows_of(table)))
    assert {**told(workspace), "suppressed": None} == {**expected[enterprise], "suppressed": None}


@pytest.mark.parametrize(("encoding", "delimiter"), [("gb18030", ";"), ("utf-16", "\t"), ("gbk", ",")])
def test_encoding_delimiter_and_language_of_headers_do_not_matter(
    workspace: Path, enterprise: str, expected: dict[str, Any], encoding: str, delimiter: str
) -> None:
    for table in read_tables(workspace / "models").tables:
        rows = rows_of(table)
        header = [in_chinese(table.kind, each) for each in rows[0]]
        write_csv(table.path, [header, *rows[1:]], encoding, delimiter)
    assert told(workspace) == expected[enterprise]


def test_one_workbook_says_the_same_as_many_files(workspace: Path, enterprise: str, expected: dict[str, Any]) -> None:
    tables = read_tables(workspace / "models").tables
    write_workbook(tables, workspace / "models/enterprise.xlsx")
    for table in tables:
        table.path.unlink()
    assert told(workspace) == expected[enterprise]


@pytest.mark.parametrize("form", ["long", "wide", "matrix"])
def test_the_form_of_responsibilities_does_not_matter(
    workspace: Path, enterprise: str, expected: dict[str, Any], form: str
) -> None:
    (table,) = (each for each in read_tables(workspace / "models").tables if each.kind is TableKind.RESPONSIBILITIES)
    said = normalized_responsibilities(table)
    letters: dict[tuple[str, str], str] = {}
    for duty in said.entries:
        letters[duty.activity, duty.post] = letters.get((duty.activity, duty.post), "") + duty.letter.value
    posts, activities = sorted({post for _, post in letters}), [each.activity for each in said.activities]
    forms: dict[str, Rows] = {
        "long": [["activity_id", "post_id", "letter"], *([*pair, "|".join(its)] for pair, its in letters.items())],
        "wide": [
            ["activity_id", *LETTERS],
            *(
                [each, *("|".join(post for post in posts if letter in letters.get((each, post), "")) for letter in LETTERS)]
                for each in activities
            ),
        ],
        "matrix": [
            ["activity_id", *posts],
            *([each, *("|".join(letters.get((each, post), "")) for post in posts)] for each in activities),
        ],
    }
    write_csv(table.path, forms[form])
    assert told(workspace) == expected[enterprise]


def test_what_nobody_has_to_do_with_changes_nothing(workspace: Path, enterprise: str, expected: dict[str, Any]) -> None:
    added = {
        TableKind.DEPARTMENTS: {"department_id": "ZZ9", "name": "别处"},
        TableKind.POSTS: {"post_id": "ZZP", "name": "别岗", "department_id": "ZZ9"},
        TableKind.PERSONS: {"person_id": "ZZ-01", "post_id": "ZZP"},
        TableKind.SYSTEMS: {"system_id": "ZZS", "name": "别的系统", "kind": "application", "business_owner": "ZZP"},
        TableKind.ACCOUNTS: {"account_id": "ZZA", "system_id": "ZZS", "kind": "shared"},
    }
    for table in read_tables(workspace / "models").tables:
        if table.kind in added:
            write_csv(table.path, [*rows_of(table), [added[table.kind].get(column, "") for column in table.columns]])
    assert told(workspace) == expected[enterprise]


def test_the_order_of_events_does_not_matter(workspace: Path, enterprise: str, expected: dict[str, Any]) -> None:
    for path in (workspace / "event_logs").glob("*.csv*"):
        content = path.read_bytes()
        packed = path.suffix == ".gz"
        encoding = "gbk" if path.stem == "reagents" else "utf-8-sig"
        head, *body = (gzip.decompress(content) if packed else content).decode(encoding).splitlines()
        random.Random(9).shuffle(body)
        text = "\n".join([head, *body, ""]).encode(encoding)
        path.write_bytes(gzip.compress(text) if packed else text)
    assert told(workspace) == expected[enterprise]
