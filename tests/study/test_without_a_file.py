"""A workspace without one of its files: the run completes, nothing new is claimed, what is not said is unknown with a reason."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from demo.files import write
from demo.generate import generate
from workbench.cli import app

Key = tuple[str, str, tuple[str, ...]]


@pytest.fixture(scope="module")
def demo() -> Any:
    return generate()


@pytest.fixture
def workspace(demo: Any, tmp_path: Path) -> Path:
    write(demo, tmp_path)
    return tmp_path


def run(workspace: Path) -> tuple[int, dict[str, Any]]:
    result = CliRunner().invoke(app, ["assess", str(workspace), "--json", "-", "--language", "en"])
    return result.exit_code, json.loads(result.stdout)


def keys(content: dict[str, Any]) -> set[Key]:
    return {(each["code"], each["scope"], tuple(each["object"])) for each in content["findings"]}


def untold(content: dict[str, Any]) -> set[tuple[str, str]]:
    """Return every code that is unknown, with the scope in which it is; all are told why."""
    assert all(each["message"] and each["because"] for each in content["unknown"])
    return {(code, each["scope"]) for each in content["unknown"] for code in each["codes"]}


@pytest.fixture(scope="module")
def whole(demo: Any, tmp_path_factory: pytest.TempPathFactory) -> set[Key]:
    root = tmp_path_factory.mktemp("whole")
    write(demo, root)
    code, content = run(root)
    assert code == 0
    assert content["unknown"] == []
    return keys(content)


@pytest.mark.parametrize(("kind", "reason"), [("models/processes/ECM.bpmn", "MODEL"), ("event_logs/ecm.csv.gz", "LOG")])
def test_a_model_or_log_that_the_settings_name_may_be_missing(workspace: Path, whole: set[Key], kind: str, reason: str) -> None:
    (workspace / kind).unlink()
    code, content = run(workspace)
    status = {each["id"]: (each["status"], each["refused"]) for each in content["processes"]}
    assert code == 0
    assert status == {"OTD": ("assessed", None), "P2P": ("assessed", None), "ECM": ("unknown", None)}
    assert {each["because"] for each in content["unknown"] if each["scope"] == "ECM"} >= {f"PROCESS_{reason}_MISSING"}
    gone = whole - keys(content)
    assert gone
    assert keys(content) < whole
    assert {each[0] for each in gone} <= {each for each, scope in untold(content) if scope == "ECM"}


MISSING = {
    "models/information/crud.csv": {"DT-NOCREATE", "DT-ORPHAN", "TP-REKEY"},
    "models/information/data_objects.csv": {"DT-NOCREATE", "DT-ORPHAN", "DT-MULTIMASTER", "TP-REKEY"},
    "models/organization/calendars.yaml": {"PO-OVERLOAD"},
    "models/organization/coordination.csv": {"PO-COORD"},
    "models/organization/persons.csv": {"PO-CONC", "PO-NOTAUTH", "PO-OVERLOAD", "PO-SOD", "TP-MANUAL"},
    "models/organization/posts.csv": {"PO-COORD", "PO-LANEMIS", "PO-OVERLOAD", "PO-PINGPONG"},
    "models/organization/responsibilities.csv": {
        *("PO-CONC", "PO-LANEMIS", "PO-MULTIA", "PO-NOA", "PO-NOTAUTH", "TO-EXCESS", "TO-NOACC"),
    },
    "models/organization/separation_of_duties.csv": {"PO-SOD"},
    "models/technology/accounts.csv": {"TO-SHARED"},
    "models/technology/functions.csv": {"DT-MULTIMASTER", "TO-EXCESS", "TO-NOACC", "TP-OFFLINE", "TP-REKEY", "TP-UNUSED"},
    "models/technology/integrations.csv": {"TP-REKEY"},
    "models/technology/permissions.csv": {"TO-EXCESS", "TO-NOACC"},
    "models/technology/systems.csv": {"TO-NOOWNER", "TP-OFFLINE"},
}
"""Table → the codes of which nothing can be said without it."""

NEEDLESS = (
    *("policy.yaml", "workbench.yaml", "models/strategy.yaml", "models/organization/authority.csv"),
    *("models/organization/departments.csv", "models/organization/hosts.csv"),
)
"""Files without which every finding of the demo can be made."""


@pytest.mark.parametrize("table", MISSING)
def test_without_a_table_what_needs_it_is_unknown_and_all_else_is_found(workspace: Path, whole: set[Key], table: str) -> None:
    (workspace / table).unlink()
    code, content = run(workspace)
    assert code == 0
    assert keys(content) == {key for key in whole if key[0] not in MISSING[table]}
    assert {code for code, _ in untold(content)} >= MISSING[table]


@pytest.mark.parametrize("file", NEEDLESS)
def test_without_what_no_finding_needs_nothing_changes(workspace: Path, whole: set[Key], file: str) -> None:
    (workspace / file).unlink()
    code, content = run(workspace)
    assert (code, keys(content), content["unknown"]) == (0, whole, [])


def test_without_aliases_what_they_explained_is_undesigned(workspace: Path, whole: set[Key]) -> None:
    (workspace / "models/aliases.csv").unlink()
    _, content = run(workspace)
    assert keys(content) - whole == {("CF-EXTRA", "OTD", ("生产工单下达",)), ("CF-SKIP", "OTD", ("OTD-09",))}
    assert whole < keys(content)


def test_without_delegations_nobody_stands_in_for_anybody(workspace: Path, whole: set[Key]) -> None:
    (workspace / "models/organization/delegations.csv").unlink()
    _, content = run(workspace)
    assert keys(content) ^ whole == {("PO-NOTAUTH", "P2P", ("P2P-04", "B1"))}


def test_without_a_sidecar_its_approvals_are_extra_and_its_owner_unknown(workspace: Path, whole: set[Key]) -> None:
    (workspace / "models/processes/P2P.yaml").unlink()
    _, content = run(workspace)
    assert keys(content) ^ whole == {("PO-APPR", "P2P", ("总经理审批",)), ("CF-EXTRA", "P2P", ("总经理审批",))}
    assert untold(content) == {("PO-APPR", "P2P"), ("PO-NOOWNER", "P2P")}


COLUMNS = {
    ("ecm", "resource"): {"PO-CONC", "PO-COORD", "PO-OVERLOAD", "TP-MANUAL"},
    ("ecm", "start"): {"PO-OVERLOAD"},
    ("otd", "recorded"): {"DT-LATE"},
    ("otd", "resource"): {"PO-OVERLOAD", "PO-PINGPONG"},
    ("otd", "system"): {"TP-OFFLINE"},
    ("p2p", "resource"): {"PO-NOTAUTH", "PO-SOD", "TO-SHARED"},
    ("p2p", "start"): {"PF-BATCH"},
    ("p2p", "role"): set[str](),
    ("ecm", "department"): set[str](),
    ("otd", "function"): set[str](),
}
"""Log and column → the codes of which it alone lets something be found."""


@pytest.mark.parametrize(("log", "column"), COLUMNS)
def test_without_a_column_of_a_log_what_needs_it_is_unknown(workspace: Path, whole: set[Key], log: str, column: str) -> None:
    path = workspace / f"event_logs/{log}.csv.gz"
    rows = list(csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode())))
    out = io.StringIO()
    table = csv.DictWriter(out, [each for each in rows[0] if each != column], extrasaction="ignore", lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    path.write_bytes(gzip.compress(out.getvalue().encode()))
    code, content = run(workspace)
    gone = whole - keys(content)
    assert code == 0
    assert keys(content) <= whole
    assert {each for each, _, _ in gone} == COLUMNS[log, column]
    assert {each for each, _, _ in gone} <= {each for each, scope in untold(content) if scope == log.upper()}


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8-sig")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8-sig")


def codes(content: dict[str, Any]) -> set[str]:
    return {each["code"] for each in content["notices"]}


def test_a_table_that_cannot_be_read_is_rejected_and_costs_itself_alone(workspace: Path, whole: set[Key]) -> None:
    table = "models/organization/posts.csv"
    (workspace / table).write_bytes(bytes(range(256)))
    code, content = run(workspace)
    assert code == 2
    assert codes(content) == {"CSV_ENCODING_BROKEN"}
    assert keys(content) == {key for key in whole if key[0] not in MISSING[table]}


def test_one_table_in_two_places_is_rejected(workspace: Path, whole: set[Key]) -> None:
    book = Workbook()
    book.active.title = "coordination"
    book.active.append(["department_a", "department_b", "mechanism"])
    book.save(workspace / "models/enterprise.xlsx")
    code, content = run(workspace)
    assert (code, codes(content)) == (2, {"TABLE_TWICE"})
    assert keys(content) == {key for key in whole if key[0] != "PO-COORD"}


REFERENCES = {
    "models/aliases.csv": ("OTD-09", "OTD-99"),
    "models/organization/responsibilities.csv": ("OTD-01,S1,R", "OTD-01,S9,R"),
    "models/technology/functions.csv": ("CRM.ORD,CRM", "CRM.ORD,CRN"),
}
"""Table → a reference in it, and one that leads nowhere."""


@pytest.mark.parametrize("table", REFERENCES)
def test_a_reference_that_leads_nowhere_is_told_and_claimed_of_nobody(workspace: Path, whole: set[Key], table: str) -> None:
    rewrite(workspace / table, *REFERENCES[table])
    code, content = run(workspace)
    wrong = REFERENCES[table][1].split(",")
    assert code == 0
    assert any(each in notice["message"] for notice in content["notices"] for each in wrong)
    new = keys(content) - whole
    assert {each[0] for each in new} <= {"CF-EXTRA", "CF-SKIP"}
    assert not any(part in wrong for _, _, about in new for part in about)


def test_nobody_is_named_in_what_is_said_of_tables(workspace: Path) -> None:
    persons = workspace / "models/organization/persons.csv"
    lines = persons.read_text(encoding="utf-8-sig").splitlines()
    persons.write_text("\n".join([*lines, lines[1]]), encoding="utf-8-sig")
    rewrite(workspace / "models/organization/delegations.csv", "B1-01", "B1-011")
    _, content = run(workspace)
    said = " ".join(each["message"] for each in content["notices"])
    people = {line.split(",")[0] for line in lines[1:]}
    assert {"ORG_HELD_TWICE", "ORG_UNKNOWN"} <= codes(content)
    assert "psn-" in said
    assert [each for each in people if re.search(rf"\b{each}\b(?!\d)", said)] == []
