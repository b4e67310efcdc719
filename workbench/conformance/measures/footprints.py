"""Footprints: whether activities follow each other in the log as the process lets them. Range [0, 1].

Formula: equal cells / all cells of two tables, activities × activities, that hold →, ←, ∥ or # by which of the two directly
follows the other. Source: van der Aalst 2016, Process Mining: Data Science in Action, 2nd ed., section 8.4. The model's table
comes from its automaton, whose arcs are exactly what can follow what, whatever silent steps lie between. Activities of either
side are in both tables, so that an undesigned one lowers the figure; pm4py compares sets of pairs instead, fitness and
precision apart.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.measures.evidence import TOO_WIDE, Evidence
from workbench.measured import NO_CASES, Measured, share
from workbench.process.automaton import Automaton


def footprint_agreement(evidence: Evidence) -> Measured:
    """Return the share of equal cells of the log's and the process's footprint, over the cases' labels and all symbols."""
    if not len(evidence.followed):
        return NO_CASES
    if evidence.vocabulary.automaton is None:
        return TOO_WIDE
    code, n_codes = _common_codes(evidence)
    alike = _footprint(_in_log(evidence, code, n_codes)) == _footprint(_in_process(evidence.vocabulary.automaton, n_codes))
    return share(int(alike.sum()), alike.size, Measured(value=None, reason="MEASURE_NO_ACTIVITY"))


def _common_codes(evidence: Evidence) -> tuple[NDArray[np.int64], int]:
    """Return a code for each label – that of its symbol, or one of its own where it has none and occurs – and their number."""
    code = evidence.vocabulary.of_label.astype(np.int64)
    n_symbols = len(evidence.vocabulary.symbols)
    occurs = np.bincount(evidence.traces.codes, minlength=len(code)) > 0
    strange = np.flatnonzero((code < 0) & occurs)
    code[strange] = n_symbols + np.arange(len(strange))
    return code, n_symbols + len(strange)


def _in_log(evidence: Evidence, code: NDArray[np.int64], n_codes: int) -> NDArray[np.bool_]:
    follows = np.zeros((n_codes, n_codes), dtype=np.bool_)
    traces = evidence.traces
    inside = np.ones(max(0, len(traces.codes) - 1), dtype=np.bool_)
    ends = traces.offsets[1:-1] - 1
    inside[ends[(ends >= 0) & (ends < len(inside))]] = False
    events = code[traces.codes]
    follows[events[:-1][inside], events[1:][inside]] = True
    return follows


def _in_process(automaton: Automaton, n_codes: int) -> NDArray[np.bool_]:
    follows = np.zeros((n_codes, n_codes), dtype=np.bool_)
    leaves = np.zeros((automaton.n_states, n_codes), dtype=np.bool_)
    leaves[automaton.source, automaton.symbol] = True
    for symbol in range(len(automaton.symbols)):
        follows[symbol] = leaves[automaton.target[automaton.symbol == symbol]].any(axis=0)
    return follows


def _footprint(follows: NDArray[np.bool_]) -> NDArray[np.int8]:
    """Return 0 for #, 1 for →, 2 for ←, 3 for ∥."""
    return follows.astype(np.int8) + 2 * follows.T.astype(np.int8)
