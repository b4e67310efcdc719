"""Modularity of groups in a network, with and without direction."""

import numpy as np
import pytest
from hypothesis import given

from tests.collaboration.arrays import grouped_networks, network
from workbench.collaboration import HandoverCounts, directed_modularity, undirected_modularity

Grouped = tuple[HandoverCounts, np.ndarray]


def test_two_cliques_with_one_bridge_have_their_published_value() -> None:
    # Two triangles and a tie between them: 2 · (3/7 - (7/14)²) = 5/14, as in Newman's definition.
    pairs = network("AB", "BC", "CA", "DE", "EF", "FD", "AD")
    assert undirected_modularity(pairs, np.array([0, 0, 0, 1, 1, 1])).value == pytest.approx(5 / 14)


def test_direction_makes_a_difference() -> None:
    # A gives to B only: with each its own group nothing is inside, and chance expects nothing either.
    assert directed_modularity(network("AB"), np.array([0, 1])).value == 0
    assert undirected_modularity(network("AB"), np.array([0, 1])).value == -0.5


@given(drawn=grouped_networks())
def test_it_is_the_sum_over_all_pairs(drawn: Grouped) -> None:
    handovers, group_of = drawn
    chosen = group_of >= 0
    counts, group = handovers.counts[np.ix_(chosen, chosen)], group_of[chosen]
    for measure, matrix in ((directed_modularity, counts), (undirected_modularity, counts + counts.T)):
        found = measure(handovers, group_of)
        if not counts.sum():
            assert found.reason == ("MEASURE_NO_HANDOVER" if len(group) else "MEASURE_NO_GROUP")
            continue
        out, into, total = matrix.sum(axis=1), matrix.sum(axis=0), matrix.sum()
        pairs = [(i, j) for i in range(len(group)) for j in range(len(group)) if group[i] == group[j]]
        assert found.value == pytest.approx(sum(matrix[i, j] - out[i] * into[j] / total for i, j in pairs) / total)
        assert -0.5 <= round(found.value, 12) < 1


@given(drawn=grouped_networks())
def test_one_group_of_all_has_none_to_speak_of(drawn: Grouped) -> None:
    handovers, _ = drawn
    if handovers.total:
        assert directed_modularity(handovers, np.zeros(len(handovers.units), int)).value == pytest.approx(0)
