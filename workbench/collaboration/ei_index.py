"""E-I index: do ties go out of the groups, or stay inside? Range [-1, 1], from all inside to all outside.

Formula: (E - I) / (E + I), E handovers between units of different groups, I between different units of one group. Source:
Krackhardt, Stern 1988, Informal Networks and Organizational Crises, Social Psychology Quarterly 51(2), 123-140, doi
10.2307/2786835. Theirs counts ties, here each weighs what was handed over; with a matrix of zeros and ones the two are the same.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.collaboration.grouped_ties import grouped_ties
from workbench.collaboration.handovers import HandoverCounts
from workbench.collaboration.masking import quotient
from workbench.eventlog.log import MISSING
from workbench.measured import Measured


def ei_index(handovers: HandoverCounts, group_of: NDArray[np.integer]) -> Measured:
    """Return the index of all units; those without a group (-1) are left out."""
    ties = grouped_ties(handovers, group_of)
    external = ties.total - ties.inside
    return Measured(value=(external - ties.inside) / ties.total) if ties.total else ties.nothing


def ei_index_of_groups(handovers: HandoverCounts, group_of: NDArray[np.integer], n_groups: int) -> np.ma.MaskedArray:
    """Return the index of each group, shape (n_groups,), ties in both directions; masked where a group has none."""
    ties = handovers.counts + handovers.counts.T
    grouped = group_of != MISSING
    same = (group_of[:, None] == group_of) & grouped[:, None]
    # A tie inside a group stands twice in the symmetric matrix, a tie to the outside once for each of its two groups.
    internal = np.bincount(group_of[grouped], (ties * same).sum(axis=1)[grouped] / 2, n_groups)
    external = np.bincount(group_of[grouped], (ties * ~same * grouped).sum(axis=1)[grouped], n_groups)
    return quotient(external - internal, external + internal)
