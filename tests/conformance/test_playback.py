"""A word back on the token game: its run shows exactly that word, ends complete, and no run of it has fewer silent moves."""

import random
from collections import deque
from collections.abc import Sequence
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import ProcessBuilder, pnml, process, ptml
from tests.process.marked_net import MarkedNet
from tests.process.test_language import block, drawn, random_tree, words_of
from workbench.conformance.playback import Playback
from workbench.findings import UnsupportedError
from workbench.process import behavior_of, parse_pnml, parse_ptml
from workbench.process.token_net import TokenNet

SOME = 12
"""Words that are tried of one random model."""


def replayed(net: TokenNet, run: Sequence[int]) -> tuple[list[str], bool]:
    """Fire the moves of a run one by one; return what shows, and whether the game is complete."""
    played, marking, shown = MarkedNet(net), MarkedNet(net).start, []
    for number in run:
        marking = dict(played.next_markings(marking))[number]
        symbol = net.moves[number].symbol
        shown += [symbol] if symbol else []
    return shown, marking == played.complete


def fewest_moves(net: TokenNet, word: Sequence[str]) -> int:
    """Return the length of a shortest run of a word: every move tried at every marking, breadth first."""
    played = MarkedNet(net)
    steps = {(played.start, 0): 0}
    waiting = deque(steps)
    while (played.complete, len(word)) not in steps:
        marking, position = here = waiting.popleft()
        for number, after in played.next_markings(marking):
            symbol = net.moves[number].symbol
            if symbol is None or word[position : position + 1] == (symbol,):
                there = (after, position + (symbol is not None))
                if there not in steps:
                    steps[there] = steps[here] + 1
                    waiting.append(there)
    return steps[played.complete, len(word)]


def assert_runs_are_those_of_words(drawing: ProcessBuilder, dice: random.Random) -> int:
    """Check some words of a model; return how many there were."""
    behavior = behavior_of(drawing.end().build())
    try:
        words = sorted(words_of(behavior.automaton()))
    except UnsupportedError:
        return 0
    some = dice.sample(words, min(SOME, len(words)))
    runs = Playback(behavior.net).runs(some)
    assert Playback(behavior.net).runs(some) == runs
    for word, run in zip(some, runs, strict=True):
        assert run is not None
        assert replayed(behavior.net, run) == (list(word), True)
        assert len(run) == fewest_moves(behavior.net, word)
    return len(words)


@given(seed=st.integers(0, 10**9))
@settings(max_examples=150)
def test_the_run_of_a_word_of_a_block_model_shows_that_word(seed: int) -> None:
    dice = random.Random(seed)
    tree = random_tree(dice, 2, count())
    assert_runs_are_those_of_words(drawn(tree, process().start(), count()), dice)


@pytest.mark.parametrize("first", range(0, 300, 50))
def test_the_run_of_a_word_shows_that_word_whatever_is_drawn(first: int) -> None:
    found = 0
    for seed in range(first, first + 50):
        dice = random.Random(seed)
        found += assert_runs_are_those_of_words(block(process().start(), 2, dice), dice) > 0
    assert found > 25


def test_parallel_branches_that_show_nothing_do_not_multiply() -> None:
    branches = ("and", tuple(("xor", (("sequence", (f"a{n}", "", "")), ("xor", ("", "")), "")) for n in range(20)))
    tree = parse_ptml(ptml(("sequence", ("s", branches))))
    symbol = {label: ids[0] for label, ids in tree.labels.items()}
    word = [symbol[label] for label in ("s", "a7", "a3", "a19")]
    (run,) = Playback(tree.processes[0].net, budget=4_000).runs([word])
    assert run is not None
    assert replayed(tree.processes[0].net, run) == (word, True)


def test_of_two_ways_the_one_with_fewer_silent_moves_is_taken() -> None:
    arcs = "p0>tau1 tau1>p1 p1>tau2 tau2>p2 p0>tau3 tau3>p2 p2>a a>p3"
    (net,) = parse_pnml(pnml("p0 p1 p2 p3", "tau1 tau2 tau3 a", arcs, "p3")).processes
    (run,) = Playback(net.net).runs([("a",)])
    assert [net.net.moves[number].element for number in run or ()] == ["tau3", "a", "n"]


def test_what_is_no_word_has_no_run() -> None:
    net = behavior_of(process().start().task("a").task("b").end().build()).net
    for no_word in (("b", "a"), ("a",), ("a", "x")):
        with pytest.raises(ValueError, match="no run"):
            Playback(net).runs([no_word])


def test_branches_left_out_before_a_join_do_not_multiply() -> None:
    branches = ("and", tuple(("xor", (f"a{n}", "")) for n in range(20)))
    tree = parse_ptml(ptml(("sequence", (branches, "z"))))
    (last,) = tree.labels["z"]
    net = tree.processes[0].net
    (run,) = Playback(net, budget=4_000).runs([(last,)])
    assert run is not None
    assert replayed(net, run) == ([last], True)
    assert Playback(net, budget=60).runs([(last,)]) == [None]
