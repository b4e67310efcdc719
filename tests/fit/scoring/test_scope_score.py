"""The score of one scope: the laws that hold whatever is measured."""

from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.fit.scoring.readings import score
from workbench.fit.dimensions import INDICATOR_CODES, Dimension
from workbench.fit.scoring_rules import FitWeights, ScoringRules

VALUES = some.floats(0, 1).map(str)
TOLD = some.dictionaries(
    some.sampled_from(INDICATOR_CODES), some.one_of(VALUES, some.sampled_from("?-"), VALUES.map("{}@0.5".format)), min_size=1
)
KNOWN = some.dictionaries(some.sampled_from(INDICATOR_CODES), VALUES, min_size=1)
CLOSE = 1e-9


def floored(text: str) -> float:
    return max(float(text.partition("@")[0]), 0.01)


def test_dimensions_and_the_whole_are_weighted_geometric_means() -> None:
    found = score(TP1="0.5", TP2="0.8", PO1="0.9")
    tp = exp((log(0.5) + log(0.8)) / 2)
    assert found.dimensions[0].score.value == pytest.approx(tp)
    assert found.score.value == pytest.approx(exp((0.25 * log(tp) + 0.25 * log(0.9)) / 0.5))
    assert found.score.arithmetic == pytest.approx((0.65 + 0.9) / 2)
    assert found.score.imbalance == pytest.approx((0.65 + 0.9) / 2 - (found.score.value or 0))


def test_a_failure_counts_a_hundredth_and_is_not_bought_off() -> None:
    assert score(TP1="0", TP2="1").dimensions[0].score.value == pytest.approx(0.1)


def test_not_applicable_unknown_and_nothing_are_three_different_things() -> None:
    absent, missing, nothing = (score(TP1="0.9", TP2=text).score for text in ("-", "?", "0"))
    assert (absent.value, absent.least, absent.most, absent.coverage) == pytest.approx((0.9, 0.9, 0.9, 1))
    assert (missing.value, missing.least, missing.most) == pytest.approx((0.9, (0.9 * 0.01) ** 0.5, 0.9**0.5))
    assert missing.coverage == pytest.approx(0.5)
    assert (nothing.value, nothing.coverage) == pytest.approx(((0.9 * 0.01) ** 0.5, 1))


def test_what_does_not_apply_at_all_has_no_score_and_what_is_not_known_has_bounds() -> None:
    found = score(TP1="-", PO1="?")
    tp, po = found.dimensions[0].score, found.dimensions[1].score
    assert (tp.applies, tp.value, tp.coverage) == (False, None, None)
    assert (po.applies, po.value, po.coverage) == (True, None, 0)
    assert (po.least, po.most) == pytest.approx((0.01, 1))
    assert [each.weight for each in found.dimensions] == [0, 1, 0, 0, 0]


@given(TOLD, some.data())
def test_an_unknown_never_raises_the_lower_bound(told: dict[str, str], data: some.DataObject) -> None:
    code = data.draw(some.sampled_from(sorted(told)))
    if told[code] == "-":
        return
    before, after = score(**told).score, score(**{**told, code: "?"}).score
    assert after.least is not None
    assert before.least is not None
    assert after.least <= before.least + CLOSE
    assert (after.coverage or 0) <= (before.coverage or 0) + CLOSE


@given(TOLD)
def test_contributions_and_weights_add_up(told: dict[str, str]) -> None:
    found = score(**told)
    parts = [each.contribution for each in found.indicators if each.contribution is not None]
    assert all(part >= 0 for part in parts)
    if parts:
        assert sum(parts) == pytest.approx(1)
    if any(text != "-" for text in told.values()):
        assert sum(each.weight for each in found.indicators) == pytest.approx(1)
        assert sum(each.weight for each in found.dimensions) == pytest.approx(1)


@given(KNOWN)
def test_the_loss_is_told_in_full(told: dict[str, str]) -> None:
    found = score(**told)
    assert log(found.score.value or 0) == pytest.approx(
        sum(each.weight * log(floored(told[each.code])) for each in found.indicators)
    )


@given(TOLD)
def test_the_score_lies_between_the_least_and_the_greatest_indicator_and_inside_its_bounds(told: dict[str, str]) -> None:
    found = score(**told).score
    known = [floored(text) for text in told.values() if text not in {"?", "-"}]
    if found.value is None:
        assert not known
        return
    assert found.least is not None
    assert found.most is not None
    assert min(known) - CLOSE <= found.value <= max(known) + CLOSE
    assert found.least - CLOSE <= found.value <= found.most + CLOSE
    assert found.arithmetic is not None
    assert found.value <= found.arithmetic + CLOSE


@given(KNOWN, some.floats(0, 1), some.data())
def test_raising_an_indicator_never_lowers_the_score(told: dict[str, str], by: float, data: some.DataObject) -> None:
    code = data.draw(some.sampled_from(sorted(told)))
    higher = min(1.0, float(told[code]) + by)
    assert (score(**{**told, code: str(higher)}).score.value or 0) >= (score(**told).score.value or 0) - CLOSE


@given(TOLD, some.floats(0.01, 100))
def test_weights_have_no_scale(told: dict[str, str], scale: float) -> None:
    plain = FitWeights()
    scaled = FitWeights(
        dimensions=tuple((each, weight * scale) for each, weight in plain.dimensions),
        indicators=tuple((code, scale) for code in INDICATOR_CODES),
    )
    one, other = score(**told).score, score(ScoringRules(weights=scaled), **told).score
    for name in ("value", "least", "most", "coverage", "arithmetic"):
        assert getattr(other, name) == (None if getattr(one, name) is None else pytest.approx(getattr(one, name)))


@given(TOLD)
def test_what_does_not_apply_leaves_all_as_if_it_were_not_there(told: dict[str, str]) -> None:
    without = {code: text for code, text in told.items() if text != "-"}
    if not without:
        return
    one, other = score(**told), score(**without)
    for name in ("value", "least", "most", "coverage", "arithmetic"):
        assert getattr(one.score, name) == pytest.approx(getattr(other.score, name))
    for mine, theirs in zip((each for each in one.indicators if each.code in without), other.indicators, strict=True):
        assert (mine.code, mine.contribution, mine.lift) == (
            theirs.code,
            pytest.approx(theirs.contribution),
            pytest.approx(theirs.lift),
        )


@given(KNOWN, some.data())
def test_a_lift_is_the_score_that_the_rise_would_bring(told: dict[str, str], data: some.DataObject) -> None:
    code = data.draw(some.sampled_from(sorted(told)))
    raised = score(**{**told, code: str(max(0.95, float(told[code])))})
    lift = next(each.lift for each in score(**told).indicators if each.code == code)
    assert lift == pytest.approx(raised.score.value)


def test_the_policy_says_what_an_indicator_is_to_reach() -> None:
    found = score(ScoringRules(target=0.8, targets=(("TP2", 0.9),)), TP1="0.5", TP2="0.5")
    assert [(each.target, each.lift) for each in found.indicators] == [
        (0.8, pytest.approx((0.8 * 0.5) ** 0.5)),
        (0.9, pytest.approx((0.9 * 0.5) ** 0.5)),
    ]


def test_a_dimension_without_weight_is_scored_but_counts_nothing() -> None:
    weights = tuple((each, 0.0 if each is Dimension.PX else 1.0) for each in Dimension)
    found = score(ScoringRules(weights=FitWeights(dimensions=weights)), TP1="0.9", PX1="0.1")
    assert found.score.value == pytest.approx(0.9)
    assert found.dimensions[-1].score.value == pytest.approx(0.1)
