"""Fit in the findings file and on a terminal: no score without interval, coverage, policy and window."""

import json

import pytest

from tests.fit.scoring.readings import evidence, indicator
from workbench.findings import Finding, Severity
from workbench.fit.dimensions import Dimension
from workbench.fit.indicators.sample import Exact
from workbench.fit.scoring import FitResult, fit_of
from workbench.language import Language
from workbench.report.fit_file import enterprise_content, fit_content, indicators_content
from workbench.report.lines.fit_lines import fit_lines, ranking_lines

SEPARATION = Finding(code="PO-SOD", severity=Severity.CRITICAL, scope="p", object=("a", "b"))


def result() -> FitResult:
    good = (indicator(f"{each}1", lambda *_: Exact(part=9, whole=10, units=10)) for each in Dimension)
    split = indicator("PO7", lambda _, scope: Exact(part=1 if scope.id == "q" else 2, whole=2, units=3))
    return fit_of(evidence("p", "q"), (SEPARATION,), (*good, split, indicator("TP9", lambda *_: None)), seed=5)


def test_a_score_is_told_with_interval_bounds_coverage_level_and_window() -> None:
    fit = result().process["p"]
    content = fit_content(fit, Language.EN)
    assert json.loads(json.dumps(content, allow_nan=False)) == content
    assert content["level"] == "M2"
    assert content["vetoes"] == [SEPARATION.id]
    assert [each["code"] for each in content["level_reasons"]] == ["LEVEL_VETO"]
    assert set(content["scores"]) == {"TP", "PO", "TO", "DT", "PX"}
    assert content["scores"]["TP"] == {
        "value": 0.9,
        "low": 0.9,
        "high": 0.9,
        "coverage": 0.5,
        "least": pytest.approx(0.009**0.5, abs=1e-6),
        "most": pytest.approx(0.9**0.5, abs=1e-6),
        "arithmetic": 0.9,
        "imbalance": 0.0,
    }
    assert content["window"]["first"] <= content["window"]["last"]


def test_the_enterprise_tells_the_ranking_and_where_intervals_come_from() -> None:
    content = enterprise_content(result(), Language.EN)
    assert content["ranking"]["processes"] == ["p", "q"]
    assert content["ranking"]["stable"] is True
    assert content["bootstrap"] == {"seed": 5, "draws": 1000}


def test_every_indicator_is_told_in_every_scope_and_an_unknown_says_why() -> None:
    told = {(each["scope"], each["code"]): each for each in indicators_content(result(), Language.EN)}
    assert {scope for scope, _ in told} == {"enterprise", "p", "q"}
    assert len(told) == 21
    assert (told["q", "PO7"]["value"], told["q", "PO7"]["n"], told["q", "PO7"]["status"]) == (0.5, 3, "measured")
    missing = told["p", "TP9"]
    assert (missing["value"], missing["low"], missing["status"], missing["contribution"]) == (None, None, "unknown", None)
    assert missing["reason"]
    assert sum(told["q", code]["contribution"] or 0 for _, code in {each for each in told if each[0] == "q"}) == pytest.approx(1)


@pytest.mark.parametrize("language", Language)
def test_on_a_terminal_no_score_stands_without_what_belongs_to_it(language: Language) -> None:
    found = result()
    line, reason = fit_lines(found.process["p"], "2025-06", language)
    fit = found.process["p"]
    assert fit.window is not None
    figures = (fit.score.value, fit.score.least, fit.score.most)
    told = (
        "M2",
        "2025-06",
        fit.window.first.isoformat(),
        fit.window.last.isoformat(),
        *(f"{each:.3f}" for each in figures if each),
    )
    assert all(each in line for each in told)
    assert "PO-SOD" in reason


def test_a_ranking_that_hangs_on_the_weights_is_told_so() -> None:
    def of(better: str) -> list[float]:
        return [0.9, 0.5] if better == "p" else [0.5, 0.9]

    indicators = tuple(
        indicator(code, lambda _, scope, place=place: Exact(part=of(scope.id)[place], whole=1, units=3))  # type: ignore[misc]
        for place, code in enumerate(("TP1", "PO1"))
    )
    uneven = (*indicators, indicator("DT1", lambda _, scope: Exact(part=0.9 if scope.id == "p" else 0.89, whole=1, units=3)))
    assert len(list(ranking_lines(fit_of(evidence("p", "q"), (), uneven), Language.EN))) == 1
    assert list(ranking_lines(result(), Language.EN)) == []
