"""How much of an out-tree a digraph is: Krackhardt's four dimensions, each in [0, 1]; a clean chart of superiors has 1 in all.

Formulas, each 1 - violations / greatest possible number of them: *connectedness*, pairs without a path when directions are not
looked at, of all pairs; *hierarchy*, pairs that reach each other, of pairs of which one reaches the other; *efficiency*, links
beyond the n_c - 1 that a component needs, of (n_c - 1)²; *least upper bounds*, pairs of a component without one, of
(n_c - 1)(n_c - 2)/2. A node that reaches both of a pair bounds it, where each node reaches itself; the least bound is reached by
all others. Source: Krackhardt 1994, Graph Theoretical Dimensions of Informal Organizations, in Carley, Prietula (eds.),
Computational Organization Theory, 89-111.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.measured import Measured

_TOO_FEW: Final = Measured(value=None, reason="MEASURE_FEWER_THAN_TWO")
_NO_LINK: Final = Measured(value=None, reason="MEASURE_NO_LINK")
_SMALL_COMPONENTS: Final = Measured(value=None, reason="MEASURE_SMALL_COMPONENTS")


@dataclass(frozen=True, kw_only=True)
class TreeLikeness:
    """Krackhardt's four dimensions of a digraph."""

    connectedness: Measured
    hierarchy: Measured
    efficiency: Measured
    least_upper_bounds: Measured


def tree_likeness(links: NDArray[np.bool_]) -> TreeLikeness:
    """Measure a digraph of n nodes, shape (n, n), from superior (row) to subordinate; links of a node to itself do not count."""
    links = links & ~np.eye(len(links), dtype=np.bool_)
    reach, joined = _reachability(links), _reachability(links | links.T)
    sizes = joined.sum(axis=1)[_first_of_each(joined)]
    return TreeLikeness(
        connectedness=_connectedness(joined),
        hierarchy=_hierarchy(reach),
        efficiency=_efficiency(int(links.sum()), sizes),
        least_upper_bounds=_least_upper_bounds(reach, joined, sizes),
    )


def _connectedness(joined: NDArray[np.bool_]) -> Measured:
    size = len(joined)
    return Measured(value=_pairs(joined) / (size * (size - 1) // 2)) if size > 1 else _TOO_FEW


def _hierarchy(reach: NDArray[np.bool_]) -> Measured:
    either = _pairs(reach | reach.T)
    return Measured(value=1 - _pairs(reach & reach.T) / either) if either else _NO_LINK


def _efficiency(n_links: int, sizes: NDArray[np.intp]) -> Measured:
    most = int(((sizes - 1) ** 2).sum())
    return Measured(value=1 - (n_links - int((sizes - 1).sum())) / most) if most else _NO_LINK


def _least_upper_bounds(reach: NDArray[np.bool_], joined: NDArray[np.bool_], sizes: NDArray[np.intp]) -> Measured:
    most = int(((sizes - 1) * (sizes - 2)).sum()) // 2
    if not most:
        return _SMALL_COMPONENTS
    above = reach.sum(axis=0)
    bounds = np.rint(reach.T.astype(np.float32) @ reach.astype(np.float32)).astype(np.int64)
    # What bounds a bound of a pair bounds the pair as well: a bound is the least when no bound has more above it than all have.
    highest = np.zeros_like(bounds)
    firsts = np.flatnonzero(_first_of_each(reach & reach.T))  # the others of a cycle have the same above and below them
    for node in firsts[np.argsort(above[firsts], kind="stable")]:
        below = np.flatnonzero(reach[node])
        highest[np.ix_(below, below)] = above[node]
    lacking = _pairs(joined & ((bounds == 0) | (highest < bounds)))
    return Measured(value=1 - lacking / most)


def _first_of_each(alike: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which nodes come first in their class of an equivalence."""
    return np.asarray(~np.tril(alike, -1).any(axis=1))


def _pairs(holds: NDArray[np.bool_]) -> int:
    """Return for how many pairs of different nodes a symmetric relation holds."""
    return int(np.count_nonzero(np.triu(holds, 1)))


def _reachability(links: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which node reaches which, itself included: paths of twice the length until nothing is added."""
    reach = links | np.eye(len(links), dtype=np.bool_)
    while True:
        wider = (reach.astype(np.float32) @ reach.astype(np.float32)) > 0
        if (wider == reach).all():
            return reach
        reach = wider
