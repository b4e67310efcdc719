"""Levels: by score, coverage, lower ends and vetoes."""

from dataclasses import replace

import numpy as np
import pytest

from workbench.findings import Finding, Severity
from workbench.fit.dimensions import Dimension
from workbench.fit.scoring.levels import Level, Rated, Rating, rating_of
from workbench.fit.scoring.resampling import Estimate
from workbench.fit.scoring_rules import LevelRules
from workbench.language import Language

VETO = Finding(code="PO-SOD", severity=Severity.CRITICAL, scope="p", object=("a", "b"), facts={})


def estimate(value: float, low: float | None = None) -> Estimate:
    return Estimate(value=value, low=value if low is None else low, high=value, draws=np.array([value]))


def rated(value: float, low: float | None = None, coverage: float = 1.0, dimension: float = 0.95) -> Rated:
    dimensions = tuple((each, estimate(dimension)) for each in Dimension)
    return Rated(scope="p", score=estimate(value, low), dimensions=dimensions, coverage=coverage)


def codes(rating: Rating) -> list[str]:
    return [each.code for each in rating.reasons]


@pytest.mark.parametrize(
    ("value", "level"),
    [(0.01, "M1"), (0.5999, "M1"), (0.6, "M2"), (0.7499, "M2"), (0.75, "M3"), (0.8999, "M3"), (0.99, "M3")],
)
def test_the_score_decides_up_to_m3(value: float, level: str) -> None:
    assert rating_of(rated(value), LevelRules()).level == level


def test_little_evidence_is_not_rated_however_good_it_looks() -> None:
    assert rating_of(rated(0.99, coverage=0.6), LevelRules()).level is Level.M3
    found = rating_of(rated(0.99, coverage=0.5999), LevelRules(), (VETO,))
    assert (found.level, codes(found), found.vetoes) == (Level.M0, ["LEVEL_UNRATED"], (VETO,))
    assert rating_of(replace(rated(1), score=None), LevelRules()).level is Level.M0


def test_m4_needs_lower_ends_coverage_and_time() -> None:
    waived = LevelRules(waive_drift=True)
    assert rating_of(rated(0.95), waived) == Rating(level=Level.M4)
    assert codes(rating_of(rated(0.95, low=0.8999), waived)) == ["LEVEL_STABLE_SCORE"]
    assert codes(rating_of(rated(0.95, coverage=0.79), waived)) == ["LEVEL_STABLE_COVERAGE"]
    weak = rating_of(rated(0.95, dimension=0.79), waived)
    assert (weak.level, codes(weak)) == (Level.M3, ["LEVEL_STABLE_DIMENSION"] * 5)


@pytest.mark.parametrize(
    ("quiet", "level", "why"),
    [
        (None, "M3", ["LEVEL_DRIFT_UNKNOWN"]),
        (0, "M3", ["LEVEL_STABLE_DRIFT"]),
        (7, "M3", ["LEVEL_STABLE_DRIFT"]),
        (8, "M4", []),
        (9, "M4", []),
    ],
)
def test_m4_needs_weeks_without_a_sign_of_drift(quiet: int | None, level: str, why: list[str]) -> None:
    found = rating_of(replace(rated(0.95), quiet_weeks=quiet), LevelRules())
    assert (found.level, codes(found)) == (level, why)
    for language in Language:
        assert all("8" in each.text(language) and "{" not in each.text(language) for each in found.reasons)
    assert rating_of(replace(rated(0.95), quiet_weeks=quiet), LevelRules(waive_drift=True)).level is Level.M4


@pytest.mark.parametrize(("value", "level"), [(0.5, "M1"), (0.7, "M2"), (0.8, "M2"), (0.99, "M2")])
def test_a_veto_caps_at_m2_and_names_its_findings(value: float, level: str) -> None:
    found = rating_of(rated(value), LevelRules(waive_drift=True), (VETO,))
    assert (found.level, found.vetoes) == (level, (VETO,))
    assert ("LEVEL_VETO" in codes(found)) == (level == "M2")
    for language in Language:
        assert any("PO-SOD" in each.text(language) for each in found.reasons) == (level == "M2")


def test_the_policy_moves_the_limits() -> None:
    rules = LevelRules(rated_coverage=0.3, partial_score=0.2, basic_score=0.3)
    assert rating_of(rated(0.31, coverage=0.4), rules).level is Level.M3
