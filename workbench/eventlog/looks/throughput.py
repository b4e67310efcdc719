"""How many cases begin, end and are open, day by day, week by week or month by month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import DAY, NO_TIME
from workbench.eventlog.looks.case_table import CaseTable
from workbench.shown import Tabular, Values

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_MONDAY: Final = 3
"""1970-01-01 was a Thursday."""


class Period(StrEnum):
    """What cases are counted by: calendar days, weeks from Monday, months."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, kw_only=True, eq=False)
class Throughput(Tabular):
    """Cases by period, none left out between the first and the last; all arrays have the shape (n_periods,).

    `begins` (datetime64[D]) are the first days of the periods in the time zone `zone`. `begun` cases have their first known
    time in the period, `ended` their last completion – which need not be the end for a case that the log's window cuts.
    `still_open` (int64) are begun and not ended when the period is over.
    """

    period: Period
    zone: str
    begins: NDArray[np.datetime64]
    begun: NDArray[np.int64]
    ended: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.begins)

    @property
    def still_open(self) -> NDArray[np.int64]:
        """Return how many cases are begun and not ended when each period is over."""
        return np.cumsum(self.begun - self.ended)

    def columns(self, rows: slice) -> Mapping[str, Values]:
        """Return period, begun, ended and open."""
        return {
            "period": [str(day) for day in self.begins[rows]],
            "begun": self.begun[rows],
            "ended": self.ended[rows],
            "open": self.still_open[rows],
        }


def throughput_of(table: CaseTable, period: Period, zone: ZoneInfo) -> Throughput:
    """Count the cases of a table by calendar periods of a time zone; cases without events are in none."""
    timed = table.first != NO_TIME
    first, last = (_periods(local_days(moments[timed], zone), period) for moments in (table.first, table.last))
    if not len(first):
        nothing = np.zeros(0, dtype=np.int64)
        return Throughput(period=period, zone=zone.key, begins=nothing.view("datetime64[D]"), begun=nothing, ended=nothing)
    origin = int(first.min())
    size = int(last.max()) - origin + 1
    return Throughput(
        period=period,
        zone=zone.key,
        begins=_first_days(np.arange(origin, origin + size), period),
        begun=np.bincount(first - origin, minlength=size),
        ended=np.bincount(last - origin, minlength=size),
    )


def local_days(moments: NDArray[np.int64], zone: ZoneInfo) -> NDArray[np.int64]:
    """Return the calendar day in a time zone, as days since 1970-01-01, of moments in µs since 1970-01-01 UTC."""
    return (moments + _ahead(moments, zone)) // DAY


def _ahead(moments: NDArray[np.int64], zone: ZoneInfo) -> NDArray[np.int64]:
    """Return how far local time is ahead of UTC at each moment, in µs; days without a change of clocks are looked up once."""
    days, of_moment = np.unique(moments // DAY, return_inverse=True)
    edges = [[_offset(day * DAY, zone), _offset((day + 1) * DAY - 1, zone)] for day in days.tolist()]
    ahead = np.array(edges, dtype=np.int64).reshape(-1, 2)
    shift: NDArray[np.int64] = ahead[of_moment, 0]
    for place in np.flatnonzero((ahead[:, 0] != ahead[:, 1])[of_moment]).tolist():
        shift[place] = _offset(int(moments[place]), zone)
    return shift


def _offset(moment: int, zone: ZoneInfo) -> int:
    try:
        ahead = (_EPOCH + timedelta(microseconds=moment)).astimezone(zone).utcoffset()
    except OverflowError:
        return 0
    return (ahead or timedelta()) // _MICROSECOND


def _periods(days: NDArray[np.int64], period: Period) -> NDArray[np.int64]:
    if period is Period.MONTH:
        return days.view("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return days if period is Period.DAY else (days + _MONDAY) // 7


def _first_days(numbers: NDArray[np.int64], period: Period) -> NDArray[np.datetime64]:
    if period is Period.MONTH:
        return numbers.view("datetime64[M]").astype("datetime64[D]")
    return (numbers if period is Period.DAY else numbers * 7 - _MONDAY).view("datetime64[D]")
