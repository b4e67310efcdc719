"""The laboratory with a part missing: what needs it is not claimed, all else is, and no run fails."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.enterprise.generate import Enterprise, generate
from tests.enterprise.truth import Key, truth
from tests.enterprise.writing import write
from workbench import Language, assess, open_study
from workbench.report.findings_file import findings_json

NEEDS = {
    "organization/coordination.csv": {"PO-COORD"},
    "organization/separation_of_duties.csv": {"PO-SOD"},
    "technology/permissions.csv": {"TO-NOACC", "TO-EXCESS"},
}
"""Table → the codes that need it and nothing else does."""

OF_DUTIES = {"PO-UNOWNED", "PO-NOA", "PO-MULTIA", "PO-NOR", "PO-LANEMIS", "PO-NOTAUTH", "PO-CONC", "TO-NOACC", "TO-EXCESS"}
NEED_A_LOG = {"TP-NOCAP", "TP-UNUSED"}


@pytest.fixture(scope="module")
def enterprise() -> Enterprise:
    return generate(2)


@pytest.fixture
def workspace(enterprise: Enterprise, tmp_path: Path) -> Path:
    return write(enterprise, tmp_path, "tables")


def found_in(workspace: Path) -> set[Key]:
    content = json.loads(findings_json(assess(open_study(workspace)), Language.EN))
    return {(each["code"], each["scope"], tuple(each["object"])) for each in content["findings"]}


def told(enterprise: Enterprise, without: Iterable[str]) -> set[Key]:
    return {each.key for each in truth(enterprise) if each.code not in without}


@pytest.mark.parametrize("table", NEEDS)
def test_without_a_table_only_what_needs_it_is_not_claimed(enterprise: Enterprise, workspace: Path, table: str) -> None:
    (workspace / "models" / table).unlink()
    assert found_in(workspace) == told(enterprise, NEEDS[table])


def test_without_responsibilities_nothing_is_claimed_of_duties(enterprise: Enterprise, workspace: Path) -> None:
    (workspace / "models/organization/responsibilities.csv").unlink()
    found = found_in(workspace)
    assert {code for code, _, _ in found} & OF_DUTIES == set()
    assert {key for key in found if key[0].startswith(("CF-", "DT-"))} == {
        key for key in told(enterprise, ()) if key[0].startswith(("CF-", "DT-"))
    }


def test_without_any_log_the_design_is_still_judged(enterprise: Enterprise, workspace: Path) -> None:
    settings = workspace / "workbench.yaml"
    lines = (line.partition(", log:")[0] + "}" if ", log:" in line else line for line in settings.read_text().splitlines())
    settings.write_text("\n".join(lines))
    counted = {each.code for each in truth(enterprise) if each.count is not None}
    structural = told(enterprise, counted | NEED_A_LOG | {"PO-OVERLOAD", "PO-SOD"})
    found = found_in(workspace)
    assert structural
    assert {key for key in found if key[0] not in NEED_A_LOG} == structural
