"""Handovers counted, kept apart from what a unit goes on with itself, and brought to groups."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.collaboration.arrays import grouped_networks, names, network
from workbench.collaboration import HandoverCounts, handover_counts, handovers_of_groups


@given(pairs=st.lists(st.tuples(st.integers(-1, 3), st.integers(-1, 3))))
def test_they_are_counted_as_by_hand(pairs: list[tuple[int, int]]) -> None:
    codes = np.array(pairs, np.int64).reshape(-1, 2)
    found = handover_counts(codes[:, 0], codes[:, 1], names("u", 4))
    for giver in range(4):
        for taker in range(4):
            expected = pairs.count((giver, taker))
            assert (found.kept[giver] if giver == taker else found.counts[giver, taker]) == expected
    assert not found.counts.diagonal().any()
    assert found.total + found.kept.sum() == sum(-1 not in pair for pair in pairs)


@given(drawn=grouped_networks())
def test_what_units_of_a_group_hand_over_to_each_other_is_kept_by_the_group(
    drawn: tuple[HandoverCounts, np.ndarray],
) -> None:
    handovers, group_of = drawn
    found = handovers_of_groups(handovers, group_of, names("g", 3))
    for giver in range(3):
        inside = np.flatnonzero(group_of == giver)
        for taker in range(3):
            expected = handovers.counts[np.ix_(inside, np.flatnonzero(group_of == taker))].sum()
            if giver == taker:
                assert found.kept[giver] == expected + handovers.kept[inside].sum()
            else:
                assert found.counts[giver, taker] == expected


def test_they_are_a_table() -> None:
    frame = network("AB", "AB", "BB", "CA").to_pandas()
    assert frame.to_numpy().tolist() == [["A", "B", 2], ["B", "B", 1], ["C", "A", 1]]
    assert len(network("AB", "AB", "BB", "CA")) == 3
