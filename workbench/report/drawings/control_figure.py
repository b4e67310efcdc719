"""A control chart as SVG: a share or a time week by week, what is usual, and the limits within which it may lie."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import groupby, pairwise
from typing import Final
from zoneinfo import ZoneInfo

from workbench.language import Language, say
from workbench.normalization.watch import Monitor
from workbench.normalization.watch.charts import Chart, ChartWeek
from workbench.report.drawings.axes import LEFT, WIDTH, calendar_ticks, ticks_across
from workbench.report.drawings.svg import MARGIN, TOP, at, figure, hinted, nothing, path, rectangle, text, text_width
from workbench.shown import figure_text

_TALL: Final = 150.0
_LEGEND: Final = 24.0
_BASE: Final = TOP + _LEGEND + _TALL
_MICROSECONDS: Final = 10**6
_WEEK: Final = 7 * 24 * 3600 * _MICROSECONDS
_UTC: Final = ZoneInfo("UTC")
_SHORT_UNITS: Final = {"working-h": "h"}
"""How units stand at the axis; the title has them whole."""


def draw_control(chart: Chart, about: Mapping[str, object], language: Language) -> str:
    """Draw a dot a week, beyond its limit a larger one with a mark; a line parts what is new from the baseline.

    `about` fills the title: process, object and detail.
    """
    weeks = chart.weeks
    if not weeks:
        return nothing(language)
    bottom, top = _span(chart)
    begin, end = _moment(weeks[0].week), _moment(weeks[-1].week) + _WEEK
    scale = (WIDTH - LEFT - MARGIN) / (end - begin)

    def x(week: date) -> float:
        return LEFT + (_moment(week) - begin + _WEEK / 2) * scale

    def y(value: float) -> float:
        return _BASE - _TALL * min(1.0, max(0.0, (value - bottom) / (top - bottom)))

    body = [
        *_levels(bottom, top, (_SHORT_UNITS.get(chart.look.unit, chart.look.unit), language), y),
        *ticks_across(calendar_ticks(begin, end, _UTC), begin, scale, _BASE),
        *_legend(chart, language),
        *_lines(chart, x, y),
        *_limits(weeks, x, y, _WEEK * scale / 2),
        *(_dot(each, chart, (x(each.week), y(each.value)), language) for each in weeks),
        *_parting(weeks, x, _WEEK * scale / 2, language),
    ]
    return figure(WIDTH, _BASE + 30, say(f"control-{chart.look.monitor.value}", language, about), body)


def _span(chart: Chart) -> tuple[float, float]:
    """Return from where to where values are drawn: shares from 0, times around what there is."""
    bounds = (bound for each in chart.weeks for bound in (each.value, each.low, each.high))
    values = [each for each in (*bounds, chart.look.usual) if each is not None]
    if chart.look.monitor is not Monitor.CYCLE_TIME:
        return 0.0, min(1.0, max(*values, 1e-9) * 1.1)
    margin = max(max(values) - min(values), 1e-9) * 0.15
    return max(0.0, min(values) - margin), max(values) + margin


def _levels(bottom: float, top: float, written: tuple[str, Language], y: Callable[[float], float]) -> Iterator[str]:
    step = 10.0 ** math.floor(math.log10((top - bottom) / 2))
    step = next(step * times for times in (1, 2, 5, 10) if step * times * 4 >= top - bottom)
    for number in range(math.ceil(bottom / step), int(top / step) + 1):
        value = number * step
        yield path(f"M{at(LEFT, y(value))}H{WIDTH - MARGIN:.0f}", "rule")
        yield text(LEFT - 6, y(value) + 4, figure_text(value, *written), "soft", "end")


def _lines(chart: Chart, x: Callable[[date], float], y: Callable[[float], float]) -> Iterator[str]:
    if chart.look.usual is not None:
        yield path(f"M{at(LEFT, y(chart.look.usual))}H{WIDTH - MARGIN:.0f}", "line2", 1.5)
    for is_new, some in groupby(chart.weeks, key=lambda each: each.is_new):
        for before, after in pairwise(some):
            ends = (at(x(before.week), y(before.value)), at(x(after.week), y(after.value)))
            yield path(f"M{ends[0]}L{ends[1]}", "line0" if is_new else "line7", 1.5)


def _limits(weeks: Sequence[ChartWeek], x: Callable[[date], float], y: Callable[[float], float], half: float) -> Iterator[str]:
    for each in weeks:
        for limit in (each.high, each.low):
            if limit is not None:
                yield path(f"M{at(x(each.week) - half, y(limit))}h{2 * half:.1f}", "line3 dashed", 1.5)


def _dot(week: ChartWeek, chart: Chart, place: tuple[float, float], language: Language) -> str:
    x, y = place
    unit = chart.look.unit
    said = {"week": week.week.isoformat(), "value": figure_text(week.value, unit, language), "n": f"{week.n:,}"}
    hint = say("control-week", language, said)
    if not is_beyond(week):
        return hinted(hint, rectangle(x - 2.5, y - 2.5, 5, 5, "area0" if week.is_new else "area7", 2.5))
    limit = week.high if week.high is not None and week.value > week.high else week.low
    hint += say("control-beyond", language, {"limit": figure_text(limit or 0.0, unit, language)})
    return hinted(hint, rectangle(x - 4, y - 4, 8, 8, "area3"), text(x, y - 8, "▲", "ink", "middle"))


def is_beyond(week: ChartWeek) -> bool:
    """Return whether a week by itself is beyond its limits."""
    is_high = week.high is not None and week.value > week.high
    return is_high or (week.low is not None and week.value < week.low)


def _parting(weeks: Sequence[ChartWeek], x: Callable[[date], float], half: float, language: Language) -> Iterator[str]:
    """Part the baseline from what is new."""
    first = next((each for each in weeks if each.is_new), None)
    if first is not None and first is not weeks[0]:
        left = x(first.week) - half
        yield path(f"M{at(left, TOP + _LEGEND - 4)}V{_BASE:.0f}", "frame dashed", 1.0)
        yield text(left + 4, TOP + _LEGEND + 8, say("control-new", language), "soft halo")


def _legend(chart: Chart, language: Language) -> Iterator[str]:
    x = LEFT
    names = {"baseline": "line7", "new": "line0", "usual": "line2", "limit": "line3 dashed"}
    if all(each.is_new for each in chart.weeks):
        del names["baseline"]
    for key, name in names.items():
        said = say(f"control-{key}", language)
        yield path(f"M{at(x, TOP + 8)}h18", name, 2)
        yield text(x + 24, TOP + 12, said, "soft")
        x += 24 + text_width(said) + 20


def _moment(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) * _MICROSECONDS
