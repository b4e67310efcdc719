"""Shares and cycle times week by week with their limits, as they were judged: what a control chart shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from workbench.fit.watch_rules import WatchRules
from workbench.normalization.watch.baseline import Baseline
from workbench.normalization.watch.ewma import ewma_weeks
from workbench.normalization.watch.p_chart import limits_alone, usual_of
from workbench.normalization.watch.record import Aspect, ProcessRecord, RuleRecord, WeekCount
from workbench.normalization.watch.signal import Look, Monitor
from workbench.normalization.watch.watching import NewData, Watched


@dataclass(frozen=True, kw_only=True)
class ChartWeek:
    """One week: a share in [0, 1] or a time in hours of `n` cases, and between what it may lie; `low` None where less is fine."""

    week: date
    value: float
    n: int
    is_new: bool
    high: float | None = None
    low: float | None = None


@dataclass(frozen=True, kw_only=True)
class Chart:
    """What one judgement rests on, week by week; `look` is that judgement, its `usual` the middle line."""

    look: Look
    weeks: tuple[ChartWeek, ...]


def charts_of(baseline: Baseline, new: NewData, watched: Watched) -> tuple[Chart, ...]:
    """Return a chart for each share and cycle time that a look judged, in the order of its judgements."""
    fresh = {each.id: each for each in new.processes}
    pairs = {each.id: (each, fresh[each.id]) for each in baseline.processes if each.id in fresh}
    seen = (each for each in watched.looks if each.process in pairs)
    charts = (_chart(look, *pairs[look.process], watched.rules) for look in seen)
    return tuple(each for each in charts if each is not None)


def _chart(look: Look, old: ProcessRecord, new: ProcessRecord, rules: WatchRules) -> Chart | None:
    if look.monitor is Monitor.CONFORMANCE:
        return Chart(look=look, weeks=tuple(_shares(old.deviating, new.deviating, rules.false_alarm)))
    if look.monitor is Monitor.RULE:
        shared = {(each.kind, each.object) for each in old.rules} & {(each.kind, each.object) for each in new.rules}
        before, after = (_rule(each, look) for each in (old, new))
        return Chart(look=look, weeks=tuple(_shares(before.weeks, after.weeks, rules.false_alarm / len(shared))))
    if look.monitor is Monitor.CYCLE_TIME and old.reason(Aspect.TIMES) is None:
        weeks = ewma_weeks(old.times, new.times, rules)
        told = (ChartWeek(week=it.week, value=it.value, n=it.n, is_new=True, high=it.high, low=it.low) for it in weeks)
        return Chart(look=look, weeks=tuple(told))
    return None


def _rule(record: ProcessRecord, look: Look) -> RuleRecord:
    return next(each for each in record.rules if (each.kind, each.object) == (look.detail, look.object))


def _shares(old: Sequence[WeekCount], new: Sequence[WeekCount], rate: float) -> Iterator[ChartWeek]:
    """Yield the share of each week; what was usual when the release was made has no limit to keep to."""
    limits = limits_alone(usual_of(old), new, len(new), rate)
    for each in old:
        yield _share(each)
    for each, limit in zip(new, limits, strict=True):
        yield replace(_share(each), high=limit, is_new=True)


def _share(week: WeekCount) -> ChartWeek:
    return ChartWeek(week=week.week, value=week.count / week.exposed, n=week.exposed, is_new=False)
