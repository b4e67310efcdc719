"""Generalization: how well the log supports that each activity of the process is really there. Range [0, 1).

Formula: 1 - mean over the activities of 1 / √n, n how often the activity is executed in the aligned runs; one that never is
counts as 1. Source: Buijs, van Dongen, van der Aalst 2014, Quality Dimensions in Process Discovery: The Importance of Fitness,
Precision, Generalization and Simplicity, IJCIS 23(1), doi 10.1142/S0218843014400012. Theirs is over the nodes of a process
tree; an automaton has no gateways and no silent steps, so here it is over activities. pm4py counts transitions that token
replay fired, silent ones as well.
"""

from __future__ import annotations

import numpy as np

from workbench.conformance.measures.evidence import Evidence
from workbench.measured import NO_CASES, Measured

_NO_ACTIVITY = Measured(value=None, reason="MEASURE_NO_ACTIVITY")


def generalization(evidence: Evidence) -> Measured:
    """Return how well the executions of the cases support the activities of the process."""
    runs = evidence.runs
    if not len(runs.counts):
        return NO_CASES
    n_symbols = len(evidence.alignments.symbols)
    if not n_symbols:
        return _NO_ACTIVITY
    executions = np.bincount(runs.codes, np.repeat(runs.counts, runs.lengths), n_symbols)
    return Measured(value=float(1 - (1 / np.sqrt(np.maximum(executions, 1))).mean()))
