"""Optimal alignments: small cases that read like the diagram, and the laws that hold for all."""

import heapq
import itertools
import random

import pytest

from tests.builders import process, variants
from workbench.conformance import Costs, align_variants
from workbench.conformance.traces import MOST_ORDERS
from workbench.process import Automaton, behavior_of
from workbench.process.automaton import Steps, minimal


def parallel() -> Automaton:
    """Return a, then b and c in any order, then d."""
    drawn = process().start().task("a").both("s").task("b").both("j").task("d").end().at("s").task("c").to("j")
    return behavior_of(drawn.build()).automaton()


def itself(labels: str) -> dict[str, list[str]]:
    return {label: [label] for label in labels}


def costs_of(*traces: str, costs: Costs | None = None) -> list[int]:
    return align_variants(variants(traces), parallel(), itself("abcd"), costs).costs.tolist()


def test_a_trace_that_is_allowed_costs_nothing() -> None:
    assert costs_of("abcd", "acbd") == [0, 0]


def test_a_skipped_task_costs_one_move() -> None:
    assert costs_of("abd") == [1]


def test_an_inserted_event_costs_one_move() -> None:
    assert costs_of("abxcd", "abbcd") == [1, 1]


def test_the_empty_trace_costs_the_shortest_run() -> None:
    alignments = align_variants(variants(["", "abcd"]), parallel(), itself("abcd"))
    assert alignments.costs.tolist() == [4, 0]
    assert alignments.empty_cost == 4


def test_costs_may_be_set_for_each_activity() -> None:
    assert costs_of("abd", costs=Costs(model_moves={"c": 7})) == [7]
    assert costs_of("abxcd", costs=Costs(log_moves={"x": 0})) == [0]


@pytest.mark.parametrize("cost", [-1, 1_000_001])
def test_a_cost_that_would_not_add_up_is_refused(cost: int) -> None:
    with pytest.raises(ValueError, match=f"'x' costs {cost}: give a whole number from 0 to 1,000,000"):
        Costs(log_moves={"x": cost})


def test_moves_spell_the_trace_and_a_run_of_the_process() -> None:
    alignments = align_variants(variants(["axcd"]), parallel(), itself("abcd"))
    moves = alignments.moves(0)
    assert [move.event for move in moves if move.event is not None] == [0, 1, 2, 3]
    assert parallel().accepts([move.symbol for move in moves if move.symbol])


def test_tied_events_are_taken_in_the_order_that_suits_best() -> None:
    assert align_variants(variants(["abcd"], [[0, 1, 1, 1]]), parallel(), itself("abcd")).costs.tolist() == [0]


def test_a_run_of_ties_too_large_to_search_is_named() -> None:
    trace = [chr(0x4E00 + number) for number in range(20)]
    alignments = align_variants(variants([trace], [[0] + [1] * 19]), parallel(), itself("abcd"))
    assert MOST_ORDERS < 2**20
    assert alignments.unordered == (0,)


def test_one_label_may_be_any_of_several_elements() -> None:
    drawn = process().start().task("first", "Check").task("b").task("second", "Check").end()
    automaton = behavior_of(drawn.build()).automaton()
    matches = {"Check": ["first", "second"], "b": ["b"]}
    alignments = align_variants(variants([["Check", "b", "Check"], ["b", "Check"]]), automaton, matches)
    assert alignments.costs.tolist() == [0, 1]
    assert [move.symbol for move in alignments.moves(1)] == ["first", "b", "second"]


def test_a_prefix_may_still_go_on() -> None:
    alignments = align_variants(variants(["ab", "abcd"]), parallel(), itself("abcd"))
    assert alignments.prefix_costs.tolist() == [0, 0]
    assert alignments.costs.tolist() == [2, 0]


def random_automaton(dice: random.Random) -> Automaton:
    n_states = dice.randint(1, 6)
    visible = [[(dice.choice("abcd"), dice.randrange(n_states)) for _ in range(dice.randint(0, 3))] for _ in range(n_states)]
    silent = [[dice.randrange(n_states)] if dice.random() < 0.3 else [] for _ in range(n_states)]
    return minimal(Steps(silent=silent, visible=visible, final={0, dice.randrange(n_states)}))


def brute_force(automaton: Automaton, trace: str) -> int:
    """Return the optimal cost by Dijkstra's algorithm on every (position, state)."""
    arcs: dict[int, list[tuple[str, int]]] = {}
    for source, symbol, target in zip(
        automaton.source.tolist(), automaton.symbol.tolist(), automaton.target.tolist(), strict=True
    ):
        arcs.setdefault(source, []).append((automaton.symbols[symbol], target))
    queue, seen = [(0, 0, 0)], set()
    while queue:
        cost, position, state = heapq.heappop(queue)
        if (position, state) in seen:
            continue
        seen.add((position, state))
        if position == len(trace) and automaton.final[state]:
            return cost
        if position < len(trace):
            heapq.heappush(queue, (cost + 1, position + 1, state))
        for label, target in arcs.get(state, ()):
            heapq.heappush(queue, (cost + 1, position, target))
            if position < len(trace) and trace[position] == label:
                heapq.heappush(queue, (cost, position + 1, target))
    raise AssertionError


@pytest.mark.parametrize("seed", range(120))
def test_costs_equal_brute_force(seed: int) -> None:
    dice = random.Random(seed)
    automaton = random_automaton(dice)
    traces = ["".join(dice.choices("abcde", k=dice.randint(0, 7))) for _ in range(8)]
    alignments = align_variants(variants(traces), automaton, itself("abcd"))
    assert alignments.costs.tolist() == [brute_force(automaton, trace) for trace in traces]
    for number, trace in enumerate(traces):
        moves = alignments.moves(number)
        assert automaton.accepts([move.symbol for move in moves if move.symbol])
        assert [move.event for move in moves if move.event is not None] == list(range(len(trace)))
        assert sum(not move.is_synchronous for move in moves) == alignments.costs[number]
        assert (alignments.costs[number] == 0) == automaton.accepts(trace)


@pytest.mark.parametrize("seed", range(40))
def test_ties_cost_what_their_best_order_costs(seed: int) -> None:
    dice = random.Random(seed)
    automaton = random_automaton(dice)
    head, run, tail = ("".join(dice.choices("abcd", k=dice.randint(1, 4))) for _ in range(3))
    trace = [*head, *sorted(run), *tail]
    tied = [0] * len(head) + [0] + [1] * (len(run) - 1) + [0] * len(tail)
    alignments = align_variants(variants([trace], [tied]), automaton, itself("abcd"))
    best = min(brute_force(automaton, head + "".join(order) + tail) for order in itertools.permutations(run))
    assert alignments.costs.tolist() == [best]
