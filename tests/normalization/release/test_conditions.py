"""What must hold before a release, each condition met, not met or not known, with its figure."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from workbench.findings import Finding, Severity
from workbench.fit.dimensions import Dimension
from workbench.fit.indicators.model import Scope
from workbench.fit.scoring.levels import Level, Rating
from workbench.fit.scoring.model import Fit, Score, ScoredDimension, Window
from workbench.fit.scoring.resampling import Estimate
from workbench.fit.scoring.robustness import Levers
from workbench.fit.scoring_rules import LevelRules
from workbench.language import Language
from workbench.normalization.release import CONDITIONS, Condition, TrialRecord, TrialWindow, Waiver, conditions_of, unmet
from workbench.normalization.release.listed import ListedConditions

WINDOW = TrialWindow(start=date(2026, 1, 1), end=date(2026, 3, 31))
RULES = LevelRules()
QUIET = TrialRecord(window=WINDOW, quiet_weeks={"P": 8})
CRITICAL = Finding(code="PO-SOD", severity=Severity.CRITICAL, scope="enterprise", object=("A", "B"))


def score(low: float | None, coverage: float = 1.0) -> Score:
    estimate = None if low is None else Estimate(value=low, low=low, high=1.0, draws=np.ones(2))
    return Score(estimate=estimate, least=0.01, most=1.0, coverage=coverage, arithmetic=low)


def fit(low: float | None = 0.95, side: float | None = 0.9, coverage: float = 0.9) -> Fit:
    return Fit(
        scope=Scope(id="P", processes=("P",)),
        score=score(low, coverage),
        dimensions=(ScoredDimension(dimension=Dimension.TP, weight=1.0, score=score(side)),),
        indicators=(),
        rating=Rating(level=Level.M3),
        levers=Levers(codes=(), kept=()),
        cases=40,
        window=Window(first=WINDOW.start, last=WINDOW.end),
    )


def of(it: Fit, findings: tuple[Finding, ...] = (), trial: TrialRecord = QUIET) -> dict[str, Condition]:
    return {each.code: each for each in conditions_of([it], findings, RULES, trial)}


def test_a_process_that_is_stable_meets_them_all() -> None:
    met = of(fit())
    assert {*met} == {*CONDITIONS}
    assert all(each.is_met for each in met.values())


@pytest.mark.parametrize(
    ("it", "code", "figure", "limit"),
    [
        (fit(low=0.8999), "score", 0.8999, 0.9),
        (fit(side=0.79), "dimension", 0.79, 0.8),
        (fit(coverage=0.79), "coverage", 0.79, 0.8),
        (replace(fit(), window=Window(first=date(2025, 12, 30), last=date(2026, 4, 1))), "evidence", 3.0, 0.0),
    ],
)
def test_what_falls_short_is_not_met_and_tells_by_how_much(it: Fit, code: str, figure: float, limit: float) -> None:
    conditions = of(it)
    assert [each.code for each in conditions.values() if not each.is_met] == [code]
    assert (conditions[code].figure, conditions[code].limit) == (figure, limit)


def test_a_figure_just_below_its_limit_is_not_shown_as_the_limit() -> None:
    assert "0.899" in of(fit(low=0.8999))["score"].text(Language.EN)
    assert "0.899" in of(fit(low=0.8999))["score"].text(Language.ZH_CN)


UNKNOWN = [(fit(low=None), "score"), (fit(side=None), "dimension"), (replace(fit(), window=None), "evidence")]


@pytest.mark.parametrize(("it", "code"), UNKNOWN)
def test_what_is_not_known_is_neither_met_nor_zero(it: Fit, code: str) -> None:
    condition = of(it)[code]
    assert (condition.is_met, condition.figure) == (None, None)
    assert "未知" in condition.text(Language.ZH_CN)
    assert unmet([condition], None, WINDOW.end) == (condition,)


def test_a_process_that_nobody_watched_is_not_known_to_be_quiet() -> None:
    assert of(fit(), trial=TrialRecord(window=WINDOW))["quiet"].is_met is None
    assert of(fit(), trial=TrialRecord(window=WINDOW, quiet_weeks={"P": 7}))["quiet"].is_met is False


def test_a_policy_that_waives_drift_does_not_ask_for_it() -> None:
    asked = conditions_of([fit()], (), LevelRules(waive_drift=True), TrialRecord(window=WINDOW))
    assert "quiet" not in {each.code for each in asked}


def test_a_critical_finding_stands_against_the_process_that_it_caps_until_it_is_no_longer_open() -> None:
    capped = replace(fit(), rating=Rating(level=Level.M2, vetoes=(CRITICAL,)))
    assert of(capped, (CRITICAL,))["critical"].evidence == (CRITICAL.id,)
    assert of(capped, ())["critical"].is_met
    assert of(fit(), (CRITICAL,))["critical"].is_met
    own = replace(CRITICAL, scope="P")
    assert of(fit(), (own, replace(own, severity=Severity.MAJOR, object=("C",))))["critical"].figure == 1.0


def test_a_waiver_covers_only_what_it_names_and_only_until_its_day() -> None:
    lacking = conditions_of([fit(low=0.5, side=0.5)], (), RULES, QUIET)
    waiver = Waiver(conditions=("score",), reason="r", by="b", until=date(2026, 4, 30))
    assert [each.code for each in unmet(lacking, waiver, date(2026, 4, 30))] == ["dimension"]
    assert [each.code for each in unmet(lacking, waiver, date(2026, 5, 1))] == ["score", "dimension"]


def test_conditions_show_themselves_with_their_figures() -> None:
    listed = ListedConditions(rows=conditions_of([fit(low=None)], (), RULES, QUIET))
    columns = listed.columns(slice(None))
    assert len(columns["condition"]) == len(listed) == 6
    assert np.ma.is_masked(columns["figure"][0])  # type: ignore[no-untyped-call]


def test_coverage_is_told_as_percent_and_scores_as_scores() -> None:
    conditions = of(fit(coverage=0.7999))
    assert "79.9%" in conditions["coverage"].text(Language.ZH_CN)
    assert "80.0%" in conditions["coverage"].text(Language.ZH_CN)
    assert "0.900" in conditions["score"].text(Language.EN)
