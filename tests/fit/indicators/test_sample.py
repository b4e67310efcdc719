"""Samples are the same figure, however their counts are laid out and whatever is drawn."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from workbench.fit.indicators.sample import OfCounts, OfTallies

COUNTS = st.lists(st.tuples(*[st.integers(0, 3)] * 3), min_size=1, max_size=6)


def smoothed(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(sums.sum(axis=1) > 0, (sums[:, 0] + 1) / (sums.sum(axis=1) + 2), np.nan)


@given(COUNTS, st.lists(st.integers(0, 4), min_size=12, max_size=12))
def test_tallies_say_what_counts_say(counts: list[tuple[int, ...]], drawn: list[int]) -> None:
    table = np.array(counts, dtype=np.float64)
    case, column = np.nonzero(table)
    dense = OfCounts(counts=table, figure=smoothed, units=int(table.sum()))
    sparse = OfTallies(
        case=case, column=column, amount=table[case, column], size=table.shape[1], figure=smoothed, units=int(table.sum())
    )
    weights = np.array(drawn, dtype=np.float64).reshape(2, 6)[:, : len(table)]
    assert sparse.value == dense.value
    np.testing.assert_array_equal(sparse.drawn(weights), dense.drawn(weights))
