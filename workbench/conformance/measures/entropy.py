"""Precision and recall by entropy: how much of the variety of one language lies in the other. Range [0, 1], monotone.

Formula: precision = ent(L ∩ M) / ent(M), recall = ent(L ∩ M) / ent(L), with ent the topological entropy (bits a step) of a
language short-circuited: after each trace an extra step leads back to the start. For a deterministic automaton without dead
states that is the logarithm of the largest eigenvalue of its matrix of arcs. Frequencies play no part; allowing more of what
the log does not show never makes a process more precise. Source: Polyvyanyy, Solti, Weidlich, Di Ciccio, Mendling 2020,
Monotone Precision and Recall Measures for Comparing Executions and Specifications of Dynamic Systems, ACM TOSEM 29(3), doi
10.1145/3387909 (exact matching of whole traces).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.measures.evidence import TOO_WIDE, Evidence
from workbench.measured import NO_CASES, Measured, share
from workbench.process.automaton import Automaton

TOLERANCE: Final = 1e-10
"""Relative width of the bracket in which an eigenvalue is enclosed when it counts as found."""

MOST_DENSE: Final = 500
"""States up to which the matrix of arcs is solved whole; wider ones are multiplied arc by arc."""

_SOLVES, _PRODUCTS = 60, 20_000
_ONE_TRACE = Measured(value=None, reason="MEASURE_ONE_TRACE")


def entropy_precision(evidence: Evidence) -> Measured:
    """Return the share of the process's entropy that conforming cases account for; 0 where fewer than two traces conform."""
    if not len(evidence.followed):
        return NO_CASES
    automaton = evidence.vocabulary.automaton
    eigenvalue = largest_eigenvalue(automaton) if automaton is not None else None
    if eigenvalue is None:
        return TOO_WIDE
    conforming = evidence.runs.among(evidence.conforming).recoded(evidence.vocabulary.of_symbol)
    return share(entropy_of_words(conforming.distinct_lengths), _entropy(eigenvalue), _ONE_TRACE)


def entropy_recall(evidence: Evidence) -> Measured:
    """Return the share of the log's entropy that its conforming cases account for; 0 where fewer than two traces conform."""
    if not len(evidence.followed):
        return NO_CASES
    both = evidence.traces.among(evidence.conforming)
    return share(entropy_of_words(both.distinct_lengths), entropy_of_words(evidence.traces.distinct_lengths), _ONE_TRACE)


def entropy_of_words(lengths: NDArray[np.int64]) -> float:
    """Return the entropy of a finite language from the lengths of its words.

    Each word with its step back closes a circle at the start, so that the eigenvalue λ solves Σ λ^-(length + 1) = 1; it is
    enclosed by halving until no number lies between.
    """
    if len(lengths) < 2:
        return 0.0
    sizes = np.bincount(lengths + 1).astype(np.float64)
    exponents = np.arange(len(sizes))
    low, high = 0.0, 1.0
    while low < (middle := (low + high) / 2) < high:
        if sizes @ middle**exponents < 1:
            low = middle
        else:
            high = middle
    return _entropy(1 / high)


def largest_eigenvalue(automaton: Automaton) -> float | None:
    """Return the largest eigenvalue of the short-circuited automaton, None where the bracket does not close.

    From a vector of ones, the least and the greatest ratio of product to vector enclose it at each step (Collatz 1942). Small
    matrices A are iterated with (ρI - A)^-1, ρ the upper end of the bracket, which converges quadratically (Noda 1971); large
    ones with A + I, which settles whatever the period of the circles.
    """
    ends = np.flatnonzero(automaton.final)
    source: NDArray[np.int64] = np.concatenate((automaton.source, ends), dtype=np.int64)
    target: NDArray[np.int64] = np.concatenate((automaton.target, np.zeros_like(ends)), dtype=np.int64)
    if automaton.n_states <= MOST_DENSE:
        return _solved(source, target, automaton.n_states)
    return _multiplied(source, target, automaton.n_states)


def _solved(source: NDArray[np.int64], target: NDArray[np.int64], n_states: int) -> float | None:
    matrix = np.zeros((n_states, n_states))
    np.add.at(matrix, (source, target), 1.0)
    vector = np.ones(n_states)
    for _ in range(_SOLVES):
        ratios = matrix @ vector / vector
        low, high = float(ratios.min()), float(ratios.max())
        if high - low <= TOLERANCE * high:
            return high
        after = np.linalg.solve(high * (1 + TOLERANCE / 10) * np.eye(n_states) - matrix, vector)
        vector = np.asarray(after / after.max(), dtype=np.float64)
        if not (vector > 0).all():
            return None
    return None


def _multiplied(source: NDArray[np.int64], target: NDArray[np.int64], n_states: int) -> float | None:
    vector = np.ones(n_states)
    for _ in range(_PRODUCTS):
        after = np.bincount(source, vector[target], n_states) + vector
        ratios = after / vector
        low, high = float(ratios.min()), float(ratios.max())
        if high - low <= TOLERANCE * high:
            return high - 1
        vector = after / after.max()
    return None


def _entropy(eigenvalue: float) -> float:
    """Return bits a step; an eigenvalue within the tolerance of 1 belongs to a language of one word, whose entropy is 0."""
    return float(np.log2(eigenvalue)) if eigenvalue > 1 + TOLERANCE else 0.0
