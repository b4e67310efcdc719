"""What new evidence must show: nothing for a document, a number of occasions for what happens, and how long these take."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fit.plan.examples import NOTHING, SLOW, finding, findings_in, off_the_system, skipping
from workbench.fit.detection import Evidence
from workbench.fit.plan import Proof, Verification, exposure_needed
from workbench.fit.plan.verification import verification_of
from workbench.fit.policy import DecisionRules, Policy


def of(code: str, evidence: Evidence = NOTHING) -> Verification:
    return verification_of(finding(code, "a"), evidence)


@pytest.mark.parametrize(("rate", "needed"), [(0.01, 300), (0.05, 60), (0.02, 150), (1, 3), (0.3, 10), (0.07, 43)])
def test_the_rule_of_three_asks_for_three_over_the_rate(rate: float, needed: int) -> None:
    """Hanley and Lippman-Hand 1983: 3/n bounds the rate at 95 % when none of n shows it."""
    assert exposure_needed(rate) == needed


@given(rate=st.floats(0.001, 1))
def test_with_the_exposure_needed_a_rate_as_high_would_have_shown_with_95_percent(rate: float) -> None:
    needed = exposure_needed(rate)
    assert needed is not None
    assert (1 - rate) ** needed <= 0.05


def test_no_exposure_shows_that_a_rate_is_below_nothing() -> None:
    assert exposure_needed(0) is None


def test_where_no_exposure_would_do_nothing_is_proven() -> None:
    rule = Verification(rule="none", most=0.0, needed=exposure_needed(0))
    assert [rule.judged(0, 10_000), rule.judged(1, 10_000)] == [Proof.NOT_YET, Proof.REFUTED]


def test_too_little_new_evidence_is_not_yet_provable() -> None:
    rule = of("CF-SKIP")
    assert rule.needed == 300
    assert [rule.judged(0, exposed) for exposed in (0, 299, 300)] == [Proof.NOT_YET, Proof.NOT_YET, Proof.PROVEN]
    assert rule.judged(1, 10_000) is Proof.REFUTED


def test_what_stands_in_a_document_needs_no_new_cases() -> None:
    rule = of("PO-NOA")
    assert (rule.rule, rule.needed, rule.days, rule.judged(0, 0)) == ("structural", None, None, Proof.PROVEN)


@pytest.mark.parametrize(
    ("code", "rule", "needed"),
    [
        ("TP-NOCAP", "threshold", 30),
        ("PO-CONC", "threshold", 30),
        ("PF-BATCH", "threshold", 30),
        ("PO-PINGPONG", "none", 60),
        ("CF-DEAD", "always", 300),
        ("PO-OVERLOAD", "whole", None),
        ("PO-COORD", "whole", None),
    ],
)
def test_codes_with_thresholds_of_their_own_are_verified_by_them(code: str, rule: str, needed: int | None) -> None:
    assert (of(code).rule, of(code).needed) == (rule, needed)


def test_the_policy_says_which_rate_must_be_undercut() -> None:
    evidence = replace(NOTHING, policy=Policy(rules=DecisionRules(least_share=0.05)))
    assert (of("CF-SKIP", evidence).most, of("CF-SKIP", evidence).needed) == (0.05, 60)


def test_how_long_it_takes_follows_from_the_exposures_a_day() -> None:
    evidence = skipping(SLOW)
    (skip,) = (each for each in findings_in(evidence) if each.code == "CF-SKIP")
    rule = verification_of(skip, evidence)
    days = (SLOW + 540) / (24 * 60)
    assert rule.a_day == pytest.approx(60 / days)
    assert rule.days == 13


def test_a_log_of_less_than_a_day_counts_as_one() -> None:
    evidence = off_the_system(20, "bob")
    (off,) = (each for each in findings_in(evidence) if each.code == "TP-OFFLINE")
    assert verification_of(off, evidence).a_day == 60


def test_without_a_log_nobody_knows_how_long_it_takes() -> None:
    assert of("CF-SKIP").days is None
