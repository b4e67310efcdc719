"""Readings of one scope made a score: means, bounds, coverage, intervals, what is lost where, and what each rise would bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.fit.dimensions import Dimension
from workbench.fit.indicators.model import Indicator, Reading, Standing
from workbench.fit.scoring.aggregation import FLOOR, Values, Weighting, arithmetic, geometric
from workbench.fit.scoring.model import Score, ScoredDimension, ScoredIndicator
from workbench.fit.scoring.resampling import Estimate, estimate_of, interval_of
from workbench.fit.scoring_rules import ScoringRules


@dataclass(frozen=True, kw_only=True, eq=False)
class Read:
    """What indicators say in one scope, and what they say of other cases: `draws` (draws, indicators), nan where nothing."""

    indicators: tuple[Indicator, ...]
    readings: tuple[Reading, ...]
    draws: NDArray[np.float64]

    @property
    def values(self) -> Values:
        """Return the values, nan where there is none."""
        return np.array([np.nan if each.value is None else each.value for each in self.readings], dtype=np.float64)

    @property
    def applies(self) -> NDArray[np.bool_]:
        """Return which indicators count: all that apply here, whether known or not."""
        return np.array([each.standing is not Standing.NOT_APPLICABLE for each in self.readings], dtype=np.bool_)

    @property
    def covered(self) -> NDArray[np.float64]:
        """Return the part of each that is known: 1 where measured, 0 where unknown, nan where it does not apply."""
        known = np.array([0.0 if each.value is None else each.covered for each in self.readings])
        return np.where(self.applies, known, np.nan)


@dataclass(frozen=True, kw_only=True, eq=False)
class Scored:
    """The score of a scope, of its dimensions, and what each indicator means for it."""

    score: Score
    dimensions: tuple[ScoredDimension, ...]
    indicators: tuple[ScoredIndicator, ...]


def scored(read: Read, weighting: Weighting, rules: ScoringRules) -> Scored:
    """Score what was read in one scope."""
    scores = _scores(read, weighting)
    shares = weighting.shares(read.applies)
    return Scored(
        score=scores[-1],
        dimensions=tuple(
            ScoredDimension(dimension=dimension, weight=float(weight), score=score)
            for dimension, weight, score in zip(Dimension, shares @ weighting.member, scores[:-1], strict=True)
        ),
        indicators=_indicators(read, weighting, rules, scores[-1].value),
    )


def rises_of(read: Read, rules: ScoringRules) -> NDArray[np.float64]:
    """Return what ln v of each indicator would gain in reaching its target, 0 where it has; nan where it is not known."""
    targets = np.array([rules.target_of(each.code) for each in read.indicators], dtype=np.float64)
    floored = np.maximum(read.values, FLOOR)
    return np.log(np.maximum(targets, floored) / floored)


def _scores(read: Read, weighting: Weighting) -> list[Score]:
    """Return the score of each dimension, then of the whole."""
    values, covered = read.values, read.covered
    known = np.where(np.isnan(values), 0.0, values)
    point, draws = geometric(values, weighting), geometric(read.draws, weighting)
    plain = arithmetic(np.maximum(values, FLOOR), weighting)
    least, most = (geometric(each, weighting) for each in (known * covered, known * covered + 1 - covered))
    part = arithmetic(covered, weighting)
    columns = [
        [*each.dimensions.tolist(), float(each.whole)] for each in (point, least, most, plain, part)
    ]  # five rows of figures, one a dimension and one for the whole
    drawn = [*draws.dimensions.T, draws.whole]
    return [_score(tuple(figures), of_draws) for *figures, of_draws in zip(*columns, drawn, strict=True)]


def _score(figures: tuple[float, ...], draws: NDArray[np.float64]) -> Score:
    value, least, most, plain, covered = (None if np.isnan(each) else each for each in figures)
    estimate = None
    if value is not None:
        interval = interval_of(value, draws)
        estimate = Estimate(value=value, low=interval.low, high=interval.high, draws=draws)
    return Score(estimate=estimate, least=least, most=most, coverage=covered, arithmetic=plain)


def _indicators(read: Read, weighting: Weighting, rules: ScoringRules, score: float | None) -> tuple[ScoredIndicator, ...]:
    """Tell what each indicator means for the whole: ℓ = w·(−ln v) / Σ w·(−ln v), and the score if it rose to its target."""
    counts = ~np.isnan(read.values)
    weights, shares = weighting.shares(read.applies), weighting.shares(counts)
    losses = shares * np.abs(np.log(np.where(counts, np.maximum(read.values, FLOOR), 1.0)))
    lost, gains = float(losses.sum()), shares * rises_of(read, rules)
    return tuple(
        ScoredIndicator(
            reading=reading,
            dimension=indicator.dimension,
            weight=float(weights[number]),
            target=rules.target_of(reading.code),
            estimate=None if reading.sample is None else estimate_of(reading.sample, read.draws[:, number]),
            contribution=float(losses[number]) / lost if counts[number] and lost > 0 else None,
            lift=min(1.0, score * float(np.exp(gains[number]))) if counts[number] and score is not None else None,
        )
        for number, (indicator, reading) in enumerate(zip(read.indicators, read.readings, strict=True))
    )


def drawn(readings: Sequence[Reading], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what readings say of drawn cases, shape (draws, readings), in [0, 1]; nan where there is nothing."""
    columns = [np.full(len(weights), np.nan) if each.sample is None else each.sample.drawn(weights) for each in readings]
    return np.clip(np.stack(columns, axis=1), 0.0, 1.0) if columns else np.empty((len(weights), 0))
