"""A workspace under a policy: what it switches off is not claimed, and every result says which policy it was."""

import json
from pathlib import Path
from typing import Any

import pytest

import workbench as wb
from tests.builders import process
from workbench.findings import InputError
from workbench.fit import DEFAULT_POLICY, read_policy
from workbench.language import Language
from workbench.report.findings_file import findings_json
from workbench.report.lines.assessed import assessed_text


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A process a → b in whose 40 cases a was skipped 6 times and x was done twice."""
    (tmp_path / "models").mkdir()
    (tmp_path / "event_logs").mkdir()
    (tmp_path / "models" / "p.bpmn").write_bytes(process("p").start().task("a").task("b").end().xml())
    traces = ["ab"] * 12 + ["b"] * 6 + ["axb"] * 2 + ["ab"] * 20
    rows = [
        f"{n:02},{label},2025-03-{1 + n % 28:02}T1{at}:00:00+08:00" for n, t in enumerate(traces) for at, label in enumerate(t)
    ]
    (tmp_path / "event_logs" / "p.csv").write_text("\n".join(("case_id,activity,end", *rows)), encoding="utf-8")
    return tmp_path


def told(workspace: Path, policy: str | None = None) -> dict[str, Any]:
    if policy is not None:
        (workspace / "policy.yaml").write_text(policy, encoding="utf-8")
    content: dict[str, Any] = json.loads(findings_json(wb.assess(wb.open_study(workspace)), Language.EN))
    return content


def codes(content: dict[str, Any], key: str = "findings") -> list[tuple[str, str]]:
    return [(each["code"], each["severity"]) for each in content[key]]


def test_without_a_policy_the_default_holds_and_is_named(workspace: Path) -> None:
    content = told(workspace)
    assert content["policy"] == {"version": "1", "sha256": DEFAULT_POLICY.sha256}
    assert (codes(content), codes(content, "below_threshold")) == ([("CF-SKIP", "major")], [("CF-EXTRA", "minor")])
    assert "policy.yaml" not in {each["path"] for each in content["inputs"]}


def test_a_policy_is_named_by_version_and_hash_and_is_an_input(workspace: Path) -> None:
    content = told(workspace, "version: 2025-06\nthresholds: {least_cases: 7}\n")
    assert content["policy"] == {"version": "2025-06", "sha256": read_policy(workspace / "policy.yaml").sha256}
    assert "policy.yaml" in {each["path"] for each in content["inputs"]}
    assert (codes(content), len(content["below_threshold"])) == ([], 2)


def test_what_is_switched_off_is_neither_claimed_nor_listed_below(workspace: Path) -> None:
    content = told(workspace, "findings: {CF-SKIP: off, CF-EXTRA: off}\n")
    assert (codes(content), codes(content, "below_threshold")) == ([], [])


def test_severities_are_those_of_the_policy_and_a_critical_one_has_no_floor(workspace: Path) -> None:
    content = told(workspace, "severities: {CF-SKIP: minor, CF-EXTRA: critical}\n")
    assert codes(content) == [("CF-EXTRA", "critical"), ("CF-SKIP", "minor")]


def test_a_policy_elsewhere_is_named_by_the_settings(workspace: Path) -> None:
    (workspace / "workbench.yaml").write_text("policy: rules/ours.yaml\n", encoding="utf-8")
    assert [each["code"] for each in told(workspace)["notices"]] == ["POLICY_MISSING"]
    (workspace / "rules").mkdir()
    (workspace / "rules" / "ours.yaml").write_text("version: ours\n", encoding="utf-8")
    content = told(workspace)
    assert (content["policy"]["version"], content["notices"]) == ("ours", [])
    assert "rules/ours.yaml" in {each["path"] for each in content["inputs"]}


def test_a_wrong_policy_stops_the_work(workspace: Path) -> None:
    with pytest.raises(InputError, match="least_cases"):
        told(workspace, "thresholds: {least_cases: none}\n")


@pytest.mark.parametrize("language", Language)
def test_what_is_not_known_is_told_where_the_findings_are(workspace: Path, language: Language) -> None:
    (workspace / "policy.yaml").write_text("weight: {TP: 1}\n", encoding="utf-8")
    assert "POLICY_KEY_UNKNOWN" in assessed_text(wb.assess(wb.open_study(workspace)), language)
