"""Two shares compared: exactly, with an interval, and many at once."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.conformance.significance import FourFold, adjusted, difference_interval, exact_p_value, log_factorials

TABLES = st.integers(1, 30).flatmap(
    lambda everything: st.tuples(
        st.just(everything), st.integers(0, everything), st.integers(0, everything), st.integers(0, everything)
    )
)


def table(affected: int, inside: int, all_affected: int, everything: int) -> FourFold:
    return FourFold(affected=affected, inside=inside, all_affected=all_affected, everything=everything)


def test_the_lady_tasting_tea() -> None:
    """Fisher 1935, The Design of Experiments: 3 of 4 cups told right, two-sided 34/70."""
    assert exact_p_value(table(3, 4, 4, 8), log_factorials(8)) == pytest.approx(34 / 70)
    assert exact_p_value(table(4, 4, 4, 8), log_factorials(8)) == pytest.approx(2 / 70)


@given(TABLES)
def test_the_p_value_is_the_sum_over_all_tables_that_are_no_likelier(numbers: tuple[int, int, int, int]) -> None:
    everything, inside, all_affected, wish = numbers
    least, most = max(0, inside + all_affected - everything), min(inside, all_affected)
    affected = min(max(wish, least), most)

    def chance(count: int) -> Fraction:
        return Fraction(comb(inside, count) * comb(everything - inside, all_affected - count), comb(everything, all_affected))

    expected = sum(chance(count) for count in range(least, most + 1) if chance(count) <= chance(affected))
    found = exact_p_value(table(affected, inside, all_affected, everything), log_factorials(everything))
    assert found == pytest.approx(float(expected), abs=1e-9)


def test_the_interval_of_a_difference_is_newcombes() -> None:
    """Newcombe 1998, table II, 56/70 against 48/80 by method 10: 0.0524 to 0.3339."""
    interval = difference_interval(table(56, 70, 104, 150))
    assert interval is not None
    assert (round(interval.low, 4), round(interval.high, 4)) == (0.0524, 0.3339)
    assert difference_interval(table(3, 3, 3, 3)) is None


def test_many_tests_are_adjusted_as_benjamini_and_hochberg_do() -> None:
    """Their own example of 1995, section 4.1: of 15 hypotheses the first four are rejected at 5 %."""
    given_values = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528]
    given_values += [0.7590, 1.0000]
    assert [value <= 0.05 for value in adjusted(given_values)] == [True] * 4 + [False] * 11
    assert adjusted(given_values[::-1]) == adjusted(given_values)[::-1]
    assert adjusted([]) == ()
