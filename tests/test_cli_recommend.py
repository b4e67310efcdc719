"""`workbench recommend` as a user types it: lines, one JSON object, a file or a report, and the agreed exit codes."""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.report.redesign.small import TABLES, workspace, write_log
from workbench.cli import app, redesigning
from workbench.findings import UsageError
from workbench.language import Language, say

STEPS = ("grouping", "assigning", "calibrating", "advice", "plan")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = workspace(tmp_path_factory.mktemp("工作区 w"), **TABLES)
    write_log(root)
    return root


def typed(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["recommend", *map(str, words), "--replications", "3"])


def test_it_says_what_should_change_in_the_language_asked_for(root: Path) -> None:
    english, chinese = typed(root, "--language", "en"), typed(root, "--language", "zh-CN")
    assert (english.exit_code, chinese.exit_code) == (0, 0)
    assert "H4 Order-based work" in english.stdout
    assert "H4 逐单处理" in chinese.stdout


def test_json_is_one_object_and_nothing_else_and_a_file_holds_the_same(root: Path, tmp_path: Path) -> None:
    printed = typed(root, "--json")
    written = typed(root, "--output", tmp_path / "r.json")
    assert (printed.exit_code, written.exit_code, written.stdout) == (0, 0, "")
    assert (tmp_path / "r.json").read_text(encoding="utf-8") == printed.stdout
    told = json.loads(printed.stdout)
    assert (told["schema"], told["replications"], told["seed"]) == ("workbench-recommendation/1", 3, 7)
    assert [point["change"] for point in told["front"]["points"]] == [4, 0]


def test_a_report_holds_the_recommendation(root: Path, tmp_path: Path) -> None:
    assert typed(root, "-o", tmp_path / "r.html", "--language", "en").exit_code == 0
    assert "Order-based work" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_budget_and_seed_are_heard(root: Path) -> None:
    told = json.loads(typed(root, "--json", "--budget", "0", "--seed", "11").stdout)
    assert (told["seed"], [point["change"] for point in told["front"]["points"]]) == (11, [0])


@pytest.mark.parametrize("words", [("--seed", "-1"), ("--seed", str(2**31)), ("--budget", "-1"), ("--no-such-option",)])
def test_wrong_usage_is_refused(root: Path, words: tuple[str, ...]) -> None:
    assert typed(root, *words).exit_code == 2


def test_the_highest_seed_is_played(root: Path) -> None:
    assert json.loads(typed(root, "--json", "--seed", str(2**31 - 1)).stdout)["seed"] == 2**31 - 1


@pytest.mark.parametrize("name", ["r.xlsx", "r", "r.json.bak"])
def test_a_file_of_another_kind_is_refused_before_the_work_begins(tmp_path: Path, name: str) -> None:
    refused = typed(tmp_path / "nowhere", "-o", tmp_path / name).exception
    assert isinstance(refused, UsageError)
    assert (refused.finding.code, refused.finding.facts["wanted"]) == ("SETTING_UNKNOWN", "*.html, *.json")


def test_the_steps_are_told_to_who_watches_and_to_no_one_with_json(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(redesigning, "progress", lambda: nullcontext(told.append))
    typed(root, "--json")
    assert told == []
    assert typed(root, "--language", "en").stderr == ""
    assert told == [say(f"recommend-{step}", Language.EN) for step in STEPS]


def test_a_folder_that_is_not_there_is_said_and_no_traceback(tmp_path: Path) -> None:
    done = typed(tmp_path / "nowhere")
    assert done.exit_code != 0
    assert "Traceback" not in done.output


def test_a_workspace_of_a_model_alone_says_what_is_missing_and_that_nothing_was_assessed(tmp_path: Path) -> None:
    done = typed(workspace(tmp_path), "--language", "en")
    assert done.exit_code == 3
    assert "posts.csv" in done.output


def test_what_can_be_told_beside_a_rejected_input_is_told(tmp_path: Path) -> None:
    broken = workspace(tmp_path, **TABLES)
    write_log(broken)
    (broken / "models" / "processes" / "q.bpmn").write_bytes(b"<broken")
    (broken / "event_logs" / "q.csv").write_bytes((broken / "event_logs" / "p.csv").read_bytes())
    done = typed(broken, "--language", "en")
    assert done.exit_code == 2
    assert "H4 Order-based work" in done.stdout
