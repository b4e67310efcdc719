"""Modularity: is there more inside the groups than chance would put there? Range [-1/2, 1); 0 for one group of all.

Formulas: directed Q = Σ_c [ L_c / m - out_c · in_c / m² ], L_c what is handed over inside the group, out_c and in_c what its
members give and take, m all; undirected Q = Σ_c [ L_c / m - (k_c / 2m)² ], k_c the sum of both. Sources: Leicht, Newman 2008,
Community Structure in Directed Networks, Physical Review Letters 100, 118703, doi 10.1103/PhysRevLett.100.118703; Newman 2006,
Modularity and Community Structure in Networks, PNAS 103(23), 8577-8582, doi 10.1073/pnas.0601602103.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.collaboration.grouped_ties import grouped_ties
from workbench.collaboration.handovers import HandoverCounts
from workbench.measured import Measured


def directed_modularity(handovers: HandoverCounts, group_of: NDArray[np.integer]) -> Measured:
    """Return the modularity of the groups, who gives and who takes told apart; units without a group (-1) are left out."""
    ties = grouped_ties(handovers, group_of)
    given, taken = (np.bincount(ties.group, ties.counts.sum(axis=axis)) for axis in (1, 0))
    return _beyond_chance(ties.inside, float(given @ taken), ties.total) if ties.total else ties.nothing


def undirected_modularity(handovers: HandoverCounts, group_of: NDArray[np.integer]) -> Measured:
    """Return the modularity of the groups, each handover a tie without direction; units without a group (-1) are left out."""
    ties = grouped_ties(handovers, group_of)
    ends = np.bincount(ties.group, ties.counts.sum(axis=0) + ties.counts.sum(axis=1))
    return _beyond_chance(ties.inside, float(ends @ ends) / 4, ties.total) if ties.total else ties.nothing


def _beyond_chance(inside: int, by_chance: float, total: int) -> Measured:
    return Measured(value=inside / total - by_chance / total**2)
