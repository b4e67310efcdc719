"""Preventive warnings: what goes towards its limit and will reach it, told before it does; steady figures stay silent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median
from types import MappingProxyType
from typing import ClassVar

from workbench.findings import identity_of
from workbench.language import Language, say
from workbench.normalization.corrections.series import Series, Watched
from workbench.normalization.corrections.tendency import Tendency, discovered, tendency_of
from workbench.normalization.id_beginnings import id_named
from workbench.shown import Listing, Said, Values, figure_text, in_both


@dataclass(frozen=True, kw_only=True)
class WarningRules:
    """When a warning is given: `level` is the rate of false warnings among all that are given, in (0, 1).

    A series needs `least_points`; what would be reached later than `horizon_days` after the last point is not told.
    """

    level: float = 0.05
    least_points: int = 8
    horizon_days: int = 180


class Outlook(StrEnum):
    """What is said of a series."""

    WARNING = "warning"
    REACHED = "reached"
    STEADY = "steady"
    DISTANT = "distant"
    TOO_SHORT = "too-short"


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """One series looked at: what it tends to, and when its limit would be reached if it goes on.

    `stands_at` is where its line is at the last of `points` points, `a_week` how much it changes in a week, `p` the chance of
    such a tendency where there is none, `q` that of a false warning among all series looked at. The limit is reached on
    `reached_on`, at 95 % between `earliest` and `latest`, which are None where the line does not, or may not, reach it.
    """

    watched: Watched
    scope: str
    about: str
    outlook: Outlook
    limit: float
    points: int
    last: date | None
    stands_at: float | None = None
    a_week: float | None = None
    p: float | None = None
    q: float | None = None
    reached_on: date | None = None
    earliest: date | None = None
    latest: date | None = None

    def text(self, language: Language) -> str:
        """Say how it goes, where it stands, and when it would reach its limit."""
        return say(self.key, language, self.facts)

    @property
    def id(self) -> str:
        """Return the identity of the series: what is watched, where, of what."""
        return identity_of(self.watched.value, self.scope, self.about)

    @property
    def key(self) -> str:
        """Return the key of its sentence."""
        return f"warning-{self.watched.value}"

    @property
    def facts(self) -> Mapping[str, object]:
        """Return what fills its sentence, figures by language."""
        days = {"reached": self.reached_on, "earliest": self.earliest, "latest": self.latest}
        figures = {"limit": self.limit, "level": self.stands_at, "a_week": self.a_week}
        facts: dict[str, object] = {"scope": self.scope, "about": self.about}
        facts |= {name: "–" if each is None else each.isoformat() for name, each in days.items()}
        return facts | {name: "–" if each is None else self._in_each(each) for name, each in figures.items()}

    def _in_each(self, value: float) -> Mapping[str, str]:
        return {each.value: self.figure_text(value, each) for each in Language}

    def figure_text(self, value: float, language: Language) -> str:
        """Write a figure of the series in its unit."""
        return figure_text(value, self.unit, language)

    @property
    def unit(self) -> str:
        """Return the unit of its figures."""
        return "h" if self.watched.is_in_hours else "share"


@dataclass(frozen=True, kw_only=True, eq=False)
class Forecasts(Listing[Forecast]):
    """Every series looked at, the warnings first, of these the nearest."""

    kind = Forecast
    measured_by: ClassVar[Mapping[str, str]] = MappingProxyType(dict.fromkeys(("stands_at", "limit", "a_week"), "measured_in"))

    def columns(self, rows: slice) -> Mapping[str, Values]:
        """Return one column a field, and what its figures are measured in."""
        return {**super().columns(rows), "measured_in": [each.unit for each in self.rows[rows]]}

    @property
    def warnings(self) -> tuple[Forecast, ...]:
        """Return what is to be warned of."""
        return tuple(each for each in self.rows if each.outlook is Outlook.WARNING)

    def warning(self, beginning: str) -> Forecast:
        """Return the warning whose id begins so. Raises UsageError where none does, or several do."""
        by_id = {each.id: each for each in self.warnings}
        return by_id[id_named(beginning, by_id, "WARNING_UNKNOWN")]

    @property
    def said(self) -> Sequence[Said]:
        """Say every warning; where there is none, how many series were looked at."""
        return self.warnings or (in_both("warnings-none", {"count": len(self.rows)}),)


@dataclass(frozen=True, kw_only=True)
class _Line:
    """A tendency in days since the last point, values signed so that more is worse."""

    days: tuple[int, ...]
    values: tuple[float, ...]
    limit: float
    tendency: Tendency

    @property
    def level(self) -> float:
        """Return where the line stands at the last point."""
        return self._level(self.tendency.slope)

    def _level(self, slope: float) -> float:
        return median(value - slope * day for day, value in zip(self.days, self.values, strict=True))

    def reached(self, slope: float | None) -> int | None:
        """Return after how many days a line of some slope reaches the limit, at the last point at the earliest."""
        if slope is None or slope <= 0:
            return None
        return max(0, round((self.limit - self._level(slope)) / slope))


def forecast(series: Sequence[Series], rules: WarningRules | None = None) -> Forecasts:
    """Say of each series whether it goes towards its limit, and when it would get there.

    A warning is given where Mann and Kendall's test, corrected for all series that were looked at (Benjamini and Hochberg), finds
    a tendency, and the line through the points with Sen's slope, not yet at the limit, reaches it within the horizon.
    """
    rules = rules or WarningRules()
    lines = [_line(each, rules) for each in series]
    tested = [each for each in lines if each is not None]
    rates = iter(discovered([each.tendency.p for each in tested]))
    rows = [_told(each, line, next(rates) if line else None, rules) for each, line in zip(series, lines, strict=True)]
    return Forecasts(rows=tuple(sorted(rows, key=_order)))


def _line(series: Series, rules: WarningRules) -> _Line | None:
    if len(series.points) < max(3, rules.least_points):
        return None
    points = sorted(series.points, key=lambda each: each.day)
    days = tuple((each.day - points[-1].day).days for each in points)
    values = tuple(series.watched.sign * each.value for each in points)
    tendency = tendency_of(days, values)
    assert tendency is not None, "points enough"
    return _Line(days=days, values=values, limit=series.watched.sign * series.limit, tendency=tendency)


def _told(series: Series, line: _Line | None, rate: float | None, rules: WarningRules) -> Forecast:
    last = max((each.day for each in series.points), default=None)
    if line is None or rate is None or last is None:
        return _forecast(series, Outlook.TOO_SHORT, last)
    slope = line.tendency.slope
    days = None if line.level >= line.limit else line.reached(slope)
    low, high = line.tendency.low, line.tendency.high
    return _forecast(
        series,
        _outlook(line, days, rate, rules),
        last,
        stands_at=series.watched.sign * line.level,
        a_week=series.watched.sign * slope * 7,
        p=line.tendency.p,
        q=rate,
        reached_on=_after(last, days),
        earliest=_after(last, line.reached(high)) if days is not None else None,
        latest=_after(last, line.reached(low)) if days is not None else None,
    )


def _outlook(line: _Line, days: int | None, rate: float, rules: WarningRules) -> Outlook:
    if line.level >= line.limit:
        return Outlook.REACHED
    if rate > rules.level or days is None:
        return Outlook.STEADY
    return Outlook.WARNING if days <= rules.horizon_days else Outlook.DISTANT


def _after(last: date, days: int | None) -> date | None:
    """Return a day so long after the last point; None where it lies beyond the calendar."""
    return None if days is None or days > (date.max - last).days else last + timedelta(days=days)


def _forecast(series: Series, outlook: Outlook, last: date | None, **figures: object) -> Forecast:
    named = {"watched": series.watched, "scope": series.scope, "about": series.about, "limit": series.limit}
    return Forecast(outlook=outlook, points=len(series.points), last=last, **named, **figures)  # type: ignore[arg-type]


def _order(row: Forecast) -> tuple[object, ...]:
    return (list(Outlook).index(row.outlook), row.reached_on or date.max, row.q or 0.0, row.watched, row.scope, row.about)
