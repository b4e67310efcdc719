"""Whether a ranking would be another one if the weights were a little different."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.fit.dimensions import INDICATOR_CODES, INDICATORS_OF
from workbench.fit.scoring.aggregation import Values, Weighting, geometric, weighting_of
from workbench.fit.scoring_rules import FitWeights

WEIGHTINGS: Final = 500
"""How many random weightings a ranking is tried under."""

_CONCENTRATION: Final = 50.0
_STABLE_ORDER: Final = 0.9
_STABLE_LEVERS: Final = 0.8
_TOP: Final = 5
_PLACES: Final = 9


@dataclass(frozen=True, kw_only=True)
class PairOrder:
    """Two processes, the better first, and the share of random weightings, in [0, 1], under which that stays so."""

    better: str
    worse: str
    kept: float

    @property
    def is_firm(self) -> bool:
        """Return whether nine of ten weightings agree."""
        return self.kept >= _STABLE_ORDER


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """Processes from the best to the worst, and how firmly each pair of them stands."""

    processes: tuple[str, ...]
    pairs: tuple[PairOrder, ...]

    @property
    def is_stable(self) -> bool:
        """Return whether every pair keeps its order."""
        return all(pair.is_firm for pair in self.pairs)


@dataclass(frozen=True, kw_only=True)
class Levers:
    """The indicators, at most five, that would raise a score the most, best first, and the share of random weightings that agree.

    `kept` is, for each, the share under which it is among as many best ones.
    """

    codes: tuple[str, ...]
    kept: tuple[float, ...]

    @property
    def is_stable(self) -> bool:
        """Return whether, on average, four of five stay among the best."""
        return not self.kept or sum(self.kept) / len(self.kept) >= _STABLE_LEVERS


def random_weightings(weights: FitWeights, codes: Sequence[str], seed: int) -> Weighting:
    """Return 500 weightings at random around the policy's, the same for every scope: `inner` (500, codes), `outer` (500, 5).

    Each is Dirichlet with concentration 50 around the dimensions' weights, and around those of the indicators in each of
    them. Gamma variates stand for it, as only proportions matter.
    """
    random = np.random.default_rng([seed, WEIGHTINGS])
    base = weighting_of(weights, INDICATOR_CODES)
    outer = random.standard_gamma(_CONCENTRATION * base.outer / base.outer.sum(), (WEIGHTINGS, len(INDICATORS_OF)))
    of_dimension = (base.inner @ base.member) @ base.member.T
    shares = np.divide(base.inner, of_dimension, out=np.zeros_like(base.inner), where=of_dimension > 0)
    inner = random.standard_gamma(_CONCENTRATION * shares, (WEIGHTINGS, len(INDICATOR_CODES)))
    place = [INDICATOR_CODES.index(code) for code in codes]
    return Weighting(inner=inner[:, place], outer=outer, member=base.member[place])


def ranking_of(values: Mapping[str, Values], weighting: Weighting, weightings: Weighting) -> Ranking | None:
    """Rank processes by their scores; None where fewer than two have one. `values` are those of their indicators."""
    points = {process: float(geometric(each, weighting).whole) for process, each in values.items()}
    scored = sorted((each for each in points if not np.isnan(points[each])), key=lambda it: (-round(points[it], _PLACES), it))
    if len(scored) < 2:
        return None
    tried = {process: geometric(values[process], weightings).whole for process in scored}
    pairs = (
        PairOrder(better=a, worse=b, kept=float(np.mean(tried[a] >= tried[b])))
        for a, b in combinations(scored, 2)
        if round(points[a], _PLACES) != round(points[b], _PLACES)
    )
    return Ranking(processes=tuple(scored), pairs=tuple(pairs))


def levers_of(codes: Sequence[str], rises: NDArray[np.float64], weighting: Weighting, weightings: Weighting) -> Levers:
    """Return the best levers; `rises` are what ln v would gain in reaching its target, nan where an indicator is not known."""
    counts = ~np.isnan(rises)
    gains = np.nan_to_num(rises)
    size = min(_TOP, int((gains > 0).sum()))
    best = _best(weighting.shares(counts) * gains, size)
    tried = _best(weightings.shares(counts) * gains, size)
    kept = [float((tried == each).any(axis=-1).mean()) for each in best.tolist()]
    return Levers(codes=tuple(codes[each] for each in best.tolist()), kept=tuple(kept))


def _best(gains: NDArray[np.float64], size: int) -> NDArray[np.int64]:
    """Return which are the greatest along the last axis, the first of equal ones first."""
    return np.argsort(-np.round(gains, _PLACES), axis=-1, kind="stable")[..., :size]
