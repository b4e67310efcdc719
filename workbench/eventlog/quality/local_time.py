"""Moments as clocks on a wall: the offsets of a time zone over whole columns, and local times that exist never or twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import DAY
from workbench.eventlog.rows.clock import days_of, mark_days

_WEEK: Final = 7 * DAY
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_EARLIEST: Final = (datetime(2, 1, 1, tzinfo=UTC) - _EPOCH) // _MICROSECOND
_LATEST: Final = (datetime(9998, 12, 31, tzinfo=UTC) - _EPOCH) // _MICROSECOND


def local_of(moments: NDArray[np.int64], zone: ZoneInfo) -> NDArray[np.int64]:
    """Return µs since 1970-01-01 UTC as µs since 1970-01-01 of the zone's clocks; offsets are looked up once a week."""
    if not len(moments):
        return moments
    first = int(moments.min()) // _WEEK
    last = int(moments.max()) // _WEEK
    begin, end = _offset(first * _WEEK, zone), _offset((last + 1) * _WEEK, zone)
    weeks = moments // _WEEK - first
    present = np.zeros(last - first + 1, dtype=np.bool_)
    present[weeks] = True
    offsets = np.full(len(present), begin, dtype=np.int64)
    changed: list[tuple[int, int]] = []
    for number in np.flatnonzero(present).tolist():
        offsets[number], following = _offset((first + number) * _WEEK, zone), _offset((first + number + 1) * _WEEK, zone)
        if following != offsets[number]:
            changed.append((_change((first + number) * _WEEK, zone), following))
    if not changed and (offsets == end).all():
        return moments + end
    local = moments + offsets[weeks]
    for change, following in changed:
        after = (moments >= change) & (weeks == change // _WEEK - first)
        local[after] = moments[after] + following
    return local


def missing_and_double(
    clocks: NDArray[np.int64], known: NDArray[np.bool_], zone: ZoneInfo
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the rows, among those whose local time is known, whose time the zone's clocks skip, and show twice."""
    first, last = days_of(clocks, known)
    changing = np.zeros(max(last - first + 1, 0), dtype=np.bool_)
    mark_days(clocks, known, first, changing)
    for day in np.flatnonzero(changing).tolist():
        begin, end = (first + day) * DAY, (first + day + 1) * DAY
        changing[day] = _naive_offset(begin, zone, 0) != _naive_offset(end, zone, 1)
    if not changing.any():
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    rows = np.flatnonzero(known)
    rows = rows[changing[clocks[rows] // DAY - first]]
    distinct, place = np.unique(clocks[rows], return_inverse=True)
    earlier = np.array([_naive_offset(clock, zone, 0) for clock in distinct.tolist()], dtype=np.int64)
    later = np.array([_naive_offset(clock, zone, 1) for clock in distinct.tolist()], dtype=np.int64)
    return rows[(earlier < later)[place]], rows[(earlier > later)[place]]


def _change(week: int, zone: ZoneInfo) -> int:
    """Return the moment in the week from `week` on at which the offset becomes that of its end, to the second."""
    low, high, after = week, week + _WEEK, _offset(week + _WEEK, zone)
    while high - low > 1_000_000:
        middle = (low + high) // 2
        low, high = (low, middle) if _offset(middle, zone) == after else (middle, high)
    return -(-low // 1_000_000) * 1_000_000


def _offset(moment: int, zone: ZoneInfo) -> int:
    """Return how far local time is ahead of UTC, in µs, at a moment; far-off years count as the nearest that a clock knows."""
    at = _EPOCH + timedelta(microseconds=min(max(moment, _EARLIEST), _LATEST))
    return (at.astimezone(zone).utcoffset() or timedelta()) // _MICROSECOND


def _naive_offset(clock: int, zone: ZoneInfo, fold: int) -> int:
    at = _EPOCH + timedelta(microseconds=min(max(clock, _EARLIEST), _LATEST))
    return (at.replace(tzinfo=zone, fold=fold).utcoffset() or timedelta()) // _MICROSECOND
