"""Fitness: how much of what happened the process explains. Range [0, 1]; 1 where it explains everything.

Source: van der Aalst, Adriansyah, van Dongen 2012, WIREs Data Mining and Knowledge Discovery 2(2), doi 10.1002/widm.1045.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.measures.evidence import Evidence
from workbench.measured import Measured, share


def worst_costs(evidence: Evidence) -> NDArray[np.int64]:
    """Return for each followed variant (int64) the cost without any synchronous move.

    It is the cost of its events as log moves plus that of the shortest run of the process; costs of the user's own count here
    as they do in the alignments.
    """
    activities = evidence.alignments.variants.activities
    weight = np.array([evidence.costs.log_moves.get(label, 1) for label in activities], dtype=np.int64)
    total = np.concatenate(([0], np.cumsum(weight[evidence.traces.codes])))
    offsets = evidence.traces.offsets
    return np.asarray(total[offsets[1:]] - total[offsets[:-1]] + evidence.alignments.empty_cost)


def case_fitness(evidence: Evidence) -> NDArray[np.float64]:
    """Return the fitness of a case of each followed variant: 1 - cost / worst cost, 1 where nothing could go wrong."""
    worst = worst_costs(evidence)
    return np.asarray(1 - evidence.alignments.costs[evidence.followed] / np.maximum(worst, 1))


def mean_fitness(evidence: Evidence) -> Measured:
    """Return the mean of the fitness of all cases; log fitness, which weighs long cases more, is `Measures.fitness`."""
    return share(math.fsum(case_fitness(evidence) * evidence.traces.counts), int(evidence.traces.counts.sum()))


def synchronous_share(evidence: Evidence) -> Measured:
    """Return synchronous events / events: how many events happened where the process allows them."""
    first, last, events, symbols = evidence.alignments.columns
    together = np.concatenate(([0], np.cumsum((events >= 0) & (symbols >= 0))))
    chosen = evidence.followed
    cases, lengths = evidence.traces.counts, evidence.traces.lengths
    return share(int((together[last[chosen]] - together[first[chosen]]) @ cases), int(lengths @ cases))
