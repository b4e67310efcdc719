"""How busy each post is: the working time of its people against what its calendar and head count offer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog import NO_TIME
from workbench.linkage import Linkage, LinkedProcess
from workbench.organization import WorkingCalendar


@dataclass(frozen=True, kw_only=True)
class Workload:
    """The load of one post between two arrivals: µs busy and µs available; None where it has no calendar."""

    post: str
    busy: int
    available: int | None

    @property
    def utilisation(self) -> float | None:
        """Return busy / available, which parallel work may bring above 1; None where nothing is available or known."""
        return self.busy / self.available if self.available else None


@dataclass(frozen=True, kw_only=True)
class Workloads:
    """The load of every post in the arrival window (µs since 1970-01-01 UTC), from the first to the last begin of a case."""

    begin: int
    end: int
    posts: tuple[Workload, ...]


def workloads_of(linkage: Linkage) -> Workloads | None:
    """Measure the load of each post over all processes, incomplete cases included; None where no event has a start.

    Available is headcount × working time between the first and the last arrival of a complete case; busy the working time in
    that window between start and end of all that persons of the post did, each of them in the post that he held then.
    """
    window = _arrivals(linkage)
    if window is None:
        return None
    declared = _declared(linkage)
    loads = [
        _load(number, name, linkage, (window, declared.get(_calendar_of(name, linkage))))
        for number, name in enumerate(linkage.posts)
    ]
    return Workloads(begin=window[0], end=window[1], posts=tuple(loads))


def busy_times(linkage: Linkage, process: LinkedProcess, workloads: Workloads) -> NDArray[np.int64]:
    """Return the µs that each event of a process keeps its performer's own post busy, as they are summed up for its load.

    0 for what is outside of the window, has no start, or was done by nobody whose post has a calendar.
    """
    busy, declared = np.zeros(len(process.case), dtype=np.int64), _declared(linkage)
    for number in np.unique(process.own_post[process.own_post >= 0]).tolist():
        calendar = declared.get(_calendar_of(linkage.posts[number], linkage))
        if calendar is not None:
            rows = _timed(process, number)
            busy[rows] = _busy(process, rows, (workloads.begin, workloads.end), calendar)
    return busy


def _declared(linkage: Linkage) -> Mapping[str, WorkingCalendar]:
    calendars = linkage.design.organization.calendars
    return calendars.by_id if calendars else {}


def _timed(process: LinkedProcess, post: int) -> NDArray[np.int64]:
    return np.flatnonzero((process.own_post == post) & (process.start != NO_TIME))


def _busy(
    process: LinkedProcess, rows: NDArray[np.int64], window: tuple[int, int], calendar: WorkingCalendar
) -> NDArray[np.int64]:
    return calendar.working_time(*(np.clip(moments[rows], *window) for moments in (process.start, process.end)))


def _calendar_of(post: str, linkage: Linkage) -> str:
    known = linkage.design.organization.post
    return (known[post].calendar or "") if post in known else ""


def _arrivals(linkage: Linkage) -> tuple[int, int] | None:
    """Return when the first and the last complete case began, by its first start, else its first completion."""
    arrivals: list[NDArray[np.int64]] = []
    has_start = False
    for process in linkage.processes:
        has_start = has_start or bool((process.start != NO_TIME).any())
        moment = np.where(process.start == NO_TIME, process.end, process.start)
        first = np.full(len(process.cases), np.iinfo(np.int64).max)
        np.minimum.at(first, process.case, moment)
        arrivals.append(first[process.complete & (first != np.iinfo(np.int64).max)])
    known = np.concatenate(arrivals) if arrivals else np.zeros(0, dtype=np.int64)
    return (int(known.min()), int(known.max())) if has_start and len(known) else None


def _load(number: int, name: str, linkage: Linkage, about: tuple[tuple[int, int], WorkingCalendar | None]) -> Workload:
    (begin, end), calendar = about
    post = linkage.design.organization.post.get(name)
    if calendar is None or post is None:
        return Workload(post=name, busy=0, available=None)
    busy = 0
    for process in linkage.processes:
        busy += int(_busy(process, _timed(process, number), (begin, end), calendar).sum())
    window = (np.array([moment], dtype=np.int64) for moment in (begin, end))
    return Workload(post=name, busy=busy, available=post.headcount * int(calendar.working_time(*window)[0]))
