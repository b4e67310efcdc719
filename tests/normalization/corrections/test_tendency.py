"""The trend test against counting every arrangement, and what the rate of false discoveries makes of many of them."""

from collections import Counter
from itertools import permutations
from math import comb, factorial, isclose
from statistics import median

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workbench.normalization.corrections.tendency import (
    discovered,
    inversions,
    rise_chance,
    rise_score,
    tendency_of,
)

VALUES = st.lists(st.integers(0, 4).map(float), min_size=3, max_size=5)


@given(VALUES)
def test_the_chance_of_a_rise_is_that_among_all_arrangements(values: list[float]) -> None:
    every = [rise_score(each) for each in permutations(values)]
    assert isclose(rise_chance(values), sum(each >= rise_score(values) for each in every) / len(every))


@given(st.lists(st.integers(1, 4), min_size=1, max_size=4).filter(lambda ties: sum(ties) <= 6))
def test_arrangements_are_counted_by_their_pairs_out_of_order(ties: list[int]) -> None:
    values = [number for number, size in enumerate(ties) for _ in range(size)]
    every = set(permutations(values))
    out_of_order = Counter(sum(a > b for j, b in enumerate(each) for a in each[:j]) for each in every)
    assert inversions(tuple(ties)) == tuple(out_of_order[number] for number in range(max(out_of_order) + 1))


@given(VALUES)
def test_what_rises_falls_backwards(values: list[float]) -> None:
    assert rise_score(values) == -rise_score(values[::-1])


def test_ten_values_in_order_are_the_rarest_of_all_arrangements() -> None:
    assert rise_chance(range(10)) == 1 / factorial(10)
    assert rise_chance(range(10)[::-1]) == 1.0


def test_beyond_thirty_points_the_normal_distribution_takes_over_without_a_jump() -> None:
    drawn = np.random.default_rng(3)
    rising = (0.01 * np.arange(31) + drawn.normal(size=31)).tolist()
    fewer = inversions((1,) * 31)[: (comb(31, 2) - rise_score(rising)) // 2 + 1]
    assert rise_chance(rising) == pytest.approx(sum(fewer) / factorial(31), rel=0.05)


def test_a_series_that_never_changes_does_not_rise() -> None:
    flat = tendency_of(range(12), [0.25] * 12)
    assert flat is not None
    assert (flat.p, flat.slope, flat.low, flat.high) == (1.0, 0.0, 0.0, 0.0)


def test_two_points_tell_nothing() -> None:
    assert tendency_of((0, 7), (1.0, 2.0)) is None


@given(st.lists(st.floats(-9, 9), min_size=3, max_size=9), st.integers(-5, 5), st.integers(-5, 5))
def test_the_slope_is_the_median_of_all_pairs_and_moves_with_a_line_that_is_added(
    values: list[float], level: int, slope: int
) -> None:
    places = [7 * number for number in range(len(values))]
    plain = tendency_of(places, values)
    assert plain is not None
    pairs = [(values[j] - values[i]) / (places[j] - places[i]) for j in range(len(values)) for i in range(j)]
    assert plain.slope == pytest.approx(median(pairs))
    tilted = tendency_of(places, [level + slope * place + value for place, value in zip(places, values, strict=True)])
    assert tilted is not None
    assert tilted.slope == pytest.approx(plain.slope + slope, abs=1e-9)


def test_the_interval_of_the_slope_holds_the_true_one_in_nineteen_of_twenty_series() -> None:
    drawn = np.random.default_rng(1)
    places = list(range(16))
    held = 0
    for _ in range(300):
        found = tendency_of(places, (0.3 * np.arange(16) + drawn.normal(size=16)).tolist())
        assert found is not None
        assert found.low is not None
        assert found.high is not None
        held += found.low <= 0.3 <= found.high
    assert held / 300 >= 0.92


@given(st.lists(st.floats(0.0001, 1), min_size=1, max_size=12), st.floats(0.01, 0.5))
def test_discoveries_are_those_of_the_step_up_rule(chances: list[float], level: float) -> None:
    ranked = sorted(chances)
    assume(all(abs(each * len(ranked) / rank - level) > 1e-9 for rank, each in enumerate(ranked, 1)))
    kept = max((rank for rank, each in enumerate(ranked, 1) if each <= level * rank / len(ranked)), default=0)
    assert sum(each <= level for each in discovered(chances)) == kept


def test_what_goes_on_from_week_to_week_hardly_ever_passes_for_a_tendency() -> None:
    """Of 500 series that never rise, each value half of the one before, hardly more than one in twenty seems to."""
    drawn = np.random.default_rng(2)
    plain = mended = 0
    for _ in range(500):
        values = [0.0]
        for each in drawn.normal(size=40).tolist():
            values.append(0.5 * values[-1] + each)
        found = tendency_of(range(16), values[-16:])
        assert found is not None
        plain += rise_chance(values[-16:]) <= 0.05
        mended += found.p <= 0.05
    assert mended <= 0.08 * 500 < plain


def test_one_series_alone_is_judged_by_its_own_chance() -> None:
    assert discovered([0.04]) == (0.04,)
    assert discovered([]) == ()
