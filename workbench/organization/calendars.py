"""Working calendars: how much of the time between two instants was time to work in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

Hours = tuple[tuple[int, int], ...]
"""When a day is worked: (begin, end) in minutes since midnight, ascending; an end beyond 1440 is on the next day."""

MIDNIGHT: Final = 1440
"""The minute with which a day ends."""

_MONDAY: Final = 0
_WEEK: Final = 7
_MINUTE: Final = 60 * 1_000_000
_DAY: Final = MIDNIGHT * _MINUTE
_EPOCH: Final = date(1970, 1, 1)
_EARLIEST: Final = (date(1, 1, 3) - _EPOCH).days
_LATEST: Final = (date(9999, 12, 29) - _EPOCH).days


@dataclass(frozen=True, kw_only=True)
class WorkingCalendar:
    """The hours of each weekday (Monday first) in a time zone, but for `closed` days; `make_up` days have Monday's hours.

    A day that is both closed and a make-up day is worked. Hours over midnight belong to the day on which they begin.
    """

    id: str
    timezone: str
    weekly: tuple[Hours, Hours, Hours, Hours, Hours, Hours, Hours]
    closed: frozenset[date] = frozenset()
    make_up: frozenset[date] = frozenset()

    def working_time(self, begin: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the working time (int64, µs, shape (n,)) from each `begin` to its `end`, both µs since 1970-01-01 UTC.

        0 where the end is not after the begin. Hours are read on the clocks of the time zone: what a change to or from
        summer time adds to an interval, or takes from it, counts as it passed.
        """
        worked = self.worked_until(np.concatenate((begin, end)))
        passed: NDArray[np.int64] = np.maximum(worked[len(begin) :] - worked[: len(begin)], 0)
        return passed

    def worked_until(self, instants: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the working time (int64, µs, shape (n,)) up to each instant, from one begin, somewhere before all of them."""
        if not len(instants):
            return np.zeros(0, dtype=np.int64)
        opens, closes = self.intervals(int(instants.min()), int(instants.max()))
        return _worked_until(instants, opens, closes)

    def works_on(self, days: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return on which days (since 1970-01-01) there is anything to work."""
        worked: NDArray[np.bool_] = np.array([*map(bool, self.weekly), False], dtype=np.bool_)[self._kind_of(days)]
        return worked

    def intervals(self, lowest: int, highest: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return when work begins and ends (µs since 1970-01-01 UTC) on the days around two instants, ascending and apart."""
        first, last = (min(max(instant // _DAY + aside, _EARLIEST), _LATEST) for instant, aside in ((lowest, -2), (highest, 1)))
        days = np.arange(first, last + 1, dtype=np.int64)
        offsets = _offsets(first, last + 2, self.timezone)
        hours_of = self._kind_of(days)
        opens, closes = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
        for kind, hours in enumerate(self.weekly):
            worked = np.flatnonzero(hours_of == kind)
            for begin, end in hours:
                opens.append(self._instants(days[worked], begin, offsets[worked], offsets[worked + 1]))
                on = worked + (end > MIDNIGHT)
                closes.append(self._instants(first + on, end - MIDNIGHT * (end > MIDNIGHT), offsets[on], offsets[on + 1]))
        return _merged(np.concatenate(opens), np.concatenate(closes))

    def _kind_of(self, days: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the weekday whose hours each day (since 1970-01-01, a Thursday) has, -1 where it is closed."""
        kinds = (days + 3) % 7
        kinds[np.isin(days, _numbers(self.closed))] = -1
        kinds[np.isin(days, _numbers(self.make_up))] = _MONDAY
        return kinds

    def _instants(
        self, days: NDArray[np.int64], minute: int, before: NDArray[np.int64], after: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Return when the clocks show a minute on some days; `before` and `after` are the offsets at their two midnights."""
        instants = days * _DAY + minute * _MINUTE - before
        zone = ZoneInfo(self.timezone)
        for place in np.flatnonzero(before != after).tolist():
            instants[place] = _instant(int(days[place]), minute, zone)
        return instants


ALWAYS: Final = WorkingCalendar(id="24/7", timezone="UTC", weekly=(((0, 1440),),) * 7)
"""Every hour is a working hour: working time is elapsed time."""


def clock_of(minute: int) -> str:
    """Return a minute of a day's hours as clocks show it: 24:00 is its end, 06:00 on the next day is 06:00."""
    shown = minute - MIDNIGHT if minute > MIDNIGHT else minute
    return f"{shown // 60:02}:{shown % 60:02}"


def _numbers(dates: Collection[date]) -> NDArray[np.int64]:
    return np.array(sorted((day - _EPOCH).days for day in dates), dtype=np.int64)


@lru_cache(maxsize=64)
def _offsets(first: int, last: int, timezone: str) -> NDArray[np.int64]:
    """Return how far clocks are ahead of UTC at the midnight with which each day begins, in µs; many calendars ask the same."""
    zone = ZoneInfo(timezone)
    return np.array([day * _DAY - _instant(day, 0, zone) for day in range(first, last + 1)], dtype=np.int64)


def _instant(day: int, minute: int, zone: ZoneInfo) -> int:
    """Return when clocks first show a minute of a day; one that they skip comes as late as without the change."""
    clock = datetime.combine(_EPOCH + timedelta(days=day), datetime.min.time()) + timedelta(minutes=minute)
    return (clock.replace(tzinfo=zone).astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def _merged(opens: NDArray[np.int64], closes: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the union of some intervals as intervals apart, ascending."""
    order = np.argsort(opens, kind="stable")
    opens, closes = opens[order], np.maximum.accumulate(np.maximum(opens, closes)[order])
    is_first = np.ones(len(opens), dtype=np.bool_)
    is_first[1:] = opens[1:] > closes[:-1]
    return opens[is_first], closes[np.append(is_first[1:], True)] if len(opens) else closes


def _worked_until(instants: NDArray[np.int64], opens: NDArray[np.int64], closes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the working time from the first interval on up to each instant, in µs."""
    if not len(opens):
        return np.zeros(len(instants), dtype=np.int64)
    sums = np.concatenate(([0], np.cumsum(closes - opens)))
    interval = np.searchsorted(opens, instants, side="right") - 1
    within = np.clip(instants, opens[interval], closes[interval]) - opens[interval]
    return np.where(interval < 0, 0, sums[interval] + within)
