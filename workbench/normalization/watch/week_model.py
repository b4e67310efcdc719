"""Weekly means of an unchanged process: how far weeks differ, how far neighbours are alike, and weeks drawn as they would be.

The weights of the grid are a posterior (steps 1, 2 and 4 of `ewma`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.fit.watch_rules import WatchRules
from workbench.normalization.watch.record import WeekTimes

_CORRELATIONS: Final = np.linspace(0.0, 0.8, 9)
_DEVIATIONS: Final = np.linspace(0.0, 3.0, 25)
"""What weeks may share, in deviations of the baseline's weekly means."""

_SHARE_OF_ALL: Final = 0.5
"""The least that weeks are expected to differ beyond chance, in deviations of the baseline's weekly means.

Where cases of a week are alike, or each week has one, nothing tells what chance does; by that alone weeks could not differ.
"""

_LEAST: Final = 1e-12
"""The variance below which weeks are the same: that of a millionth of the time."""

_Values = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Weeks:
    """Weeks as arrays: sizes, means and squares inside (float64), and the number of each week, counted from the first."""

    sizes: _Values
    means: _Values
    squares: _Values
    number: _Values


@dataclass(frozen=True, kw_only=True, eq=False)
class Weighed:
    """Pairs of a deviation between weeks and a correlation of neighbours, with their weights, which add up to 1 (float64, each).

    `mean` and `variance` are those of μ under each pair; `within` is the variance of cases, with its degrees of `freedom`.
    """

    deviation: _Values
    correlation: _Values
    weight: _Values
    mean: _Values
    variance: _Values
    within: float
    freedom: float

    @property
    def usual(self) -> float:
        """Return the mean of μ over all pairs."""
        return float(self.weight @ self.mean)


def weeks_of(times: Sequence[WeekTimes]) -> Weeks:
    """Return the times of weeks as arrays."""
    first = times[0].week
    return Weeks(
        sizes=np.array([each.cases for each in times], dtype=np.float64),
        means=np.array([each.mean for each in times]),
        squares=np.array([each.squares for each in times]),
        number=np.array([(each.week - first).days // 7 for each in times], dtype=np.float64),
    )


def weighed(weeks: Weeks) -> Weighed:
    """Weigh how far weeks differ and are alike by the likelihood of the weeks of a baseline, μ integrated out, and the priors."""
    freedom = max(float(weeks.sizes.sum()) - len(weeks.sizes), 1.0)
    within = float(weeks.squares.sum()) / freedom + _LEAST
    apart = np.abs(weeks.number[:, None] - weeks.number[None, :])
    nearness = _CORRELATIONS[:, None, None] ** apart
    chance = np.diag(within / weeks.sizes)
    deviations = _DEVIATIONS * max(float(np.std(weeks.means)), _LEAST**0.5)
    parts = [_likelihoods(weeks.means, each**2 * nearness + chance) for each in deviations]
    likelihood, mean, variance = (np.concatenate(column) for column in zip(*parts, strict=True))
    deviation, correlation = np.repeat(deviations, len(_CORRELATIONS)), np.tile(_CORRELATIONS, len(deviations))
    usual = max((within / weeks.sizes.mean()) ** 0.5, _SHARE_OF_ALL * float(np.std(weeks.means)))
    logarithm = likelihood - deviation / usual + np.log1p(-correlation)
    weight = np.exp(logarithm - logarithm.max())
    return Weighed(
        deviation=deviation,
        correlation=correlation,
        weight=weight / weight.sum(),
        mean=mean,
        variance=variance,
        within=within,
        freedom=freedom,
    )


def drawn_weeks(model: Weighed, weeks: Weeks, rules: WatchRules) -> _Values:
    """Draw means of unchanged weeks of some sizes, of the shape (draws, n_weeks)."""
    dice = np.random.default_rng(rules.seed)
    pair = dice.choice(len(model.weight), size=rules.draws, p=model.weight)
    middle = model.mean[pair] + np.sqrt(model.variance[pair]) * dice.standard_normal(rules.draws)
    within = model.within * model.freedom / dice.chisquare(model.freedom, rules.draws)
    shared = model.deviation[pair][:, None] * _chained(dice, model.correlation[pair], weeks.number)
    own = dice.standard_normal(shared.shape) * np.sqrt(within[:, None] / weeks.sizes)
    drawn: _Values = middle[:, None] + shared + own
    return drawn


def _likelihoods(means: _Values, covariance: _Values) -> tuple[_Values, _Values, _Values]:
    """Return log likelihoods, and mean and variance of μ, under covariances of the shape (n, weeks, weeks)."""
    columns = np.stack((np.ones_like(means), means), axis=1)
    inner = columns.T @ np.linalg.solve(covariance, np.broadcast_to(columns, (len(covariance), *columns.shape)))
    precision, cross, whole = inner[:, 0, 0], inner[:, 0, 1], inner[:, 1, 1]
    logarithm = np.linalg.slogdet(covariance).logabsdet
    likelihood = -(logarithm + np.log(precision) + whole - cross**2 / precision) / 2
    return likelihood, cross / precision, 1 / precision


def _chained(dice: np.random.Generator, correlation: _Values, number: _Values) -> _Values:
    """Draw standard normal values of weeks, each draw with a correlation of neighbours of its own."""
    chained = dice.standard_normal((len(correlation), len(number)))
    for week in range(1, len(number)):
        near = correlation ** (number[week] - number[week - 1])
        chained[:, week] = near * chained[:, week - 1] + np.sqrt(1 - near**2) * chained[:, week]
    return chained
