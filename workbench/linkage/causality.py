"""What handed over to what: the causal order of each trace, never from one parallel branch to another."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.compiled import at_hand, compiled
from workbench.conformance.alignment import Alignments
from workbench.eventlog.engines.executions import Executions
from workbench.linkage.model import Handovers
from workbench.process.concurrency import concurrent_symbols
from workbench.process.token_net import TokenNet

_FEW: Final = 20_000
"""Moves up to which nobody waits for numba."""

_Pairs = NDArray[np.int64]
"""Rows of (variant, event before, event after); events are positions in the trace."""

_Arcs = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]
"""An automaton: its arcs from state s are those from `[0][s]` to `[0][s + 1]`, by symbol `[1]`, leading to `[2]`."""


def causal_pairs(alignments: Alignments, net: TokenNet) -> _Pairs:
    """Return for each aligned event of each variant those that it directly depends on, by variant and event.

    A step depends on an earlier one unless the two, and all between that it depends on, may change places: side by side in
    the net, and with the same end in the automaton, where there is one (dependence in traces: Mazurkiewicz 1987, LNCS 255,
    doi 10.1007/3-540-17906-2_30). An event that another one between depends on is not immediate. A step that was left out
    hands on what it depends on itself.
    """
    columns = alignments.columns
    longest = int((columns.last - columns.first).max(initial=0))
    if not longest:
        return np.zeros((0, 3), dtype=np.int64)
    moves = np.stack((columns.events, columns.symbols), axis=1).astype(np.int64)
    spans = np.stack((columns.first, columns.last), axis=1)
    walk = at_hand(_walk) if len(moves) < _FEW else compiled(_walk)
    pairs = walk(spans, moves, _beside(alignments, net), _arcs(alignments), longest)
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 2], pairs[:, 0]))]


def _beside(alignments: Alignments, net: TokenNet) -> NDArray[np.bool_]:
    """Return which symbols may happen side by side, by the numbers of the alignments."""
    number = {symbol: code for code, symbol in enumerate(alignments.symbols)}
    beside = np.zeros((len(number), len(number)), dtype=np.bool_)
    for one, other in concurrent_symbols(net):
        if one in number and other in number:
            beside[number[one], number[other]] = True
    return beside


def _arcs(alignments: Alignments) -> _Arcs:
    """Return the automaton by the numbers of the alignments, without states where there is none."""
    automaton = alignments.automaton
    if automaton is None:
        nothing = np.zeros(0, dtype=np.int64)
        return nothing, nothing, nothing
    number = {symbol: code for code, symbol in enumerate(alignments.symbols)}
    code = np.array([number[symbol] for symbol in automaton.symbols], dtype=np.int64)
    offsets = np.searchsorted(automaton.source, np.arange(automaton.n_states + 1)).astype(np.int64)
    return offsets, code[automaton.symbol], automaton.target.astype(np.int64)


def _walk(spans: NDArray[np.int64], moves: NDArray[np.int64], beside: NDArray[np.bool_], arcs: _Arcs, longest: int) -> _Pairs:
    """Walk every alignment; `spans` are the first and the last move of each variant, `moves` their events and symbols.

    `steps` are the moves of one variant that the process makes, with the state before each; `causes` what each depends on.
    """
    steps = np.empty((longest, 3), dtype=np.int64)
    causes = np.zeros((longest, longest), dtype=np.bool_)
    pairs = np.empty((2 * len(moves) + 16, 3), dtype=np.int64)
    n = 0
    for variant in range(len(spans)):
        size, state = 0, 0
        for move in range(spans[variant, 0], spans[variant, 1]):
            event, symbol = moves[move, 0], moves[move, 1]
            if symbol < 0:
                continue
            steps[size, 0], steps[size, 1], steps[size, 2] = event, symbol, state
            state = _onward(arcs, state, symbol)
            known = causes[size]
            known[: size + 1] = False
            for place in range(size - 1, -1, -1):
                if not known[place] and not _may_change((place, size), known, steps, beside, arcs):
                    known[:place] |= causes[place, :place]
                    known[place] = True
            covered = np.zeros(size, dtype=np.bool_)
            for place in range(size - 1, -1, -1):
                if event >= 0 and known[place] and not covered[place] and steps[place, 0] >= 0:
                    if n == len(pairs):
                        larger = np.empty((2 * n, 3), dtype=np.int64)
                        larger[:n] = pairs
                        pairs = larger
                    pairs[n, 0], pairs[n, 1], pairs[n, 2] = variant, steps[place, 0], event
                    n += 1
                    covered[:place] |= causes[place, :place]
            size += 1
    return pairs[:n]


def _may_change(
    places: tuple[int, int], known: NDArray[np.bool_], steps: NDArray[np.int64], beside: NDArray[np.bool_], arcs: _Arcs
) -> bool:
    """Return whether a step may come after all that the last one is known to depend on, and after that one itself."""
    place, last = places
    moved, state = steps[place, 1], steps[place, 2]
    for other in range(place + 1, last + 1):
        if other == last or known[other]:
            symbol = steps[other, 1]
            if not beside[moved, symbol]:
                return False
            if len(arcs[0]):
                passed = _onward(arcs, state, symbol)
                if passed < 0 or _onward(arcs, passed, moved) != _onward(arcs, _onward(arcs, state, moved), symbol):
                    return False
                state = passed
    return True


def _onward(arcs: _Arcs, state: int, symbol: int) -> int:
    """Return where a symbol leads from a state, -1 for nowhere."""
    if state < 0 or not len(arcs[0]):
        return -1
    for arc in range(arcs[0][state], arcs[0][state + 1]):
        if arcs[1][arc] == symbol:
            return int(arcs[2][arc])
    return -1


def dependencies_of(alignments: Alignments, net: TokenNet, executions: Executions) -> Handovers:
    """Lay the causal pairs over the events of all cases."""
    pairs = causal_pairs(alignments, net)
    bounds = np.searchsorted(pairs[:, 0], np.arange(len(alignments.variants) + 1))
    of_case = alignments.variants.of_case.astype(np.int64)
    counts = np.diff(bounds)[of_case]
    case = np.repeat(np.arange(len(of_case)), counts)
    place = np.arange(len(case)) - np.repeat(np.cumsum(counts) - counts, counts) + bounds[of_case[case]]
    begins = executions.begins[case]
    return Handovers(before=begins + pairs[place, 1], after=begins + pairs[place, 2])


def handovers_of(dependencies: Handovers, is_transparent: NDArray[np.bool_]) -> Handovers:
    """Return what was handed from one event that is not transparent (bool, one a row) to another, through those that are.

    Every transparent predecessor gives way to its own predecessors; what is transparent receives nothing.
    """
    before, after = dependencies.before, dependencies.after
    n = len(is_transparent)
    order = np.argsort(after, kind="stable")
    givers, bounds = before[order], np.searchsorted(after[order], np.arange(n + 1))
    while (through := is_transparent[before]).any():
        counts = np.diff(bounds)[before[through]]
        begin = np.repeat(bounds[before[through]] - np.cumsum(counts) + counts, counts)
        further = givers[begin + np.arange(int(counts.sum()))]
        after = np.concatenate((after[~through], np.repeat(after[through], counts)))
        before = np.concatenate((before[~through], further))
        keys = np.unique(after * n + before)
        after, before = keys // n, keys % n
    kept = ~is_transparent[after]
    keys = np.unique(after[kept] * n + before[kept])
    return Handovers(before=keys % n, after=keys // n) if n else Handovers(before=before, after=after)
