"""Posts into departments and teams: the front is the one that trying everything gives."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from tests.redesign.problems import drawn, drawn_large, front_by_hand, groupings
from workbench.redesign.grouping import Effort, FrontPoint, Grouping, GroupingProblem, Proof, Rules, Unit, front_of
from workbench.redesign.grouping.communities import community_view
from workbench.redesign.grouping.front import conflict_of
from workbench.redesign.grouping.holding import broken_by
from workbench.redesign.grouping.problem import coordination_cost, present
from workbench.redesign.grouping.single_moves import single_moves
from workbench.redesign.solving import Search


@pytest.mark.parametrize("seed", range(200))
def test_the_front_is_that_of_trying_everything(seed: int) -> None:
    problem = drawn(seed) if seed < 120 else drawn_large(seed)
    front = front_of(problem)
    assert [(each.coordination, each.change) for each in front.points] == front_by_hand(problem)
    assert front.is_complete
    assert all(each.proof is Proof.OPTIMAL and each.gap == 0 for each in front.points)
    assert all(each.grouping in list(groupings(problem)) for each in front.points[:1])
    assert bool(front.conflict) == (not front.points)


@pytest.mark.parametrize("seed", range(40))
def test_single_moves_keep_to_the_rules_and_lessen_coordination_the_best_first(seed: int) -> None:
    problem = drawn(seed)
    now = present(problem)
    before = coordination_cost(problem, now)
    wanted = {
        (coordination_cost(problem, moved), moved.departments)
        for number, unit in enumerate(problem.units)
        for host in unit.hosts
        if host != unit.department
        for moved in [replace(now, departments=(*now.departments[:number], host, *now.departments[number + 1 :]))]
        if coordination_cost(problem, moved) < before and broken_by(problem, moved) <= broken_by(problem, now)
    }
    found = [(each.coordination, each.grouping.departments) for each in single_moves(problem)]
    assert set(found) == wanted
    assert [cost for cost, _ in found] == sorted(cost for cost, _ in found)


@pytest.mark.parametrize("seed", range(40))
def test_what_a_grouping_breaks_is_what_the_program_refuses(seed: int) -> None:
    problem = drawn(seed)
    kept = set(groupings(problem))
    for departments in product(*(unit.hosts for unit in problem.units)):
        grouping = Grouping(departments=departments, teams=present(problem).teams)
        assert (grouping in kept) == (not broken_by(problem, grouping))


def test_a_large_search_begins_where_communities_meet_and_only_among_hosts() -> None:
    ties = np.zeros((4, 4), dtype=np.int64)
    ties[0, 1] = ties[1, 0] = ties[2, 3] = ties[3, 2] = 9
    units = tuple(
        Unit(id=f"U{number}", department=home, hosts=hosts)
        for number, (home, hosts) in enumerate((("A", ("A",)), ("B", ("B", "A")), ("B", ("B",)), ("A", ("A",))))
    )
    view = community_view(GroupingProblem(units=units, departments=("A", "B"), ties={"P": ties}))
    found = view.grouping
    assert view.communities == (("U0", "U1"), ("U2", "U3"))
    assert view.modularity == pytest.approx(0.5)
    assert [found.departments[number] for number in (0, 2, 3)] == ["A", "B", "A"]
    assert found.departments[1] in units[1].hosts


def test_one_seed_gives_one_front_however_short_the_effort() -> None:
    problem = drawn(5)
    short = Effort(steps=1e-6)
    fronts = [front_of(problem, short) for _ in range(2)]
    assert fronts[0].points == fronts[1].points
    assert fronts[0].unsearched == fronts[1].unsearched != ()
    assert not fronts[0].is_complete


def test_a_stopped_search_keeps_what_it_has_and_says_what_is_left() -> None:
    problem = drawn(7)
    heard: list[FrontPoint] = []

    def hear(point: FrontPoint) -> bool:
        heard.append(point)
        return True

    front = front_of(problem, on_point=hear, should_stop=lambda: len(heard) > 1)
    whole = front_of(problem)
    assert len(whole.points) > 2
    assert [heard[0].change, front.points[-1].change] == [0, 0], "change nothing is heard first"
    assert {each.change for each in front.points} == {0, whole.points[0].change}
    searched = {each.change for each in whole.points} - {each.change for each in front.points}
    assert all(any(left.least <= change <= left.most for left in front.unsearched) for change in searched)


def test_budget_lock_and_size_that_cannot_hold_together_are_named_and_nothing_else() -> None:
    units = (
        Unit(id="U0", department="A", hosts=("A",), headcount=3),
        Unit(id="U1", department="A", hosts=("A", "B"), headcount=2),
        Unit(id="U2", department="A", hosts=("A", "B"), headcount=1),
        Unit(id="U3", department="B", hosts=("B",)),
    )
    rules = Rules(most={"A": 5, "B": 9}, locked=frozenset({"U2"}), budget=7, team_size=3)
    problem = GroupingProblem(units=units, departments=("A", "B"), ties={"P": np.zeros((4, 4), dtype=np.int64)}, rules=rules)
    assert conflict_of(problem, Search()) == ("budget", "locked:U2", "most:A")
    assert front_of(problem).conflict == ("budget", "locked:U2", "most:A")
    for name, freed in (
        ("budget", replace(rules, budget=8)),
        ("lock", replace(rules, locked=frozenset())),
        ("size", replace(rules, most={"A": 6, "B": 9})),
    ):
        assert conflict_of(replace(problem, rules=freed), Search()) == (), name
