"""State-machine components: one token each, at any time, and as many of the visible moves as can be."""

import random
from itertools import count

import pytest

from tests.builders import process
from tests.process.test_language import block, drawn, random_tree
from workbench.findings import UnsupportedError
from workbench.process import behavior_of
from workbench.process.components import GONE, components_of
from workbench.process.state_graph import explore
from workbench.process.token_net import TokenNet, TooManyStatesError, UnboundedError


def assert_one_token_each(net: TokenNet) -> int:
    """Play every game beside its components; return how many components there are."""
    graph = explore(net, 2_000)
    components = components_of(net)
    for component in components:
        for state, steps in enumerate(graph.steps):
            here = [place for place in component.places if graph.markings[state].get(place)]
            assert sum(graph.markings[state].get(place, 0) for place in component.places) <= 1
            at = component.places.index(here[0]) + 1 if here else GONE
            assert state or at == component.start
            for move, after in steps:
                there = [place for place in component.places if graph.markings[after].get(place)]
                goal = component.places.index(there[0]) + 1 if there else GONE
                assert (move, at, goal) in component.steps or (at == goal and move not in {step[0] for step in component.steps})
    return len(components)


@pytest.mark.parametrize("first", range(0, 200, 50))
def test_every_game_keeps_one_token_in_each_component_until_it_is_gone(first: int) -> None:
    found = 0
    for seed in range(first, first + 50):
        dice = random.Random(seed)
        try:
            found += assert_one_token_each(behavior_of(block(process().start(), 2, dice).end().build()).net)
        except (UnsupportedError, TooManyStatesError, UnboundedError):
            continue
    assert found > 25


def test_parallel_branches_are_components_of_their_own() -> None:
    drawing = process().start().both("fork").task("a").task("b").both("join").at("fork").task("c").to("join").at("join")
    net = behavior_of(drawing.task("d").end().build()).net
    touched = [{net.moves[step[0]].symbol for step in component.steps} - {None} for component in components_of(net)]
    assert touched == [{"a", "b", "d"}, {"c", "d"}]


@pytest.mark.parametrize("seed", range(40))
def test_all_that_happens_without_inclusive_choices_is_touched(seed: int) -> None:
    dice = random.Random(seed)
    tree = random_tree(dice, 3, count())
    net = behavior_of(drawn(tree, process().start(), count()).end().build()).net
    if any(move.join for move in net.moves):
        return
    touched = {step[0] for component in components_of(net) for step in component.steps}
    assert {number for number, move in enumerate(net.moves) if move.symbol} <= touched
