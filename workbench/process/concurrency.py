"""Which steps of a net may happen beside each other: those whose tokens can all be there at once."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from workbench.process.token_net import TokenNet


def concurrent_symbols(net: TokenNet) -> frozenset[tuple[str, str]]:
    """Return the pairs of different symbols that may happen side by side, in both orders.

    Exact for free-choice nets that are live and bounded, never too few for others: Kovalyov 1992, Concurrency Relations and
    the Safety Problem for Petri Nets, LNCS 616, doi 10.1007/3-540-55676-1_17. Two moves are concurrent where every place of
    one may be marked together with every place of the other.
    """
    beside = _places_beside(net)
    showing = [(move.symbol, list(move.takes)) for move in net.moves if move.symbol is not None and move.takes]
    found: set[tuple[str, str]] = set()
    for (first, takes), (second, others) in combinations(showing, 2):
        if first != second and beside[takes][:, others].all():
            found |= {(first, second), (second, first)}
    return frozenset(found)


def _places_beside(net: TokenNet) -> NDArray[np.bool_]:
    """Return which places may be marked together, shape (n_places, n_places), symmetric."""
    beside = np.zeros((net.n_places, net.n_places), dtype=np.bool_)
    for together in (net.start, *(move.gives for move in net.moves)):
        for one, other in combinations(together, 2):
            beside[one, other] = beside[other, one] = True
    waiting = True
    while waiting:
        waiting = False
        for move in net.moves:
            if not move.takes or not move.gives:
                continue
            onward = beside[:, list(move.takes)].all(axis=1)
            for place in move.gives:
                if (onward & ~beside[place]).any():
                    beside[place] |= onward
                    beside[:, place] |= onward
                    waiting = True
    return beside
