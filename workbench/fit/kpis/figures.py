"""The figure of a KPI: its part of the evidence chosen, its measure read, cases drawn again for its interval, month by month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.findings import Finding, Interval, wilson_interval
from workbench.fit.detection import Evidence
from workbench.fit.indicators.model import Standing
from workbench.fit.indicators.sample import ByCase, Exact, Sample
from workbench.fit.kpis.asking import Asked, asked_of
from workbench.fit.kpis.measures import Seen, untold
from workbench.fit.kpis.model import ChangePoint, KpiFigure, KpiPoint, Level, ReleaseDay
from workbench.fit.kpis.periods import end_days, month_days, month_name, months_of, whole_days, whole_months
from workbench.fit.kpis.statistics import Observed
from workbench.fit.kpis.totals import Monthly, difference_of
from workbench.fit.kpis.units import Quantity, factor_of
from workbench.fit.scoring.resampling import draws_of, interval_of
from workbench.linkage import LinkedProcess
from workbench.strategy import KPI

SEED: Final = 20250101
"""The seed of all draws."""

DRAWS: Final = 1000
"""How often cases are drawn again."""

FEW: Final = 5
"""With fewer cases than these a month, or one side of a release, has no figure."""

_EVER: Final = 2**31
"""A day after all days."""

_FEW_UNITS: Final = 100
"""Shares of fewer units have the wider of the bootstrap's and Wilson's interval."""


def figure_of(kpi: KPI, evidence: Evidence, releases: Iterable[ReleaseDay] = ()) -> KpiFigure:
    """Return what a KPI says over all complete cases, by the month in which they ended, and before and after each release.

    Releases count that hold one of its processes. The interval is that of 95 % of the draws of cases (cluster bootstrap,
    `draws_of`) with a fixed seed; for shares of few units Wilson's where it is wider, for counts a month that of a Poisson
    count. What cannot be told says why.
    """
    read = _read(asked_of(kpi, evidence))
    if isinstance(read, KpiFigure):
        return read
    course = _course(read, evidence, releases)
    all_, *drawn = _drawn(read.asked.part.processes, [read.all, *course.wanted])
    return _in_unit(replace(_figure(read, all_), points=course.points(drawn), changes=course.changes(drawn)), read.asked)


def level_figures(kpi: KPI, level: Level, evidence: Evidence) -> tuple[KpiFigure, ...]:
    """Return what a KPI says of every process, department or post (of the enterprise alone), without its course over time."""
    within = None if level is Level.PROCESS else kpi.process
    asked = [replace(kpi, level=level.value, of=each, process=within) for each in _all_of(level, evidence)]
    reads = [_read(asked_of(each, evidence)) for each in asked]
    known = [each for each in reads if isinstance(each, _Read)]
    scopes = dict.fromkeys(each.asked.part.scope for each in known)
    figures = {each.of: each for scope in scopes for each in _plain([one for one in known if one.asked.part.scope == scope])}
    return tuple(figures[each.asked.blank.of] if isinstance(each, _Read) else each for each in reads)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Read:
    """What was asked, and what is seen of it."""

    asked: Asked
    seen: Seen

    @property
    def has_months(self) -> bool:
        """Return whether some of the cases tell another figure: what the design decides was not seen in any month."""
        return self.asked.measure.has_months and not isinstance(self.seen.sample, Exact)

    @property
    def all(self) -> _Wanted:
        """Return the figure of all cases of the scope."""
        cases = sum(int(each.complete.sum()) for each in self.asked.part.processes)
        return _Wanted(sample=self.seen.sample, cases=np.ones(cases, dtype=np.bool_), least=1)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Wanted:
    """A figure of some cases (bool, one a complete case of the scope), wanted where there are `least` of them."""

    sample: Sample
    cases: NDArray[np.bool_]
    least: int = FEW

    @property
    def value(self) -> float | None:
        """Return the figure, None where nothing counts."""
        found = float(self.sample.drawn(self.cases.astype(np.float64)[None, :])[0])
        return None if np.isnan(found) else found

    @property
    def counted(self) -> Interval | None:
        """Return the interval where it is a count, None of all else and of nothing."""
        return self.sample.interval if isinstance(self.sample, Monthly) and self.value is not None else None


@dataclass(frozen=True, kw_only=True, eq=False)
class _Drawn:
    """A figure of some cases, None of too few, their number, and what other cases would have said.

    How many cases there are is not drawn again, as draws hold as many as there are: `counted` is the interval of a count.
    """

    value: float | None
    cases: int
    draws: NDArray[np.float64]
    counted: Interval | None = None

    def interval(self, value: float) -> Interval:
        """Return the 95 % interval of its value."""
        return interval_of(value, self.draws) if self.counted is None else self.counted


@dataclass(frozen=True, kw_only=True, eq=False)
class _Course:
    """The months (since 1970-01) in which cases ended, and the releases, of which each parts them into before and since.

    `ended` (int64) are the days on which complete cases of the scope ended, -1 where they have no time, or are not to be told
    by it. On `days` cases of any length could end: a trend is made of the months in these, and cases are counted over these.
    """

    sample: Sample
    ended: NDArray[np.int64]
    releases: tuple[ReleaseDay, ...]
    days: range

    @property
    def whole(self) -> range:
        """Return the months of which a trend may be made."""
        return whole_months(self.days)

    @property
    def months(self) -> range:
        """Return every month from the first to the last."""
        known = months_of(self.ended[self.ended >= 0])
        return range(int(known.min()), int(known.max()) + 1) if len(known) else range(0)

    @property
    def wanted(self) -> list[_Wanted]:
        """Return the figures of months, then of what was before each release, then since each."""
        whole = self.days if isinstance(self.sample, Monthly) else range(_EVER)
        starts = [_day(each) for each in self.releases]
        before = (range(whole.start, min(each, whole.stop)) for each in starts)
        since = (range(max(each, whole.start), whole.stop) for each in starts)
        return [self._over(each) for each in (*map(month_days, self.months), *before, *since)]

    def points(self, drawn: Sequence[_Drawn]) -> tuple[KpiPoint, ...]:
        """Return the figure of each month."""
        return tuple(self._point(month, each) for month, each in zip(self.months, drawn, strict=False))

    def changes(self, drawn: Sequence[_Drawn]) -> tuple[ChangePoint, ...]:
        """Return what changed at each release."""
        sides = drawn[len(self.months) :]
        before, since = sides[: len(self.releases)], sides[len(self.releases) :]
        return tuple(_change(*each) for each in zip(self.releases, before, since, strict=True))

    def _over(self, days: range) -> _Wanted:
        """Return the figure of the cases that ended on some days."""
        sample = replace(self.sample, days=days) if isinstance(self.sample, Monthly) else self.sample
        return _Wanted(sample=sample, cases=(self.ended >= max(days.start, 0)) & (self.ended < days.stop))

    def _point(self, month: int, drawn: _Drawn) -> KpiPoint:
        point = KpiPoint(period=month_name(month), n=drawn.cases, is_whole=month in self.whole)
        if drawn.value is None:
            return point
        interval = drawn.interval(drawn.value)
        return replace(point, value=drawn.value, low=interval.low, high=interval.high)


def _course(read: _Read, evidence: Evidence, releases: Iterable[ReleaseDay]) -> _Course:
    scope = read.asked.part.scope
    ended, its = end_days(evidence, scope), (each for each in releases if not set(scope.processes).isdisjoint(each.processes))
    return _Course(
        sample=read.seen.sample,
        ended=ended if read.has_months else np.full(len(ended), -1, dtype=np.int64),
        releases=tuple(sorted(its, key=lambda it: (it.effective, it.version))),
        days=whole_days(evidence, scope),
    )


def _all_of(level: Level, evidence: Evidence) -> tuple[str | None, ...]:
    match level:
        case Level.PROCESS:
            return tuple(each.id for each in evidence.design.processes)
        case Level.DEPARTMENT:
            return tuple(each.id for each in evidence.design.organization.departments or ())
        case Level.POST:
            return tuple(each.id for each in evidence.design.organization.posts or ())
        case _:
            return (None,)


def _plain(reads: Sequence[_Read]) -> list[KpiFigure]:
    """Return figures of one scope without their course, from the same draws."""
    drawn = _drawn(reads[0].asked.part.processes, [each.all for each in reads])
    return [_in_unit(_figure(each, figure), each.asked) for each, figure in zip(reads, drawn, strict=True)]


def _read(asked: Asked | KpiFigure) -> _Read | KpiFigure:
    """Read a measure; return the figure that says why, where that cannot be."""
    if isinstance(asked, KpiFigure):
        return asked
    seen = _seen(asked)
    return asked.unknown(seen) if isinstance(seen, Finding) else _Read(asked=asked, seen=seen)


def _seen(asked: Asked) -> Seen | Finding:
    """Read the measure, unless too few people or events would be shown."""
    part, privacy = asked.part, asked.part.evidence.policy.privacy
    if part.level in (Level.DEPARTMENT, Level.POST):
        events = sum(int(part.events(each).sum()) for each in part.processes)
        if not events:
            return untold("KPI_NOTHING_DONE", part)
        if privacy.suppresses(events, part.people()):
            return untold("KPI_SUPPRESSED", part, least=privacy.least_persons, events=privacy.least_events)
    seen = asked.measure.read(part, asked.statistic)
    if isinstance(seen, Finding) or seen.sample.value is not None:
        return seen
    is_short = isinstance(seen.sample, Monthly) and not seen.sample.days
    return untold("KPI_LOG_SHORT" if is_short else "KPI_NOTHING_DONE", part)


def _drawn(processes: Sequence[LinkedProcess], wanted: Sequence[_Wanted]) -> list[_Drawn]:
    """Return each figure of some cases with its draws; cases are drawn once for all of them, some draws at a time."""
    sizes = [int(each.cases.sum()) for each in wanted]
    told = [size >= each.least for size, each in zip(sizes, wanted, strict=True)]
    drawn: list[list[NDArray[np.float64]]] = [[] for _ in wanted]
    for parts in draws_of(processes, SEED, DRAWS):
        weights = np.concatenate(parts, axis=1)
        for each, is_told, into in zip(wanted, told, drawn, strict=True):
            into.extend([each.sample.drawn(weights * each.cases)] if is_told else [])
    return [
        _Drawn(
            value=each.value if is_told else None,
            cases=size,
            draws=np.concatenate([np.zeros(0), *draws]),
            counted=each.counted if is_told else None,
        )
        for each, is_told, size, draws in zip(wanted, told, sizes, drawn, strict=True)
    ]


def _figure(read: _Read, drawn: _Drawn) -> KpiFigure:
    sample, covered = read.seen.sample, read.seen.covered
    value = sample.value
    assert value is not None, "what has no value is unknown"
    interval = _interval(sample, drawn.interval(value), value, read.asked.measure.quantity)
    standing = Standing.MEASURED if covered >= 1 else Standing.PARTIAL
    return replace(
        read.asked.blank,
        standing=standing,
        value=value,
        n=sample.n,
        low=interval.low,
        high=interval.high,
        covered=covered,
    )


def _interval(sample: Sample, found: Interval, value: float, quantity: Quantity) -> Interval:
    """Return the wider of an interval and Wilson's, where the figure is a share of few."""
    is_share = quantity is Quantity.SHARE and isinstance(sample, ByCase | Observed)
    wilson = wilson_interval(value * sample.n, sample.n) if is_share and sample.n < _FEW_UNITS else None
    if wilson is None:
        return found
    return Interval(low=min(found.low, wilson.low), high=max(found.high, wilson.high))


def _change(release: ReleaseDay, before: _Drawn, since: _Drawn) -> ChangePoint:
    if before.value is None or since.value is None:
        return ChangePoint(release=release)
    return ChangePoint(release=release, before=before.value, since=since.value, difference=_difference(before, since))


def _difference(before: _Drawn, since: _Drawn) -> Interval | None:
    """Return the interval of a difference: from the draws of both, of counts from their own two intervals."""
    if before.value is None or since.value is None:
        return None
    if before.counted is None or since.counted is None:
        return interval_of(since.value - before.value, since.draws - before.draws)
    return difference_of(before.value, before.counted, since.value, since.counted)


def _in_unit(figure: KpiFigure, asked: Asked) -> KpiFigure:
    """Show all that is in the measure's own unit in that of the KPI."""
    factor = factor_of(asked.measure.quantity, figure.unit)

    def shown(value: float | None) -> float | None:
        return None if value is None else value * factor

    def spanned(interval: Interval | None) -> Interval | None:
        return None if interval is None else Interval(low=interval.low * factor, high=interval.high * factor)

    return replace(
        figure,
        value=shown(figure.value),
        low=shown(figure.low),
        high=shown(figure.high),
        points=tuple(
            replace(each, value=shown(each.value), low=shown(each.low), high=shown(each.high)) for each in figure.points
        ),
        changes=tuple(
            replace(each, before=shown(each.before), since=shown(each.since), difference=spanned(each.difference))
            for each in figure.changes
        ),
    )


def _day(release: ReleaseDay) -> int:
    return int(np.datetime64(release.effective, "D").astype(np.int64))
