"""E-I index: ties out of the groups against ties inside."""

import numpy as np
from hypothesis import given

from tests.collaboration.arrays import grouped_networks, network
from workbench.collaboration import HandoverCounts, ei_index, ei_index_of_groups

IN_TWO = np.array([0, 0, 1, 1])
Grouped = tuple[HandoverCounts, np.ndarray]


def test_ties_inside_only_are_insular() -> None:
    assert ei_index(network("AB", "CD"), IN_TWO).value == -1


def test_ties_outside_only_are_outward() -> None:
    assert ei_index(network("AC", "BD"), IN_TWO).value == 1


def test_each_handover_weighs() -> None:
    # Three between the groups, one inside: (3 - 1) / 4.
    assert ei_index(network("AC", "AC", "DB", "AB"), IN_TWO).value == 0.5


def test_without_handovers_or_groups_there_is_none() -> None:
    assert ei_index(network("AA", "BB", "CC", "DD"), IN_TWO).reason == "MEASURE_NO_HANDOVER"
    assert ei_index(network("AB", "CD"), np.full(4, -1)).reason == "MEASURE_NO_GROUP"


@given(drawn=grouped_networks())
def test_it_is_that_of_ties_counted_one_by_one(drawn: Grouped) -> None:
    handovers, group_of = drawn
    external, internal = np.zeros(4, int), np.zeros(4, int)  # the last stands for all
    for giver, taker in np.argwhere(handovers.counts):
        ours, theirs = group_of[giver], group_of[taker]
        if -1 not in {ours, theirs}:
            for group in {ours, theirs, 3}:
                (internal if ours == theirs else external)[group] += handovers.counts[giver, taker]
    of_groups = ei_index_of_groups(handovers, group_of, 3)
    for group, found in enumerate(
        [*(None if each is np.ma.masked else each for each in of_groups), ei_index(handovers, group_of).value]
    ):
        ties = external[group] + internal[group]
        assert found == ((external[group] - internal[group]) / ties if ties else None)
