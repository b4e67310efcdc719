"""Cases by the week in which they began, and which weeks are long enough ago to be judged: a cut window is no drift.

By the week of their end, a log that begins with no open case has only short cases at first, and one whose arrivals stop has
only long ones at last; by the week of their beginning both ends are whole, once the last weeks are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog import NO_TIME
from workbench.eventlog.log import HOUR
from workbench.eventlog.looks.weeks import day_number, day_of, first_day, week_of
from workbench.fit.indicators.cycle_times import cycle_hours
from workbench.linkage import LinkedProcess
from workbench.normalization.watch.record import WeekCount, WeekTimes
from workbench.organization import WorkingCalendar


@dataclass(frozen=True, kw_only=True)
class Span:
    """What is looked at: cases by the week in which they began, and events, for the names that they bear, by their day.

    Of both from a day on and before another; of weeks from that which holds the one up to that which holds the other.
    """

    cases_since: date = date.min
    events_since: date = date.min
    cases_before: date = date.max
    events_before: date = date.max


UNBOUNDED: Final[Mapping[str, Span]] = MappingProxyType({})
"""No span for any process: all of each is looked at."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Cohorts:
    """The cases of one process, one entry an array: the day on which each began and its Monday (int64, since 1970), its hours.

    `hours` are those worked, nan where a case has no times. `judged` (bool) are the complete cases of the weeks that are whole
    and settled; `begun` (int64) orders cases, µs.
    """

    begun: NDArray[np.int64]
    week: NDArray[np.int64]
    hours: NDArray[np.float64]
    judged: NDArray[np.bool_]
    settling_days: int
    last_day: int

    @property
    def window(self) -> tuple[date, date] | None:
        """Return the first and the last Monday, None where no week can be judged."""
        weeks = self.week[self.judged]
        return (day_of(int(weeks.min())), day_of(int(weeks.max()))) if len(weeks) else None

    def counted(self, exposed: NDArray[np.bool_], shown: NDArray[np.bool_]) -> tuple[WeekCount, ...]:
        """Count week by week the judged cases that are exposed, and those that show something."""
        rows = np.flatnonzero(self.judged & exposed)
        weeks, place = np.unique(self.week[rows], return_inverse=True)
        counts = np.bincount(place, weights=shown[rows], minlength=len(weeks)).astype(np.int64).tolist()
        wholes = np.bincount(place, minlength=len(weeks)).tolist()
        return tuple(
            WeekCount(week=day_of(week), count=count, exposed=whole)
            for week, count, whole in zip(weeks.tolist(), counts, wholes, strict=True)
        )

    def times(self) -> tuple[WeekTimes, ...]:
        """Return the logarithmic cycle times week by week; cases that took no time at all have none."""
        rows = np.flatnonzero(self.judged & (self.hours > 0))
        weeks, place = np.unique(self.week[rows], return_inverse=True)
        logs, counts = np.log(self.hours[rows]), np.bincount(place, minlength=len(weeks))
        means = np.bincount(place, weights=logs, minlength=len(weeks)) / np.maximum(counts, 1)
        squares = np.bincount(place, weights=(logs - means[place]) ** 2, minlength=len(weeks))
        return tuple(
            WeekTimes(week=day_of(week), cases=cases, mean=mean, squares=square)
            for week, cases, mean, square in zip(weeks.tolist(), counts.tolist(), means.tolist(), squares.tolist(), strict=True)
        )


def cohorts_of(process: LinkedProcess, span: Span, settling_days: int, clock: WorkingCalendar) -> Cohorts:
    """Sort the cases of a timed process by the week of their beginning; judged are those of a span.

    `settling_days` is how long a case is given before its week is judged. `clock` says which hours are worked.
    """
    lives = _lives(process)
    week = first_day(week_of(lives.first_day))
    earliest, latest = (first_day(week_of(day_number(each))) for each in (span.cases_since, span.cases_before))
    judged = process.complete & (week + 6 <= lives.last_day - settling_days) & (week >= earliest) & (week < latest)
    return Cohorts(
        begun=lives.begun,
        week=week,
        hours=cycle_hours(process, clock),
        judged=judged,
        settling_days=settling_days,
        last_day=lives.last_day,
    )


def settling_days_of(process: LinkedProcess, share: float) -> int:
    """Return the days in which a share of the complete cases of a timed process has ended.

    That is worked out twice, the second time without the cases that the first shows to have begun too late to be told.
    """
    lives = _lives(process)
    hours, first = (lives.ended - lives.begun)[process.complete] / HOUR, lives.first_day[process.complete]
    days = 0
    for _ in range(2):
        old = hours[first <= lives.last_day - days]
        days = int(np.ceil(np.quantile(old, share) / 24)) if len(old) else days
    return days


@dataclass(frozen=True, kw_only=True, eq=False)
class _Lives:
    """When each case began and ended (int64, µs), the day on which it began (int64), and the last day of the log."""

    begun: NDArray[np.int64]
    ended: NDArray[np.int64]
    first_day: NDArray[np.int64]
    last_day: int


def _lives(process: LinkedProcess) -> _Lives:
    begun = np.full(len(process.cases), np.iinfo(np.int64).max)
    ended = np.full(len(process.cases), NO_TIME)
    first = np.full(len(process.cases), np.iinfo(np.int32).max, dtype=np.int64)
    np.minimum.at(begun, process.case, np.where(process.start == NO_TIME, process.end, process.start))
    np.maximum.at(ended, process.case, process.end)
    np.minimum.at(first, process.case, process.day)
    return _Lives(begun=begun, ended=ended, first_day=first, last_day=int(process.day.max()) if len(process.day) else 0)
