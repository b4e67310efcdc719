"""Branches in parallel without a common label: aligned one by one, their costs add up to those of the whole."""

import random
from itertools import count

import pytest

from tests.builders import process, variants
from tests.conformance.test_search import itself, noisy, wide
from tests.process.test_language import Tree, drawn, random_tree, words_of
from workbench.conformance import Costs, align_behavior, align_variants
from workbench.conformance.alignment import Method
from workbench.conformance.columns import SCALE
from workbench.conformance.machine import labels_of
from workbench.conformance.projections import projected
from workbench.conformance.traces import traces_of
from workbench.process import behavior_of


@pytest.mark.parametrize("first", range(0, 400, 100))
def test_projections_cost_together_what_the_whole_costs(first: int) -> None:
    parallel = 0
    for seed in range(first, first + 100):
        dice, names = random.Random(seed), count()
        tree = Tree("parallel", tuple(random_tree(dice, 1, names) for _ in range(dice.choice((2, 3)))))
        if seed % 4 == 0:
            tree = Tree(dice.choice(("sequence", "loop", "xor")), (tree, Tree(f"t{next(names)}")))
        behavior = behavior_of(drawn(tree, process().start(), count()).end().build())
        automaton = behavior.automaton()
        symbols, words = automaton.symbols, sorted(words_of(automaton)) or [()]
        of = variants([[], *(noisy(dice.choice(words), dice, [*symbols, "?"]) for _ in range(8))])
        costs = Costs(
            log_moves={x: dice.randint(0, 4) for x in symbols[:2]}, model_moves={x: dice.randint(0, 4) for x in symbols[1:]}
        )
        found = projected(traces_of(of), behavior.net, labels_of(of.activities, itself(symbols), costs))
        if found is None:
            continue
        whole = align_variants(of, automaton, itself(symbols), costs)
        assert (found.aligned.costs // SCALE).tolist() == whole.costs.tolist(), seed
        assert (found.aligned.prefix_costs // SCALE).tolist() == whole.prefix_costs.tolist(), seed
        assert found.empty_cost // SCALE == whole.empty_cost, seed
        parallel += 1
    assert parallel > 10


def test_moves_of_all_branches_make_a_run_of_the_whole() -> None:
    drawing = process().start().both("fork")
    for number in range(9):
        drawing.at("fork").xor(f"in{number}").task(f"b{number}").task(f"c{number}").xor(f"out{number}").to(f"in{number}")
        drawing.at(f"out{number}").to("join") if number else drawing.at("out0").both("join")
    behavior = behavior_of(drawing.at("join").end().build())
    dice = random.Random(3)
    alphabet = [f"{letter}{number}" for letter in "bc" for number in range(9)]
    of = variants([dice.choices([*alphabet, "?"], k=dice.randint(0, 30)) for _ in range(20)])
    found = align_behavior(of, behavior, itself(alphabet))
    assert found.method is Method.PROJECTED
    assert found.is_exact.all()
    for number in range(len(of)):
        moves = found.moves(number)
        assert [move.event for move in moves if move.event is not None] == list(range(len(of.trace(number))))
        assert sum(not move.is_synchronous for move in moves) == found.costs[number]
        for branch in range(9):
            run = "".join(str(move.symbol)[0] for move in moves if move.symbol and move.symbol.endswith(str(branch)))
            assert run == "bc" * (len(run) // 2) != ""


def test_what_has_something_in_common_is_not_projected() -> None:
    behavior = wide(3)
    trace = variants([["a", "b0", "c0", "z"]])
    alphabet = behavior.automaton().symbols
    assert projected(traces_of(trace), behavior.net, labels_of(trace.activities, itself(alphabet), Costs())) is None
    drawing = process().start().both("fork").task("b").both("join").at("fork").task("c").to("join").at("join").end()
    net, tied = behavior_of(drawing.build()).net, variants([["b", "c"]], [[0, 1]])
    plain = variants([["b", "c"]])
    assert projected(traces_of(plain), net, labels_of(plain.activities, itself("bc"), Costs())) is not None
    assert projected(traces_of(tied), net, labels_of(tied.activities, itself("bc"), Costs())) is None
    assert projected(traces_of(plain), net, labels_of(plain.activities, {"b": ["b", "c"]}, Costs())) is None
