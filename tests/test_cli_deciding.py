"""Decisions on the command line: what is recorded, what other commands then show, and what is said when it is wrong."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.builders import process
from tests.test_cli import LOG, run
from workbench.findings import Finding, Severity
from workbench.normalization import Nonconformity, open_register

ACCEPT = ("--accept", "--reason", "客户自提", "--owner", "销售部", "--until", "2999-12-31", "--by", "王工")
SKIPPED = Finding(code="CF-SKIP", severity=Severity.MAJOR, scope="p", object=("a",)).id


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "models").mkdir()
    (tmp_path / "event_logs").mkdir()
    (tmp_path / "models" / "p.bpmn").write_bytes(process("p").start().task("a").task("b").end().xml())
    (tmp_path / "event_logs" / "p.csv").write_text(LOG, encoding="utf-8")
    (tmp_path / "workbench.yaml").write_text("name: 试验\n", encoding="utf-8")
    return tmp_path


def assessed(workspace: Path) -> Any:
    done = run("assess", workspace, "--json", "-")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def skipped(workspace: Path) -> Any:
    (found,) = (each for each in assessed(workspace)["below_threshold"] if each["code"] == "CF-SKIP")
    return found


def test_an_accepted_deviation_raises_the_net_and_leaves_the_gross(workspace: Path) -> None:
    before = assessed(workspace)["processes"][0]
    finding = skipped(workspace)
    assert finding["decision"] is None
    assert before["net"]["conformance"] == {"value": 0.666667, "part": 2, "whole": 3}
    done = run("decide", workspace, SKIPPED[:6], *ACCEPT)
    assert (done.returncode, done.stderr) == (0, "")
    after = assessed(workspace)["processes"][0]
    assert after["net"]["conformance"] == {"value": 1.0, "part": 3, "whole": 3}
    assert after["conformance"] == before["conformance"]
    decision = skipped(workspace)["decision"]
    assert {key: decision[key] for key in ("state", "owner", "until", "by", "record")} == {
        "state": "accepted",
        "owner": "销售部",
        "until": "2999-12-31",
        "by": "王工",
        "record": 1,
    }
    assert "净值（不计已接受的偏差） 100.00% (3 / 3)" in run("assess", workspace, "--language", "zh-CN").stdout
    report = workspace / "r.html"
    assert run("report", workspace, "-o", report).returncode == 0
    assert "客户自提" in report.read_text(encoding="utf-8")
    (entry,) = open_register(workspace).decisions
    assert (entry.decision.subject.count, entry.decision.subject.exposed) == (1, 3)
    assert entry.hash in report.read_text(encoding="utf-8")


def test_a_net_limit_leaves_out_what_is_accepted(workspace: Path) -> None:
    run("decide", workspace, SKIPPED, *ACCEPT)
    limit = ("--fail-on", "conformance<0.9")
    assert run("assess", workspace, *limit).returncode == 1
    assert run("assess", workspace, *limit, "--net").returncode == 0


def test_what_was_decided_is_listed_and_can_be_withdrawn(workspace: Path) -> None:
    run("decide", workspace, SKIPPED, *ACCEPT)
    done = run("decide", workspace, SKIPPED, "--withdraw", "--reason", "期限有误", "--by", "李工")
    assert done.returncode == 0, done.stderr
    listed = run("decide", workspace, "--list", "--language", "en").stdout
    assert "客户自提" in listed
    assert "withdrawn: 期限有误" in listed
    assert f"2 decisions; head of the register: {open_register(workspace).head}" in listed
    assert skipped(workspace)["decision"] is None


def test_a_nonconformity_is_drafted_in_three_parts(workspace: Path) -> None:
    done = run("decide", workspace, SKIPPED, "--nonconformity", "--by", "内审员", "--language", "en")
    assert done.returncode == 0, done.stderr
    parts = [line for line in done.stdout.splitlines() if line.startswith("## ")]
    assert parts == ["## Objective evidence", "## Requirement", "## Statement of nonconformity"]
    assert "GB/T 23001 (2014) 7.5.1" in done.stdout


def test_what_is_drafted_may_be_said_in_other_words(workspace: Path) -> None:
    words = ("--statement", "工序 a 未执行", "--clause", "8.5.1")
    done = run("decide", workspace, SKIPPED, "--nonconformity", *words, "--by", "内审员")
    assert done.returncode == 0, done.stderr
    assert "工序 a 未执行" in done.stdout
    (entry,) = open_register(workspace).decisions
    called = entry.decision.verdict
    assert isinstance(called, Nonconformity)
    assert (called.statement, called.clause) == ("工序 a 未执行", "8.5.1")
    assert called.evidence


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Name a finding, and one of --accept"),
        (("--accept", "--dispute"), "Name a finding, and one of --accept"),
        (("--accept", "--reason", "r", "--owner", "o", "--by", "b"), "lacks its last day"),
        (("--dispute", "--by", "b"), "lacks its reason"),
        (("--dispute", "--reason", "r"), "lacks its author"),
        (("--withdraw", "--reason", "r", "--by", "b"), "no decision on finding"),
        (("--nonconformity", "--statement", " ", "--by", "b"), "lacks its statement"),
        (("--dispute", "--reason", "r", "--clause", "8.5.1", "--by", "b"), "--clause says nothing with --dispute"),
        (("--confirm", "--reason", "r", "--statement", "s", "--owner", "o", "--by", "b"), "--owner, --statement says nothing"),
        (("--nonconformity", "--reason", "r", "--by", "b"), "--reason says nothing with --nonconformity"),
        (("--list",), "Name a finding, and one of --accept"),
    ],
)
def test_what_is_lacking_is_said_and_nothing_recorded(workspace: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run("decide", workspace, SKIPPED, *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert open_register(workspace).decisions == ()


def test_a_damaged_register_is_said_and_everything_else_is_told(workspace: Path) -> None:
    (workspace / "register").mkdir()
    (workspace / "register" / "register.sqlite").write_bytes(b"no database" * 500)
    done = run("assess", workspace, "--json", "-")
    assert done.returncode == 0
    assert "无法读取" in done.stderr
    assert json.loads(done.stdout)["register"]["fault"] in done.stderr
    assert json.loads(done.stdout)["processes"][0]["net"] is None
    refused = run("decide", workspace, "--list")
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr
