"""Thresholds: what they mean, what breaks them, and when they cannot be judged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from workbench.findings import ENTERPRISE, Finding, Severity, UsageError
from workbench.fit.detection import Unknown
from workbench.fit.scoring import Level
from workbench.report.page import Texts
from workbench.report.thresholds import (
    CodeLimit,
    FigureLimit,
    LevelLimit,
    Outcome,
    SeverityLimit,
    is_breached,
    judgements,
    level_limit_of,
    threshold_of,
)
from workbench.report.verdicts import Flow, Rate, Status, Verdict

NAME = Texts(zh="流程", en="process")
FLOW = Flow(
    cases=10, incomplete=0, events=20, conforming=0.8, raw_conforming=0.1, fitness=0.95, raw_fitness=0.9,
    first=date(2025, 1, 1), last=date(2025, 2, 1),
)  # fmt: skip
MAJOR = Finding(code="CF-SKIP", severity=Severity.MAJOR, scope="P")
VERDICT = Verdict(
    scope="P",
    name=NAME,
    status=Status.ASSESSED,
    flow=FLOW,
    rate=Rate(level="M2", score=0.7, low=0.6, high=0.75, coverage=0.9),
    findings=(MAJOR,),
    unknown=(
        Unknown(codes=("PO-SOD", "CF-CTRL"), reason=Finding(code="PROCESS_WITHOUT_LOG", severity=Severity.MAJOR), scope="P"),
    ),
)
REFUSED = Verdict(scope="P", name=NAME, status=Status.REFUSED, reason=NAME)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("critical", SeverityLimit(severity=Severity.CRITICAL)),
        ("Major", SeverityLimit(severity=Severity.MAJOR)),
        ("po-sod", CodeLimit(code="PO-SOD")),
        ("conformance<0.8", FigureLimit(figure="conformance", least=0.8)),
        ("Fitness < 90%", FigureLimit(figure="fitness", least=0.9)),
        ("fit<1", FigureLimit(figure="fit", least=1.0)),
    ],
)
def test_a_threshold_is_a_severity_a_code_or_a_figure(text: str, meant: object) -> None:
    assert threshold_of(text) == meant


@pytest.mark.parametrize("text", ["PO-SODD", "conformance>0.8", "conformance<x", "", "fit", "critical; rm"])
def test_what_is_no_threshold_is_refused_with_what_there_is(text: str) -> None:
    with pytest.raises(UsageError) as raised:
        threshold_of(text)
    assert "conformance<0.8" in str(raised.value)


def test_a_misspelt_code_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="PO-SOD, "):
        threshold_of("PO-SODD")


def test_a_level_that_is_none_is_refused() -> None:
    assert level_limit_of("m3") == LevelLimit(level=Level.M3)
    with pytest.raises(UsageError, match="M1, M2"):
        level_limit_of("M7")


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("critical", Outcome.MET),
        ("major", Outcome.BREACHED),
        ("info", Outcome.BREACHED),
        ("CF-SKIP", Outcome.BREACHED),
        ("CF-ORDER", Outcome.MET),
        ("PO-SOD", Outcome.UNKNOWN),
        ("conformance<0.8", Outcome.MET),
        ("conformance<0.81", Outcome.BREACHED),
        ("fitness<95%", Outcome.MET),
        ("fit<0.71", Outcome.BREACHED),
    ],
)
def test_a_verdict_keeps_to_a_threshold_breaks_it_or_cannot_tell(text: str, outcome: Outcome) -> None:
    (judged,) = judgements(VERDICT, [threshold_of(text)])
    assert judged.outcome is outcome
    assert is_breached([VERDICT], [threshold_of(text)]) is (outcome is Outcome.BREACHED)


def test_what_breaks_a_threshold_is_named() -> None:
    (judged,) = judgements(VERDICT, [threshold_of("major")])
    assert judged.findings == (MAJOR,)
    (unknown,) = judgements(VERDICT, [threshold_of("CF-CTRL")])
    assert unknown.because.en == VERDICT.unknown[0].reason.text()


@pytest.mark.parametrize(("level", "outcome"), [("M1", Outcome.MET), ("M2", Outcome.MET), ("M3", Outcome.BREACHED)])
def test_a_level_is_not_to_be_below_another(level: str, outcome: Outcome) -> None:
    (judged,) = judgements(VERDICT, [level_limit_of(level)])
    assert judged.outcome is outcome


def test_what_is_not_rated_is_below_every_level() -> None:
    assert is_breached([replace(VERDICT, rate=None)], [level_limit_of("M1")])
    assert not is_breached([replace(VERDICT, rate=None)], [level_limit_of("M0")])


@pytest.mark.parametrize("text", ["critical", "conformance<0.8", "fit<0.5"])
def test_a_refused_process_is_unknown_and_breaks_nothing(text: str) -> None:
    (judged,) = judgements(REFUSED, [threshold_of(text)])
    assert judged.outcome is Outcome.UNKNOWN
    assert judged.because == NAME


def test_what_the_design_alone_shows_breaks_a_threshold_without_a_log() -> None:
    assert is_breached([replace(REFUSED, findings=(MAJOR,))], [threshold_of("major")])


def test_conformance_is_of_processes_alone() -> None:
    enterprise = replace(VERDICT, scope=ENTERPRISE, flow=None)
    assert judgements(enterprise, [threshold_of("conformance<1"), threshold_of("fitness<1")]) == ()
    assert is_breached([enterprise], [threshold_of("fit<1")])
