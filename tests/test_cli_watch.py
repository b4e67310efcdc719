"""The watch on the command line: what a clock that runs it gets to see, what is recorded, and how it exits."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.study.watched import with_release
from tests.test_cli import run
from workbench.normalization import open_register
from workbench.normalization.plan import plan_in
from workbench.normalization.release import State, standing_in
from workbench.normalization.watch.recorded import cases_in

TODAY = date(2025, 5, 10)
CHANGE = "客户改用电子订单"
ON = ("--today", TODAY.isoformat(), "--quiet")


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_release(tmp_path_factory.mktemp("released") / "ws").root


@pytest.fixture
def workspace(released: Path, tmp_path: Path) -> Path:
    """Return a copy that a test may write to."""
    return shutil.copytree(released, tmp_path / "ws")


def test_where_nothing_speaks_nothing_is_printed(released: Path) -> None:
    done = run("watch", released, *ON)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_log_that_ended_long_ago_is_told_even_to_a_clock_and_is_no_quiet_process(released: Path) -> None:
    done = run("watch", released, "--today", "2025-07-01", "--quiet", "--language", "en")
    assert (done.returncode, done.stdout) == (3, "")
    assert "the last event of its log is 66 days before this look" in done.stderr


def test_a_signal_is_a_line_a_case_keeps_it_and_is_closed_by_name(workspace: Path) -> None:
    opened = run("watch", workspace, *ON, "--declare", CHANGE, "--open-case", "--by", "王芳", "--json", workspace / "w.json")
    assert (opened.returncode, opened.stderr) == (1, "")
    assert len(opened.stdout.splitlines()) == 1
    assert CHANGE in opened.stdout
    told = json.loads((workspace / "w.json").read_text(encoding="utf-8"))
    (case,) = told["cases"]
    assert (told["release"], case["by"], case["triggers"], told["signals"][0]["case"]) == (
        "1.0.0",
        "王芳",
        ["declared"],
        case["id"],
    )
    assert standing_in(open_register(workspace), TODAY).version["1.0.0"].state is State.ADJUSTING
    closed = run("watch", workspace, *ON, "--close-case", case["id"][:8], "--reason", "已上线", "--by", "王芳")
    assert (closed.returncode, closed.stdout) == (0, "")
    assert standing_in(open_register(workspace), TODAY).version["1.0.0"].state is State.MONITORED


def test_nobody_opens_a_case_without_a_name(released: Path) -> None:
    done = run("watch", released, *ON, "--open-case")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--by" in done.stderr


def test_a_version_that_was_never_released_cannot_be_watched(released: Path) -> None:
    done = run("watch", released, *ON, "--version", "9.0.0")
    assert (done.returncode, done.stdout) == (3, "")
    assert "`workbench release`" in done.stderr


def test_what_deals_with_a_case_comes_into_the_plan_and_closing_names_the_version_that_came_of_it(workspace: Path) -> None:
    run("watch", workspace, *ON, "--declare", CHANGE, "--open-case", "--by", "王芳")
    (case,) = cases_in(open_register(workspace), TODAY)
    said = ("--text", "重画流程", "--element", "process", "--responsible", "P1", "--by", "王芳", "--today", TODAY.isoformat())
    assert run("plan", "case", workspace, case.id[:6], *said).returncode == 0
    (item,) = plan_in(open_register(workspace), TODAY).items
    assert (item.planned.origin, item.planned.window.first) == (case.id, TODAY)
    closing = ("--close-case", case.id[:6], "--reason", "已上线", "--resulting", "1.1.0", "--by", "王芳")
    run("watch", workspace, *ON, *closing)
    (closed,) = cases_in(open_register(workspace), TODAY)
    assert closed.closed is not None
    assert (closed.closed.release, closed.items) == ("1.1.0", (item.id,))
