"""Many values made one: the weighted geometric mean inside dimensions and across them, and the arithmetic one beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.fit.dimensions import INDICATORS_OF, Dimension
from workbench.fit.scoring_rules import FitWeights

FLOOR: Final = 0.01
"""The least that a value counts, so that one failure does not hide all else."""

Values = NDArray[np.float64]
"""Values in [0, 1] of indicators, which are the last axis; nan is left out as if it were not there."""

_DIMENSION_OF: Final = {code: number for number, codes in enumerate(INDICATORS_OF.values()) for code in codes}


@dataclass(frozen=True, kw_only=True, eq=False)
class Weighting:
    """How much some indicators weigh: `inner` (..., indicators) in their dimension, `outer` (..., 5) dimensions in the whole.

    Only proportions matter. `member` (indicators, 5) is 1 where an indicator belongs to a dimension.
    """

    inner: NDArray[np.float64]
    outer: NDArray[np.float64]
    member: NDArray[np.float64]

    def shares(self, counts: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return the part of the whole, adding up to 1, of each indicator that counts, 0 of all others; shape as `inner`."""
        inner = self.inner * counts
        of_dimension = inner @ self.member
        outer = self.outer * (of_dimension > 0)
        total = outer.sum(axis=-1, keepdims=True)
        per_dimension = _quotient(outer, of_dimension * total, 0.0)
        shares: NDArray[np.float64] = inner * (per_dimension @ self.member.T)
        return shares


@dataclass(frozen=True, kw_only=True, eq=False)
class Means:
    """A mean of each dimension, shape (..., 5), and of the whole, shape (...); nan where nothing counts."""

    dimensions: NDArray[np.float64]
    whole: NDArray[np.float64]


def weighting_of(weights: FitWeights, codes: Sequence[str]) -> Weighting:
    """Return how much some indicators weigh by the policy."""
    inner, outer = weights.of_indicator, weights.of_dimension
    return Weighting(
        inner=np.array([inner[code] for code in codes], dtype=np.float64),
        outer=np.array([outer[dimension] for dimension in Dimension], dtype=np.float64),
        member=membership(codes),
    )


def membership(codes: Sequence[str]) -> NDArray[np.float64]:
    """Return 1 where an indicator (row) belongs to a dimension (column), else 0."""
    member = np.zeros((len(codes), len(Dimension)))
    member[np.arange(len(codes)), [_DIMENSION_OF[code] for code in codes]] = 1
    return member


def geometric(values: Values, weighting: Weighting) -> Means:
    """Return exp(Σ w·ln max(v, 0.01) / Σ w), inside dimensions, then across those in which something counts.

    A strong part does not buy off a weak one (domain rules 3.4; OECD and JRC 2008, Handbook on constructing composite
    indicators, on geometric aggregation).
    """
    logarithms = arithmetic(np.log(np.maximum(values, FLOOR)), weighting)
    return Means(dimensions=np.exp(logarithms.dimensions), whole=np.exp(logarithms.whole))


def arithmetic(values: Values, weighting: Weighting) -> Means:
    """Return Σ w·v / Σ w, inside dimensions, then across those in which something counts."""
    counts = ~np.isnan(values)
    inner = weighting.inner * counts
    dimensions = _quotient((inner * np.where(counts, values, 0.0)) @ weighting.member, inner @ weighting.member, np.nan)
    outer = weighting.outer * ~np.isnan(dimensions)
    whole = _quotient((outer * np.nan_to_num(dimensions)).sum(axis=-1), outer.sum(axis=-1), np.nan)
    return Means(dimensions=dimensions, whole=whole)


def _quotient(part: NDArray[np.float64], whole: NDArray[np.float64], otherwise: float) -> NDArray[np.float64]:
    """Return part / whole, `otherwise` where the whole is 0."""
    part, whole = np.broadcast_arrays(part, whole)
    quotient: NDArray[np.float64] = np.divide(part, whole, out=np.full(part.shape, otherwise), where=whole > 0)
    return quotient
