"""How busy each post is week by week, so that a year's even load does not hide its peaks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from workbench.collaboration.workload import busy_times, workloads_of
from workbench.eventlog import NO_TIME
from workbench.eventlog.looks.weeks import day_number, monday_of, week_of
from workbench.linkage import Linkage
from workbench.organization import WorkingCalendar

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, eq=False)
class WeeklyLoads:
    """The load of each post that has a calendar, in each week of the arrival window; arrays have the shape (posts, weeks).

    `mondays` are on the clocks of the workspace. `busy` and `available` (int64) are µs; the window cuts first and last week.
    `events` and `persons` (int64) tell how many events of how many people are behind it.
    """

    posts: tuple[str, ...]
    mondays: tuple[date, ...]
    busy: NDArray[np.int64]
    available: NDArray[np.int64]
    events: NDArray[np.int64]
    persons: NDArray[np.int64]

    def utilisation(self, post: int, week: int) -> float | None:
        """Return busy / available, which parallel work may bring above 1; None where nothing is available."""
        available = int(self.available[post, week])
        return int(self.busy[post, week]) / available if available else None


def weekly_loads_of(linkage: Linkage, zone: ZoneInfo) -> WeeklyLoads | None:
    """Measure the load of posts by the week in which work began; None where no event has a start.

    Busy and available are those of `workloads_of`; what goes on beyond a week counts in the week in which it began.
    """
    whole = workloads_of(linkage)
    if whole is None:
        return None
    weeks = range(_week_of(whole.begin, zone), _week_of(whole.end, zone) + 1)
    borders = [_begin_of(week, zone) for week in (*weeks, weeks.stop)]
    clipped = np.clip(np.array(borders, dtype=np.int64), whole.begin, whole.end)
    posts = tuple(each.post for each in whole.posts if each.available is not None)
    number = np.full(len(linkage.posts) + 1, -1, dtype=np.int64)
    number[[linkage.posts.index(post) for post in posts]] = np.arange(len(posts))
    busy, events, persons = _worked(linkage, number, weeks, len(posts))
    return WeeklyLoads(
        posts=posts,
        mondays=tuple(map(monday_of, weeks)),
        busy=busy,
        available=np.array([_available(post, clipped, linkage) for post in posts], np.int64).reshape(len(posts), len(weeks)),
        events=events,
        persons=persons,
    )


def _worked(
    linkage: Linkage, number: NDArray[np.int64], weeks: range, size: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return busy µs, events and people of each post in each week; `number` is the row of each of the linkage's posts."""
    busy, events, persons = (np.zeros((size, len(weeks)), dtype=np.int64) for _ in range(3))
    who = [np.zeros((0, 3), dtype=np.int64)]
    for process in linkage.processes:
        week = week_of(process.day.astype(np.int64)) - weeks.start
        post = number[process.own_post]
        rows = np.flatnonzero((post >= 0) & (week >= 0) & (week < len(weeks)) & (process.start != NO_TIME))
        np.add.at(busy, (post[rows], week[rows]), busy_times(linkage, process)[rows])
        np.add.at(events, (post[rows], week[rows]), 1)
        who.append(np.unique(np.stack((post[rows], week[rows], process.person[rows]), axis=1), axis=0))
    known = np.unique(np.concatenate(who), axis=0)
    np.add.at(persons, (known[:, 0], known[:, 1]), 1)
    return busy, events, persons


def _available(post: str, borders: NDArray[np.int64], linkage: Linkage) -> NDArray[np.int64]:
    organization = linkage.design.organization
    known = organization.post[post]
    calendar: WorkingCalendar = (organization.calendars.by_id if organization.calendars else {})[known.calendar or ""]
    return np.asarray(known.headcount * calendar.working_time(borders[:-1], borders[1:]))


def _week_of(moment: int, zone: ZoneInfo) -> int:
    """Return the week of a moment (µs since 1970-01-01 UTC), weeks since that of 1970-01-01."""
    day = (_EPOCH + timedelta(microseconds=moment)).astimezone(zone).date()
    return week_of(day_number(day))


def _begin_of(week: int, zone: ZoneInfo) -> int:
    """Return when a week begins on the clocks of a zone, µs since 1970-01-01 UTC."""
    return (datetime.combine(monday_of(week), time(), zone) - _EPOCH) // timedelta(microseconds=1)
