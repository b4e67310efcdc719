"""Variants aligned in parts are aligned as at once, to the byte."""

import random
from itertools import count
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.builders import process, variants
from tests.process.test_language import drawn, random_tree
from workbench.conformance import Alignments, Costs, align_variants, machine, sweeping, traces
from workbench.conformance.acceptance import accept
from workbench.conformance.columns import Graphs, Machine, Traces, walk
from workbench.conformance.sweeping import Sweeper, sweeper_of, swept
from workbench.conformance.traces import MOST_ORDERS
from workbench.eventlog.engines.engine import EMBEDDED, ThisProcess
from workbench.eventlog.log import Variants
from workbench.process import behavior_of


def some_variants(seed: int, n_variants: int) -> Variants:
    """Return traces with common prefixes, repetitions and runs of ties, the last one too large to search."""
    dice = random.Random(seed)
    rows, tied = [[chr(0x4E00 + number) for number in range(20)]], [[0] + [1] * 19]
    for _ in range(n_variants):
        runs = [sorted(dice.choices("abcdx", k=dice.choice((1, 1, 1, 2, 3)))) for _ in range(dice.randint(0, 5))]
        rows.insert(0, [label for run in runs for label in run])
        tied.insert(0, [int(place > 0) for run in runs for place in range(len(run))])
    return variants(rows, tied)


def aligned(of: Variants, sweeper: Sweeper) -> Alignments:
    drawing = process().start().task("a").both("s").task("b").both("j").task("d").end().at("s").task("c").to("j")
    return align_variants(of, behavior_of(drawing.build()).automaton(), {label: [label] for label in "abcd"}, sweeper=sweeper)


def assert_same_alignments(one: Alignments, other: Alignments) -> None:
    assert (one.empty_cost, one.unordered) == (other.empty_cost, other.unordered)
    for name in ("costs", "prefix_costs", "_first", "_last", "_events", "_symbols"):
        mine, theirs = getattr(one, name), getattr(other, name)
        assert np.array_equal(mine, theirs), name
        assert mine.dtype == theirs.dtype, name


@pytest.mark.parametrize("n_parts", [2, 3, 7, 100])
@pytest.mark.parametrize("seed", range(6))
def test_parts_put_together_are_the_whole(seed: int, n_parts: int) -> None:
    of = some_variants(seed, 40)
    whole = aligned(of, swept)
    assert whole.unordered == (40,)
    assert MOST_ORDERS < 2**20
    assert_same_alignments(aligned(of, sweeper_of(ThisProcess(n_parts=n_parts))), whole)


@pytest.mark.parametrize("seed", range(20))
def test_accepted_variants_have_the_alignment_of_the_sweep(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    of = some_variants(seed, 60)
    settled = aligned(of, swept)

    def none_accepted(of_log: Traces, laid_out: Machine) -> tuple[NDArray[np.bool_], NDArray[np.int32]]:
        accepted, symbols = accept(of_log, laid_out)
        assert not settled.costs[accepted].any()
        return np.zeros_like(accepted), symbols

    monkeypatch.setattr(sweeping, "accept", none_accepted)
    assert_same_alignments(aligned(of, swept), settled)


def test_an_automaton_too_large_for_a_table_of_steps_is_swept(monkeypatch: pytest.MonkeyPatch) -> None:
    of = some_variants(3, 60)
    settled = aligned(of, swept)
    monkeypatch.setattr(machine, "_LARGEST", 0)
    assert_same_alignments(aligned(of, swept), settled)


def drawn_and_aligned(seed: int) -> Alignments:
    """Align traces with ties, shared labels and costs of all kinds with a random block model, of many states or few."""
    dice = random.Random(seed)
    automaton = behavior_of(drawn(random_tree(dice, 2, count()), process().start(), count()).end().build()).automaton()
    symbols, weights = automaton.symbols, dice.choice(((1,), (0, 1, 2, 3), (0,)))
    matches = {label: dice.sample(symbols, min(len(symbols), dice.choice((1, 1, 2)))) for label in "abcd"}
    costs = Costs(
        log_moves={label: dice.choice(weights) for label in "abx"},
        model_moves={symbol: dice.choice(weights) for symbol in symbols[1:]},
    )
    return align_variants(some_variants(seed, 30), automaton, matches, costs)


@pytest.mark.parametrize(("entries", "columns", "steps"), [(0, 1 << 16, 1 << 24), (1 << 22, 0, 1 << 24), (7, 3, 5), (0, 0, 0)])
def test_columns_that_must_be_forgotten_and_begun_anew_change_nothing(
    entries: int, columns: int, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[int] = []

    def noted(graphs: Graphs, begin: int, *arrays: Any) -> int:
        begun.append(begin)
        return walk(graphs, begin, *arrays)

    monkeypatch.setattr(sweeping, "walk", noted)
    roomy = [drawn_and_aligned(seed) for seed in range(25)]
    assert not any(begun)
    for name, room in (("_ENTRIES", entries), ("_COLUMNS", columns), ("_STEPS", steps)):
        monkeypatch.setattr(traces, name, room)
    for seed, settled in enumerate(roomy):
        assert_same_alignments(drawn_and_aligned(seed), settled)
    assert any(begun)


@pytest.mark.parametrize(("narrow", "widest"), [(0, 0), (0, 1), (0, 16), (0, 1 << 12), (3, 2), (1 << 30, 16)])
def test_how_far_costs_are_followed_first_changes_nothing(narrow: int, widest: int, monkeypatch: pytest.MonkeyPatch) -> None:
    unbanded = [drawn_and_aligned(seed) for seed in range(25)]
    monkeypatch.setattr(sweeping, "_NARROW", narrow)
    monkeypatch.setattr(sweeping, "_WIDEST", widest)
    for seed, settled in enumerate(unbanded):
        assert_same_alignments(drawn_and_aligned(seed), settled)


def test_a_label_that_may_be_two_things_at_once_is_left_to_the_sweep() -> None:
    drawing = process().start().xor("s").task("a").task("b").end().at("s").task("c").task("d").end("other")
    automaton = behavior_of(drawing.build()).automaton()
    matches = {"x": ["a", "c"], "b": ["b"], "d": ["d"]}
    found = align_variants(variants(["xb", "xd", "x"]), automaton, matches)
    assert found.costs.tolist() == [0, 0, 1]
    assert [move.symbol for move in found.moves(1)] == ["c", "d"]


def test_one_variant_and_none_are_aligned_in_parts_too() -> None:
    for of in (variants(["abd"]), variants([])):
        assert_same_alignments(aligned(of, sweeper_of(ThisProcess(n_parts=8))), aligned(of, swept))


def test_the_embedded_engine_takes_no_detour() -> None:
    assert sweeper_of(EMBEDDED) is swept


@pytest.mark.parametrize("seed", range(3))
def test_many_cores_align_as_one_does(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    of = some_variants(seed, 40)
    whole = aligned(of, swept)
    monkeypatch.setattr(sweeping, "CORES", 3)
    monkeypatch.setattr(sweeping, "_MANY", 10)
    assert_same_alignments(aligned(of, swept), whole)
