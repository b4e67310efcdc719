"""Statistics of drawn cases say what numpy says of the same values repeated."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.fit.kpis.statistics import Mean, Observed, Quantile, statistic_of

VALUES = st.lists(st.tuples(st.floats(0, 100), st.integers(0, 4)), min_size=1, max_size=12)


@given(VALUES, st.sampled_from((0.1, 0.5, 0.9)))
def test_a_weighted_quantile_is_that_of_the_repeated_values(given_: list[tuple[float, int]], part: float) -> None:
    values, weights = (np.array(each, dtype=np.float64) for each in zip(*sorted(given_), strict=True))
    (found,) = Quantile(part=part).of(values, weights[None, :])
    repeated = np.repeat(values, weights.astype(int))
    assert found == pytest.approx(np.quantile(repeated, part)) if len(repeated) else np.isnan(found)


@given(VALUES)
def test_a_weighted_mean_is_that_of_the_repeated_values(given_: list[tuple[float, int]]) -> None:
    values, weights = (np.array(each, dtype=np.float64) for each in zip(*sorted(given_), strict=True))
    (found,) = Mean().of(values, weights[None, :])
    repeated = np.repeat(values, weights.astype(int))
    assert found == pytest.approx(repeated.mean()) if len(repeated) else np.isnan(found)


def test_what_is_observed_of_a_case_counts_as_often_as_the_case() -> None:
    sample = Observed(case=np.array([0, 0, 1]), values=np.array([1.0, 3.0, 8.0]), statistic=Mean())
    assert (sample.n, sample.value) == (3, 4.0)
    assert sample.drawn(np.array([[1.0, 0.0], [0.0, 2.0], [1.0, 2.0]])).tolist() == [2.0, 8.0, 5.0]


def test_statistics_are_named_and_others_are_none() -> None:
    assert statistic_of("P90") == Quantile(part=0.9)
    assert statistic_of("median") == Quantile(part=0.5)
    assert statistic_of("share") == Mean()
    assert [statistic_of(each) for each in ("p0", "p100", "modus", "")] == [None] * 4
