"""Posts into departments and teams: the front is the one that trying everything gives."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.redesign.problems import drawn, front_by_hand, groupings
from workbench.redesign.grouping import GroupingProblem, Proof, Unit, front_of
from workbench.redesign.grouping.communities import communities_of
from workbench.redesign.grouping.front import single_moves
from workbench.redesign.grouping.problem import coordination_cost, present


@pytest.mark.parametrize("seed", range(200))
def test_the_front_is_that_of_trying_everything(seed: int) -> None:
    problem = drawn(seed)
    front = front_of(problem)
    assert [(each.coordination, each.change) for each in front.points] == front_by_hand(problem)
    assert front.is_complete
    assert all(each.proof is Proof.OPTIMAL and each.gap == 0 for each in front.points)
    assert all(each.grouping in list(groupings(problem)) for each in front.points[:1])
    assert bool(front.conflict) == (not front.points)


@pytest.mark.parametrize("seed", range(40))
def test_single_moves_are_those_that_lessen_coordination_the_best_first(seed: int) -> None:
    problem = drawn(seed)
    now = present(problem)
    before = coordination_cost(problem, now)
    wanted = {
        (coordination_cost(problem, moved), moved.departments)
        for number, unit in enumerate(problem.units)
        for host in unit.hosts
        if host != unit.department
        for moved in [replace(now, departments=(*now.departments[:number], host, *now.departments[number + 1 :]))]
        if coordination_cost(problem, moved) < before
    }
    found = [(each.coordination, each.grouping.departments) for each in single_moves(problem)]
    assert set(found) == wanted
    assert [cost for cost, _ in found] == sorted(cost for cost, _ in found)


def test_a_large_search_begins_where_communities_meet_and_only_among_hosts() -> None:
    ties = np.zeros((4, 4), dtype=np.int64)
    ties[0, 1] = ties[1, 0] = ties[2, 3] = ties[3, 2] = 9
    units = tuple(
        Unit(id=f"U{number}", department=home, hosts=hosts)
        for number, (home, hosts) in enumerate((("A", ("A",)), ("B", ("B", "A")), ("B", ("B",)), ("A", ("A",))))
    )
    found = communities_of(GroupingProblem(units=units, departments=("A", "B"), ties={"P": ties}))
    assert [found.departments[number] for number in (0, 2, 3)] == ["A", "B", "A"]
    assert found.departments[1] in units[1].hosts
