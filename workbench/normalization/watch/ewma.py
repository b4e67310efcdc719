"""Cycle times that drift: an EWMA of the weekly means of their logarithms, against the baseline.

1. m_i is the mean of ln(hours) of the n_i cases that began in week i. Of the baseline: μ = Σ n_i m_i / Σ n_i, the variance within
   weeks σ² (pooled), that between weeks τ² by moments, not below 0 (DerSimonian, Laird 1986, doi 10.1016/0197-2456(86)90046-2),
   and the correlation ρ of what neighbouring weeks share, from that of the m_i, corrected for its bias (r·W + 1) / (W − 4)
   (Marriott, Pope 1954, doi 10.1093/biomet/41.3-4.390), in [0, 0.8].
2. z_i = λ m_i + (1 − λ) z_(i−1), z_0 = μ (Roberts 1959, doi 10.1080/00401706.1959.10489860). Its standard deviation s_i,
   with that of μ, follows from Cov(m_i, m_j) = τ² ρ^|i − j|, and σ²/n_i more where i = j: autocorrelation widens the limits
   (Lu, Reynolds 1999, doi 10.1080/00224065.1999.11979925).
   Beside the z_i stand the means of all new weeks from each one on, which find small lasting shifts earlier (as a CUSUM does:
   Page 1954, doi 10.1093/biomet/41.1-2.100); both are weighted sums of the m_i, so s_i is worked out alike.
3. The limit L of max |z_i − μ| / s_i over all of these is drawn, not looked up: baseline and new weeks are drawn again and again
   from the model, with a ρ as uncertain as W weeks leave it, √((1 − ρ²) / W); μ, σ² and τ² are estimated anew from each draw, and
   L is the (1 − α) quantile. So L knows that the parameters are estimates (Jones, Champ, Rigdon 2001,
   doi 10.1198/004017001750386279) and how many weeks are looked at: an unchanged process gives a signal in α of looks.
4. It has been so since the week from which the mean of the new weeks is farthest from μ, in its standard deviations.

Hours are those that the calendar of the process works: a public holiday is no drift, and hides none.
Longer is a major signal; shorter is a minor one, since it may be work left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.findings import Severity
from workbench.normalization.watch.record import Aspect, ProcessRecord, WeekTimes
from workbench.normalization.watch.rules import WatchRules
from workbench.normalization.watch.signal import Alarm, Judged, Look, Monitor, Touch, Window, judged, untold

_MOST_CORRELATION: Final = 0.8
_Values = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class _Weeks:
    """Weeks as arrays: sizes, means and squares inside (float64), and the number of each week, counted from the first."""

    sizes: _Values
    means: _Values
    squares: _Values
    number: _Values


@dataclass(frozen=True, kw_only=True, eq=False)
class _Model:
    """Means of weeks that nothing has changed: arrays have any shape before the last axis, along which weeks lie."""

    mean: _Values
    within: _Values
    between: _Values


def watch_cycle_time(baseline: ProcessRecord, new: ProcessRecord, rules: WatchRules) -> Judged:
    """Judge the cycle times of the cases that began in the new weeks."""
    look = Look(monitor=Monitor.CYCLE_TIME, process=new.id, unit="working-h")
    for each in (baseline, new):
        reason = each.reason(Aspect.TIMES)
        if reason is not None:
            return untold(look, reason)
    if len(baseline.times) < rules.least_weeks:
        return untold(look, "WATCH_TOO_FEW_WEEKS", len(baseline.times), rules.least_weeks)
    there = sum(each.cases for each in new.times)
    if there < rules.least_cases:
        return untold(look, "WATCH_TOO_FEW", there, rules.least_cases)
    return _charted(look, (baseline.times, new.times), rules)


def _charted(look: Look, times: tuple[Sequence[WeekTimes], Sequence[WeekTimes]], rules: WatchRules) -> Judged:
    old, new = (_arrays(each) for each in times)
    model = _fitted(old.means, old.sizes, old.squares.sum())
    rho = _correlation(old, model)
    weights = np.concatenate((_ewma_weights(len(new.means), rules.smoothing), _run_weights(new.sizes)))
    scores = _scores(model, (old.sizes, new), rho, weights, new.means)
    limit = _limit((old, new), (model, rho), weights, rules)
    worst = int(np.argmax(np.abs(scores)))
    z = float(weights[worst] @ new.means + (1 - weights[worst].sum()) * model.mean)
    usual, deviation = float(model.mean), abs(z - float(model.mean)) / abs(float(scores[worst])) if scores[worst] else 0.0
    is_longer = scores[worst] > 0
    seen = Look(
        monitor=look.monitor,
        process=look.process,
        statistic=float(np.exp(z)),
        limit=float(np.exp(usual + (1 if is_longer else -1) * limit * deviation)),
        usual=float(np.exp(usual)),
        n=int(new.sizes.sum()),
        window=Window(first=times[1][0].week, last=times[1][-1].week),
        detail="longer" if is_longer else "shorter",
        unit=look.unit,
    )
    if abs(scores[worst]) <= limit:
        return judged(seen, None)
    runs = scores[len(new.means) :]
    since = times[1][int(np.argmax(runs if is_longer else -runs))].week
    severity = Severity.MAJOR if is_longer else Severity.MINOR
    return judged(seen, Alarm(since=since, severity=severity, touches=(Touch(kind="process", id=look.process),)))


@dataclass(frozen=True, kw_only=True)
class EwmaWeek:
    """The EWMA of one new week, in hours, and between what it may lie; `n` cases began in it."""

    week: date
    value: float
    low: float
    high: float
    n: int


def ewma_weeks(old: Sequence[WeekTimes], new: Sequence[WeekTimes], rules: WatchRules) -> tuple[EwmaWeek, ...]:
    """Return the EWMA of each new week with its limits (steps 2 and 3 of the module), as a chart shows it."""
    before, after = _arrays(old), _arrays(new)
    model = _fitted(before.means, before.sizes, before.squares.sum())
    rho = _correlation(before, model)
    smoothing = _ewma_weights(len(after.means), rules.smoothing)
    limit = _limit((before, after), (model, rho), np.concatenate((smoothing, _run_weights(after.sizes))), rules)
    values = smoothing @ after.means + (1 - smoothing.sum(axis=1)) * model.mean
    reach = limit * _spreads(model, (before.sizes, after), rho, smoothing)
    low, value, high = np.exp([model.mean - reach, values, model.mean + reach]).tolist()
    return tuple(
        EwmaWeek(week=each.week, value=value[number], low=low[number], high=high[number], n=each.cases)
        for number, each in enumerate(new)
    )


def _arrays(weeks: Sequence[WeekTimes]) -> _Weeks:
    first = weeks[0].week
    return _Weeks(
        sizes=np.array([each.cases for each in weeks], dtype=np.float64),
        means=np.array([each.mean for each in weeks]),
        squares=np.array([each.squares for each in weeks]),
        number=np.array([(each.week - first).days // 7 for each in weeks], dtype=np.float64),
    )


def _fitted(means: _Values, sizes: _Values, squares: _Values) -> _Model:
    """Estimate mean, variance within weeks and between them (step 1); `means` has the shape (…, n_weeks), `squares` (…)."""
    n, weeks = sizes.sum(), len(sizes)
    within = squares / max(n - weeks, 1.0)
    mean = (means * sizes).sum(axis=-1) / n
    around = (sizes * (means - mean[..., None]) ** 2).sum(axis=-1)
    between = np.maximum(0.0, (around - (weeks - 1) * within) / (n - (sizes**2).sum() / n))
    return _Model(mean=mean, within=within, between=between)


def _correlation(weeks: _Weeks, model: _Model) -> float:
    """Return how far what neighbouring weeks share is correlated, in [0, 0.8]; 0 where weeks share nothing beyond chance."""
    away = weeks.means - model.mean
    whole, n = float((away**2).sum()), len(away)
    if n <= 4 or not whole or not model.between:
        return 0.0
    raw = float((away[1:] * away[:-1]).sum()) / whole
    return float(np.clip((raw * n + 1) / (n - 4), 0.0, _MOST_CORRELATION))


def _ewma_weights(weeks: int, smoothing: float) -> _Values:
    """Return the weight of each week (column) in z of each week (row)."""
    ages = np.arange(weeks)[:, None] - np.arange(weeks)[None, :]
    return np.where(ages >= 0, smoothing * (1 - smoothing) ** np.maximum(ages, 0), 0.0)


def _run_weights(sizes: _Values) -> _Values:
    """Return the weight of each week (column) in the mean from each week on (row)."""
    weights = np.triu(np.tile(sizes, (len(sizes), 1)))
    scaled: _Values = weights / weights.sum(axis=1, keepdims=True)
    return scaled


def _scores(model: _Model, weeks: tuple[_Values, _Weeks], rho: float, weights: _Values, means: _Values) -> _Values:
    """Return (Σ w m − Σ w μ) / its standard deviation for each row of weights; `means` has the shape (…, n_new)."""
    away = (means - model.mean[..., None]) @ weights.T
    scores: _Values = away / _spreads(model, weeks, rho, weights)
    return scores


def _spreads(model: _Model, weeks: tuple[_Values, _Weeks], rho: float, weights: _Values) -> _Values:
    """Return the standard deviation of Σ w m − Σ w μ for each row of weights, of the shape (…, n_rows)."""
    old_sizes, new = weeks
    nearness = rho ** np.abs(new.number[:, None] - new.number[None, :])
    shared = np.einsum("ki,ij,kj->k", weights, nearness, weights)
    own = model.between[..., None] * shared + model.within[..., None] * (weights**2 / new.sizes).sum(axis=1)
    share = old_sizes / old_sizes.sum()
    inflation = (1 + rho) / (1 - rho)
    of_mean = ((share**2) * (model.between[..., None] * inflation + model.within[..., None] / old_sizes)).sum(axis=-1)
    spread = own + weights.sum(axis=1) ** 2 * of_mean[..., None]
    deviations: _Values = np.sqrt(np.maximum(spread, 1e-300))
    return deviations


def _limit(weeks: tuple[_Weeks, _Weeks], fitted: tuple[_Model, float], weights: _Values, rules: WatchRules) -> float:
    """Draw the limit of the greatest score over the new weeks where nothing has changed (step 3)."""
    (old, new), (model, rho) = weeks, fitted
    dice = np.random.default_rng(rules.seed)
    unsure = ((1 - rho**2) / len(old.sizes)) ** 0.5
    kin = np.clip(rho + unsure * dice.standard_normal(rules.draws), 0.0, _MOST_CORRELATION)
    old_means, new_means = (_drawn(dice, each, model, kin) for each in (old, new))
    freedom = max(old.sizes.sum() - len(old.sizes), 1.0)
    again = _fitted(old_means, old.sizes, model.within * dice.chisquare(freedom, rules.draws))
    scores = _scores(again, (old.sizes, new), rho, weights, new_means)
    return float(np.quantile(np.abs(scores).max(axis=-1), 1 - rules.false_alarm))


def _drawn(dice: np.random.Generator, weeks: _Weeks, model: _Model, rho: _Values) -> _Values:
    """Draw weekly means of the model, of shape (draws, n_weeks), each draw with a correlation of its own (float64, (draws,))."""
    noise = dice.standard_normal((len(rho), len(weeks.number)))
    chained = noise.copy()
    for week in range(1, len(weeks.number)):
        near = rho ** (weeks.number[week] - weeks.number[week - 1])
        chained[:, week] = near * chained[:, week - 1] + np.sqrt(1 - near**2) * noise[:, week]
    alone = dice.standard_normal(noise.shape) * np.sqrt(model.within / weeks.sizes)
    drawn: _Values = chained * np.sqrt(model.between) + alone
    return drawn
