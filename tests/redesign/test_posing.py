"""The problem as the tables pose it, on the demo enterprise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.organization import Hosting
from workbench.redesign.grouping import GroupingProblem, Proof, Rule, front_of
from workbench.redesign.grouping.front import conflict_of
from workbench.redesign.grouping.posing import problem_of
from workbench.redesign.grouping.problem import crossing_load, present
from workbench.redesign.solving import Search
from workbench.study import Assessment


@pytest.fixture(scope="module")
def problem(demo: Assessment) -> GroupingProblem:
    return problem_of(demo.study.design, demo.linkage)


def moved(problem: GroupingProblem, departments: tuple[str, ...]) -> dict[str, str]:
    return {unit.id: place for unit, place in zip(problem.units, departments, strict=True) if place != unit.department}


def test_every_point_of_the_demo_is_proven_and_nothing_is_the_last(problem: GroupingProblem) -> None:
    front = front_of(problem)
    assert (len(problem.units), len(front.points)) == (31, 33)
    assert front.is_complete
    assert all(each.proof is Proof.OPTIMAL for each in front.points)
    assert front.points[-1].grouping == present(problem)
    loads = {each.change: round(crossing_load(problem, each.grouping) or 0, 3) for each in front.points}
    assert {cost: loads[cost] for cost in (0, 4, 22, 74)} == {0: 0.646, 4: 0.593, 22: 0.401, 74: 0.342}
    (pair,) = (each.grouping.teams for each in front.points if each.change == 4)
    assert pair == (("P2P", "Q2"), ("P2P", "W1"))


def test_without_declared_hosts_nothing_moves(demo: Assessment) -> None:
    organization = replace(demo.study.design.organization, hostings=None)
    closed = problem_of(replace(demo.study.design, organization=organization), demo.linkage)
    assert all(moved(closed, each.grouping.departments) == {} for each in front_of(closed).points)


def test_if_every_department_could_host_everybody_inspectors_would_move_to_the_inspected(demo: Assessment) -> None:
    organization = demo.study.design.organization
    departments = [each.id for each in organization.departments or () if each.kind != "optional"]
    hostings = tuple(Hosting(post=post.id, department=name) for post in organization.posts or () for name in departments)
    opened = problem_of(replace(demo.study.design, organization=replace(organization, hostings=hostings)), demo.linkage)
    least = front_of(opened, on_point=lambda point: not point.change).points[0]
    where = moved(opened, least.grouping.departments)
    assert {"Q1", "Q2"} <= where.keys(), "inspectors leave quality for those whom they inspect"
    assert not {where["Q1"], where["Q2"]} & {"D60"}


def test_a_department_that_is_led_from_another_asks_for_no_head_of_its_own(demo: Assessment) -> None:
    organization = demo.study.design.organization
    led = tuple(replace(each, head="GM") if each.id == "D40" else each for each in organization.departments or ())
    posed = problem_of(replace(demo.study.design, organization=replace(organization, departments=led)), demo.linkage)
    assert "D40" not in posed.rules.heads
    assert front_of(posed).points[-1].grouping == present(posed)


def test_rules_that_cannot_hold_together_are_named_and_no_others(problem: GroupingProblem) -> None:
    rules = replace(
        problem.rules,
        glued=(*problem.rules.glued, Rule(name="together", unit_a="B1", unit_b="W1")),
        locked=frozenset({"B1", "S1"}),
        team_size=3,
    )
    wrong = replace(problem, rules=rules)
    names = conflict_of(wrong, Search())
    assert "together" in names
    assert not {"locked:S1", "team:P2P", "team:OTD"} & set(names)
    assert front_of(wrong).conflict == names
