"""Threads do what a loop would: results in order, the first error, nothing after an early end."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.threads import CORES, ahead, in_parallel, stretches


def refuse(number: int) -> int:
    if number > 2:
        raise ValueError(number)
    return -number


def test_results_come_in_the_order_of_the_items() -> None:
    assert in_parallel(refuse, [2, 0, 1]) == [-2, 0, -1]
    assert in_parallel(refuse, []) == []


def test_the_first_error_is_raised() -> None:
    with pytest.raises(ValueError, match=r"^3$"):
        in_parallel(refuse, [1, 3, 4])


@given(size=st.integers(0, 10_000), least=st.integers(1, 3_000))
def test_stretches_cover_everything_once(size: int, least: int) -> None:
    parts = stretches(size, least)
    assert [row for first, last in parts for row in range(first, last)] == list(range(size))
    assert len(parts) <= CORES
    assert len(parts) == 1 or all(last - first >= least for first, last in parts)


def test_what_is_made_ahead_is_what_would_have_been_made() -> None:
    assert list(ahead(iter("abc"))) == ["a", "b", "c"]
    assert list(ahead(iter([None, 0]))) == [None, 0]


def test_an_error_comes_where_the_item_would_have() -> None:
    made = ahead(refuse(number) for number in (1, 2, 3))
    assert [next(made), next(made)] == [-1, -2]
    with pytest.raises(ValueError, match=r"^3$"):
        next(made)


def test_what_is_closed_early_makes_one_item_more_at_most() -> None:
    made: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(100):
            made.append(number)
            yield number

    with closing(ahead(numbers())) as items:
        assert next(items) == 0
    assert len(made) <= 2
