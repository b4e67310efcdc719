"""Posts into departments and teams: the front is the one that trying everything gives."""

from __future__ import annotations

import pytest

from tests.redesign.problems import drawn, front_by_hand, groupings
from workbench.redesign.grouping import Proof, front_of


@pytest.mark.parametrize("seed", range(200))
def test_the_front_is_that_of_trying_everything(seed: int) -> None:
    problem = drawn(seed)
    front = front_of(problem)
    assert [(each.coordination, each.change) for each in front.points] == front_by_hand(problem)
    assert front.is_complete
    assert all(each.proof is Proof.OPTIMAL and each.gap == 0 for each in front.points)
    assert all(each.grouping in list(groupings(problem)) for each in front.points[:1])
    assert bool(front.conflict) == (not front.points)
