"""Centralization: does a network turn about one unit? Range [0, 1], 1 for a star.

Formulas, each Σ_u (max c - c_u) over its greatest possible value: of degrees (n - 1)(n - 2); of betweenness, the share of the
shortest paths of the other pairs that lead through a unit, n - 1. Links have neither direction nor weight. Source: Freeman
1979, Centrality in Social Networks: Conceptual Clarification, Social Networks 1(3), 215-239, doi 10.1016/0378-8733(78)90021-7;
betweenness as in Brandes 2001, A Faster Algorithm for Betweenness Centrality, doi 10.1080/0022250X.2001.9990249.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.collaboration.handovers import HandoverCounts
from workbench.measured import Measured

_TOO_FEW: Final = Measured(value=None, reason="MEASURE_FEWER_THAN_THREE")


def degree_centralization(handovers: HandoverCounts) -> Measured:
    """Return how far the number of partners differs from that of the unit with the most; fewer than three units have none."""
    degrees = handovers.linked.sum(axis=1)
    size = len(degrees)
    if size < 3:
        return _TOO_FEW
    return Measured(value=float((degrees.max() - degrees).sum()) / ((size - 1) * (size - 2)))


def betweenness_centralization(handovers: HandoverCounts) -> Measured:
    """Return how far the betweenness differs from that of the unit with the most; fewer than three units have none."""
    size = len(handovers.units)
    if size < 3:
        return _TOO_FEW
    between = betweenness(handovers)
    return Measured(value=float((between.max() - between).sum()) / (size - 1))


def betweenness(handovers: HandoverCounts) -> NDArray[np.float64]:
    """Return for each of at least three units the share, in [0, 1], of the shortest paths of the other pairs through it."""
    linked = handovers.linked
    size = len(linked)
    through = sum((_dependencies(linked, source) for source in range(size)), np.zeros(size))
    return through / ((size - 1) * (size - 2))  # each pair is counted from both of its ends


def _dependencies(linked: NDArray[np.bool_], source: int) -> NDArray[np.float64]:
    """Return the shortest paths from a source through each unit, as shares of those to each end, summed over the ends."""
    paths, levels = _levels(linked, source)
    shares = np.zeros(len(linked))
    for nearer, farther in zip(levels[-2::-1], levels[:0:-1], strict=True):
        onward = linked[np.ix_(nearer, farther)] @ ((1 + shares[farther]) / paths[farther])
        shares[nearer] = paths[nearer] * onward
    shares[source] = 0
    return shares


def _levels(linked: NDArray[np.bool_], source: int) -> tuple[NDArray[np.float64], list[NDArray[np.intp]]]:
    """Return the number of shortest paths to each unit, and the units reached, by their distance."""
    paths, reached = np.zeros(len(linked)), np.zeros(len(linked), np.bool_)
    paths[source], reached[source] = 1, True
    levels = [np.array([source])]
    while True:
        last = levels[-1]
        counted = paths[last] @ linked[last]
        counted[reached] = 0
        following = np.flatnonzero(counted)
        if not len(following):
            return paths, levels
        paths[following], reached[following] = counted[following], True
        levels.append(following)
