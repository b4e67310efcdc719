"""A run as JUnit XML: well-formed whatever labels hold, failing where a threshold is broken, skipped where nothing is known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest

from tests.report.pages import HOSTILE
from tests.report.small_workspaces import workspace
from workbench.findings import Finding, Severity
from workbench.language import Language
from workbench.report.junit import junit_xml
from workbench.report.page import Texts
from workbench.report.thresholds import threshold_of
from workbench.report.verdicts import Status, Verdict, verdicts_of
from workbench.study import assess, open_study

EVIL = f"{HOSTILE}\x00\x07\x1b]]>\ufffe&amp;"


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Verdict, ...]:
    """Assess two processes: of one a quarter of the cases lacks a step, the other has no log."""
    root = workspace(tmp_path_factory.mktemp("w"), "p", "q")
    (root / "event_logs" / "q.csv").unlink()
    return verdicts_of(assess(open_study(root)))


def suites(verdicts: tuple[Verdict, ...], *limits: str) -> dict[str, Element]:
    root = fromstring(junit_xml("w", verdicts, [threshold_of(each) for each in limits], Language.EN))
    return {each.get("name", ""): each for each in root}


def case(suite: Element, name: str) -> Element:
    (found,) = [each for each in suite if each.get("name") == name]
    return found


def test_a_process_is_a_suite_and_a_code_a_case(verdicts: tuple[Verdict, ...]) -> None:
    found = suites(verdicts)
    assert list(found) == ["p", "q"]
    skipped = case(found["p"], "CF-SKIP")
    assert skipped.find("failure") is None
    assert "in 10 of 40 cases" in (skipped.findtext("system-out") or "")


def test_a_code_fails_where_its_finding_breaks_a_threshold(verdicts: tuple[Verdict, ...]) -> None:
    found = suites(verdicts, "major", "conformance<0.7")
    assert case(found["p"], "CF-SKIP").find("failure") is not None
    assert case(found["p"], "threshold major").find("failure") is not None
    assert list(case(found["p"], "threshold conformance<0.7")) == []
    assert (found["p"].get("failures"), found["p"].get("errors")) == ("2", "0")


def test_what_cannot_be_judged_is_skipped_with_its_reason(verdicts: tuple[Verdict, ...]) -> None:
    found = suites(verdicts, "critical")
    for name in ("CF-SKIP", "held against its log", "threshold critical"):
        skipped = case(found["q"], name).find("skipped")
        assert skipped is not None
        assert "log" in skipped.get("message", "")
    assert int(found["q"].get("skipped", "0")) > 2


def test_counts_add_up(verdicts: tuple[Verdict, ...]) -> None:
    root = fromstring(junit_xml("w", verdicts, [threshold_of("major")], Language.EN))
    for key in ("tests", "failures", "errors"):
        assert int(root.get(key, "")) == sum(int(each.get(key, "")) for each in root)
    assert int(root.get("tests", "")) == len(root.findall("testsuite/testcase"))


def test_a_refused_process_is_an_error() -> None:
    refused = Verdict(scope="r", name=Texts(zh="r", en="r"), status=Status.REFUSED, reason=Texts(zh="坏", en="broken file"))
    error = case(suites((refused,))["r"], "held against its log").find("error")
    assert error is not None
    assert error.get("message") == "broken file"


@pytest.mark.parametrize("language", Language)
def test_hostile_labels_make_no_markup_and_no_illegal_character(verdicts: tuple[Verdict, ...], language: Language) -> None:
    evil = Texts(zh=EVIL, en=EVIL)
    finding = Finding(code="CF-SKIP", severity=Severity.MAJOR, scope=EVIL, facts={"activity": EVIL, "count": 1, "exposed": 2})
    hostile = (
        replace(verdicts[0], scope=EVIL, name=evil, findings=(finding,)),
        Verdict(scope="r", name=evil, status=Status.REFUSED, reason=evil),
    )
    text = junit_xml(EVIL, hostile, [threshold_of("major")], language)
    root = fromstring(text.encode())
    assert {each.tag for each in root.iter()} <= {
        "testsuites", "testsuite", "testcase", "failure", "error", "skipped", "system-out",
    }  # fmt: skip
    assert "<script" not in text
    assert junit_xml(EVIL, hostile, [threshold_of("major")], language) == text


def test_a_workspace_whose_labels_hold_control_characters_is_told(tmp_path: Path) -> None:
    told = verdicts_of(assess(open_study(workspace(tmp_path, "p"))))
    assert fromstring(junit_xml("a\x0bb", told, (), Language.ZH_CN)).get("name") == "a\ufffdb"
