"""Fit of an enterprise: scopes, drawn cases, rankings, and two runs compared."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from tests.fit.scoring.readings import evidence, indicator
from workbench.findings import Finding, Severity
from workbench.fit.detection import Evidence
from workbench.fit.dimensions import Dimension
from workbench.fit.indicators.model import Indicator, Scope
from workbench.fit.indicators.sample import ByCase, Exact, Sample
from workbench.fit.policy import Policy
from workbench.fit.scoring import Change, FitResult, Level, as_watched, compare_fits, fit_of
from workbench.fit.scoring_rules import FitWeights, LevelRules, ScoringRules


def exact(value: float) -> Callable[[Evidence, Scope], Sample]:
    return lambda *_: Exact(part=value, whole=1.0, units=10)


def both_done(evidence: Evidence, scope: Scope) -> Sample:
    """Measure the share of cases with two events."""
    counts = [np.bincount(each.case, minlength=len(each.cases))[each.complete] for each in scope.linked(evidence)]
    events = np.concatenate(counts) if counts else np.empty(0)
    return ByCase(part=(events == 2).astype(float), whole=np.ones(len(events)), units=len(events))


INDICATORS = (indicator("TP1", exact(0.9)), indicator("PO1", exact(0.8)), indicator("PX3", both_done))


def fit(*processes: str, indicators: tuple[Indicator, ...] = INDICATORS, seed: int = 1) -> FitResult:
    return fit_of(evidence(*processes), (), indicators, seed)


def test_every_process_and_the_enterprise_is_scored() -> None:
    found = fit("p", "q")
    assert [each.scope.id for each in found.fits] == ["enterprise", "p", "q"]
    assert found.process["p"].score.value == found.process["q"].score.value == pytest.approx(found.enterprise.score.value)
    assert found.enterprise.cases == found.process["p"].cases + found.process["q"].cases
    assert found.enterprise.window == found.process["p"].window
    assert (found.policy_version, found.policy_sha256) == (Policy().version, Policy().sha256)


def test_what_the_design_decides_is_exact_and_what_cases_decide_is_not() -> None:
    found = fit("p").process["p"]
    tp, px = found.indicator["TP1"].estimate, found.indicator["PX3"].estimate
    assert tp is not None
    assert px is not None
    assert (tp.low, tp.high) == (0.9, 0.9)
    assert px.low < px.value < px.high
    assert found.score.estimate is not None
    assert found.score.estimate.low < found.score.estimate.value < found.score.estimate.high


def test_the_same_seed_gives_the_same() -> None:
    one, again, other = (fit("p", seed=seed).enterprise.score.estimate for seed in (1, 1, 2))
    assert one is not None
    assert again is not None
    assert other is not None
    assert (one.draws == again.draws).all()
    assert (one.draws != other.draws).any()


def test_a_process_without_log_knows_only_its_design() -> None:
    of_log = indicator("PX1", lambda it, scope: both_done(it, scope) if scope.linked(it) else None)
    seen = evidence("p")
    found = fit_of(
        replace(seen, linkage=replace(seen.linkage, processes=()), conformance={}), (), (INDICATORS[0], of_log)
    ).process["p"]
    assert (found.cases, found.window) == (0, None)
    assert found.score.value == pytest.approx(0.9)
    assert found.score.coverage == pytest.approx(0.25 / 0.45)
    assert found.rating.level is Level.M0


def test_what_the_policy_switches_off_is_not_read() -> None:
    policy = Policy(scoring=ScoringRules(weights=FitWeights(indicators=(("DT1", 0.0),))))
    found = fit_of(evidence("p", policy=policy), (), (*INDICATORS, indicator("DT1", lambda *_: pytest.fail("it was read"))))
    assert [each.code for each in found.enterprise.indicators] == ["TP1", "PO1", "PX3"]


def test_a_critical_finding_caps_its_process_and_the_enterprise_and_no_other() -> None:
    policy = Policy(scoring=ScoringRules(levels=LevelRules(waive_drift=True)))
    finding = Finding(code="PO-SOD", severity=Severity.CRITICAL, scope="p", object=("a", "b"))
    indicators = tuple(indicator(f"{each}1", exact(0.99)) for each in Dimension)
    found = fit_of(evidence("p", "q", policy=policy), (finding,), indicators)
    assert [each.rating.level for each in found.fits] == ["M2", "M2", "M4"]
    assert [each.rating.vetoes for each in found.fits] == [(finding,), (finding,), ()]


@pytest.mark.parametrize(
    ("quiet_weeks", "levels"),
    [({"p": 8, "q": 8}, ["M4", "M4", "M4"]), ({"p": 8, "q": 7}, ["M3", "M4", "M3"]), ({"p": 8}, ["M3", "M4", "M3"])],
)
def test_the_enterprise_is_stable_as_long_as_each_of_its_processes(quiet_weeks: dict[str, int], levels: list[str]) -> None:
    indicators = tuple(indicator(f"{each}1", exact(0.99)) for each in Dimension)
    found = as_watched(fit_of(evidence("p", "q"), (), indicators), LevelRules(), quiet_weeks)
    assert [each.rating.level for each in found.fits] == levels


def test_two_runs_of_one_log_differ_by_what_the_design_changed_alone() -> None:
    before, after = fit("p"), fit("p", indicators=(indicator("TP1", exact(0.95)), *INDICATORS[1:]))
    changes = {(each.scope, each.code): each for each in compare_fits(before, after).changes}
    raised, same = changes["p", "TP1"], changes["p", "PX3"]
    assert raised.difference == pytest.approx(0.05)
    assert raised.is_clear
    assert (same.difference, same.is_clear) == (0, False)
    assert same.interval is not None
    assert (same.interval.low, same.interval.high) == (0, 0)
    assert changes["p", None].is_clear
    assert changes["p", "TP"].is_clear


def test_two_logs_that_differ_by_chance_do_not_differ_clearly() -> None:
    before, after = (fit_of(evidence("p", cases=cases), (), INDICATORS) for cases in (40, 41))
    change = next(each for each in compare_fits(before, after).changes if (each.scope, each.code) == ("p", "PX3"))
    assert change.difference
    assert not change.is_clear


def test_what_one_run_does_not_know_has_no_difference() -> None:
    before, after = fit("p"), fit("p", indicators=(indicator("TP1", lambda *_: None), *INDICATORS[1:]))
    change = next(each for each in compare_fits(before, after).changes if (each.scope, each.code) == ("p", "TP1"))
    assert change == Change(scope="p", code="TP1", before=0.9, after=None, interval=None)
    assert change.difference is None
