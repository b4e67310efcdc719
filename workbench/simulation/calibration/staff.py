"""Who is there to do the work, and when: persons with their posts and calendars, and who did what the log leaves open."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from workbench.linkage import Linkage
from workbench.organization import WorkingCalendar
from workbench.simulation.calibration.happened import UNKNOWN, Happened
from workbench.simulation.calibration.windows import closed_days, observed_hours
from workbench.simulation.world import Worker

_Ints = NDArray[np.int64]
_SEEN = 50
"""Of whom less than this is seen, the hours are taken from everybody's."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Staff:
    """All workers, and `person` (int64): which of them did each event, -1 for nobody or nobody known.

    `calendars` are all that are declared or were observed, by id; `observed` are the posts of the latter, "" for people
    of whom no post is known, `unnamed` the posts of whose events some name nobody.
    """

    workers: tuple[Worker, ...]
    person: _Ints
    calendars: Mapping[str, WorkingCalendar]
    observed: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()

    @cached_property
    def calendar_of(self) -> tuple[WorkingCalendar, ...]:
        """Return the calendar of each worker."""
        return tuple(self.calendars[each.calendar] for each in self.workers)

    def working_time(self, rows: _Ints, happened: Happened) -> _Ints:
        """Return the working time (µs) of some events of workers; what was done wholly out of hours took as long as it took."""
        found = np.zeros(len(rows), dtype=np.int64)
        of_worker = np.array([each.calendar for each in self.workers], dtype=object)[self.person[rows]]
        for name in sorted(set(of_worker)):
            mine = np.flatnonzero(of_worker == name)
            start, end = happened.start[rows[mine]], happened.end[rows[mine]]
            worked = self.calendars[name].working_time(start, end)
            found[mine] = np.where(worked > 0, worked, end - start)
        return found


def staff_of(linkage: Linkage, happened: Happened, timezone: str) -> Staff:
    """Return everybody who was seen at work or held a post meanwhile, and lay open work to those of its posts who were free."""
    posts = _posts_of_seen(linkage, happened)
    holders = _holders(linkage, happened, posts)
    pools = {what: [name for post in each.pool for name in holders.get(post, ())] for what, each in enumerate(happened.whats)}
    names = sorted({*posts, *(name for pool in pools.values() for name in pool), *(n for each in holders.values() for n in each)})
    post_of = {**{name: post for post in sorted(holders, reverse=True) for name in holders[post]}, **posts}
    number = {name: place for place, name in enumerate(names)}
    known = np.array([*(number.get(each, UNKNOWN) for each in linkage.persons), UNKNOWN], dtype=np.int64)[happened.person]
    person, unnamed = _laid(happened, known, {what: [number[name] for name in pool] for what, pool in pools.items()})
    order = _by_what_they_did(names, post_of, person, happened)
    turned = np.empty(len(names) + 1, dtype=np.int64)
    turned[order], turned[-1] = np.arange(len(names)), UNKNOWN
    person = turned[person]
    members = [(names[each], post_of.get(names[each])) for each in order]
    return _with_hours(members, person, (linkage, happened, timezone), unnamed)


def _posts_of_seen(linkage: Linkage, happened: Happened) -> dict[str, str | None]:
    """Return the post that each person was seen on most."""
    seen = happened.person >= 0
    pairs, counts = np.unique(np.stack((happened.person[seen], happened.own_post[seen]), axis=1), axis=0, return_counts=True)
    found: dict[str, str | None] = {}
    for place in np.argsort(counts, kind="stable").tolist():
        person, post = pairs[place].tolist()
        found[linkage.persons[person]] = linkage.posts[post] if post >= 0 else found.get(linkage.persons[person])
    return found


def _holders(linkage: Linkage, happened: Happened, seen: Mapping[str, str | None]) -> dict[str, list[str]]:
    """Return who holds each post while all this happened; of a post without names, as many without names as it has heads."""
    if not len(happened.start):
        return {}
    first, last = _date(int(happened.start.min())), _date(int(happened.end.max()))
    found: dict[str, list[str]] = {}
    for each in linkage.design.organization.holdings or ():
        if each.overlaps(first, last) and each.person not in found.setdefault(each.post, []):
            found[each.post].append(each.person)
    for person, post in seen.items():
        if post is not None and person not in found.setdefault(post, []):
            found[post].append(person)
    heads = {each.id: each.headcount for each in linkage.design.organization.posts or ()}
    for post in sorted({post for what in _open(happened) for post in happened.whats[what].pool}):
        if not found.get(post):
            found[post] = [f"{post}#{number + 1}" for number in range(heads.get(post, 1))]
    return {post: sorted(names) for post, names in found.items()}


def _open(happened: Happened) -> list[int]:
    """Return which of `whats` some events are of that name nobody, though somebody of the enterprise must have done them."""
    nameless = np.unique(happened.what[happened.person < 0]).tolist()
    return [what for what in nameless if not happened.whats[what].is_nobodys]


def _laid(happened: Happened, known: _Ints, pools: Mapping[int, Sequence[int]]) -> tuple[_Ints, tuple[str, ...]]:
    """Give every event of people that names nobody to whoever of its posts has been free of such work for longest."""
    person = known.copy()
    rows = np.flatnonzero((person < 0) & np.isin(happened.what, [what for what in _open(happened) if pools[what]]))
    waiting: dict[tuple[int, ...], list[tuple[int, int]]] = {}
    for row in rows[np.lexsort((happened.end[rows], happened.start[rows]))].tolist():
        pool = tuple(pools[int(happened.what[row])])
        free = waiting.setdefault(pool, [(-1, each) for each in pool])
        _, who = heapq.heappop(free)
        heapq.heappush(free, (int(happened.end[row]), who))
        person[row] = who
    unnamed = {post for what in np.unique(happened.what[rows]).tolist() for post in happened.whats[what].pool}
    return person, tuple(sorted(unnamed))


def _by_what_they_did(names: Sequence[str], post_of: Mapping[str, str | None], person: _Ints, happened: Happened) -> list[int]:
    """Return persons by post and by what they did, so that who is called how changes nothing."""
    first = np.full(len(names), np.iinfo(np.int64).max, dtype=np.int64)
    seen = person >= 0
    np.minimum.at(first, person[seen], happened.start[seen])
    worked = np.bincount(person[seen], weights=(happened.end - happened.start)[seen], minlength=len(names))
    return sorted(range(len(names)), key=lambda each: (post_of.get(names[each]) or "", first[each], worked[each], names[each]))


def _with_hours(
    members: Sequence[tuple[str, str | None]],
    person: _Ints,
    source: tuple[Linkage, Happened, str],
    unnamed: tuple[str, ...],
) -> Staff:
    linkage, happened, timezone = source
    organization = linkage.design.organization
    declared = dict(organization.calendars.by_id) if organization.calendars else {}
    of_post = {each.id: each.calendar for each in organization.posts or () if each.calendar in declared}
    groups: dict[str, list[int]] = {}
    for place, (name, post) in enumerate(members):
        if post is None or post not in of_post:
            groups.setdefault(post or name, []).append(place)
    closed = closed_days(np.concatenate((happened.start, happened.end)), timezone) if groups else frozenset()
    everybody = np.flatnonzero(person >= 0)
    observed = {members[places[0]][1] or "" for places in groups.values()}
    calendars = dict(declared)
    for group, places in groups.items():
        rows = np.flatnonzero(np.isin(person, places))
        rows = rows if len(rows) >= _SEEN else everybody
        calendars[f"seen/{group}"] = observed_hours(f"seen/{group}", happened.start[rows], happened.end[rows], timezone, closed)
    workers = tuple(
        Worker(id=name, post=post, calendar=(of_post.get(post) if post else None) or f"seen/{post or name}")
        for name, post in members
    )
    return Staff(workers=workers, person=person, calendars=calendars, observed=tuple(sorted(observed)), unnamed=unnamed)


def _date(instant: int) -> date:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=instant)).date()
