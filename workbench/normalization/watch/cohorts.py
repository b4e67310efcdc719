"""Cases by the week in which they began, and which weeks are long enough ago to be judged: a cut window is no drift.

By the week of their end, a log that begins with no open case has only short cases at first, and one whose arrivals stop has
only long ones at last; by the week of their beginning both ends are whole, once the last weeks are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog import NO_TIME
from workbench.eventlog.log import HOUR
from workbench.fit.indicators.cycle_times import cycle_hours
from workbench.linkage import LinkedProcess
from workbench.normalization.watch.record import WeekCount, WeekTimes
from workbench.organization import WorkingCalendar

_EPOCH: Final = date(1970, 1, 1)
_THURSDAY: Final = 3
"""What 1970-01-01 was, from Monday."""


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


def cohorts_of(process: LinkedProcess, since: date, settling: float | int, clock: WorkingCalendar) -> Cohorts:
    """Sort the cases of a timed process by the week of their beginning, from the week of a day on.

    `settling` is how long a case is given: days (int), or the share (float in (0, 1)) of the log's own complete cases that are to
    have ended in it, worked out twice, the second time without the weeks that the first showed to be too young. `clock` says
    which hours are worked.
    """
    begun = np.full(len(process.cases), np.iinfo(np.int64).max)
    ended = np.full(len(process.cases), NO_TIME)
    first = np.full(len(process.cases), np.iinfo(np.int32).max, dtype=np.int64)
    np.minimum.at(begun, process.case, np.where(process.start == NO_TIME, process.end, process.start))
    np.maximum.at(ended, process.case, process.end)
    np.minimum.at(first, process.case, process.day)
    elapsed = (ended - begun) / HOUR
    week = first - (first + _THURSDAY) % 7
    last = int(process.day.max()) if len(process.day) else 0
    days = settling if isinstance(settling, int) else _settled(elapsed[process.complete], first[process.complete], last, settling)
    earliest = day_number(since)
    judged = process.complete & (week + 6 <= last - days) & (week >= earliest - (earliest + _THURSDAY) % 7)
    worked = cycle_hours(process, clock)
    return Cohorts(begun=begun, week=week, hours=worked, judged=judged, settling_days=days, last_day=last)


def _settled(hours: NDArray[np.float64], first: NDArray[np.int64], last: int, share: float) -> int:
    """Return the days in which a share of cases has ended."""
    days = 0
    for _ in range(2):
        old = hours[first <= last - days]
        days = int(np.ceil(np.quantile(old, share) / 24)) if len(old) else days
    return days


def day_number(day: date) -> int:
    """Return the days from 1970-01-01 to a day."""
    return (day - _EPOCH).days


def day_of(number: int) -> date:
    """Return the day so many days after 1970-01-01."""
    return _EPOCH + timedelta(days=number)
