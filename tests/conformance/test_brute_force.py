"""Five thousand small models, a trace of each: swept or searched, it costs what trying everything on the process tree finds."""

import heapq
import random
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, combinations, count, permutations, product

import pytest

from tests.builders import process, variants
from tests.process.test_language import Tree, drawn, random_tree
from workbench.conformance import Alignments, Costs, Engine, align_behavior, align_variants
from workbench.process import behavior_of

LABELS = "ABCDEF"
NOTHING = Tree("tau")
WEIGHTS = ((1,), (1,), (0, 1, 2, 3), (0,), (0, 1, 100_000))


def is_done(tree: Tree) -> bool:
    return tree.kind == "tau" or (tree.kind in ("sequence", "parallel") and all(map(is_done, tree.children)))


def in_sequence(*parts: Tree) -> Tree:
    left = [each for part in parts for each in (part.children if part.kind == "sequence" else (part,)) if not is_done(each)]
    return Tree("sequence", tuple(left)) if len(left) > 1 else left[0] if left else NOTHING


@lru_cache(maxsize=100_000)
def steps(tree: Tree) -> tuple[tuple[str | None, Tree], ...]:
    """Return what a tree may do next – a task, or nothing that shows – and what is left of it then."""
    return tuple(_steps(tree))


def _steps(tree: Tree) -> Iterator[tuple[str | None, Tree]]:
    kind, children = tree.kind, tree.children
    if kind == "sequence":
        here, *rest = [child for child in children if not is_done(child)] or [NOTHING]
        yield from ((task, in_sequence(left, *rest)) for task, left in steps(here))
    elif kind == "parallel":
        for place, child in enumerate(children):
            yield from ((task, Tree(kind, (*children[:place], left, *children[place + 1 :]))) for task, left in steps(child))
    elif kind == "xor":
        yield from ((None, child) for child in children)
    elif kind == "or":
        sizes = range(1, len(children) + 1)
        yield from ((None, Tree("parallel", some)) for size in sizes for some in combinations(children, size))
    elif kind == "loop":
        yield None, in_sequence(children[0], Tree("again", children))
    elif kind == "again":
        yield None, NOTHING
        yield None, in_sequence(children[1], children[0], tree)
    elif kind != "tau":
        yield kind, NOTHING


def least_cost(tree: Tree, trace: Sequence[str], matches: Mapping[str, Sequence[str]], costs: Costs) -> int:
    """Return the optimal cost by Dijkstra's algorithm on every (position, what is left of the tree)."""
    waiting, seen, number = [(0, 0, 0, in_sequence(tree))], set(), count(1)
    while waiting:
        cost, _, position, left = heapq.heappop(waiting)
        if (position, left) in seen:
            continue
        seen.add((position, left))
        label = trace[position] if position < len(trace) else None
        if label is None and is_done(left):
            return cost
        ahead = [(0 if task is None else costs.model_moves.get(task, 1), 0, after) for task, after in steps(left)]
        if label is not None:
            ahead.append((costs.log_moves.get(label, 1), 1, left))
            ahead += [(0, 1, after) for task, after in steps(left) if task in matches.get(label, ())]
        for more, moved, after in ahead:
            heapq.heappush(waiting, (cost + more, next(number), position + moved, after))
    raise AssertionError


def orders(runs: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """Return every order of a trace whose events have the same time within each run."""
    return [tuple(chain(*order)) for order in product(*(sorted(set(permutations(run))) for run in runs))]


def paid(alignments: Alignments, variant: int, costs: Costs) -> int:
    trace = alignments.variants.trace(variant)
    total = 0
    for move in alignments.moves(variant):
        if move.event is None:
            total += costs.model_moves.get(str(move.symbol), 1)
        elif move.symbol is None:
            total += costs.log_moves.get(trace[move.event], 1)
    return total


@pytest.mark.parametrize("first", range(0, 5000, 500))
def test_whatever_is_drawn_and_whatever_happens_costs_what_trying_everything_finds(first: int) -> None:
    for seed in range(first, first + 500):
        dice = random.Random(seed)
        tree = random_tree(dice, dice.choice((1, 1, 2)), count())
        behavior = behavior_of(drawn(tree, process().start(), count()).end().build())
        automaton = behavior.automaton()
        symbols, weights = automaton.symbols, dice.choice(WEIGHTS)
        meanings = [dice.sample(symbols, min(len(symbols), dice.choice((0, 1, 1, 1, 2)))) for _ in LABELS]
        matches = dict(zip(LABELS, meanings, strict=True))
        costs = Costs(
            log_moves={label: dice.choice(weights) for label in LABELS[:-1]},
            model_moves={symbol: dice.choice(weights) for symbol in symbols[1:]},
        )
        runs = [sorted(dice.choices(LABELS, k=dice.choice((1, 1, 1, 2)))) for _ in range(dice.randint(0, 4))]
        ties = [int(place > 0) for run in runs for place in range(len(run))]
        of = variants([list(chain(*runs))], [ties])
        least = min(least_cost(tree, order, matches, costs) for order in orders(runs))
        for found in (
            align_variants(of, automaton, matches, costs),
            align_behavior(of, behavior, matches, costs, Engine(states=0)),
        ):
            assert (found.costs.tolist(), found.least_costs.tolist()) == ([least], [least]), seed
            assert paid(found, 0, costs) == least, seed
            assert automaton.accepts([move.symbol for move in found.moves(0) if move.symbol]), seed
            assert found.empty_cost == least_cost(tree, (), matches, costs), seed
        if set(weights) == {1}:
            allowed = (word for order in orders(runs) for word in product(*(matches[label] for label in order)))
            assert (least == 0) == any(map(automaton.accepts, allowed)), seed
