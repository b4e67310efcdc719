"""Participation coefficient: are the ties of a unit spread over the groups? Range [0, 1 - 1/groups], 0 for ties to one group.

Formula: P_u = 1 - Σ_d (k_ud / k_u)², k_ud the handovers of the unit, given and taken, with units of the group d, k_u all of its.
Source: Guimerà, Amaral 2005, Functional Cartography of Complex Metabolic Networks, Nature 433, 895-900, doi 10.1038/nature03288.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.collaboration.grouped_ties import grouped_ties
from workbench.collaboration.handovers import HandoverCounts
from workbench.collaboration.masking import quotient
from workbench.collaboration.membership import membership
from workbench.eventlog.log import MISSING
from workbench.measured import Measured


def participation(handovers: HandoverCounts, group_of: NDArray[np.integer]) -> np.ma.MaskedArray:
    """Return the coefficient of each unit, shape (n,); masked where a unit has no tie to a unit with a group."""
    ties = handovers.counts + handovers.counts.T
    with_group = ties @ membership(group_of, int(group_of.max(initial=MISSING)) + 1)
    parts = quotient(with_group, with_group.sum(axis=1, keepdims=True))
    return np.ma.MaskedArray(1 - (parts.data**2).sum(axis=1), with_group.sum(axis=1) == 0)


def mean_participation(handovers: HandoverCounts, group_of: NDArray[np.integer]) -> Measured:
    """Return the mean over the units that have ties."""
    coefficients = participation(handovers, group_of).compressed()
    return Measured(value=float(coefficients.mean())) if len(coefficients) else grouped_ties(handovers, group_of).nothing
