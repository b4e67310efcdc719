"""A figure over time: by month of the cases' ends, by week where the log is short, each point with its n and its interval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog import NO_TIME
from workbench.eventlog.looks.throughput import local_days
from workbench.findings import wilson_interval
from workbench.language import Language, say
from workbench.report.drawings.svg import MARGIN, TOP, at, figure, hinted, path, rectangle, text
from workbench.report.page import Trend, TrendPoint
from workbench.report.tables import UNKNOWN, drawing, percent, table

FEW: Final = 5
"""With fewer cases than these a period has no figure."""

_SHORT: Final = 70
"""Days up to which a log is told by weeks."""

_MOST: Final = 120
"""Periods up to which those without any case are told, too."""

_MONDAY: Final = 3
"""Days from a Monday to 1970-01-01."""

_STEP: Final = 28.0
_NARROWEST: Final = 300.0
_HIGH: Final = 60.0
_LOW: Final = 18.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Periods:
    """The months or weeks in which complete cases ended: `of_case` (int64) indexes `names`, -1 where a case bears no time."""

    names: tuple[str, ...]
    of_case: NDArray[np.int64]

    def cases(self, number: int) -> NDArray[np.bool_]:
        """Return which cases ended in a period."""
        return np.asarray(self.of_case == number)


def periods_of(ends: NDArray[np.int64], zone: ZoneInfo) -> Periods:
    """Return when cases ended (int64, µs since 1970-01-01 UTC), on the clocks of a time zone; weeks bear their Monday's date."""
    known = ends != NO_TIME
    days = local_days(ends[known], zone)
    of_case = np.full(len(ends), -1, dtype=np.int64)
    if not len(days):
        return Periods(names=(), of_case=of_case)
    is_short = days.max() - days.min() < _SHORT
    numbers = (days + _MONDAY) // 7 if is_short else days.view("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    found = np.unique(numbers)
    span = np.arange(found[0], found[-1] + 1)
    told = span if len(span) <= _MOST else found
    of_case[known] = np.searchsorted(told, numbers)
    names = (told * 7 - _MONDAY).view("datetime64[D]") if is_short else told.view("datetime64[M]")
    return Periods(names=tuple(names.astype(str).tolist()), of_case=of_case)


def trend_of_shares(periods: Periods, part: NDArray[np.float64], whole: NDArray[np.float64]) -> Trend:
    """Return a share over time: part / whole of each period, sums over its cases (one entry a case), with Wilson's interval."""

    def point(number: int) -> TrendPoint:
        cases = periods.cases(number)
        counted, n = float(part[cases].sum()), int(whole[cases].sum())
        if np.count_nonzero(whole[cases]) < FEW:
            return TrendPoint(period=periods.names[number], n=n)
        interval = wilson_interval(counted, n)
        assert interval is not None, "cases enough that count"
        return TrendPoint(period=periods.names[number], n=n, value=counted / n, low=interval.low, high=interval.high)

    return _trend([point(number) for number in range(len(periods.names))])


def trend_of_scores(periods: Periods, score: Callable[[NDArray[np.bool_]], float | None]) -> Trend:
    """Return a score over time, `score` being told which cases ended in a period; n counts those, and there is no interval."""

    def point(number: int) -> TrendPoint:
        cases = periods.cases(number)
        n = int(cases.sum())
        return TrendPoint(period=periods.names[number], n=n, value=score(cases) if n >= FEW else None)

    return _trend([point(number) for number in range(len(periods.names))])


def _trend(points: Sequence[TrendPoint]) -> Trend:
    rows = [(each.period, percent(each.value), _interval(each), f"{each.n:,}") for each in points]
    return Trend(
        points=tuple(points),
        drawing=drawing(partial(draw_trend, points)),
        table=table(("trend-period",), ("trend-value", "trend-interval", "trend-n"), rows),
    )


def draw_trend(points: Sequence[TrendPoint], language: Language) -> str:
    """Draw a small line with a dot a period from 0 to 100 %; what is not known is a gap, the interval a bar behind its dot."""
    step = max(_STEP, _NARROWEST / max(1, len(points)))
    right = MARGIN + step * max(1, len(points))
    places = {number: MARGIN + step * (number + 0.5) for number in range(len(points))}
    known = {number: each.value for number, each in enumerate(points) if each.value is not None}
    bars = [_bar(places[number], points[number]) for number in known]
    runs = [
        f"M{at(places[number - 1], _level(known[number - 1]))}L{at(places[number], _level(value))}"
        for number, value in known.items()
        if number - 1 in known
    ]
    dots = [
        hinted(_hint(points[number], language), rectangle(places[number] - 3, _level(value) - 3, 6, 6, "area0", 3))
        for number, value in known.items()
    ]
    base = path(f"M{at(MARGIN, _level(0))}H{right:.0f}", "rule")
    ends = [points[0].period, points[-1].period] if points else []
    captions = [
        text(x, TOP + _HIGH + _LOW, said, "soft", anchor)
        for x, said, anchor in zip((MARGIN, right), dict.fromkeys(ends), ("start", "end"), strict=False)
    ]
    line = [path(each, "line0", 2) for each in runs]
    return figure(right + MARGIN, TOP + _HIGH + _LOW + 8, say("trend-title", language), (base, *bars, *line, *dots, *captions))


def _bar(x: float, point: TrendPoint) -> str:
    if point.low is None or point.high is None:
        return ""
    return path(f"M{at(x, _level(point.low))}V{_level(point.high):.1f}", "rule", 5)


def _level(value: float) -> float:
    return TOP + _HIGH * (1 - value)


def _hint(point: TrendPoint, language: Language) -> str:
    facts = {"period": point.period, "value": percent(point.value), "interval": _interval(point), "n": f"{point.n:,}"}
    return say("trend-hint", language, facts)


def _interval(point: TrendPoint) -> str:
    return UNKNOWN if point.low is None or point.high is None else f"{point.low:.1%}–{point.high:.1%}"
