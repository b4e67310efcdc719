"""Shares that went up: deviating cases, and cases that break a critical rule, week by week against the baseline.

1. From the baseline's weeks: p = (x + ½) / (n + 1), and Laney's σ_z = mean |z_i − z_(i−1)| / 1.128 with
   z_i = (p_i − p̄) / √(p̄(1 − p̄) / n_i) (Laney 2002, doi 10.1081/QEN-120006555), never below 1: weeks that differ by more than
   chance widen the limits, weeks that differ by less do not narrow them.
2. Of n new cases, X show it: beta-binomial with mean p, whose variance holds chance, Laney's variance between weeks, and that
   p itself is an estimate. It is exact where n is small, and needs no normal approximation (the predictive distribution under
   Jeffreys' prior: Brown, Cai, DasGupta 2001, doi 10.1214/ss/1009213286).
3. Judged are each new week by itself, as on a p-chart, and all weeks from each one on, which finds small lasting shifts as a
   CUSUM does (the generalized likelihood ratio scheme: Lorden 1971, doi 10.1214/aoms/1177693055). Of K weeks these are 2K − 1
   judgements, each at α / (2K − 1) / R for R charts of a family (Bonferroni): a family speaks of an unchanged process in at most
   α of looks.
4. It has been so since the week that parts all weeks, those of the baseline included, into a lower and a higher share with the
   greatest likelihood: the change point of a binomial sequence (Hinkley, Hinkley 1970, doi 10.1093/biomet/57.3.477). Weeks that
   vary by more than chance divide all these likelihoods alike, which leaves the greatest where it is. Where a single week stood
   out and the share is no higher since, it is that week.

Only more is a signal: fewer deviations are no reason to adjust anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.fit.watch_rules import WatchRules
from workbench.normalization.watch.record import ProcessRecord, RuleRecord, WeekCount
from workbench.normalization.watch.signal import Alarm, Judged, Look, Monitor, Touch, Window, judged, together, untold

_BIAS: Final = 1.128
"""d_2 of two: the mean range of two standard normal values."""


@dataclass(frozen=True, kw_only=True)
class Usual:
    """The share of a baseline: `share` of `cases`, and how many times its weeks vary as they would by chance, at least 1."""

    share: float
    cases: int
    variance: float
    mean_size: float

    def tail(self, weeks: Sequence[WeekCount]) -> NDArray[np.float64]:
        """Return P(X ≥ x) for x from 0 to n over some weeks together (float64, shape (n + 1,))."""
        sizes = np.array([each.exposed for each in weeks], dtype=np.float64)
        n = sizes.sum()
        between = (self.variance - 1) / max(self.mean_size - 1, 1.0)
        joint = (sizes * (sizes - 1)).sum() / (n * (n - 1)) if n > 1 else 0.0
        spread = min(0.5, between * joint + self.variance / (self.cases + self.variance))
        total = 1 / spread - 1
        return _upper_tail(int(n), self.share * total, (1 - self.share) * total)


@dataclass(frozen=True, kw_only=True)
class _Judgement:
    """Some weeks together: how probable what they show is by chance, and the share that would be too much."""

    weeks: tuple[WeekCount, ...]
    chance: float
    statistic: float
    limit: float


def usual_of(weeks: Sequence[WeekCount]) -> Usual:
    """Estimate the share of a baseline and how its weeks vary (steps 1 of the module)."""
    n = sum(each.exposed for each in weeks)
    share = (sum(each.count for each in weeks) + 0.5) / (n + 1)
    z = [(each.count / each.exposed - share) / (share * (1 - share) / each.exposed) ** 0.5 for each in weeks]
    ranges = [abs(b - a) for a, b in pairwise(z)]
    sigma = sum(ranges) / len(ranges) / _BIAS if ranges else 1.0
    return Usual(share=share, cases=n, variance=max(1.0, sigma**2), mean_size=n / max(1, len(weeks)))


def watch_conformance(baseline: ProcessRecord, new: ProcessRecord, rules: WatchRules) -> Judged:
    """Judge the share of deviating cases (1 − PX3)."""
    look = Look(monitor=Monitor.CONFORMANCE, process=new.id, unit="share")
    touches = (Touch(kind="process", id=new.id),)
    chart = _Chart(old=baseline.deviating, new=new.deviating, rate=rules.false_alarm, least=rules.least_cases)
    return _charted(look, chart, Alarm(since=None, touches=touches))


def watch_rules(baseline: ProcessRecord, new: ProcessRecord, rules: WatchRules) -> Judged:
    """Judge the share of violations of each critical rule; one to which no case was exposed before, or none is now, is untold."""
    before, after = ({(each.kind, each.object): each for each in record.rules} for record in (baseline, new))
    shared = [key for key in after if key in before]
    rate = rules.false_alarm / max(1, len(shared))
    charts = (_Chart(old=before[key].weeks, new=after[key].weeks, rate=rate, least=rules.least_cases) for key in shared)
    told = (_of_rule(new.id, after[key], chart) for key, chart in zip(shared, charts, strict=True))
    lone = sorted(before.keys() ^ after.keys())
    looks = (Look(monitor=Monitor.RULE, process=new.id, object=about, detail=kind, unit="share") for kind, about in lone)
    return together((*told, *(untold(look, "WATCH_TOO_FEW", 0, rules.least_cases) for look in looks)))


@dataclass(frozen=True, kw_only=True)
class _Chart:
    """Weeks of a baseline and new ones; `rate` is how often the judgement may speak by chance, `least` the cases both need."""

    old: Sequence[WeekCount]
    new: Sequence[WeekCount]
    rate: float
    least: int


def _of_rule(process: str, rule: RuleRecord, chart: _Chart) -> Judged:
    look = Look(monitor=Monitor.RULE, process=process, object=rule.object, detail=rule.kind, unit="share")
    touches = tuple(Touch(kind="activity", id=each) for each in rule.object)
    alarm = Alarm(since=None, severity=rule.severity, touches=(Touch(kind="process", id=process), *touches))
    return _charted(look, chart, alarm)


def _charted(look: Look, chart: _Chart, alarm: Alarm) -> Judged:
    for some in (chart.old, chart.new):
        there = sum(each.exposed for each in some)
        if there < chart.least:
            return untold(look, "WATCH_TOO_FEW", there, chart.least)
    usual = usual_of(chart.old)
    worst = min(_judgements(usual, chart.new, chart.rate), key=lambda each: (each.chance, each.weeks[0].week))
    seen = replace(
        look,
        statistic=worst.statistic,
        limit=worst.limit,
        usual=sum(each.count for each in chart.old) / usual.cases,
        n=sum(each.exposed for each in worst.weeks),
        window=Window(first=worst.weeks[0].week, last=worst.weeks[-1].week),
    )
    if worst.statistic <= worst.limit:
        return judged(seen, None)
    return judged(seen, replace(alarm, since=_parting(chart.old, chart.new) or worst.weeks[0].week))


def _parting(old: Sequence[WeekCount], new: Sequence[WeekCount]) -> date | None:
    """Return the new week from which on the share most likely is higher (step 4); None where it is higher from none on."""
    shown, exposed = (np.cumsum([getattr(each, name) for each in (*old, *new)]) for name in ("count", "exposed"))
    x, n = (each[len(old) - 1 : -1].astype(np.float64) for each in (shown, exposed))
    y, m = shown[-1] - x, exposed[-1] - n
    gained = np.where(y * n > x * m, _likelihood(x, n) + _likelihood(y, m), -np.inf)
    best = int(np.argmax(gained))
    return new[best].week if np.isfinite(gained[best]) else None


def _likelihood(x: NDArray[np.float64], n: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the logarithm of the likelihood of x of n where the share is x / n."""
    return _times_log(x) + _times_log(n - x) - _times_log(n)


def _times_log(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return x ln x, which is 0 at 0."""
    found: NDArray[np.float64] = x * np.log(x, out=np.zeros_like(x), where=x > 0)
    return found


def _judgements(usual: Usual, weeks: Sequence[WeekCount], rate: float) -> list[_Judgement]:
    """Judge each week alone, and all from each week on."""
    runs = [weeks[place:] for place in range(len(weeks))]
    alone = [(each,) for each in weeks[:-1]]
    each_rate = rate / (len(runs) + len(alone))
    return [_judgement(usual, tuple(some), each_rate) for some in (*runs, *alone)]


def limits_alone(usual: Usual, weeks: Sequence[WeekCount], of: int, rate: float) -> tuple[float, ...]:
    """Return the greatest share that each week may show by itself where `of` new weeks are judged, as a p-chart draws it."""
    return tuple(_judgement(usual, (each,), rate / max(1, 2 * of - 1)).limit for each in weeks)


def _judgement(usual: Usual, weeks: tuple[WeekCount, ...], rate: float) -> _Judgement:
    tail = usual.tail(weeks)
    n, x = len(tail) - 1, sum(each.count for each in weeks)
    allowed = int(np.count_nonzero(tail > rate)) - 1
    return _Judgement(weeks=weeks, chance=float(tail[x]), statistic=x / n, limit=allowed / n)


def _upper_tail(n: int, a: float, b: float) -> NDArray[np.float64]:
    """Return P(X ≥ x), x = 0 … n, of the beta-binomial distribution, by the ratios of its neighbouring terms."""
    x = np.arange(n, dtype=np.float64)
    ratios = np.log((n - x) / (x + 1)) + np.log((x + a) / (n - x - 1 + b))
    logs = np.concatenate(([0.0], np.cumsum(ratios)))
    terms = np.exp(logs - logs.max())
    tail: NDArray[np.float64] = np.minimum(1.0, np.cumsum(terms[::-1])[::-1] / terms.sum())
    return tail
