"""A workspace without any log: its tables and models are judged all the same; with nothing but models nothing was assessed."""

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from tests.builders import process
from tests.workspace_tables import models
from workbench.cli import app
from workbench.study import open_study
from workbench.study.opening import design_of

SETTINGS = "processes:\n  p: {model: models/processes/p.bpmn}\n"


def workspace(root: Path, settings: str = SETTINGS, **tables: str) -> Path:
    model = root / "models" / "processes" / "p.bpmn"
    model.parent.mkdir(parents=True)
    model.write_bytes(process("p").start().task("a").end().xml())
    (root / "workbench.yaml").write_text(settings, encoding="utf-8")
    models(root, **tables)
    return root


def assessed(root: Path) -> tuple[int, dict[str, Any]]:
    result = CliRunner().invoke(app, ["assess", str(root), "--json", "-", "--language", "en"])
    return result.exit_code, json.loads(result.stdout)


POSTS = "post_id,name,department_id\nP1,Clerk,D1"
DUTIES = "activity_id,post_id,letter\na,P1,R"


def test_what_tables_show_by_themselves_is_found_and_the_command_is_done(tmp_path: Path) -> None:
    code, content = assessed(workspace(tmp_path, posts=POSTS, responsibilities=DUTIES))
    assert (code, content["processes"][0]["status"]) == (0, "unknown")
    assert "PO-NOA" in {each["code"] for each in content["findings"]}
    assert "CF-SKIP" in {each for row in content["unknown"] for each in row["codes"]}


def test_with_models_alone_nothing_is_assessed(tmp_path: Path) -> None:
    code, content = assessed(workspace(tmp_path))
    assert (code, content["findings"]) == (3, [])


def test_a_log_that_the_settings_name_and_nobody_has_is_said(tmp_path: Path) -> None:
    settings = SETTINGS.replace("p.bpmn}", "p.bpmn, log: event_logs/p.csv}")
    code, content = assessed(workspace(tmp_path, settings, posts=POSTS, responsibilities=DUTIES))
    assert (code, content["processes"][0]["status"]) == (0, "unknown")
    assert "p.csv" in json.dumps(content)


def test_a_workspace_designs_the_same_whether_its_logs_are_read_or_not(tmp_path: Path) -> None:
    root = workspace(
        tmp_path, SETTINGS.replace("p.bpmn}", "p.bpmn, log: event_logs/p.csv}"), posts=POSTS, responsibilities=DUTIES
    )
    (root / "event_logs").mkdir()
    (root / "event_logs" / "p.csv").write_text("case_id,activity,end\n1,a,2025-01-06\n", encoding="utf-8")
    studied, alone = open_study(root).design, design_of(root)
    assert (alone.processes, alone.activities, alone.vocabulary) == (studied.processes, studied.activities, studied.vocabulary)
    assert (*alone.process, *(each.id for each in alone.activities)) == ("p", "a")


def test_a_table_that_cannot_be_read_is_rejected_and_costs_itself_alone(tmp_path: Path) -> None:
    root = workspace(tmp_path, posts=POSTS, responsibilities=DUTIES)
    (root / "models" / "organization" / "persons.csv").write_bytes(b"person_id,post_id\n\xff\xfe\x81,P1\n")
    code, content = assessed(root)
    assert code == 2
    assert "PO-NOA" in {each["code"] for each in content["findings"]}
