"""Weights from how much indicators tell processes apart: a view of how far scores hang on weights, never the score itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.findings import Finding, Severity
from workbench.fit.scoring.aggregation import FLOOR
from workbench.fit.scoring.model import FitResult

LEAST_UNITS: Final = 10
"""With fewer processes, dispersion says nothing (domain rules 3.4, number 2)."""

_NOTHING: Final = 1e-12


@dataclass(frozen=True, kw_only=True)
class EntropyView:
    """The weight of each indicator by entropy (they add up to 1), and the score of each process under them.

    Both are empty where `reason` says why.
    """

    weights: tuple[tuple[str, float], ...] = ()
    scores: tuple[tuple[str, float], ...] = ()
    reason: Finding | None = None


def entropy_view(result: FitResult) -> EntropyView:
    """Return the scores of processes if what tells them apart weighed the most, by the indicators that all of them know.

    The weight is 1 − e / Σ (1 − e), where e is the Shannon entropy of an indicator's parts of its sum, over the logarithm of the
    number of processes (Zeleny 1982, Multiple criteria decision making). It rewards dispersion, not importance.
    """
    units = [each for each in result.processes if each.score.value is not None]
    if len(units) < LEAST_UNITS:
        return EntropyView(reason=_reason("ENTROPY_FEW_UNITS", count=len(units), least=LEAST_UNITS))
    shared = [each.code for each in units[0].indicators if all(it.indicator[each.code].estimate for it in units)]
    values = np.array([[unit.indicator[code].reading.value for code in shared] for unit in units], dtype=np.float64)
    values = np.maximum(values, FLOOR)
    dispersion = 1 - _entropy(values)
    if dispersion.sum() <= _NOTHING:
        return EntropyView(reason=_reason("ENTROPY_ALIKE", count=len(units)))
    weights = dispersion / dispersion.sum()
    scores = np.exp(np.log(values) @ weights)
    return EntropyView(
        weights=tuple(zip(shared, weights.tolist(), strict=True)),
        scores=tuple((unit.scope.id, score) for unit, score in zip(units, scores.tolist(), strict=True)),
    )


def _entropy(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the entropy of each column, in [0, 1]; values are positive."""
    parts = values / values.sum(axis=0)
    entropy: NDArray[np.float64] = np.minimum(1.0, -(parts * np.log(parts)).sum(axis=0) / np.log(len(values)))
    return entropy


def _reason(code: str, **facts: object) -> Finding:
    return Finding(code=code, severity=Severity.INFO, facts=facts)
