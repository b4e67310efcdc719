"""The adjustment plan on the command line: adopted, signed, started, done, verified, shown – and what is refused."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.normalization.plan.items import AT
from tests.normalization.plan.items import item as another
from tests.report.small_workspaces import workspace as small
from tests.workspace_tables import models
from workbench.cli import main
from workbench.normalization import open_register
from workbench.normalization.plan import enter_items, item_events, plan_in
from workbench.normalization.sightings import runs_in

DEPARTMENTS = "department_id,name,head\nD1,one,S1\nD2,two,H2"
POSTS = "post_id,name,department_id\nS1,Planner,D1\nH2,Head,D2"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command here: to start an interpreter for each takes too long."""

    def called(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["workbench", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out, said.err

    return called


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return small(tmp_path, "p")


def said(run: Run, *arguments: str | Path) -> str:
    code, out, err = run("plan", *arguments)
    assert (code, err) == (0, "")
    return out


def item_of(run: Run, workspace: Path) -> str:
    """Adopt what the findings ask for, and return the one item of it."""
    assert "列入 1 项" in said(run, "adopt", workspace, "--by", "王工", "--today", "2026-01-05")
    (item,) = item_events(open_register(workspace))
    return item


def test_an_item_goes_from_adopted_to_verified_and_the_board_tells_each_state(run: Run, workspace: Path) -> None:
    item = item_of(run, workspace)
    begin = item[:6]
    assert "[已会签]" in said(run, workspace, "--today", "2026-01-05")
    assert "现为“执行中”" in said(run, "start", workspace, begin, "--by", "李工", "--on", "2026-01-06", "--today", "2026-01-07")
    assert "现为“已完成”" in said(run, "done", workspace, begin, "--by", "李工", "--today", "2026-01-08")
    verified = said(run, "verify", workspace, "--by", "管理者代表", "--today", "2026-01-09", "--language", "en")
    assert f"{item[:8]}: not yet provable" in verified
    board = json.loads(said(run, "show", workspace, "--json", "-", "--today", "2026-01-10"))
    (found,) = board["items"]
    assert (found["id"], found["state"], found["done"]) == (item, "not-yet-provable", "2026-01-08")
    assert board["register"]["hash"] == open_register(workspace).head.hash
    assert board["totals"]["by_state"]["not-yet-provable"] == 1


def test_the_board_names_the_last_record_and_tells_what_is_overdue_by_its_exit_code(run: Run, workspace: Path) -> None:
    item_of(run, workspace)
    assert open_register(workspace).head.hash in said(run, workspace, "--today", "2026-01-06", "--fail-on", "overdue")
    code, out, _ = run("plan", workspace, "--today", "2026-12-31", "--fail-on", "overdue", "--language", "en")
    assert code == 1
    assert "(overdue)" in out


def test_a_revision_says_what_changed_and_what_may_not_happen_is_refused(run: Run, workspace: Path) -> None:
    item = item_of(run, workspace)
    said(run, "revise", workspace, item, "--cost", "1200", "--last", "2026-09-01", "--reason", "报价", "--by", "王工")
    (found,) = json.loads(said(run, workspace, "--json", "-"))["items"]
    assert (found["cost"], found["window"]["last"]) == (1200.0, "2026-09-01")
    code, _, err = run("plan", "done", workspace, item, "--by", "王工")
    assert code == 2
    assert "it cannot “report as done”" in err
    assert run("plan", "cancel", workspace, item, "--by", "王工")[0] == 2
    assert "现为“已取消”" in said(run, "cancel", workspace, item, "--reason", "改由他项解决", "--by", "王工")


@pytest.mark.parametrize(
    "command",
    [
        ("plan", "revise", "{workspace}", "{item}", "--reason", "x", "--responsible", "Plannner", "--by", "王工"),
        (
            "review",
            "{workspace}",
            "--decide",
            "x",
            "--meeting",
            "m",
            "--due",
            "2026-12-31",
            "--responsible",
            "Plannner",
            "--by",
            "x",
        ),
    ],
)
def test_a_post_that_is_meant_by_no_text_is_told_with_the_nearest_and_nothing_is_recorded(
    run: Run, workspace: Path, command: tuple[str, ...]
) -> None:
    models(workspace, departments=DEPARTMENTS, posts=POSTS)
    item = item_of(run, workspace)
    last = open_register(workspace).head
    code, _, err = run(*(each.format(workspace=workspace, item=item) for each in command), "--language", "en")
    assert (code, "“Plannner” means no post" in err, "nearest: S1" in err) == (2, True, True)
    assert open_register(workspace).head == last


def test_who_answers_is_named_by_a_post_and_brings_its_department(run: Run, workspace: Path) -> None:
    models(workspace, departments=DEPARTMENTS, posts=POSTS)
    item = item_of(run, workspace)
    said(run, "revise", workspace, item, "--responsible", "planner", "--responsible", "H2", "--reason", "调岗", "--by", "王工")
    planned = plan_in(open_register(workspace), date.max).item[item].planned
    assert (planned.responsible, planned.departments) == (("S1", "H2"), ("D1", "D2"))
    assert planned.needs_management


def test_an_unknown_item_is_told_with_those_there_are(run: Run, workspace: Path) -> None:
    item = item_of(run, workspace)
    code, _, err = run("plan", "start", workspace, "zz", "--by", "王工")
    assert code == 2
    assert item in err


def test_nobody_can_sign_for_a_post_that_is_not_asked(run: Run, workspace: Path) -> None:
    code, _, err = run("plan", "sign", workspace, item_of(run, workspace), "--post", "P9", "--by", "王工")
    assert code == 2
    assert "it cannot “sign off”" in err


def test_an_assessment_is_put_on_record_once_and_only_for_a_workspace(run: Run, workspace: Path) -> None:
    for told in ("is on record", "not recorded again"):
        code, _, err = run("assess", workspace, "--record", "--by", "王工", "--language", "en")
        assert (code, told in err) == (0, True)
    assert [each.by for each in runs_in(open_register(workspace))] == ["王工"]
    pair = (workspace / "models" / "p.bpmn", workspace / "event_logs" / "p.csv")
    code, _, err = run("assess", *pair, "--record", "--by", "王工")
    assert code == 2
    assert "--register" in err


def test_what_changes_for_a_post_is_a_table(run: Run, workspace: Path) -> None:
    item_of(run, workspace)
    assert "方面" in said(run, workspace, "--post", "P1")


def test_one_item_is_shown_with_its_history_and_the_board_is_narrowed(run: Run, workspace: Path) -> None:
    item = item_of(run, workspace)
    told = said(run, workspace, "--item", item[:6], "--language", "en", "--today", "2026-01-06")
    assert [each for each in ("Window: 2026-01-05", "What proves it: ", "王工") if each not in told] == []
    (found,) = json.loads(said(run, workspace, "--json", "-"))["items"]
    assert item[:8] in said(run, workspace, "--state", "agreed", "--element", found["elements"][0])
    assert item[:8] not in said(run, workspace, "--state", "effective")
    assert json.loads(said(run, workspace, "--state", "effective", "--json", "-"))["items"] == []
    code, _, err = run("plan", workspace, "--state", "asleep")
    assert (code, "not-yet-provable" in err) == (2, True)


def test_one_item_is_told_alone_as_json_too_and_the_board_is_not_narrowed_beside_it(run: Run, workspace: Path) -> None:
    item_of(run, workspace)
    enter_items(open_register(workspace), [another("other")], "王工", AT)
    (found,) = json.loads(said(run, workspace, "--item", "oth", "--json", "-"))["items"]
    assert found["id"] == "other"
    for option, value in (("--state", "agreed"), ("--element", "process"), ("--concerning", "P1"), ("--post", "P1")):
        code, _, err = run("plan", workspace, "--item", "oth", option, value)
        assert (code, option in err) == (2, True)


def test_drafts_are_listed_by_the_ids_that_adopt_takes(run: Run, workspace: Path) -> None:
    listed = said(run, "drafts", workspace, "--language", "en")
    item = item_of(run, workspace)
    assert item[:8] in listed
    assert item[:8] not in said(run, "drafts", workspace, "--language", "en")


def test_what_was_cancelled_is_listed_with_the_reason_and_adopted_only_by_its_name(run: Run, workspace: Path) -> None:
    item = item_of(run, workspace)
    said(run, "cancel", workspace, item, "--reason", "改由他项解决", "--by", "王工")
    listed = said(run, "drafts", workspace)
    assert (item[:8] in listed, "改由他" in listed) == (True, True)
    assert "列入 0 项" in said(run, "adopt", workspace, "--by", "王工")
    assert "列入 1 项" in said(run, "adopt", workspace, "--item", item[:6], "--by", "王工")


def test_findings_are_followed_over_the_recorded_assessments(run: Run, workspace: Path) -> None:
    assert "--record" in said(run, "lifelines", workspace)
    run("assess", workspace, "--record", "--by", "王工", "--today", "2026-01-05")
    told = said(run, "lifelines", workspace, "--today", "2026-01-06", "--language", "en")
    assert [each for each in ("2026-01-05", "CF-SKIP", "open") if each not in told] == []
    assert "--record" in said(run, "lifelines", workspace, "--today", "2026-01-04")
