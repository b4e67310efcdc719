"""Under which post a person did what he did, on that day: his own, a second one, that of somebody he stands in for – or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.design import DesignedActivity
from workbench.eventlog import MISSING
from workbench.linkage.authority import Authority
from workbench.linkage.grouping import Grouped, grouped
from workbench.organization import Delegation, Holding, Letter

_EPOCH: Final = date(1970, 1, 1)
_ALWAYS: Final = (-(2**31), 2**31 - 1)
_Rows = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Work:
    """What was done by whom, one row an event: numbers of activity, person and of the post in the log's role column (-1: none).

    `day` is the date in days since 1970-01-01, which means nothing where not `is_dated`; `amount` (float64) is what the case is
    worth, nan where nothing says so.
    """

    activity: NDArray[np.int32]
    person: NDArray[np.int32]
    role: NDArray[np.int32]
    day: NDArray[np.int32]
    is_dated: bool
    amount: NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Rights:
    """Who may do what: the activities, persons and posts that numbers mean, who holds which post, who stands in for whom.

    `known_posts` are those of the table of posts, None where there is none.
    """

    activities: Sequence[DesignedActivity]
    persons: Sequence[str]
    posts: Sequence[str]
    holdings: Sequence[Holding]
    delegations: Sequence[Delegation]
    known_posts: frozenset[str] | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Authorized:
    """`authority` (int8) of each event, the `post` (int32) under which it was done, and the `own_post` of the person then."""

    authority: NDArray[np.int8]
    post: NDArray[np.int32]
    own_post: NDArray[np.int32]


def authorize(work: Work, rights: Rights) -> Authorized:
    """Judge every event of a known person whose activity names a human post as responsible or supporting, on its own day.

    Automatic activities are not judged: that a person does one is a finding of its own. A person's own post is that of the
    log's role column where he holds it on that day, else the first in the table that he does; on a day on which he holds none,
    the one that is nearest in time. Where no event bears a date, what is valid on some days alone neither allows nor forbids.
    """
    of_person = grouped(work.person, len(rights.persons))
    held = list(_held(work, rights, of_person))
    own, first = _own_posts(work, held)
    authority = np.zeros(len(work.person), dtype=np.int8)
    post = own.copy()
    is_judged = _judged(work, rights)
    for letters, found in (((Letter.RESPONSIBLE,), Authority.POST), ((Letter.SUPPORTING,), Authority.SUPPORT)):
        allowed = _allowed(rights, letters)
        for prefers_own in (True, False):
            for each in held:
                rows = each.rows[each.away == 0]
                mine = is_judged[rows] & (authority[rows] == Authority.UNKNOWN) & allowed[work.activity[rows], each.post]
                rows = rows[mine & ((own[rows] == each.post) | (not prefers_own))]
                second = (found is Authority.POST) & (first[rows] != each.post)
                authority[rows] = np.where(second, Authority.SECOND_POST, found)
                post[rows] = each.post
    is_open = is_judged & (authority == Authority.UNKNOWN)
    lent = list(_lent(work, rights, of_person))
    for covered in lent:
        is_due = is_open[covered.rows] & (covered.away == 0)
        rows, posts = covered.rows[is_due], covered.post[is_due]
        authority[rows], is_open[rows] = Authority.DELEGATED, False
        post[rows] = np.where(posts == MISSING, post[rows], posts)
    is_open &= ~_doubtful(work, rights) & ~_left_to_dates(work, rights, held, lent)
    authority[is_open] = Authority.NONE
    return Authorized(authority=authority, post=post, own_post=own)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Held:
    """The events of somebody who holds a post at some time, and how far each is `away` (int64) from that time: see `_away`."""

    post: int
    rows: _Rows
    away: NDArray[np.int64]


def _held(work: Work, rights: Rights, of_person: Grouped) -> Iterator[_Held]:
    """Yield the events of each holding, in the order of the table."""
    posts, persons = _numbers(rights.posts), _numbers(rights.persons)
    for holding in rights.holdings:
        post, rows = posts.get(holding.post), of_person.of(persons.get(holding.person, MISSING))
        if post is not None and len(rows):
            yield _Held(post=post, rows=rows, away=_away(work, rows, holding.since, holding.until))


def _away(work: Work, rows: _Rows, first: date | None, last: date | None) -> NDArray[np.int64]:
    """Return how many days events are away from a time, first and last day included: 0 for those within.

    Where events bear no dates, 1 of every time that has a border: nobody knows.
    """
    if not work.is_dated:
        return np.full(len(rows), int(first is not None or last is not None), dtype=np.int64)
    since, until = _days(first, last)
    day = work.day[rows].astype(np.int64)
    return np.maximum(0, np.maximum(since - day, day - until))


def _own_posts(work: Work, held: Sequence[_Held]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return each event's own post, and the first post in the table that the person holds on that day, or nearest to it."""
    first, told = (np.full(len(work.person), MISSING, dtype=np.int32) for _ in range(2))
    nearest = np.full(len(work.person), np.iinfo(np.int64).max)
    for each in held:
        is_nearer = each.away < nearest[each.rows]
        nearer = each.rows[is_nearer]
        first[nearer], nearest[nearer] = each.post, each.away[is_nearer]
        valid = each.rows[each.away == 0]
        told[valid[work.role[valid] == each.post]] = each.post
    return np.where(told == MISSING, first, told), first


def _judged(work: Work, rights: Rights) -> NDArray[np.bool_]:
    can_be = np.array([bool(each.allowed) and not each.is_automatic for each in rights.activities] + [False], dtype=np.bool_)
    judged: NDArray[np.bool_] = (work.person != MISSING) & can_be[work.activity]
    return judged


def _doubtful(work: Work, rights: Rights) -> NDArray[np.bool_]:
    """Return which events are of an activity that a post may do which no table knows: it may be a misspelt one of the person."""
    known = rights.known_posts
    doubtful = [known is not None and not each.allowed <= known for each in rights.activities]
    return np.array([*doubtful, False], dtype=np.bool_)[work.activity]


def _left_to_dates(work: Work, rights: Rights, held: Sequence[_Held], lent: Sequence[_Lent]) -> NDArray[np.bool_]:
    """Return which events are allowed or not by days alone, and bear none."""
    is_left = np.zeros(len(work.person), dtype=np.bool_)
    if not work.is_dated:
        allowed = _allowed(rights, (Letter.RESPONSIBLE, Letter.SUPPORTING))
        for each in held:
            is_left[each.rows[(each.away > 0) & allowed[work.activity[each.rows], each.post]]] = True
        for covered in lent:
            is_left[covered.rows[covered.away > 0]] = True
    return is_left


def _allowed(rights: Rights, letters: tuple[Letter, ...]) -> NDArray[np.bool_]:
    """Return activity × post (bool), with a last row for no activity."""
    number = _numbers(rights.posts)
    allowed = np.zeros((len(rights.activities) + 1, len(rights.posts)), dtype=np.bool_)
    for row, activity in enumerate(rights.activities):
        allowed[row, [number[post] for post in activity.posts(*letters) if post in number]] = True
    return allowed


@dataclass(frozen=True, kw_only=True, eq=False)
class _Lent:
    """The events that a delegation covers up to its limit, the `post` (int32) lent to each, and how far each is `away`."""

    rows: _Rows
    post: NDArray[np.int32]
    away: NDArray[np.int64]


def _lent(work: Work, rights: Rights, of_person: Grouped) -> Iterator[_Lent]:
    """Yield what each delegation covers; one that names no activity covers what a post of the delegator may do."""
    number, persons = _numbers(rights.posts), _numbers(rights.persons)
    for each in rights.delegations:
        posts = [holding.post for holding in rights.holdings if holding.person == each.from_person]
        lent = np.array([*(_lent_post(it, posts, number) for it in rights.activities), MISSING], dtype=np.int32)
        covers = [it.id in each.activities if each.activities else not it.allowed.isdisjoint(posts) for it in rights.activities]
        rows = of_person.of(persons.get(each.to_person, MISSING))
        is_beyond = work.amount[rows] > (np.inf if each.limit is None else each.limit)
        rows = rows[np.array([*covers, False], dtype=np.bool_)[work.activity[rows]] & ~is_beyond]
        yield _Lent(rows=rows, post=lent[work.activity[rows]], away=_away(work, rows, each.start, each.end))


def _lent_post(activity: DesignedActivity, lenders: Sequence[str], number: Mapping[str, int]) -> int:
    """Return the number of the post that a delegator lends: one that may do the activity, else his first, -1 for none."""
    lent = next((each for each in lenders if each in activity.allowed), lenders[0] if lenders else None)
    return number.get(lent or "", MISSING)


def _numbers(names: Sequence[str]) -> Mapping[str, int]:
    return {name: number for number, name in enumerate(names)}


def _days(first: date | None, last: date | None) -> tuple[int, int]:
    since = _ALWAYS[0] if first is None else (first - _EPOCH).days
    until = _ALWAYS[1] if last is None else (last - _EPOCH).days
    return since, until
