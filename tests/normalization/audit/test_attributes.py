"""Sample sizes and bounds against counting every sample of a small population, and against a published table."""

from itertools import combinations
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.findings import UsageError
from workbench.normalization.audit.attributes import cases_needed, most_deviating

POPULATIONS = st.integers(1, 8)
RATES = st.sampled_from([0.05, 0.1, 0.25, 0.5, 0.75])
CONFIDENCES = st.sampled_from([0.5, 0.8, 0.9, 0.95])


def chance(population: int, deviating: int, examined: int, seen: int) -> float:
    """Draw every sample there is."""
    samples = list(combinations(range(population), examined))
    return sum(sum(case < deviating for case in sample) <= seen for sample in samples) / len(samples)


@given(POPULATIONS, RATES, CONFIDENCES)
def test_a_sample_is_the_smallest_that_hardly_ever_misses_what_is_not_tolerable(
    population: int, tolerable: float, confidence: float
) -> None:
    worst = min(each for each in range(population + 1) if each >= tolerable * population)
    enough = (each for each in range(population + 1) if chance(population, worst, each, 0) <= 1 - confidence + 1e-12)
    assert cases_needed(population, tolerable, confidence) == min(enough)


@given(POPULATIONS, CONFIDENCES, st.data())
def test_the_bound_is_the_largest_number_that_could_still_look_like_this(
    population: int, confidence: float, data: st.DataObject
) -> None:
    examined = data.draw(st.integers(0, population))
    seen = data.draw(st.integers(0, examined))
    possible = range(seen, population - examined + seen + 1)
    likely = [each for each in possible if chance(population, each, examined, seen) > 1 - confidence + 1e-12]
    assert most_deviating(population, examined, seen, confidence) == max(likely, default=seen)


@given(st.integers(1, 3000), RATES, CONFIDENCES)
def test_a_sample_without_a_deviating_case_proves_what_it_was_drawn_for(
    population: int, tolerable: float, confidence: float
) -> None:
    needed = cases_needed(population, tolerable, confidence)
    assert most_deviating(population, needed, 0, confidence) < tolerable * population


def test_of_many_cases_fifty_nine_are_needed_to_show_a_rate_below_five_in_a_hundred() -> None:
    """1 - 0.95^59 > 0.95 > 1 - 0.95^58, the well known number of attribute sampling."""
    assert cases_needed(1_000_000, 0.05, 0.95) == 59
    assert cases_needed(100, 0.05, 0.95) == 45


def test_whoever_looks_at_all_knows_it() -> None:
    assert most_deviating(40, 40, 3, 0.95) == 3
    assert cases_needed(3, 0.05, 0.95) == 3


def test_without_looking_nothing_is_known() -> None:
    assert most_deviating(40, 0, 0, 0.95) == 40
    assert cases_needed(0, 0.05, 0.95) == 0


@pytest.mark.parametrize("rate", [0.0, 1.0, -0.1, 2.0])
def test_a_rate_that_is_none_is_refused(rate: float) -> None:
    with pytest.raises(UsageError, match="tolerable"):
        cases_needed(10, rate, 0.95)


def test_large_populations_are_counted_exactly() -> None:
    bound = most_deviating(500_000, 300, 4, 0.95)
    over = bound + 1
    ways = sum(comb(over, k) * comb(500_000 - over, 300 - k) for k in range(5))
    assert ways * 20 <= comb(500_000, 300)
