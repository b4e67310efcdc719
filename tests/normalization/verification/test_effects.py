"""What went along with a change, and what else got worse."""

from dataclasses import replace

import pytest

from tests.enterprises import did, duties, evidence_of, line
from tests.fit.plan.examples import QUICK, SLOW, lasting
from tests.normalization.verification.periods import DAY, item, only, period
from workbench.design import Subjects
from workbench.findings import Interval
from workbench.fit.codes import Element
from workbench.fit.detection import Evidence
from workbench.fit.plan import Proof
from workbench.normalization.plan import EffectCheck
from workbench.normalization.verification import Effect, Measure, ToVerify, effects_of, judge, judged_effects, side_effects_of
from workbench.organization import Organization


def lasted(minutes: int, number: int = 40, skipped: int = 0) -> Evidence:
    """Return cases of about so many minutes; in some `b` is left out."""
    whole = lasting(number - skipped, minutes, did("a"), did("b"), did("c"), name="x")
    return evidence_of(
        [line("p", "a b c")], Subjects(), {"p": (*whole, *lasting(skipped, minutes, did("a"), did("c"), name="y"))}
    )


def effect(measure: Measure, before: Evidence | None, after: Evidence) -> Effect:
    found = effects_of(("p",), before, after)
    assert [each.measure for each in found] == [*Measure]
    return next(each for each in found if each.measure is measure)


def test_cases_that_became_quicker_are_told_with_an_interval_below_zero() -> None:
    found = effect(Measure.CYCLE_TIME_MEDIAN, lasted(SLOW), lasted(QUICK))
    assert found.difference == pytest.approx((QUICK - SLOW) / 60)
    assert found.is_clear
    assert (found.n_before, found.n_after, found.rests_on_few) == (40, 40, False)


def test_the_same_cases_do_not_differ() -> None:
    for measure in (Measure.CYCLE_TIME_MEAN, Measure.REWORK, Measure.CONFORMING):
        found = effect(measure, lasted(SLOW), lasted(SLOW))
        assert (found.difference, found.is_clear) == (0, False)


def test_conforming_cases_are_a_share() -> None:
    found = effect(Measure.CONFORMING, lasted(SLOW, skipped=20), lasted(SLOW))
    assert (found.before, found.after, found.is_clear) == (0.5, 1.0, True)


def test_the_same_evidence_gives_the_same_interval() -> None:
    once, again = (effect(Measure.CYCLE_TIME_MEAN, lasted(SLOW), lasted(QUICK, 20)) for _ in range(2))
    assert once == again
    assert once.rests_on_few


@pytest.mark.parametrize(
    ("before", "after", "measure", "key"),
    [
        (None, lasted(QUICK), Measure.CONFORMING, "VERIFY_NO_BEFORE"),
        (lasted(QUICK), lasted(QUICK, 4), Measure.CONFORMING, "VERIFY_FEW_CASES"),
        (lasted(QUICK), lasted(QUICK), Measure.WAITING, "VERIFY_NO_STARTS"),
        (lasted(QUICK), evidence_of([line("p", "a b c")], Subjects(), {"p": ()}), Measure.REWORK, "VERIFY_NO_NEW_CASES"),
    ],
)
def test_what_cannot_be_compared_says_why(before: Evidence | None, after: Evidence, measure: Measure, key: str) -> None:
    found = effect(measure, before, after)
    assert (found.before, found.after, found.interval) == (None, None, None)
    assert found.reason is not None
    assert found.reason.key == key


def test_steps_wait_for_the_last_step_that_they_depend_on() -> None:
    """Two steps of half an hour each: all else of the time between first and last completion is waiting."""
    of_line = lasting(10, 600, did("a"), did("b"), did("c"), name="x")
    timed = evidence_of([line("p", "a b c")], Subjects(), {"p": [replace(each, start=each.end - 30) for each in of_line]})
    waited, taken = (effect(measure, timed, timed).before for measure in (Measure.WAITING, Measure.CYCLE_TIME_MEAN))
    assert taken is not None
    assert waited == pytest.approx(taken - 1)


def test_what_is_new_and_what_has_grown_is_told_beside_what_was_mended() -> None:
    before, after = lasted(SLOW, 100, skipped=10), lasted(SLOW, 100, skipped=60)
    nothing = item(before)
    grown = side_effects_of(nothing, period(before), period(after))
    assert [(each.subject.code, each.element) for each in grown.grown] == [("CF-SKIP", Element.ORGANIZATION)]
    assert grown.new == ()
    new = side_effects_of(nothing, period(lasted(SLOW, 100)), period(after))
    assert [each.subject.code for each in new.new] == ["CF-SKIP"]
    assert new.new[0].change is not None
    assert new.new[0].change.is_clearly_more


def test_what_an_item_was_to_mend_is_no_side_effect() -> None:
    before, after = lasted(SLOW, 100, skipped=10), lasted(SLOW, 100, skipped=60)
    assert side_effects_of(item(before, only("CF-SKIP", before)), period(before), period(after)).grown == ()


def test_what_may_be_chance_has_not_grown() -> None:
    before, after = lasted(SLOW, 100, skipped=10), lasted(SLOW, 100, skipped=14)
    assert side_effects_of(item(before), period(before), period(after)).grown == ()


def test_what_could_not_be_judged_before_is_not_new() -> None:
    after = evidence_of([line("p", "a b")], Subjects(organization=Organization(responsibilities=duties("a:A:S2 b:R:S1"))))
    untold = evidence_of([line("p", "a b")], Subjects())
    told = evidence_of([line("p", "a b")], Subjects(organization=Organization(responsibilities=duties("a:A:S2 a:R:S1 b:R:S1"))))
    new = [each.subject.code for each in side_effects_of(item(told), period(told), period(after)).new]
    assert "PO-NOR" in new
    assert side_effects_of(item(untold), period(untold), period(after)).new == ()


def test_without_a_before_nothing_is_compared() -> None:
    found = side_effects_of(item(lasted(SLOW)), None, period(lasted(SLOW)))
    assert found.reason is not None
    assert found.reason.key == "VERIFY_NO_BEFORE"


@pytest.mark.parametrize(
    ("check", "after", "proof"),
    [
        (EffectCheck(process="p", change=-1.5, needed=30), lasted(QUICK), Proof.PROVEN),
        (EffectCheck(process="p", change=-1.5, needed=41), lasted(QUICK), Proof.NOT_YET),
        (EffectCheck(process="p", change=-1.5, needed=None), lasted(QUICK), Proof.NOT_YET),
        (EffectCheck(process="p", change=+1.5, needed=30), lasted(QUICK), Proof.REFUTED),
        (EffectCheck(process="p", change=-1.5, needed=30), lasted(SLOW), Proof.REFUTED),
    ],
)
def test_a_predicted_effect_is_judged_by_its_direction_once_there_are_cases_enough(
    check: EffectCheck, after: Evidence, proof: Proof
) -> None:
    (judged,) = judged_effects((check,), effects_of(("p",), lasted(SLOW), after))
    assert judged.proof is proof


@pytest.mark.parametrize(
    ("change", "low", "high", "proof"),
    [
        (-1.5, -74.4, +4.8, Proof.NOT_YET),
        (-1.5, -20.0, +4.8, Proof.REFUTED),
        (-1.5, -20.0, -4.8, Proof.PROVEN),
        (-1.5, +1.0, +9.0, Proof.REFUTED),
        (+1.5, -4.8, +74.4, Proof.NOT_YET),
        (+1.5, -4.8, +20.0, Proof.REFUTED),
        (+1.5, +4.8, +20.0, Proof.PROVEN),
        (+1.5, -9.0, -1.0, Proof.REFUTED),
    ],
)
def test_a_difference_that_may_be_chance_refutes_only_where_it_leaves_out_what_was_predicted(
    change: float, low: float, high: float, proof: Proof
) -> None:
    """The change is in days, the interval in hours."""
    seen = Effect(
        scope="p",
        measure=Measure.CYCLE_TIME_MEAN,
        before=100.0,
        after=100 + (low + high) / 2,
        interval=Interval(low=low, high=high),
        n_before=200,
        n_after=80,
    )
    (judged,) = judged_effects((EffectCheck(process="p", change=change, needed=80),), (seen,))
    assert judged.proof is proof


def test_where_an_item_mends_no_finding_its_predicted_effects_decide() -> None:
    effects = effects_of(("p",), lasted(SLOW), lasted(QUICK))
    predicted = judged_effects((EffectCheck(process="p", change=-1.5, needed=30),), effects)
    judgement = judge(ToVerify(id="item", done=DAY), period(lasted(QUICK)))
    assert judgement.proof is Proof.NOT_YET
    assert replace(judgement, predicted=predicted).proof is Proof.PROVEN
