"""Centralization: does a network turn about one unit? Range [0, 1], 1 for a star.

Formulas, each Σ_u (max c - c_u) over its greatest possible value: of degrees (n - 1)(n - 2); of betweenness, the share of the
shortest paths of the other pairs that lead through a unit, n - 1. Links have neither direction nor weight. Source: Freeman
1979, Centrality in Social Networks: Conceptual Clarification, Social Networks 1(3), 215-239, doi 10.1016/0378-8733(78)90021-7;
betweenness as in Brandes 2001, A Faster Algorithm for Betweenness Centrality, doi 10.1080/0022250X.2001.9990249.
"""

from __future__ import annotations

from dataclasses import dataclass
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
    size = len(handovers.units)
    links = _links_of(handovers)
    through = sum((_dependencies(links, source) for source in range(size)), np.zeros(size))
    return through / ((size - 1) * (size - 2))  # each pair is counted from both of its ends


@dataclass(frozen=True, kw_only=True, eq=False)
class _Links:
    """The partners of each unit one after the other: those of unit u are the `degrees[u]` partners from `begins[u]` on."""

    begins: NDArray[np.int64]
    degrees: NDArray[np.int64]
    partners: NDArray[np.int64]

    def leaving(self, units: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
        """Return both ends of every link of some units."""
        degrees = self.degrees[units]
        before = np.cumsum(degrees) - degrees
        place = np.arange(int(degrees.sum())) + np.repeat(self.begins[units] - before, degrees)
        return np.repeat(units, degrees), self.partners[place]


def _links_of(handovers: HandoverCounts) -> _Links:
    degrees = handovers.linked.sum(axis=1)
    return _Links(begins=np.cumsum(degrees) - degrees, degrees=degrees, partners=np.nonzero(handovers.linked)[1])


def _dependencies(links: _Links, source: int) -> NDArray[np.float64]:
    """Return the shortest paths from a source through each unit, as shares of those to each end, summed over the ends."""
    size = len(links.degrees)
    paths, reached, last, steps = np.zeros(size), np.zeros(size, np.bool_), np.array([source]), []
    paths[source], reached[source] = 1, True
    while len(last):
        near, far = links.leaving(last)
        fresh = ~reached[far]
        near, far = near[fresh], far[fresh]
        steps.append((near, far))
        paths += np.bincount(far, paths[near], size)
        reached[far] = True
        last = np.unique(far)
    shares = np.zeros(size)
    for near, far in reversed(steps):
        shares += np.bincount(near, paths[near] / paths[far] * (1 + shares[far]), size)
    shares[source] = 0
    return shares
