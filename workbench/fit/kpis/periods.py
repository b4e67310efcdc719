"""On which day each case ended, and over which days and months that may be told, on the clocks of the workspace."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog import NO_TIME
from workbench.eventlog.looks.throughput import local_days
from workbench.eventlog.rows.times import zone_of
from workbench.fit.detection import Evidence
from workbench.fit.indicators.model import Scope
from workbench.linkage import LinkedProcess

_MOST: Final = 0.95
"""The part of all cases that must be able to have ended, for a month to be whole."""


def end_days(evidence: Evidence, scope: Scope) -> NDArray[np.int64]:
    """Return the day on which each complete case of a scope ended (int64, days since 1970-01-01), -1 where it has no time."""
    zone = zone_of(evidence.timezone)
    parts = [np.zeros(0, dtype=np.int64)]
    for process in scope.linked(evidence):
        ends = _ends(process)
        days = np.full(len(ends), -1, dtype=np.int64)
        known = ends != NO_TIME
        days[known] = local_days(ends[known], zone)
        parts.append(days)
    return np.concatenate(parts)


def whole_days(evidence: Evidence, scope: Scope) -> range:
    """Return the days (since 1970-01-01) on which cases of any length could end, in all processes of a scope.

    They begin when the first case has had the time that 95 of 100 cases take, and end with the last day until which cases
    arrived (`_arriving_until`): what ends before or after is there in part, and a trend of it would be one of the log's window.
    Of a log that is shorter than its cases there is none.
    """
    zone = zone_of(evidence.timezone)
    first, last = -(2**31), 2**31
    for process in scope.linked(evidence):
        begins, ends = _spans(process)
        if not len(begins):
            continue
        ripe = begins.min() + int(np.quantile(ends - begins, _MOST))
        begun = int(local_days(np.array([ripe], dtype=np.int64), zone)[0])
        first, last = max(first, begun), min(last, _arriving_until(local_days(_begins(process), zone)))
    return range(first, last + 1)


def whole_months(days: range) -> range:
    """Return the months (since 1970-01) that lie in days; that in which these begin does not."""
    first, last = months_of(np.array([days.start, days.stop])).tolist()
    return range(first + 1, last)


def month_days(month: int) -> range:
    """Return the days of a month, both counted since 1970-01."""
    first, following = np.array([month, month + 1]).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64).tolist()
    return range(first, following)


def months_in(days: range) -> float:
    """Return how many months some days are: each is one part of its own month, by as many days as that has."""
    (first, begun), (last, done) = _place(days.start), _place(days.stop)
    return last - first + (done - begun)


def month_name(month: int) -> str:
    """Return a month, counted since 1970-01, as `2025-03`."""
    return f"{1970 + month // 12}-{month % 12 + 1:02}"


def months_of(days: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the months of days, both counted since 1970-01-01."""
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def _place(day: int) -> tuple[int, float]:
    """Return the month of a day, counted since 1970-01, and which part of it lies before, in [0, 1)."""
    month = int(months_of(np.array([day]))[0])
    its = month_days(month)
    return month, (day - its.start) / len(its)


def _arriving_until(days: NDArray[np.int64]) -> int:
    """Return the last day until which cases arrived, of the days on which cases began, be they complete or not.

    It is the end of a month where no more days are left of that without any than lie between 19 of 20 neighbouring days with
    arrivals: weekends cut no month short, an export in its middle does.
    """
    arrivals = np.unique(days)
    usual = int(np.quantile(np.diff(arrivals), _MOST)) if len(arrivals) > 1 else 1
    latest = int(arrivals[-1])
    its = month_days(int(months_of(arrivals[-1:])[0]))
    return its.stop - 1 if latest + usual >= its.stop else latest


def _spans(process: LinkedProcess) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return begin and end of each complete case that has times."""
    ends = _ends(process)
    known = ends != NO_TIME
    return _begins(process)[process.complete][known], ends[known]


def _begins(process: LinkedProcess) -> NDArray[np.int64]:
    """Return when each case began; what has no times began at the end of all time."""
    begins = np.full(len(process.cases), np.iinfo(np.int64).max)
    if process.is_timed:
        np.minimum.at(begins, process.case, np.where(process.start == NO_TIME, process.end, process.start))
    return begins


def _ends(process: LinkedProcess) -> NDArray[np.int64]:
    """Return the last completion of each complete case, NO_TIME where the log has no times."""
    ends = np.full(len(process.cases), NO_TIME, dtype=np.int64)
    if process.is_timed:
        np.maximum.at(ends, process.case, process.end)
    return ends[process.complete]
