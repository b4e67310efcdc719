"""Modularity: is there more inside the groups than chance would put there? Range [-1, 1); 0 for one group of all.

Formulas: directed Q = Σ_c [ L_c / m - out_c · in_c / m² ], L_c what is handed over inside the group, out_c and in_c what its
members give and take, m all; undirected Q = Σ_c [ L_c / m - (k_c / 2m)² ], k_c the sum of both. Sources: Leicht, Newman 2008,
Community Structure in Directed Networks, Physical Review Letters 100, 118703, doi 10.1103/PhysRevLett.100.118703; Newman 2006,
Modularity and Community Structure in Networks, PNAS 103(23), 8577-8582, doi 10.1073/pnas.0601602103.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.collaboration.handovers import NO_HANDOVER, HandoverCounts
from workbench.eventlog.log import MISSING
from workbench.measured import Measured


def directed_modularity(handovers: HandoverCounts, group_of: NDArray[np.integer]) -> Measured:
    """Return the modularity of the groups, who gives and who takes told apart; units without a group (-1) are left out."""
    ends = _ends_of(handovers, group_of)
    if not ends.total:
        return NO_HANDOVER
    return Measured(value=ends.inside / ends.total - float(ends.given @ ends.taken) / ends.total**2)


def undirected_modularity(handovers: HandoverCounts, group_of: NDArray[np.integer]) -> Measured:
    """Return the modularity of the groups, each handover a tie without direction; units without a group (-1) are left out."""
    ends = _ends_of(handovers, group_of)
    if not ends.total:
        return NO_HANDOVER
    both = ends.given + ends.taken
    return Measured(value=ends.inside / ends.total - float(both @ both) / (2 * ends.total) ** 2)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Ends:
    """What is handed over in all and inside the groups; by group (float64) what is given and taken."""

    total: int
    inside: int
    given: NDArray[np.float64]
    taken: NDArray[np.float64]


def _ends_of(handovers: HandoverCounts, group_of: NDArray[np.integer]) -> _Ends:
    grouped = group_of != MISSING
    counts, group = handovers.counts[np.ix_(grouped, grouped)], group_of[grouped]
    return _Ends(
        total=int(counts.sum()),
        inside=int(counts[group[:, None] == group].sum()),
        given=np.bincount(group, counts.sum(axis=1)).astype(np.float64),
        taken=np.bincount(group, counts.sum(axis=0)).astype(np.float64),
    )
