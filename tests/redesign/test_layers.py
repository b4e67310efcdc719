"""Layers and spans: what is found is what trying every chart finds, stage by stage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from workbench.language import Language
from workbench.redesign.layers import LayersProblem, Leading, NotAbove, Position, Shape, layering_of
from workbench.redesign.layers.problem import people_led, present, shape_of
from workbench.redesign.solving import Effort


def drawn(seed: int) -> LayersProblem:
    """Draw a chart of three to six posts below one at the top, with spans and sometimes somebody who may not be above another."""
    draw = np.random.default_rng(seed)
    names = [f"U{number}" for number in range(int(draw.integers(3, 7)))]
    leaders = ["top", *(name for name in names if draw.random() < 0.5)]
    positions = [Position(id="top")]
    for number, name in enumerate(names):
        may = [each for each in leaders if each != name and (each == "top" or draw.random() < 0.6)]
        earlier = [each for each in may if each == "top" or each in names[:number]]
        positions.append(
            Position(
                id=name,
                superiors=tuple(may),
                superior=str(draw.choice(earlier)),
                headcount=int(draw.integers(1, 4)),
                is_on_floor=bool(draw.random() < 0.4),
            )
        )
    leading = {
        each: Leading(most=int(draw.integers(2, 7)), most_floor=int(draw.integers(2, 10)), least=int(draw.integers(1, 4)))
        for each in leaders
    }
    not_above = [NotAbove(name="independent", above=leaders[-1], below=names[0])] if draw.random() < 0.4 else []
    return LayersProblem(positions=tuple(positions), leading=leading, not_above=tuple(not_above))


def charts(problem: LayersProblem) -> Iterator[Mapping[str, str]]:
    """Return every chart that keeps to the rules, one by one."""
    below = [each for each in problem.positions if each.superiors]
    for chosen in product(*(each.superiors for each in below)):
        superior = {each.id: above for each, above in zip(below, chosen, strict=True)}
        paths = {each.id: path_of(each.id, superior) for each in problem.positions}
        if all(path[-1:] != ["circle"] for path in paths.values()) and keeps(problem, superior, paths):
            yield superior


def path_of(post: str, superior: Mapping[str, str]) -> list[str]:
    path: list[str] = []
    while post in superior:
        post = superior[post]
        if post in path:
            return [*path, "circle"]
        path.append(post)
    return path


def keeps(problem: LayersProblem, superior: Mapping[str, str], paths: Mapping[str, list[str]]) -> bool:
    for post in set(superior.values()):
        led = [each for each in problem.positions if superior.get(each.id) == post]
        people, floor = sum(each.headcount for each in led), sum(each.headcount for each in led if each.is_on_floor)
        limits = problem.leading[post]
        if not limits.least <= people <= (limits.most_floor if 2 * floor > people else limits.most):
            return False
    return not any(rule.above in paths[rule.below] for rule in problem.not_above)


@pytest.mark.parametrize("seed", range(120))
def test_each_stage_reaches_what_trying_every_chart_reaches(seed: int) -> None:
    problem = drawn(seed)
    found = layering_of(problem)
    shapes = [shape_of(problem, each) for each in charts(problem)]
    if not shapes:
        assert found.then is None
        assert found.conflict
        return
    best = min(shapes, key=lambda it: (it.layers, it.managers, it.changed))
    assert found.then == best
    assert found.is_proven
    assert [each.value for each in found.stages] == [best.layers, best.managers, best.changed]
    assert found.superior in list(charts(problem))


def firm(span: int) -> LayersProblem:
    """A head over two team leaders, one of three clerks, the other of a deputy with two clerks."""
    leaders = ("head", "lead1", "lead2", "deputy")
    clerks = [Position(id=f"clerk{number}", superiors=leaders, superior=("lead1", "deputy")[number // 3]) for number in range(5)]
    positions = (
        Position(id="head"),
        Position(id="lead1", superiors=("head",), superior="head"),
        Position(id="lead2", superiors=("head",), superior="head"),
        Position(id="deputy", superiors=("head", "lead2"), superior="lead2"),
        *clerks,
    )
    leading = dict.fromkeys(leaders, Leading(most=span, most_floor=span))
    return LayersProblem(positions=positions, leading=leading)


def test_a_layer_and_the_managers_that_it_needs_go_where_spans_allow() -> None:
    found = layering_of(firm(span=6))
    assert (found.now, found.then) == (Shape(layers=4, managers=4, changed=0), Shape(layers=3, managers=2, changed=3))
    assert found.released == ("deputy", "lead2")
    assert {each.post for each in found.changes} == {"deputy", "clerk3", "clerk4"}


def test_who_may_not_be_above_another_is_not_even_further_up() -> None:
    problem = firm(span=9)
    assert layering_of(problem).then == Shape(layers=2, managers=1, changed=6)
    rule = NotAbove(name="independent", above="lead1", below="clerk0")
    kept = layering_of(replace(problem, not_above=(rule,)))
    assert kept.then == Shape(layers=2, managers=1, changed=6), "nobody needs him to lead"
    narrow = layering_of(replace(firm(span=6), not_above=(rule,)))
    assert "lead1" not in (narrow.superior["clerk0"], narrow.superior[narrow.superior["clerk0"]])


def test_spans_that_are_too_narrow_are_named() -> None:
    problem = firm(span=1)
    found = layering_of(problem)
    assert found.then is None
    assert any(name.startswith("span:") for name in found.conflict)
    assert people_led(problem, present(problem), "head") == 2


def test_a_stage_that_was_not_reached_is_not_told() -> None:
    found = layering_of(firm(span=6), Effort(steps=0))
    assert (found.then, found.stages, found.conflict, found.is_proven) == (None, (), (), False)


@pytest.mark.parametrize("language", list(Language))
def test_a_chart_shows_who_leads_how_many_and_which_lines_change(language: Language) -> None:
    shown = layering_of(firm(span=6)).to_html(language)
    assert "clerk4" in shown
    assert "lead1" in shown
