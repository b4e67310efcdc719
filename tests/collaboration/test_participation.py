"""Participation: ties spread over groups."""

import numpy as np
import pytest
from hypothesis import given

from tests.collaboration.arrays import grouped_networks, network
from workbench.collaboration import HandoverCounts, mean_participation, participation

Grouped = tuple[HandoverCounts, np.ndarray]


def test_ties_to_one_group_participate_in_nothing_else() -> None:
    assert participation(network("AB", "AC"), np.array([0, 1, 1]))[0] == 0


def test_ties_shared_evenly_among_groups_have_the_most() -> None:
    assert participation(network("AB", "CA"), np.array([-1, 0, 1]))[0] == pytest.approx(1 - 1 / 2)


@given(drawn=grouped_networks())
def test_it_is_that_of_the_formula(drawn: Grouped) -> None:
    handovers, group_of = drawn
    ties = handovers.counts + handovers.counts.T
    expected = []
    for unit, found in enumerate(participation(handovers, group_of)):
        by_group = [ties[unit][group_of == group].sum() for group in range(3)]
        if not sum(by_group):
            assert found is np.ma.masked
            continue
        expected.append(1 - sum((tied / sum(by_group)) ** 2 for tied in by_group))
        assert found == pytest.approx(expected[-1])
    assert mean_participation(handovers, group_of).value == (pytest.approx(np.mean(expected)) if expected else None)
