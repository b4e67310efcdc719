"""Axes of figures: round numbers, calendar days and durations at which a line is worth drawing."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from workbench.eventlog.log import HOUR
from workbench.language import Language
from workbench.report.drawings.svg import at, path, text, text_width
from workbench.shown import duration_text

WIDTH: Final = 900.0
"""Of a figure over time, in pixels."""

LEFT: Final = 70.0
"""Where its time begins."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_SPANS: Final = (1, 60 * 10**6, 10 * 60 * 10**6, HOUR, 4 * HOUR, 24 * HOUR, 7 * 24 * HOUR, 28 * 24 * HOUR, 364 * 24 * HOUR)
_MOST: Final = 8


@dataclass(frozen=True, kw_only=True)
class Tick:
    """A value on an axis, and what stands beside it."""

    value: float
    text: str


def number_ticks(highest: float) -> tuple[Tick, ...]:
    """Return ticks from 0 up to at least a number, in steps of 1, 2 or 5 times a power of ten, none below 1."""
    step = 10.0 ** math.floor(math.log10(max(highest, 4) / 4))
    step = max(1.0, next(step * times for times in (1, 2, 5, 10) if step * times * 4 >= highest))
    return tuple(Tick(value=number * step, text=f"{number * step:,.0f}") for number in range(math.ceil(highest / step) + 1))


def calendar_ticks(begin: int, end: int, zone: ZoneInfo) -> tuple[Tick, ...]:
    """Return days, months or years in a time zone from `begin` to `end` (µs since 1970-01-01 UTC), at most eight or so."""
    first, last = (_local(moment, zone) for moment in (begin, end))
    days = (last - first) / timedelta(days=1)
    if days <= 2:
        moments, form = _hours(first, last), "%m-%d %H:%M"
    elif days <= 70:
        moments, form = _days(first, last), "%Y-%m-%d"
    else:
        moments, form = _months(first, last), "%Y-%m" if days <= 366 * 8 else "%Y"
    ticks = [Tick(value=(moment - _EPOCH) / timedelta(microseconds=1), text=moment.strftime(form)) for moment in moments]
    return tuple(tick for tick in ticks if begin <= tick.value <= end)


def duration_ticks(longest: int, language: Language) -> tuple[Tick, ...]:
    """Return ticks from 0 to a duration in µs, in round parts of its largest unit."""
    unit = next(span for span in reversed(_SPANS) if span == 1 or span * 2 <= longest)
    step = unit * math.ceil(longest / unit / _MOST)
    return tuple(Tick(value=value, text=duration_text(value, language)) for value in range(0, longest + 1, max(1, step)))


def ticks_across(ticks: Sequence[Tick], begin: float, scale: float, base: float) -> list[str]:
    """Return lines and texts along the time; a text that would run into the one before is left out."""
    parts, free = [], 0.0
    for tick in ticks:
        x = LEFT + (tick.value - begin) * scale
        parts.append(path(f"M{at(x, base)}v5", "frame"))
        half = text_width(tick.text) / 2
        if x - half >= free and x + half <= WIDTH:
            parts.append(text(x, base + 19, tick.text, "soft", "middle"))
            free = x + half + 6
    return parts


def _local(moment: int, zone: ZoneInfo) -> datetime:
    return (_EPOCH + timedelta(microseconds=moment)).astimezone(zone)


def _hours(first: datetime, last: datetime) -> Iterator[datetime]:
    step = max(1, math.ceil((last - first) / timedelta(hours=1) / _MOST))
    moment = first.replace(minute=0, second=0, microsecond=0)
    while moment <= last:
        yield moment
        moment += timedelta(hours=step)


def _days(first: datetime, last: datetime) -> Iterator[datetime]:
    step = max(1, math.ceil((last - first).days / _MOST))
    moment = first.replace(hour=0, minute=0, second=0, microsecond=0)
    while moment <= last:
        yield moment
        moment += timedelta(days=step)


def _months(first: datetime, last: datetime) -> Iterator[datetime]:
    months = (last.year - first.year) * 12 + last.month - first.month
    wanted = math.ceil(months / _MOST)
    step = next((each for each in (1, 2, 3, 6) if each >= wanted), 12 * math.ceil(wanted / 12))
    number = (first.year * 12 + first.month - 1) // step * step
    while number <= last.year * 12 + last.month - 1:
        if number >= 12:
            yield datetime(number // 12, number % 12 + 1, 1, tzinfo=first.tzinfo)
        number += step
