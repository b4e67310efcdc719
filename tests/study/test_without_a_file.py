"""A workspace without one of its files: the run completes, nothing new is claimed, what is not said is unknown with a reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
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
