"""The largest rate that evidence leaves possible, and the difference of two rates: against published figures and laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.normalization.verification.rates import RateChange, upper_bound


@pytest.mark.parametrize(
    ("violations", "exposed", "bound"),
    [(0, 10, 0.2589), (0, 300, 0.009936), (1, 10, 0.3942), (5, 10, 0.7776), (10, 10, 1.0), (2, 100, 0.0616)],
)
def test_the_bound_is_that_of_clopper_and_pearson(violations: int, exposed: int, bound: float) -> None:
    """One-sided 95 % bounds: the 0.95 quantile of the beta distribution (k + 1, n - k)."""
    assert upper_bound(violations, exposed) == pytest.approx(bound, abs=5e-5)


@given(exposed=st.integers(1, 5000))
def test_without_a_violation_the_bound_is_near_the_rule_of_three(exposed: int) -> None:
    bound = upper_bound(0, exposed)
    assert bound == pytest.approx(1 - 0.05 ** (1 / exposed), abs=1e-9)
    assert bound <= 3 / exposed


@given(exposed=st.integers(2, 300), data=st.data())
def test_more_violations_leave_a_larger_rate_possible(exposed: int, data: st.DataObject) -> None:
    violations = data.draw(st.integers(0, exposed - 1))
    fewer, more = upper_bound(violations, exposed), upper_bound(violations + 1, exposed)
    assert fewer is not None
    assert more is not None
    assert violations / exposed < fewer < more <= 1


def test_without_exposure_there_is_no_bound() -> None:
    assert upper_bound(0, 0) is None


def test_the_interval_of_a_difference_is_that_of_newcombe() -> None:
    """Newcombe 1998, table II, method 10: 56/70 and 48/80 differ by 0.0524 to 0.3339."""
    change = RateChange(before=48, before_exposed=80, after=56, after_exposed=70)
    assert change.interval is not None
    assert (change.interval.low, change.interval.high) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert (change.is_clearly_more, change.is_clearly_less) == (True, False)


def test_half_as_many_among_few_may_be_chance() -> None:
    change = RateChange(before=4, before_exposed=20, after=2, after_exposed=20)
    assert change.difference == pytest.approx(-0.1)
    assert not change.is_clearly_less


def test_a_rate_of_nothing_does_not_differ() -> None:
    change = RateChange(before=4, before_exposed=20, after=0, after_exposed=0)
    assert (change.difference, change.interval, change.is_clearly_less) == (None, None, False)
