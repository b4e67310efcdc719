"""Wide behaviour: what a search finds is what a sweep finds, and within a budget the truth lies between the bounds."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count

import pytest

from tests.builders import pnml, process, variants
from tests.eventlog.logs import event, log_of
from tests.process.test_language import block, drawn, random_tree, words_of
from workbench.conformance import (
    AlignmentEngine,
    Alignments,
    Costs,
    Expectation,
    align_behavior,
    align_variants,
    check_conformance,
)
from workbench.conformance.searching import Budget
from workbench.eventlog.engines.simple_log import simple_log_of
from workbench.findings import UnsupportedError
from workbench.process import Behavior, Sidecar, behavior_of, behavior_of_net, parse_pnml
from workbench.process.naming import naming_of

SEARCHED = AlignmentEngine(states=0)
"""No automaton is laid out, everything is searched."""


def wide(branches: int) -> Behavior:
    """Return a, then so many branches in parallel, each of them repeated at will, then z."""
    drawing = process().start().task("a").both("fork")
    for number in range(branches):
        drawing.at("fork").xor(f"in{number}").task(f"b{number}").task(f"c{number}").xor(f"out{number}").to(f"in{number}")
        if number:
            drawing.at(f"out{number}").to("join")
        else:
            drawing.at("out0").both("join")
    return behavior_of(drawing.at("join").task("z").end().build())


def noisy(word: Sequence[str], dice: random.Random, alphabet: Sequence[str]) -> list[str]:
    trace = list(word)
    for _ in range(dice.randint(0, 3)):
        place = dice.randint(0, len(trace))
        trace[place : place + dice.randint(0, 1)] = dice.choices(alphabet, k=dice.randint(0, 1))
    return trace


def itself(symbols: Sequence[str]) -> Mapping[str, Sequence[str]]:
    return {symbol: [symbol] for symbol in symbols}


def assert_moves_pay_what_is_said(alignments: Alignments, behavior: Behavior) -> None:
    automaton = behavior.automaton()
    for number in range(len(alignments.variants)):
        moves = alignments.moves(number)
        assert automaton.accepts([move.symbol for move in moves if move.symbol])
        assert sorted(move.event for move in moves if move.event is not None) == list(
            range(len(alignments.variants.trace(number)))
        )
        assert sum(not move.is_synchronous for move in moves) == alignments.costs[number]


@pytest.mark.parametrize("first", range(0, 300, 50))
def test_a_search_finds_the_costs_of_a_sweep_whatever_is_drawn(first: int) -> None:
    compared = 0
    for seed in range(first, first + 50):
        dice = random.Random(seed)
        behavior = behavior_of(block(process().start(), 2, dice).end().build())
        try:
            automaton = behavior.automaton()
        except UnsupportedError:
            continue
        words = sorted(words_of(automaton)) or [()]
        of = variants([noisy(dice.choice(words), dice, [*automaton.symbols, "?"]) for _ in range(6)])
        swept = align_variants(of, automaton, itself(automaton.symbols))
        found = align_behavior(of, behavior, itself(automaton.symbols), engine=SEARCHED)
        assert found.is_exact.all(), seed
        assert found.costs.tolist() == swept.costs.tolist(), seed
        assert found.empty_cost == swept.empty_cost, seed
        assert found.prefix_costs.tolist() == swept.prefix_costs.tolist(), seed
        assert_moves_pay_what_is_said(found, behavior)
        compared += 1
    assert compared > 25


@pytest.mark.parametrize("seed", range(60))
def test_costs_ties_and_shared_labels_are_kept_in_a_search(seed: int) -> None:
    dice = random.Random(seed)
    behavior = behavior_of(drawn(random_tree(dice, 2, count()), process().start(), count()).end().build())
    symbols = behavior.automaton().symbols
    matches = {label: dice.sample(symbols, min(len(symbols), dice.choice((1, 1, 2)))) for label in "abcd"}
    costs = Costs(
        log_moves={label: dice.randint(0, 4) for label in "abc"}, model_moves={symbol: dice.randint(0, 4) for symbol in symbols}
    )
    runs = [[sorted(dice.choices("abcde", k=dice.choice((1, 1, 2, 3)))) for _ in range(dice.randint(0, 3))] for _ in range(6)]
    tied = [[int(place > 0) for run in trace for place in range(len(run))] for trace in runs]
    of = variants([[label for run in trace for label in run] for trace in runs], tied)
    swept = align_variants(of, behavior.automaton(), matches, costs)
    found = align_behavior(of, behavior, matches, costs, SEARCHED)
    assert found.costs.tolist() == swept.costs.tolist()


def test_branches_in_parallel_add_up_where_no_automaton_could_be_laid_out() -> None:
    behavior = wide(16)
    with pytest.raises(UnsupportedError):
        behavior.automaton()
    fitting = ["a", *(f"b{number}" for number in range(16)), *(f"c{number}" for number in range(16)), "z"]
    traces = [fitting, fitting[:-1], [*fitting, "c3"], [label for label in fitting if label not in ("c3", "b9")]]
    alphabet = sorted({*fitting})
    found = align_behavior(variants(traces), behavior, itself(alphabet))
    assert found.is_exact.all()
    assert found.automaton is None
    assert found.costs.tolist() == [0, 1, 1, 2]
    assert found.empty_cost == 34


@pytest.mark.parametrize("seed", range(20))
def test_bounds_enclose_the_cost_where_the_budget_ends(seed: int) -> None:
    dice = random.Random(seed)
    behavior = wide(3)
    automaton = behavior.automaton()
    words = sorted(words_of(automaton)) or [automaton.symbols]
    of = variants([dice.sample(automaton.symbols, 8) + dice.choices(automaton.symbols, k=16) for _ in range(4)] + words[:1])
    exact = align_variants(of, automaton, itself(automaton.symbols))
    tight = AlignmentEngine(states=0, budget=Budget(items_a_variant=50, items=50))
    found = align_behavior(of, behavior, itself(automaton.symbols), engine=tight)
    assert (found.least_costs <= exact.costs).all()
    assert (exact.costs <= found.costs).all()
    assert_moves_pay_what_is_said(found, behavior)
    assert (found.costs == exact.costs)[found.is_exact].all()
    assert not found.is_exact.all()


@pytest.mark.parametrize(("items", "a_variant"), [(150, 150), (20_000_000, 1_000_000), (100_000_000, 5_000_000)])
def test_a_larger_budget_is_larger_for_each_variant_too(items: int, a_variant: int) -> None:
    assert Budget.of(items) == Budget(items_a_variant=a_variant, items=items)
    assert Budget.of(Budget().items) == Budget()


def test_what_the_budget_leaves_open_is_swept_where_an_automaton_can_be_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.conformance.alignment._NARROW", 0)
    behavior = wide(3)
    of = variants([["z", "c2", "b1", "a", "c0", "c1", "b0"] * 3])
    exact = align_variants(of, behavior.automaton(), itself(behavior.automaton().symbols))
    tight = AlignmentEngine(budget=Budget(items_a_variant=40, items=40))
    assert not align_behavior(of, behavior, itself(behavior.automaton().symbols), engine=replace(tight, states=0)).is_exact.all()
    found = align_behavior(of, behavior, itself(behavior.automaton().symbols), engine=tight)
    assert found.is_exact.all()
    assert found.costs.tolist() == exact.costs.tolist()


def test_a_process_of_which_no_run_is_found_is_refused() -> None:
    with pytest.raises(UnsupportedError, match="different states"):
        align_behavior(
            variants(["a"]), wide(16), {}, engine=AlignmentEngine(states=0, budget=Budget(items_a_variant=50, items=50))
        )


def test_tokens_without_bound_are_refused_in_a_search() -> None:
    net = parse_pnml(pnml("p0 p1 p2", "a b", "p0>a a>p0 a>p1 p0>b b>p2", "p2"))
    assert align_behavior(variants(["aab"]), behavior_of_net(net), net.labels, engine=SEARCHED).costs.tolist() == [2]
    with pytest.raises(UnsupportedError, match="pile up"):
        align_behavior(variants(["a" * 20 + "b"]), behavior_of_net(net), net.labels, engine=SEARCHED)


def test_many_cores_find_what_one_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(5)
    behavior = wide(4)
    alphabet = sorted({move.symbol for move in behavior.net.moves if move.symbol})
    of = variants([dice.choices(alphabet, k=dice.randint(0, 9)) for _ in range(50)])
    alone = align_behavior(of, behavior, itself(alphabet), engine=SEARCHED)
    monkeypatch.setattr("workbench.conformance.searching.CORES", 3)
    monkeypatch.setattr("workbench.conformance.searching._A_PART", 4)
    together = align_behavior(of, behavior, itself(alphabet), engine=SEARCHED)
    assert together.costs.tolist() == alone.costs.tolist()
    assert [together.moves(number) for number in range(len(of))] == [alone.moves(number) for number in range(len(of))]


def test_figures_have_bounds_where_the_budget_ends() -> None:
    drawing = process("wide").start().task("a").both("fork")
    for number in range(9):
        drawing.at("fork").xor(f"in{number}").task(f"b{number}").task(f"c{number}").xor(f"out{number}").to(f"in{number}")
        drawing.at(f"out{number}").to("join") if number else drawing.at("out0").both("join")
    wide_process = drawing.at("join").task("z").end().build()
    trace = "z b1 c1 a b2 a z b2 c5 c4 b7 a z c8 b8 a c8 b7 z a b1 b2 b3 b4 b5 b6".split() * 2
    log = log_of(*(event(f"c{case}", label, place) for case in range(3) for place, label in enumerate(trace)))
    naming = naming_of(wide_process, Sidecar(), {})
    expectation = Expectation(scope="wide", process=wide_process, naming=naming, sidecar=Sidecar())
    tight = AlignmentEngine(budget=Budget(items_a_variant=250, items=250), states=0)
    bounded, exact = (check_conformance(expectation, simple_log_of(log), engine=engine) for engine in (tight, AlignmentEngine()))
    assert "ALIGNMENTS_BOUNDED" in {notice.code for notice in bounded.notices}
    assert bounded.raw_measures.least_cost <= exact.raw_measures.cost <= bounded.raw_measures.cost
    assert exact.raw_measures.least_cost == exact.raw_measures.cost
    assert "ALIGNMENTS_BOUNDED" not in {notice.code for notice in exact.notices}
