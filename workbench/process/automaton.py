"""A process as the language it allows: a minimal deterministic automaton over its visible elements."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.process.token_net import StateGraph, TokenNet, TooManyStatesError


@dataclass(frozen=True, kw_only=True, eq=False)
class Automaton:
    """States 0 … n_states - 1 (0 is the start), every one of which can still complete.

    Arc i leads from `source[i]` to `target[i]` (int32) under `symbols[symbol[i]]`; arcs are sorted by (source, symbol), at
    most one for each pair. `final` (bool, shape (n_states,)) marks where a trace may end. Two processes with the same
    traces have the same automaton.
    """

    symbols: tuple[str, ...]
    source: NDArray[np.int32]
    symbol: NDArray[np.int32]
    target: NDArray[np.int32]
    final: NDArray[np.bool_]

    @property
    def n_states(self) -> int:
        """Return the number of states."""
        return len(self.final)

    @property
    def arcs(self) -> Sequence[Mapping[str, int]]:
        """Return for each state where its symbols lead."""
        onward: list[dict[str, int]] = [{} for _ in range(self.n_states)]
        for source, symbol, target in zip(self.source, self.symbol, self.target, strict=True):
            onward[source][self.symbols[symbol]] = int(target)
        return onward

    def accepts(self, trace: Sequence[str]) -> bool:
        """Return whether the process allows exactly this sequence of symbols."""
        arcs = self.arcs
        state: int | None = 0
        for step in trace:
            state = arcs[state].get(step) if state is not None else None
        return state is not None and bool(self.final[state])

    def renamed(self, names: Mapping[str, str]) -> Automaton:
        """Return the same language under other symbols, minimal and numbered again; two symbols may become one."""
        arcs = self.arcs
        visible = [[(names.get(symbol, symbol), after) for symbol, after in here.items()] for here in arcs]
        final = {state for state, ends in enumerate(self.final) if ends}
        return numbered(minimal(Steps(silent=[[] for _ in arcs], visible=visible, final=final)))


@dataclass(frozen=True, kw_only=True)
class Steps:
    """A non-deterministic automaton being built: from state s silently to `silent[s]`, by a symbol to `visible[s]`."""

    silent: Sequence[Sequence[int]]
    visible: Sequence[Sequence[tuple[str, int]]]
    final: Collection[int]


@dataclass(frozen=True, kw_only=True)
class Arcs:
    """A deterministic automaton being built: state 0 is the start, `arcs[s]` leads on by symbol."""

    arcs: Sequence[Mapping[str, int]]
    final: Sequence[bool]


class NoCompletionError(Exception):
    """No game of the process ever completes, so it has no traces."""


def automaton_of(net: TokenNet, graph: StateGraph) -> Automaton:
    """Reduce a state graph to its minimal deterministic automaton. Raises NoCompletionError where nothing ever completes."""
    symbol = [move.symbol for move in net.moves]
    silent = [[after for move, after in steps if symbol[move] is None] for steps in graph.steps]
    visible = [[(name, after) for move, after in steps if (name := symbol[move]) is not None] for steps in graph.steps]
    return numbered(minimal(Steps(silent=silent, visible=visible, final=graph.final)))


def automaton_of_single(net: TokenNet) -> Automaton | None:
    """Return the automaton of a net that never holds more than one token, its places the states; None where it may hold more.

    Raises NoCompletionError where the token never leaves the net.
    """
    for move in net.moves:
        if len(move.takes) != 1 or len(move.gives) > 1 or move.empties or move.only_if_empty or move.join or move.urgent:
            return None
    over = net.n_places
    silent: list[list[int]] = [[] for _ in range(over + 1)]
    visible: list[list[tuple[str, int]]] = [[] for _ in range(over + 1)]
    place = {net.start[0]: 0, 0: net.start[0]}
    for move in net.moves:
        here, goal = (place.get(each, each) for each in (move.takes[0], *(move.gives or (over,))))
        if move.symbol is None:
            silent[here].append(goal)
        else:
            visible[here].append((move.symbol, goal))
    return numbered(minimal(Steps(silent=silent, visible=visible, final=frozenset({over}))))


def automaton_of_traces(traces: Iterable[Sequence[str]]) -> Automaton:
    """Return the minimal automaton that accepts exactly the given traces. Raises NoCompletionError where there are none."""
    visible: list[dict[str, int]] = [{}]
    final: set[int] = set()
    for trace in traces:
        state = 0
        for symbol in trace:
            if symbol not in visible[state]:
                visible[state][symbol] = len(visible)
                visible.append({})
            state = visible[state][symbol]
        final.add(state)
    tree = Steps(silent=[[] for _ in visible], visible=[list(here.items()) for here in visible], final=final)
    return numbered(minimal(tree))


def minimal(steps: Steps) -> Arcs:
    """Return the minimal deterministic automaton of the same language, its states in a fixed order.

    Dead states go first, then silent steps (closure), then choice (subset construction), then equal states (partition
    refinement; Moore 1956). Raises NoCompletionError where the language is empty.
    """
    alive = _can_complete(steps)
    if 0 not in alive:
        raise NoCompletionError
    trimmed = Steps(
        silent=[[after for after in here if after in alive] for here in steps.silent],
        visible=[[(symbol, after) for symbol, after in here if after in alive] for here in steps.visible],
        final=steps.final,
    )
    return _minimized(_determinized(trimmed))


def shuffled(parts: Sequence[Arcs], budget: int) -> Arcs:
    """Return the automaton of all interleavings of one trace of each part, minimal again.

    Raises TooManyStatesError beyond `budget` combinations, before any is built.
    """
    if math.prod(len(part.arcs) for part in parts) > budget:
        raise TooManyStatesError
    start = (0,) * len(parts)
    number_of = {start: 0}
    states = [start]
    visible: list[list[tuple[str, int]]] = []
    while len(visible) < len(states):
        state = states[len(visible)]
        here: list[tuple[str, int]] = []
        for branch, (part, at) in enumerate(zip(parts, state, strict=True)):
            for symbol, after in part.arcs[at].items():
                goal = (*state[:branch], after, *state[branch + 1 :])
                if goal not in number_of:
                    number_of[goal] = len(states)
                    states.append(goal)
                here.append((symbol, number_of[goal]))
        visible.append(here)
    final = [all(part.final[at] for part, at in zip(parts, state, strict=True)) for state in states]
    if _have_own_symbols(parts):
        return Arcs(arcs=[dict(here) for here in visible], final=final)
    silent: list[list[int]] = [[] for _ in states]
    return minimal(Steps(silent=silent, visible=visible, final={number for number, ends in enumerate(final) if ends}))


def _have_own_symbols(parts: Sequence[Arcs]) -> bool:
    alphabets = [{symbol for here in part.arcs for symbol in here} for part in parts]
    return sum(map(len, alphabets)) == len(set().union(*alphabets))


def _can_complete(steps: Steps) -> frozenset[int]:
    before: list[list[int]] = [[] for _ in steps.silent]
    for state, (silent, visible) in enumerate(zip(steps.silent, steps.visible, strict=True)):
        for after in (*silent, *(goal for _, goal in visible)):
            before[after].append(state)
    return frozenset(_reached(steps.final, before))


def _determinized(steps: Steps) -> Arcs:
    closures: dict[int, frozenset[int]] = {}

    def closure(state: int) -> frozenset[int]:
        if state not in closures:
            reached = _reached((state,), steps.silent)
            closures[state] = frozenset(each for each in reached if steps.visible[each] or each in steps.final)
        return closures[state]

    start = closure(0)
    number_of = {start: 0}
    subsets = [start]
    arcs: list[dict[str, int]] = []
    while len(arcs) < len(subsets):
        goals: dict[str, set[int]] = {}
        for state in subsets[len(arcs)]:
            for symbol, after in steps.visible[state]:
                goals.setdefault(symbol, set()).update(closure(after))
        here: dict[str, int] = {}
        for symbol in sorted(goals):
            subset = frozenset(goals[symbol])
            if subset not in number_of:
                number_of[subset] = len(subsets)
                subsets.append(subset)
            here[symbol] = number_of[subset]
        arcs.append(here)
    return Arcs(arcs=arcs, final=[any(state in steps.final for state in subset) for subset in subsets])


def _reached(states: Iterable[int], onward: Sequence[Iterable[int]]) -> set[int]:
    seen = set(states)
    waiting = list(seen)
    while waiting:
        for after in onward[waiting.pop()]:
            if after not in seen:
                seen.add(after)
                waiting.append(after)
    return seen


def _minimized(machine: Arcs) -> Arcs:
    block = [int(ends) for ends in machine.final]
    n_blocks = len(set(block))
    while True:
        signatures: dict[tuple[object, ...], int] = {}
        refined = [
            signatures.setdefault((block[state], *((symbol, block[after]) for symbol, after in here.items())), len(signatures))
            for state, here in enumerate(machine.arcs)
        ]
        if len(signatures) == n_blocks:
            break
        block, n_blocks = refined, len(signatures)
    first_of: dict[int, int] = {}
    for state, number in enumerate(block):
        first_of.setdefault(number, state)
    position = {number: place for place, number in enumerate(first_of)}
    arcs = [{symbol: position[block[after]] for symbol, after in machine.arcs[state].items()} for state in first_of.values()]
    return Arcs(arcs=arcs, final=[machine.final[state] for state in first_of.values()])


def numbered(machine: Arcs) -> Automaton:
    """Number the states of a minimal automaton breadth first by symbol order, which makes the automaton of a language unique."""
    order = {0: 0}
    waiting = [0]
    for state in waiting:
        for symbol in sorted(machine.arcs[state]):
            after = machine.arcs[state][symbol]
            if after not in order:
                order[after] = len(order)
                waiting.append(after)
    symbols = tuple(sorted({symbol for here in machine.arcs for symbol in here}))
    code = {symbol: number for number, symbol in enumerate(symbols)}
    rows = sorted(
        (order[state], code[symbol], order[after]) for state, here in enumerate(machine.arcs) for symbol, after in here.items()
    )
    table = np.array(rows, dtype=np.int32).reshape(-1, 3)
    final = np.zeros(len(order), dtype=np.bool_)
    for state, number in order.items():
        final[number] = machine.final[state]
    return Automaton(
        symbols=symbols,
        source=np.ascontiguousarray(table[:, 0]),
        symbol=np.ascontiguousarray(table[:, 1]),
        target=np.ascontiguousarray(table[:, 2]),
        final=final,
    )
