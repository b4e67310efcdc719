"""Reports by night as a scheduler calls them: many inputs, files and nothing else on stdout, and the agreed exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.report.small_workspaces import workspace, write_log, write_model
from tests.test_cli import run

LOCAL = ("html", "xlsx", "json", "junit", "markdown", "csv")


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """Two workspaces whose folders have Chinese names with a space, one of them with a process that cannot be read."""
    good, bad = tmp_path / "好的 工作区", tmp_path / "坏的 工作区"
    workspace(good, "订单 到交付")
    workspace(bad, "p", "q")
    (bad / "event_logs" / "q.csv").write_bytes(b"PK\x03\x04broken")
    return good, bad


def test_many_inputs_go_into_a_folder_with_an_index(two: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "夜间 报告"
    formats = [word for each in LOCAL for word in ("--format", each)]
    done = run("report", *two, "-o", f"{out}/", "-j", "2", "--timeout", "300", *formats, "--language", "zh-CN")
    assert done.returncode == 2
    names = ("report.html", "report.xlsx", "findings.json", "junit.xml", "summary.md", "cases.csv")
    inside = [out / folder.name / name for folder in two for name in names]
    assert done.stdout.splitlines() == [
        str(each) for each in (*inside, *(out / f"index.{kind}" for kind in ("html", "json", "md")))
    ]
    assert all(Path(line).is_file() for line in done.stdout.splitlines())
    told = json.loads((out / "index.json").read_text(encoding="utf-8"))
    assert [each["standing"] for each in told["items"]] == ["met", "rejected"]
    statuses = [(each["id"], each["status"]) for each in told["items"][1]["processes"]]
    assert statuses == [("p", "assessed"), ("q", "refused")]
    assert str(tmp_path) not in (out / "index.html").read_text(encoding="utf-8")
    assert "[2/2]" in done.stderr


def test_one_bad_input_costs_itself_alone(two: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run("report", two[0], tmp_path / "missing", "-o", f"{out}/", "--format", "json", "--quiet")
    assert done.returncode == 2
    assert "missing" in done.stderr
    assert "[1/2]" not in done.stderr
    assert (out / two[0].name / "findings.json").is_file()


def test_pairs_and_workspaces_are_named_one_after_the_other(two: tuple[Path, Path], tmp_path: Path) -> None:
    model, log = write_model(tmp_path / "m.bpmn", "m"), write_log(tmp_path / "log.csv")
    done = run("report", model, log, two[0], "-o", f"{tmp_path / 'out'}/", "--format", "csv")
    assert done.returncode == 0
    assert [Path(line).parent.name for line in done.stdout.splitlines()[:2]] == ["m", two[0].name]


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (("--fail-on", "critical", "--fail-on", "conformance<70%", "--min-level", "M0"), 0),
        (("--fail-on", "critical", "--fail-on", "CF-SKIP"), 1),
        (("--fail-on", "CF-SKIPP"), 2),
    ],
)
def test_thresholds_decide_the_exit_code_of_both_commands(tmp_path: Path, limits: tuple[str, ...], code: int) -> None:
    root = workspace(tmp_path / "w", "p")
    assert run("report", root, "-o", tmp_path / "r.md", *limits).returncode == code
    assert (tmp_path / "r.md").is_file() is (code != 2)
    assert run("assess", root, *limits).returncode == code


def test_several_files_of_one_input(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", "p")
    files = [tmp_path / f"r.{kind}" for kind in ("html", "xlsx", "json", "xml", "md", "csv")]
    done = run("report", root, *(word for each in files for word in ("-o", each)))
    assert (done.returncode, done.stdout.splitlines()) == (0, [str(each) for each in files])
    assert json.loads(files[2].read_text(encoding="utf-8"))["processes"][0]["id"] == "p"


@pytest.mark.parametrize(
    "wrong",
    [
        ("-o", "one.html"),
        ("-o", "a/", "-o", "b/"),
        ("-o", "a/", "--format", "docx"),
        ("-o", "r.docx"),
        (),
    ],
)
def test_wrong_usage_is_said_before_anything_is_done(two: tuple[Path, Path], tmp_path: Path, wrong: tuple[str, ...]) -> None:
    done = run("report", *two, *wrong, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert not list(tmp_path.glob("*.html"))
    assert "Traceback" not in done.stderr


def test_a_folder_that_cannot_be_made_is_said(two: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = run("report", two[0], "-o", f"{tmp_path / 'file' / 'out'}/")
    assert (done.returncode, done.stdout) == (2, "")
    assert "check path, permissions" in done.stderr


def test_assess_tells_several_one_after_the_other(two: tuple[Path, Path]) -> None:
    done = run("assess", *two, "-j", "2", "--language", "en")
    assert done.returncode == 2
    heads = [line for line in done.stdout.splitlines() if line.startswith("== ")]
    assert heads == [f"== {two[0].name}: all met", f"== {two[1].name}: some input was rejected"]
    single = run("assess", two[0], "--language", "en")
    assert single.stdout in done.stdout


def test_assess_with_a_time_limit_tells_the_same(two: tuple[Path, Path], tmp_path: Path) -> None:
    here, apart = (run("assess", two[0], "--json", "-", *more) for more in ((), ("--timeout", "300")))
    assert here.stdout == apart.stdout
    assert run("assess", two[0], "--timeout", "300", "--cases", tmp_path / "c.csv").returncode == 0
    assert (tmp_path / "c.csv").read_text(encoding="utf-8").startswith("finding_id,case_id\n")


@pytest.mark.parametrize("option", [("--json", "-"), ("--cases", "x.csv"), ("--against", "x")])
def test_what_is_for_one_input_is_refused_for_several(two: tuple[Path, Path], option: tuple[str, str]) -> None:
    done = run("assess", *two, *option)
    assert (done.returncode, done.stdout) == (2, "")
    assert option[0] in done.stderr
