"""Who does the same kind of work: performers compared by what they do, whatever cases they do it in.

Formulas, over the columns of activity × performer: cosine Σ x·y / (‖x‖·‖y‖) in [0, 1]; Pearson's correlation, the cosine after
the means are taken off, in [-1, 1]. Source: van der Aalst, Reijers, Song 2005, Discovering Social Networks from Event Logs,
CSCW 14(6), 549-593, doi 10.1007/s10606-005-9005-9 (metrics based on joint activities).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.collaboration.masking import quotient
from workbench.collaboration.staffing import Staffing


def cosine_similarity(staffing: Staffing) -> np.ma.MaskedArray:
    """Return the cosine of each pair of profiles, shape (performers, performers); masked for who did nothing."""
    return _cosines(staffing.counts.T.astype(np.float64))


def profile_correlation(staffing: Staffing) -> np.ma.MaskedArray:
    """Return Pearson's correlation of each pair of profiles; masked for who did every activity equally often, or nothing."""
    profiles = staffing.counts.T.astype(np.float64)
    even = (staffing.counts == staffing.counts[:1]).all(axis=0)
    centred = np.where(even[:, None], 0.0, profiles - profiles.mean(axis=1, keepdims=True)) if profiles.size else profiles
    return _cosines(centred)


def _cosines(profiles: NDArray[np.float64]) -> np.ma.MaskedArray:
    lengths = np.sqrt((profiles**2).sum(axis=1))
    cosines = quotient(profiles @ profiles.T, np.outer(lengths, lengths))
    return np.ma.MaskedArray(cosines.data.clip(-1, 1), cosines.mask)
