"""Layers and spans as the tables of the demo enterprise pose them, and of an enterprise of hundreds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from workbench.fit.structure import least_levels
from workbench.organization import Organization
from workbench.redesign.layers import LayersProblem, LayersWishes, Leading, Position, Shape, layering_of, problem_of
from workbench.study import open_study

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def organization() -> Organization:
    return open_study(ROOT).design.organization


def test_the_demo_has_no_layer_too_many_at_the_norm(organization: Organization) -> None:
    problem = problem_of(organization)
    found = layering_of(problem)
    assert found.is_proven
    assert found.now == found.then == Shape(layers=4, managers=13, changed=0)
    assert (found.changes, problem.least_layers) == ((), 4)
    assert problem.flatness(found.now) == 1


def test_one_more_report_to_the_general_manager_releases_a_manager(organization: Organization) -> None:
    found = layering_of(problem_of(organization, LayersWishes(knowledge=10)))
    assert [(each.post, each.before, each.after) for each in found.changes] == [("I2", "MR", "GM")]
    assert found.released == ("MR",)


def test_freed_departments_lose_a_layer_where_more_are_led(organization: Organization) -> None:
    wishes = LayersWishes(knowledge=10, shop_floor=18, freed=frozenset({"D50", "D90"}))
    found = layering_of(problem_of(organization, wishes))
    assert found.then is not None
    assert (found.now.layers, found.then.layers) == (4, 3)
    assert found.is_proven


def test_nobody_leaves_his_department_and_heads_stay_below_the_top(organization: Organization) -> None:
    position = problem_of(organization).position
    assert position["GM"].superiors == ()
    assert set(position["M1"].superiors) == {"M4", "M3"}
    assert set(position["I2"].superiors) == {"MR", "GM"}, "heads may report to whoever leads in the department above"
    assert set(position["S1"].superiors) == {"S2"}


def test_a_department_led_from_another_is_led_by_its_head_all_the_same(organization: Organization) -> None:
    departments = tuple(replace(each, head="P3") if each.id == "D40" else each for each in organization.departments or ())
    position = problem_of(replace(organization, departments=departments)).position
    assert set(position["B1"].superiors) == {"B2", "P3"}
    assert set(position["B2"].superiors) == {"GM", "P3"}


def test_whoever_leads_too_many_now_may_go_on_and_the_floor_has_a_norm_of_its_own(organization: Organization) -> None:
    leading = problem_of(organization).leading
    assert leading["GM"] == Leading(most=9, most_floor=16)
    assert leading["M4"] == Leading(most=16, most_floor=32), "two of them, each for his own"


def test_the_independent_are_led_by_nobody_of_whom_they_judge(organization: Organization) -> None:
    posts = tuple(replace(each, reports_to=None) if each.id == "Q5" else each for each in organization.posts or ())
    freed = replace(organization, posts=posts)
    names = {(each.above, each.below) for each in problem_of(freed, LayersWishes(independent=(("D60", "D50"),))).not_above}
    assert {("M3", "Q1"), ("M4", "Q5")} <= names


def test_separate_duties_stay_off_one_path_unless_they_are_on_one_now(organization: Organization) -> None:
    pairs = {(each.name, each.above, each.below) for each in problem_of(organization).not_above}
    assert ("separate:P2P-01:P2P-02", "P3", "P2") not in pairs, "he approves as her superior"
    assert ("separate:ECM-01:ECM-06", "R3", "Q3") in pairs


def test_hundreds_of_people_in_departments_of_two_kinds_are_proven() -> None:
    positions, leading = [Position(id="top")], {"top": Leading(most=10, most_floor=16)}
    for department in range(10):
        head, deputies = f"head{department}", [f"deputy{department}.{number}" for number in range(4)]
        positions.append(Position(id=head, superiors=("top",), superior="top"))
        positions.extend(Position(id=each, superiors=(head,), superior=head) for each in deputies)
        leading.update(dict.fromkeys((head, *deputies), Leading(most=8, most_floor=16)))
        positions.extend(
            Position(
                id=f"member{department}.{number}",
                superiors=(head, *deputies),
                superior=deputies[number % 4],
                is_on_floor=department % 3 == 0,
            )
            for number in range(35 - 10 * (department % 2))
        )
    problem = LayersProblem(positions=tuple(positions), leading=leading)
    found = layering_of(problem)
    assert len(problem.positions) == 351
    assert found.is_proven
    assert found.then is not None
    assert (found.now.layers, found.then.layers) == (4, 4)
    assert found.then.managers < found.now.managers


@pytest.mark.parametrize(("people", "span", "levels"), [(1, 8, 1), (9, 8, 2), (10, 8, 3), (73, 8, 3), (75, 8, 4), (3, 1, 3)])
def test_the_least_levels_follow_from_the_span(people: int, span: int, levels: int) -> None:
    assert least_levels(people, span) == levels
