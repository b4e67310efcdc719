"""A process as the language it allows: a minimal deterministic automaton over its visible elements."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.compiled import at_hand, compiled
from workbench.process.arrows import SILENT, Arrows
from workbench.process.reduction import reduced
from workbench.process.state_graph import StateGraph
from workbench.process.token_net import TokenNet, TooManyStatesError
from workbench.shown import Columns, Tabled, in_both

MOST_STATES: Final = 1_000_000
"""States of a deterministic automaton before equal ones are merged: choice can make exponentially many."""

_FEW: Final = 500
"""Arcs that are reduced sooner by hand than numba is loaded."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Automaton(Tabled):
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
    def table(self) -> Columns:
        """Return one row an arc, and how many states and symbols there are."""
        facts = {"states": self.n_states, "symbols": len(self.symbols), "final": int(self.final.sum())}
        return Columns(
            values={
                "source": self.source,
                "element": [self.symbols[code] for code in self.symbol.tolist()],
                "target": self.target,
                "may_end": self.final[self.target],
            },
            said=(in_both("automaton-size", facts),),
        )

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
        return minimal(Steps(silent=[[] for _ in arcs], visible=visible, final=final))


@dataclass(frozen=True, kw_only=True)
class Steps:
    """A non-deterministic automaton being built: from state s silently to `silent[s]`, by a symbol to `visible[s]`."""

    silent: Sequence[Sequence[int]]
    visible: Sequence[Sequence[tuple[str, int]]]
    final: Collection[int]


class NoCompletionError(Exception):
    """No game of the process ever completes, so it has no traces."""


def automaton_of(net: TokenNet, graph: StateGraph, budget: int = MOST_STATES) -> Automaton:
    """Reduce a state graph to its minimal deterministic automaton. Errors as in `minimal`."""
    symbols = net.symbols
    code = {symbol: number for number, symbol in enumerate(symbols)}
    of_move = np.array([SILENT if move.symbol is None else code[move.symbol] for move in net.moves], dtype=np.int64)
    final = np.zeros(len(graph.packed), dtype=np.bool_)
    final[list(graph.final)] = True
    return _automaton(Arrows(graph.offsets, of_move[graph.move], graph.target, final), symbols, budget)


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
    return minimal(Steps(silent=silent, visible=visible, final=frozenset({over})))


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
    return minimal(tree)


def minimal(steps: Steps, budget: int = MOST_STATES) -> Automaton:
    """Return the minimal deterministic automaton of the same language.

    Dead states go first, then silent steps (closure), then choice (subset construction), then equal states (partition
    refinement). Raises NoCompletionError where the language is empty, TooManyStatesError where choice makes more than `budget`
    states.
    """
    symbols = tuple(sorted({symbol for here in steps.visible for symbol, _ in here}))
    code = {symbol: number for number, symbol in enumerate(symbols)}
    rows = [
        [*((SILENT, after) for after in silent), *((code[symbol], after) for symbol, after in visible)]
        for silent, visible in zip(steps.silent, steps.visible, strict=True)
    ]
    arcs = np.array([arc for row in rows for arc in row], dtype=np.int64).reshape(-1, 2)
    final = np.zeros(len(rows), dtype=np.bool_)
    final[list(steps.final)] = True
    return _automaton(Arrows(np.cumsum([0, *map(len, rows)]), arcs[:, 0].copy(), arcs[:, 1].copy(), final), symbols, budget)


def shuffled(parts: Sequence[Automaton], budget: int) -> Automaton:
    """Return the automaton of all interleavings of one trace of each part, minimal again.

    Raises TooManyStatesError beyond `budget` combinations, before any is built.
    """
    sizes = [part.n_states for part in parts]
    if math.prod(sizes) > budget:
        raise TooManyStatesError
    symbols = tuple(sorted({symbol for part in parts for symbol in part.symbols}))
    code = {symbol: number for number, symbol in enumerate(symbols)}
    combinations = np.arange(math.prod(sizes))
    final = np.ones(len(combinations), dtype=np.bool_)
    columns: list[NDArray[np.int64]] = []
    for number, part in enumerate(parts):
        stride = math.prod(sizes[:number])
        at = combinations // stride % sizes[number]
        final &= part.final[at]
        others = combinations[at == 0][:, None]
        names = np.broadcast_to(
            np.array([code[symbol] for symbol in part.symbols], dtype=np.int64)[part.symbol], (len(others), len(part.symbol))
        )
        columns.append(
            np.stack([(others + stride * part.source).ravel(), names.ravel(), (others + stride * part.target).ravel()])
        )
    arcs = np.concatenate([np.zeros((3, 0), dtype=np.int64), *columns], axis=1)
    source, symbol, target = arcs[:, np.argsort(arcs[0], kind="stable")]
    offsets = np.searchsorted(source, np.arange(len(final) + 1))
    return _automaton(Arrows(offsets, symbol, target, final), symbols, budget)


def _automaton(arrows: Arrows, symbols: Sequence[str], budget: int) -> Automaton:
    """Return the minimal automaton of what arrows of sorted symbols allow, without symbols that occur in no trace."""
    reduce = at_hand(reduced) if len(arrows.target) < _FEW else compiled(reduced)
    found = reduce(arrows, len(symbols), budget)
    if not len(found.final):
        raise NoCompletionError
    if len(found.final) > budget:
        raise TooManyStatesError
    used = np.flatnonzero(np.bincount(found.symbol, minlength=len(symbols)))
    source = np.repeat(np.arange(len(found.final), dtype=np.int32), np.diff(found.offsets))
    return Automaton(
        symbols=tuple(symbols[each] for each in used.tolist()),
        source=source,
        symbol=np.searchsorted(used, found.symbol).astype(np.int32),
        target=found.target.astype(np.int32),
        final=found.final,
    )
