"""How busy each post is: the working time of its people against what its calendar and head count offer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog import NO_TIME
from workbench.linkage import Linkage, LinkedProcess
from workbench.shown import Columns, Tabled, known_numbers


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
class Workloads(Tabled):
    """The load of every post in the arrival window (µs since 1970-01-01 UTC), from the first to the last begin of a case."""

    begin: int
    end: int
    posts: tuple[Workload, ...]

    @property
    def table(self) -> Columns:
        """Return a row a post; what is available is NaT, and the utilisation unknown, where it has no calendar."""
        available = [NO_TIME if each.available is None else each.available for each in self.posts]
        return Columns(
            values={
                "post": [each.post for each in self.posts],
                "busy": np.array([each.busy for each in self.posts], dtype=np.int64).view("timedelta64[us]"),
                "available": np.array(available, dtype=np.int64).view("timedelta64[us]"),
                "utilisation": known_numbers([each.utilisation for each in self.posts], float),
            }
        )


def workloads_of(linkage: Linkage) -> Workloads | None:
    """Measure the load of each post over all processes, incomplete cases included; None where no event has a start.

    Available is headcount × working time between the first and the last arrival of a complete case; busy the working time
    between start and end of all that persons of the post did, whenever that was, each of them in the post that he held then.
    """
    window = _arrivals(linkage)
    if window is None:
        return None
    busy = _busy(linkage)
    loads = (_load(linkage, name, int(worked), window) for name, worked in zip(linkage.posts, busy, strict=True))
    return Workloads(begin=window[0], end=window[1], posts=tuple(loads))


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


def busy_times(linkage: Linkage, process: LinkedProcess) -> NDArray[np.int64]:
    """Return the µs (int64) that each event of a process keeps its performer's own post busy; events of one calendar at once.

    0 for what has no start, or was done by nobody whose post has a calendar.
    """
    posts, calendars = linkage.design.organization.post, linkage.design.organization.calendars
    names = [posts[post].calendar or "" if post in posts else "" for post in linkage.posts]
    busy = np.zeros(len(process.case), dtype=np.int64)
    for name, calendar in (calendars.by_id if calendars else {}).items():
        has_it = np.array([*(each == name for each in names), False], dtype=np.bool_)
        rows = np.flatnonzero(has_it[process.own_post] & (process.start != NO_TIME))
        busy[rows] = calendar.working_time(process.start[rows], process.end[rows])
    return busy


def _busy(linkage: Linkage) -> NDArray[np.int64]:
    """Return the working time (int64, µs) of each post."""
    busy = np.zeros(len(linkage.posts), dtype=np.int64)
    for process in linkage.processes:
        known = process.own_post >= 0
        np.add.at(busy, process.own_post[known], busy_times(linkage, process)[known])
    return busy


def _load(linkage: Linkage, name: str, busy: int, window: tuple[int, int]) -> Workload:
    organization = linkage.design.organization
    post = organization.post.get(name)
    calendar = organization.calendars.by_id.get(post.calendar or "") if post and organization.calendars else None
    if calendar is None or post is None:
        return Workload(post=name, busy=0, available=None)
    begin, end = (np.array([moment], dtype=np.int64) for moment in window)
    return Workload(post=name, busy=busy, available=post.headcount * int(calendar.working_time(begin, end)[0]))
