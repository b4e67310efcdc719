"""What handed over to what: the immediate predecessors in the model, along each trace, never a step of a parallel branch."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.compiled import at_hand, compiled
from workbench.conformance.alignment import Alignments
from workbench.conformance.perspectives.causality import predecessors_of_alignments
from workbench.eventlog.engines.executions import Executions
from workbench.linkage.model import Handovers

_FEW: Final = 20_000
"""Moves up to which nobody waits for numba."""

_Pairs = NDArray[np.int64]
"""Rows of (variant, event before, event after); events are positions in the trace."""


def causal_pairs(alignments: Alignments) -> _Pairs:
    """Return for each aligned event of each variant those that it directly depends on, by variant and event.

    An event depends on the last done of each of its symbol's predecessors (`predecessors_of`); one that another of them
    depends on already is not immediate. A step that was left out hands on what it depends on itself.
    """
    before = predecessors_of_alignments(alignments)
    number = {symbol: code for code, symbol in enumerate(alignments.symbols)}
    listed = [sorted(number[each] for each in before.get(symbol, ()) if each in number) for symbol in alignments.symbols]
    begins = np.concatenate(([0], np.cumsum([len(each) for each in listed]))).astype(np.int64)
    flat = np.array([code for each in listed for code in each], dtype=np.int64)
    columns = alignments.columns
    moves = np.stack((columns.events, columns.symbols), axis=1).astype(np.int64)
    longest = int(np.diff(alignments.variants.offsets).max(initial=0))
    if not longest or not len(columns.events):
        return np.zeros((0, 3), dtype=np.int64)
    spans = np.stack((columns.first, columns.last), axis=1)
    walk = at_hand(_walk) if len(moves) < _FEW else compiled(_walk)
    pairs = walk(spans, moves, begins, flat, longest)
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 2], pairs[:, 0]))]


def _walk(
    spans: NDArray[np.int64], moves: NDArray[np.int64], begins: NDArray[np.int64], before: NDArray[np.int64], longest: int
) -> _Pairs:
    """Walk every alignment: what each symbol reached stands for itself, or for what it depends on where it left no event.

    `spans` are the first and the last move of each variant, `moves` their events and symbols; those before symbol s are
    `before[begins[s]:begins[s + 1]]`.
    """
    reached = np.zeros((len(begins) - 1, longest), dtype=np.bool_)
    above = np.zeros((longest, longest), dtype=np.bool_)
    pairs = np.empty((2 * len(moves) + 16, 3), dtype=np.int64)
    n = 0
    for variant in range(len(spans)):
        reached[:] = False
        for move in range(spans[variant, 0], spans[variant, 1]):
            event, symbol = moves[move, 0], moves[move, 1]
            if symbol < 0:
                continue
            known = np.zeros(longest, dtype=np.bool_)
            for place in range(begins[symbol], begins[symbol + 1]):
                known |= reached[before[place]]
            earlier = np.zeros(longest, dtype=np.bool_)
            for each in np.flatnonzero(known):
                earlier |= above[each]
            immediate = known & ~earlier
            if event < 0:
                reached[symbol] = immediate
                continue
            reached[symbol] = False
            reached[symbol, event] = True
            above[event] = known | earlier
            for each in np.flatnonzero(immediate):
                if n == len(pairs):
                    larger = np.empty((2 * n, 3), dtype=np.int64)
                    larger[:n] = pairs
                    pairs = larger
                pairs[n, 0], pairs[n, 1], pairs[n, 2] = variant, each, event
                n += 1
    return pairs[:n]


def handovers_of(alignments: Alignments, executions: Executions, is_transparent: NDArray[np.bool_]) -> Handovers:
    """Lay the causal pairs over the events of all cases, and look through transparent ones (bool, one a row of `executions`)."""
    pairs = causal_pairs(alignments)
    bounds = np.searchsorted(pairs[:, 0], np.arange(len(alignments.variants) + 1))
    of_case = alignments.variants.of_case.astype(np.int64)
    counts = np.diff(bounds)[of_case]
    case = np.repeat(np.arange(len(of_case)), counts)
    place = np.arange(len(case)) - np.repeat(np.cumsum(counts) - counts, counts) + bounds[of_case[case]]
    begins = executions.begins[case]
    before, after = begins + pairs[place, 1], begins + pairs[place, 2]
    return _seen_through(before, after, is_transparent)


def _seen_through(before: NDArray[np.int64], after: NDArray[np.int64], is_transparent: NDArray[np.bool_]) -> Handovers:
    """Replace every transparent predecessor by its own predecessors; what is transparent receives nothing."""
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
