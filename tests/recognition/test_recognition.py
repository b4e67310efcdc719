"""A file is what its content says: a log, a table in any of its guises, a YAML file of a workspace, a model."""

import shutil
from pathlib import Path

import pytest

from tests.workspace_tables import models
from workbench.recognition import CheckedFile, Outcome, check_file
from workbench.tables import read_tables, write_workbook

ROOT = Path(__file__).resolve().parents[2]


def checked(folder: Path, text: str, name: str = "file.csv") -> CheckedFile:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return check_file(path)


@pytest.mark.parametrize("table", sorted((ROOT / "models").rglob("*.csv")), ids=lambda path: path.stem)
def test_every_table_of_the_demo_is_right_where_it_stands_but_for_what_is_planted(table: Path) -> None:
    planted = [("RACI_NO_A", "ECM-11"), ("RACI_MULTI_A", "OTD-15")] if table.stem == "responsibilities" else []
    assert [(each.code, each.facts["value"]) for each in check_file(table).findings] == planted


@pytest.mark.parametrize("table", sorted((ROOT / "models").rglob("*.csv")), ids=lambda path: path.stem)
def test_every_table_of_the_demo_is_known_by_its_headers_alone(tmp_path: Path, table: Path) -> None:
    copy = tmp_path / "copy.txt"
    shutil.copy(table, copy)
    verdict = check_file(copy)
    assert verdict.outcome is not Outcome.REJECTED
    assert verdict.counts["rows"] == check_file(table).counts["rows"]


def test_a_log_with_departments_and_systems_is_a_log(tmp_path: Path) -> None:
    log = "case_id,activity,end,resource,role,department,system,function\n1,Buy,2025-01-01T08:00:00,Ann,P1,D1,ERP,ERP.PO\n"
    assert checked(tmp_path, log).counts["cases"] == 1


@pytest.mark.parametrize(
    "path",
    ["models/strategy.yaml", "models/organization/calendars.yaml", "models/processes/OTD.yaml", "workbench.yaml"],
)
def test_every_yaml_file_of_the_demo_is_accepted(path: str) -> None:
    assert check_file(ROOT / path).findings == ()


def test_what_is_counted_is_what_the_table_holds(tmp_path: Path) -> None:
    verdict = checked(tmp_path, "department_id,name,head\nD1,财务部,P1\n")
    assert verdict.counts == {"rows": 1, "units": 1}
    assert "财务部" in verdict.texts
    assert verdict.outcome is Outcome.ACCEPTED


def test_a_matrix_alone_tells_which_posts_cannot_be_looked_up(tmp_path: Path) -> None:
    verdict = checked(tmp_path, "activity,Director,Buyer\nOrder,A,R\n")
    (finding,) = verdict.findings
    assert (finding.code, finding.severity) == ("RACI_UNKNOWN_ROLE", "info")
    assert "Buyer, Director" in finding.text()
    assert verdict.counts == {"rows": 1, "activities": 1, "roles": 2}


def test_in_a_workspace_what_a_table_names_is_looked_for_in_the_others(tmp_path: Path) -> None:
    folder = models(
        tmp_path,
        posts="post_id,name,department_id\nP1,Buyer,D1\n",
        responsibilities="activity,Director,Buyer\nOrder,A,R\n",
    )
    (finding,) = check_file(folder / "organization" / "responsibilities.csv").findings
    assert (finding.code, finding.severity, finding.facts["value"]) == ("RACI_UNKNOWN_ROLE", "major", "Director")


def test_a_workbook_is_known_by_its_sheets(tmp_path: Path) -> None:
    folder = models(tmp_path, departments="department_id,name,head\nD1,Purchase,P1", systems="system_id,name\nS1,ERP\nS2,MES")
    path = tmp_path / "any.xlsx"
    write_workbook(read_tables(folder).tables, path)
    verdict = check_file(path)
    assert verdict.counts == {"rows": 3, "units": 1, "systems": 2}
    assert verdict.outcome is Outcome.ACCEPTED


def test_a_table_of_nothing_known_is_refused_as_the_log_that_it_is_not(tmp_path: Path) -> None:
    verdict = checked(tmp_path, "a,b,c\n1,2,3\n")
    assert [each.code for each in verdict.findings] == ["CSV_NO_CASE_COLUMN"]


def test_yaml_is_known_without_its_suffix(tmp_path: Path) -> None:
    verdict = checked(tmp_path, "# what for\n\nkpis:\n  - {id: K1, name: A, direction: sideways}\n", "notes.txt")
    assert [each.code for each in verdict.findings] == ["YAML_WRONG_FORM"]


def test_yaml_of_unknown_keys_is_told(tmp_path: Path) -> None:
    assert [each.code for each in checked(tmp_path, "foo: 1\n", "a.yaml").findings] == ["YAML_UNKNOWN"]


def test_lists_of_roles_and_systems_are_counted(tmp_path: Path) -> None:
    verdict = checked(tmp_path, "roles:\n  - {id: R1, name: Buyer}\nsystems:\n  - {id: S1}\n  - {id: S2}\n", "a.yaml")
    assert verdict.counts == {"roles": 1, "systems": 2}
    assert "Buyer" in verdict.texts


def test_a_log_is_read_by_the_mapping_file_beside_it(tmp_path: Path) -> None:
    rows = "单号,做了什么,讫\n1,收单,2025-03-03T09:00:00+08:00\n"
    assert checked(tmp_path, rows).outcome is Outcome.REJECTED
    (tmp_path / "file.mapping.yaml").write_text("columns: {case_id: 单号, activity: 做了什么, end: 讫}\n", encoding="utf-8")
    assert checked(tmp_path, rows).counts["cases"] == 1
