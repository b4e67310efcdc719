"""Work that goes back and forth between two departments, case by case."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.compiled import at_hand
from workbench.linkage import LinkedProcess


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
    handovers = process.handovers
    arrays = (
        process.department.astype(np.int64),
        handovers.before,
        handovers.after,
        np.int64(process.department.max(initial=0) + 1),
    )
    key, length = at_hand(_chains)(*arrays)
    case = process.case[handovers.after].astype(np.int64)
    crossed = length > 0
    size = int(arrays[3]) ** 2
    keys, of_row = np.unique(case[crossed] * size + key[crossed], return_inverse=True)
    longest = np.zeros(len(keys), dtype=np.int64)
    np.maximum.at(longest, of_row, length[crossed])
    pair = np.stack((keys % size // int(arrays[3]), keys % int(arrays[3])), axis=1)
    return PingPong(case=keys // size, pair=pair, trips=longest // 2)


def _chains(
    department: NDArray[np.int64], before: NDArray[np.int64], after: NDArray[np.int64], size: np.int64
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return for each handover the pair (low × size + high) whose chain it continues, and its crossings so far.

    Rows come in the order of the traces. Every event keeps the longest chain that reaches it.
    """
    pair_of, length_of = np.full(len(department), -1, dtype=np.int64), np.zeros(len(department), dtype=np.int64)
    pairs, lengths = np.full(len(after), -1, dtype=np.int64), np.zeros(len(after), dtype=np.int64)
    for number in range(len(after)):
        giver, taker = before[number], after[number]
        here, there = department[giver], department[taker]
        if here < 0 or there < 0:
            continue
        if here == there:
            pair, length = pair_of[giver], length_of[giver]
        else:
            pair = min(here, there) * size + max(here, there)
            length = length_of[giver] + 1 if pair_of[giver] == pair else 1
            pairs[number], lengths[number] = pair, length
        if length > length_of[taker]:
            pair_of[taker], length_of[taker] = pair, length
    return pairs, lengths
