"""Calendars that nobody declared: the hours of the week in which people were seen at work, and those in which a step is begun."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import DAY
from workbench.eventlog.quality.local_time import local_of
from workbench.organization import WorkingCalendar
from workbench.organization.calendars import Hours

FEW_HOURS: Final = 0.15
"""A gate is open in no more than this share of the hours that are worked in a week: an hour of each day, at most,"""
MOST_STARTS: Final = 0.9
"""and no less than this share of the starts lie in it;"""
SAVED_UP: Final = 0.5
"""no more than this share of the steps become ready while it is open, and half of them an hour of work before it opens."""
_STARTS, _DAYS = 20, 4
"""Fewer starts, or starts on fewer days, show no gate."""
_HOUR: Final = 3_600_000_000
_WEEK: Final = 168
_BUSY_DAY: Final = 5
"""A day of the week on which as many instants are usual is closed on a date on which there is none."""

_Ints = NDArray[np.int64]


def observed_hours(name: str, start: _Ints, end: _Ints, timezone: str, closed: Collection[date]) -> WorkingCalendar:
    """Return the hours of the week in which somebody was seen at work: from begin to end of what was done within one day."""
    zone = ZoneInfo(timezone)
    begins, ends = local_of(start, zone), local_of(end, zone)
    cells = np.zeros(_WEEK, dtype=np.bool_)
    cells[_cell(begins)] = cells[_cell(ends)] = True
    within = np.flatnonzero(begins // DAY == ends // DAY)
    first, last = begins[within] // _HOUR, ends[within] // _HOUR
    for hour in range(int((last - first).max(initial=0)) + 1):
        cells[_cell((first + hour)[first + hour <= last] * _HOUR)] = True
    return _weekly(name, cells, timezone, closed)


def closed_days(instants: _Ints, timezone: str) -> frozenset[date]:
    """Return the dates between the first and the last instant on which nothing happened, though on that weekday much does."""
    if not len(instants):
        return frozenset()
    day = local_of(instants, ZoneInfo(timezone)) // DAY
    counts = np.bincount(day - day.min())
    found = []
    for weekday in range(7):
        mine = counts[weekday::7]
        if len(mine) > 1 and np.median(mine) >= _BUSY_DAY:
            found += [int(day.min()) + weekday + 7 * int(each) for each in np.flatnonzero(mine == 0)]
    return frozenset(date.fromordinal(date(1970, 1, 1).toordinal() + each) for each in found)


def gate_of(name: str, ready: _Ints, start: _Ints, calendar: WorkingCalendar) -> WorkingCalendar | None:
    """Return the hours of the week to which the begin of some steps is bound, None where they are not.

    That is: most start within few hours of what `calendar` works in a week, and had been saved up for them.
    """
    local = local_of(start, ZoneInfo(calendar.timezone))
    if len(start) < _STARTS or len(np.unique(local // DAY)) < _DAYS:
        return None
    counts = np.bincount(_cell(local), minlength=_WEEK)
    order = np.argsort(-counts, kind="stable")
    size = int(np.searchsorted(np.cumsum(counts[order]), MOST_STARTS * len(start))) + 1
    worked = sum(end - begin for hours in calendar.weekly for begin, end in hours) / 60
    cells = np.zeros(_WEEK, dtype=np.bool_)
    cells[order[:size]] = True
    gate = _weekly(name, cells, calendar.timezone, calendar.closed)
    ready_within = cells[_cell(local_of(ready, ZoneInfo(calendar.timezone)))]
    if size > FEW_HOURS * worked or ready_within.mean() > SAVED_UP or _saved_up(gate, calendar, ready, start) < SAVED_UP:
        return None
    return gate


def _saved_up(gate: WorkingCalendar, calendar: WorkingCalendar, ready: _Ints, start: _Ints) -> float:
    """Return which share of steps was ready an hour of work before the gate opened behind which it was begun."""
    opens, _ = gate.intervals(int(start.min()) - _WEEK * _HOUR, int(start.max()))
    opened = opens[np.searchsorted(opens, start, side="right") - 1]
    return float((calendar.working_time(ready, opened) > _HOUR).mean())


def _cell(local: _Ints) -> _Ints:
    """Return the hour of the week, from Monday's first, of instants on the clocks; 1970-01-01 was a Thursday."""
    hour = local // _HOUR
    return np.asarray((hour + 3 * 24) % _WEEK)


def _weekly(name: str, cells: NDArray[np.bool_], timezone: str, closed: Collection[date]) -> WorkingCalendar:
    mon, tue, wed, thu, fri, sat, sun = (_hours(cells[day * 24 : day * 24 + 24]) for day in range(7))
    return WorkingCalendar(id=name, timezone=timezone, weekly=(mon, tue, wed, thu, fri, sat, sun), closed=frozenset(closed))


def _hours(cells: NDArray[np.bool_]) -> Hours:
    edges = np.diff(np.concatenate(([False], cells, [False])).astype(np.int8))
    opens, closes = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    return tuple((int(begin) * 60, int(end) * 60) for begin, end in zip(opens, closes, strict=True))
