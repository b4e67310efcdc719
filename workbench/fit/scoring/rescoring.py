"""A score once more, from the same indicators: of some cases alone, or with other values for some of them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from workbench.fit.scoring.aggregation import Values, geometric, weighting_of
from workbench.fit.scoring.model import Fit
from workbench.fit.scoring.scope_score import drawn
from workbench.fit.scoring_rules import FitWeights


def score_of_cases(fit: Fit, weights: FitWeights, cases: NDArray[np.bool_]) -> float | None:
    """Return the score, in [0.01, 1], of some complete cases (bool, in the order of the scope); None where nothing is.

    What the design decides is the same for all cases, and what those cases say nothing of is left out.
    """
    readings = [each.reading for each in fit.indicators]
    return _score(fit, weights, drawn(readings, cases[None, :].astype(np.float64))[0])


def score_with(fit: Fit, weights: FitWeights, values: Mapping[str, float]) -> float | None:
    """Return the score, in [0.01, 1], with other values, in [0, 1], for some indicators by code; what is unknown stays so."""
    known = {each.code: each.reading.value for each in fit.indicators}
    used = [None if value is None else values.get(code, value) for code, value in known.items()]
    return _score(fit, weights, np.array([np.nan if each is None else each for each in used], dtype=np.float64))


def _score(fit: Fit, weights: FitWeights, values: Values) -> float | None:
    whole = float(geometric(values, weighting_of(weights, [each.code for each in fit.indicators])).whole)
    return None if np.isnan(whole) else whole
