"""Which steps of a net may happen beside each other: those whose tokens can all be there at once."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from workbench.process.token_net import Move, TokenNet, upstream_of


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
    firing = [(move, _awaited(net, move)) for move in net.moves if move.takes and move.gives]
    waiting = True
    while waiting:
        waiting = False
        for move, awaited in firing:
            onward = np.asarray(beside[:, list(move.takes)].all(axis=1))
            onward[awaited] = False
            for place in move.gives:
                if (onward & ~beside[place]).any():
                    beside[place] |= onward
                    beside[:, place] |= onward
                    waiting = True
    return beside


def _awaited(net: TokenNet, move: Move) -> list[int]:
    """Return the places that hold no token when an inclusive join fires: what can still come to an incoming place without one."""
    upstream = upstream_of(net, move)
    filled = {place for taken in move.takes for place in upstream.get(taken, ())}
    return [place for empty in {*move.join} - {*move.takes} for place in {empty, *upstream[empty]} - filled]
