"""Cycle times that drift: an EWMA of the weekly means of their logarithms, against the baseline.

1. m_i is the mean of ln(hours) of the n_i cases that began in week i: m = μ + what the week shares + chance. What weeks share has
   the deviation τ and, between neighbouring weeks, the correlation ρ (a first-order autoregression); chance has the variance
   σ² / n_i, with σ² as pooled within the baseline's weeks.
2. How far weeks differ and are alike is not known from so few of them. So τ and ρ are not estimated but weighed: each pair of a
   grid by the likelihood of the baseline's weeks, μ integrated out, and by priors for which simpler is likelier: of τ an
   exponential whose mean is the deviation σ / √n of a week by chance (Simpson and others 2017, doi 10.1214/16-STS576), at least
   half that of the baseline's weekly means – of one case a week, or cases that take equally long, σ is not known –, of ρ falling
   as 1 − ρ, in [0, 0.8]. That is the estimate of the autocorrelation with its uncertainty: sixteen weeks rule out little.
3. z_i = λ m_i + (1 − λ) z_(i−1), z_0 = μ (Roberts 1959, doi 10.1080/00401706.1959.10489860). Beside the z_i stand the means of
   all new weeks from each one on, which find small lasting shifts earlier (as a CUSUM does: Page 1954,
   doi 10.1093/biomet/41.1-2.100).
4. New weeks of an unchanged process are drawn again and again: τ and ρ from step 2, μ given these, σ² as uncertain as its degrees
   of freedom leave it, then the weeks (the posterior predictive distribution). The deviation s_i of each z_i − μ and mean is
   that of the draws, and the limit L of max |z_i − μ| / s_i over all of them is their (1 − α) quantile. So L knows that the
   parameters are estimates (Jones, Champ, Rigdon 2001, doi 10.1198/004017001750386279), that neighbouring weeks are alike (Lu,
   Reynolds 1999, doi 10.1080/00224065.1999.11979925) and how many weeks are looked at.
5. It has been so since the week from which the mean of the new weeks is farthest from μ, in its deviations.

Hours are those that the calendar of the process works: a public holiday is no drift, and hides none.
Longer is a major signal; shorter is a minor one, since it may be work left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.findings import Severity
from workbench.fit.watch_rules import WatchRules
from workbench.normalization.watch.record import Aspect, ProcessRecord, WeekTimes
from workbench.normalization.watch.signal import Alarm, Judged, Look, Monitor, Touch, Window, judged, untold
from workbench.normalization.watch.week_model import Weeks, drawn_weeks, weeks_of, weighed

_Values = NDArray[np.float64]
_LEAST: Final = 1e-300


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
    return _judged(look, baseline.times, new.times, rules)


def _judged(look: Look, old: Sequence[WeekTimes], new: Sequence[WeekTimes], rules: WatchRules) -> Judged:
    weeks = weeks_of(new)
    reach = _reach(old, weeks, rules)
    scores = reach.scores(weeks.means)
    worst = int(np.argmax(np.abs(scores)))
    is_longer = bool(scores[worst] > 0)
    limit = (1 if is_longer else -1) * reach.limit * reach.spreads[worst]
    seen = replace(
        look,
        statistic=float(np.exp(reach.usual + scores[worst] * reach.spreads[worst])),
        limit=float(np.exp(reach.usual + limit)),
        usual=float(np.exp(reach.usual)),
        n=int(weeks.sizes.sum()),
        window=Window(first=new[0].week, last=new[-1].week),
        detail="longer" if is_longer else "shorter",
    )
    if abs(scores[worst]) <= reach.limit:
        return judged(seen, None)
    runs = scores[len(new) :]
    since = new[int(np.argmax(runs if is_longer else -runs))].week
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
    """Return the EWMA of each new week with its limits (steps 3 and 4 of the module), as a chart shows it."""
    weeks = weeks_of(new)
    reach = _reach(old, weeks, rules)
    away = (reach.scores(weeks.means) * reach.spreads)[: len(new)]
    limits = reach.limit * reach.spreads[: len(new)]
    low, value, high = np.exp([reach.usual - limits, reach.usual + away, reach.usual + limits]).tolist()
    return tuple(
        EwmaWeek(week=each.week, value=value[number], low=low[number], high=high[number], n=each.cases)
        for number, each in enumerate(new)
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Reach:
    """How far weighted sums of new weeks go from what is usual by chance.

    `weights` have a row a sum and a column a week; `spreads` are the deviations of the sums, `limit` is in these.
    """

    usual: float
    weights: _Values
    spreads: _Values
    limit: float

    def scores(self, means: _Values) -> _Values:
        """Return Σ w (m − μ) in its deviations for each sum."""
        scores: _Values = (means - self.usual) @ self.weights.T / self.spreads
        return scores


def _reach(old: Sequence[WeekTimes], new: Weeks, rules: WatchRules) -> _Reach:
    model = weighed(weeks_of(old))
    weights = np.concatenate((_ewma_weights(len(new.means), rules.smoothing), _run_weights(new.sizes)))
    away = (drawn_weeks(model, new, rules) - model.usual) @ weights.T
    spreads = np.sqrt(np.maximum((away**2).mean(axis=0), _LEAST))
    limit = float(np.quantile(np.abs(away / spreads).max(axis=1), 1 - rules.false_alarm))
    return _Reach(usual=model.usual, weights=weights, spreads=spreads, limit=limit)


def _ewma_weights(weeks: int, smoothing: float) -> _Values:
    """Return the weight of each week (column) in z of each week (row)."""
    ages = np.arange(weeks)[:, None] - np.arange(weeks)[None, :]
    return np.where(ages >= 0, smoothing * (1 - smoothing) ** np.maximum(ages, 0), 0.0)


def _run_weights(sizes: _Values) -> _Values:
    """Return the weight of each week (column) in the mean from each week on (row)."""
    weights = np.triu(np.tile(sizes, (len(sizes), 1)))
    scaled: _Values = weights / weights.sum(axis=1, keepdims=True)
    return scaled
