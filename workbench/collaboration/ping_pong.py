"""Work that goes back and forth between two departments, case by case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.compiled import at_hand, compiled
from workbench.linkage import LinkedProcess

_FEW: Final = 20_000
"""Handovers up to which nobody waits for numba."""


@dataclass(frozen=True, kw_only=True, eq=False)
class PingPong:
    """How often one case went back and forth: one row a case and pair of departments; `trips` (int64) are whole round trips.

    `pair` (int64, shape (n, 2)) are numbers of departments, the lower first, `case` (int64) numbers of cases.
    """

    case: NDArray[np.int64]
    pair: NDArray[np.int64]
    trips: NDArray[np.int64]


def ping_pong_of(process: LinkedProcess) -> PingPong:
    """Return the longest chain of strict alternation of each case and pair of departments, in round trips.

    A chain follows the causal handovers; staying in one department passes it on, a third department or an unknown one breaks
    it. One round trip is two crossings.
    """
    handovers, size = process.handovers, int(process.department.max(initial=-1)) + 1
    case = process.case[handovers.after].astype(np.int64)
    ready = at_hand if len(handovers) < _FEW else compiled
    levels = ready(_levels)(handovers.before, handovers.after, np.zeros(len(process.case), dtype=np.int64))
    order = np.lexsort((levels[handovers.after], case))
    before, after, case = handovers.before[order], handovers.after[order], case[order]
    begins = np.append(np.flatnonzero(np.diff(case, prepend=-1)), len(case))
    spans = np.stack([np.searchsorted(process.case, case[begins[:-1]], side=side) for side in ("left", "right")])
    longest = int(np.diff(spans, axis=0).max(initial=0))
    chains = ready(_chains)
    key, length = chains(process.department.astype(np.int64), before, after, (begins, spans, np.zeros((longest, size), np.int64)))
    crossed = length > 0
    keys, of_row = np.unique(case[crossed] * size**2 + key[crossed], return_inverse=True)
    most = np.zeros(len(keys), dtype=np.int64)
    np.maximum.at(most, of_row, length[crossed])
    pair = keys % max(1, size**2)
    pairs = np.stack((pair // max(1, size), pair % max(1, size)), axis=1)
    return PingPong(case=keys // max(1, size**2), pair=pairs, trips=most // 2)


def _levels(before: NDArray[np.int64], after: NDArray[np.int64], level: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how long the longest chain of handovers to each event is: events of one moment may hand over against their rows."""
    changed = True
    while changed:
        changed = False
        for number in range(len(after)):
            if level[after[number]] <= level[before[number]]:
                level[after[number]] = level[before[number]] + 1
                changed = True
    return level


def _chains(
    department: NDArray[np.int64],
    before: NDArray[np.int64],
    after: NDArray[np.int64],
    cases: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return for each handover the pair (low × size + high) whose chain it continues, and its crossings so far.

    Handovers come case by case, none before one that it depends on. `cases` say where the handovers of each begin, and where
    its events begin and end; the last is room for one case: for each of its events and each other department the longest
    chain that reaches it.
    """
    begins, spans, chain = cases
    size = chain.shape[1]
    pairs, lengths = np.full(len(after), -1, dtype=np.int64), np.zeros(len(after), dtype=np.int64)
    for number in range(spans.shape[1]):
        first = spans[0, number]
        chain[: spans[1, number] - first] = 0
        for row in range(begins[number], begins[number + 1]):
            giver, taker = before[row] - first, after[row] - first
            here, there = department[before[row]], department[after[row]]
            if here < 0 or there < 0:
                continue
            if here == there:
                for other in range(size):
                    chain[taker, other] = max(chain[taker, other], chain[giver, other])
            else:
                length = chain[giver, there] + 1
                chain[taker, here] = max(chain[taker, here], length)
                pairs[row], lengths[row] = min(here, there) * size + max(here, there), length
    return pairs, lengths
