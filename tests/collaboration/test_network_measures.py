"""All measures of one network."""

import numpy as np
from hypothesis import given

from tests.collaboration.arrays import network, networks
from workbench.collaboration import HandoverCounts, collaboration_measures
from workbench.measured import Measured


def test_a_network_has_all_its_measures() -> None:
    found = collaboration_measures(network("AB", "AB", "BC", "CC", "CD"), np.array([0, 0, 1, 1]))
    assert (found.units, found.handovers, found.kept) == (4, 4, 1)
    # One of four handovers goes out of its group; modularity 3/4 - (3·2 + 1·2)/16.
    assert found.ei_index.value == -0.5
    assert found.modularity.value == 0.25
    assert found.participation.value == (0 + (1 - 4 / 9 - 1 / 9) + 0.5 + 0) / 4
    assert found.tree_likeness.hierarchy.value == 1


@given(handovers=networks())
def test_whatever_is_not_computed_has_a_reason(handovers: HandoverCounts) -> None:
    found = collaboration_measures(handovers, np.full(len(handovers.units), -1))
    assert found.ei_index == found.modularity == found.participation == Measured(value=None, reason="MEASURE_NO_GROUP")
    measures = (*vars(found).values(), *vars(found.tree_likeness).values())
    measured = [each for each in measures if isinstance(each, Measured)]
    assert len(measured) == 9
    assert all((each.value is None) == (each.reason is not None) for each in measured)
