"""Under which post a person did what he did, on that day: his own, a second one, that of somebody he stands in for – or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.design import DesignedActivity
from workbench.eventlog import MISSING
from workbench.linkage.model import Authority
from workbench.organization import Delegation, Holding, Letter

_EPOCH: Final = date(1970, 1, 1)
_ALWAYS: Final = (-(2**31), 2**31 - 1)
_Rows = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Work:
    """What was done by whom, one row an event: numbers of activity, person and of the post in the log's role column (-1: none).

    `day` is the date in days since 1970-01-01, `amount` (float64) what the case is worth, nan where nothing says so.
    """

    activity: NDArray[np.int32]
    person: NDArray[np.int32]
    role: NDArray[np.int32]
    day: NDArray[np.int32]
    amount: NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Rights:
    """Who may do what: the activities, persons and posts that numbers mean, who holds which post, who stands in for whom."""

    activities: Sequence[DesignedActivity]
    persons: Sequence[str]
    posts: Sequence[str]
    holdings: Sequence[Holding]
    delegations: Sequence[Delegation]


@dataclass(frozen=True, kw_only=True, eq=False)
class Authorized:
    """`authority` (int8) of each event, the `post` (int32) under which it was done, and the `own_post` of the person then."""

    authority: NDArray[np.int8]
    post: NDArray[np.int32]
    own_post: NDArray[np.int32]


def authorize(work: Work, rights: Rights) -> Authorized:
    """Judge every event of a known person whose activity names a human post as responsible or supporting, on its own day.

    Automatic activities are not judged: that a person does one is a finding of its own. A person's own post is that of the
    log's role column where he holds it, else the first that he holds on that day, else the first that he ever held.
    """
    held = list(_held(work, rights))
    own, first = _own_posts(work, held)
    authority = np.zeros(len(work.person), dtype=np.int8)
    post = own.copy()
    is_judged = _judged(work, rights)
    for letters, found in (((Letter.RESPONSIBLE,), Authority.POST), ((Letter.SUPPORTING,), Authority.SUPPORT)):
        allowed = _allowed(rights, letters)
        for prefers_own in (True, False):
            for each in held:
                rows = each.rows[each.is_valid]
                mine = is_judged[rows] & (authority[rows] == Authority.UNKNOWN) & allowed[work.activity[rows], each.post]
                rows = rows[mine & ((own[rows] == each.post) | (not prefers_own))]
                second = (found is Authority.POST) & (first[rows] != each.post)
                authority[rows] = np.where(second, Authority.SECOND_POST, found)
                post[rows] = each.post
    _delegate(work, rights, is_judged & (authority == Authority.UNKNOWN), authority, post)
    authority[is_judged & (authority == Authority.UNKNOWN)] = Authority.NONE
    return Authorized(authority=authority, post=post, own_post=own)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Held:
    """The events of somebody who holds a post at some time, and on which of them he does."""

    post: int
    rows: _Rows
    is_valid: NDArray[np.bool_]


def _held(work: Work, rights: Rights) -> Iterator[_Held]:
    """Yield the events of each holding, in the order of the table."""
    numbers = {person: number for number, person in enumerate(rights.persons)}
    posts = {post: number for number, post in enumerate(rights.posts)}
    order = np.argsort(work.person, kind="stable")
    bounds = np.searchsorted(work.person[order], np.arange(len(rights.persons) + 1))
    for holding in rights.holdings:
        person, post = numbers[holding.person], posts.get(holding.post)
        rows = order[bounds[person] : bounds[person + 1]]
        if post is not None and len(rows):
            since, until = _days(holding.since, holding.until)
            yield _Held(post=post, rows=rows, is_valid=(since <= work.day[rows]) & (work.day[rows] <= until))


def _own_posts(work: Work, held: Sequence[_Held]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return each event's own post, and the first post in the table that the person holds on that day."""
    ever, first, told = (np.full(len(work.person), MISSING, dtype=np.int32) for _ in range(3))
    for each in held:
        unset = each.rows[ever[each.rows] == MISSING]
        ever[unset] = each.post
        valid = each.rows[each.is_valid]
        first[valid[first[valid] == MISSING]] = each.post
        told[valid[work.role[valid] == each.post]] = each.post
    first = np.where(first == MISSING, ever, first)
    return np.where(told == MISSING, first, told), first


def _judged(work: Work, rights: Rights) -> NDArray[np.bool_]:
    can_be = np.array([bool(each.allowed) and not each.is_automatic for each in rights.activities] + [False], dtype=np.bool_)
    judged: NDArray[np.bool_] = (work.person != MISSING) & can_be[work.activity]
    return judged


def _allowed(rights: Rights, letters: tuple[Letter, ...]) -> NDArray[np.bool_]:
    """Return activity × post (bool), with a last row for no activity."""
    number = {post: code for code, post in enumerate(rights.posts)}
    allowed = np.zeros((len(rights.activities) + 1, len(rights.posts)), dtype=np.bool_)
    for row, activity in enumerate(rights.activities):
        allowed[row, [number[post] for post in activity.posts(*letters) if post in number]] = True
    return allowed


def _delegate(
    work: Work, rights: Rights, is_open: NDArray[np.bool_], authority: NDArray[np.int8], post: NDArray[np.int32]
) -> None:
    """Enter what was done in somebody's stead, on the days of the delegation and up to its limit."""
    numbers = {person: number for number, person in enumerate(rights.persons)}
    for each in rights.delegations:
        if each.to_person not in numbers:
            continue
        since, until = _days(each.start, each.end)
        covered = np.array(
            [not each.activities or it.id in each.activities for it in rights.activities] + [False], dtype=np.bool_
        )
        within = np.isnan(work.amount) | (work.amount <= (np.inf if each.limit is None else each.limit))
        mine = is_open & (work.person == numbers[each.to_person]) & covered[work.activity] & within
        rows = np.flatnonzero(mine & (since <= work.day) & (work.day <= until))
        rows = rows[authority[rows] == Authority.UNKNOWN]
        authority[rows] = Authority.DELEGATED
        for activity in np.unique(work.activity[rows]).tolist():
            lent = _lent_post(rights, each, rights.activities[activity])
            if lent is not None:
                post[rows[work.activity[rows] == activity]] = lent


def _lent_post(rights: Rights, delegation: Delegation, activity: DesignedActivity) -> int | None:
    """Return the number of the post that the delegator lends: one that may do it, else his first."""
    posts = [each.post for each in rights.holdings if each.person == delegation.from_person and each.post in rights.posts]
    lent = next((each for each in posts if each in activity.allowed), posts[0] if posts else None)
    return None if lent is None else rights.posts.index(lent)


def _days(first: date | None, last: date | None) -> tuple[int, int]:
    since = _ALWAYS[0] if first is None else (first - _EPOCH).days
    until = _ALWAYS[1] if last is None else (last - _EPOCH).days
    return since, until
