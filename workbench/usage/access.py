"""Who needs which function of a system, and who may use it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import chain, product

from workbench.design import Design
from workbench.linkage.identity import Identities, Performer, identities_of
from workbench.organization import RESERVED, Letter
from workbench.shown import Listing
from workbench.technology import Permission
from workbench.usage.functions import is_offline


class Grant(IntEnum):
    """A post and a function: GRANTED as needed, MISSING though needed, ALLOWED without being needed, or in EXCESS."""

    GRANTED = 0
    MISSING = 1
    ALLOWED = 2
    EXCESS = 3


@dataclass(frozen=True, kw_only=True)
class AccessRow:
    """A post and a function that it needs or is granted; `activities` are those for which it needs it."""

    post: str
    function: str
    grant: Grant
    activities: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Access(Listing[AccessRow]):
    """What posts need and are granted, by post and function."""

    kind = AccessRow

    @property
    def adequacy(self) -> float | None:
        """Return the part of what is needed, in [0, 1], that is granted; None where nothing is needed."""
        return self._part(Grant.GRANTED, Grant.MISSING)

    @property
    def least_privilege(self) -> float | None:
        """Return the part of what is granted, in [0, 1], that is needed; None where nothing is granted."""
        return self._part(Grant.GRANTED, Grant.ALLOWED, Grant.EXCESS)

    def of(self, grant: Grant) -> tuple[AccessRow, ...]:
        """Return the rows of one kind."""
        return tuple(row for row in self.rows if row.grant is grant)

    def _part(self, *kinds: Grant) -> float | None:
        among = [row for row in self.rows if row.grant in kinds]
        return sum(row.grant is Grant.GRANTED for row in among) / len(among) if among else None


_Pair = tuple[str, str]
"""A post and a function."""


def access_of(design: Design) -> Access:
    """Hold permissions against what duties need, by post.

    Every responsible human post needs every function of its activities, alternatives included; a post with an S, and one whose
    holder somebody's activity is delegated to, may hold them. A function is granted to a post, or to an account of one of its
    holders. Posts and functions that no table knows are left out, as are shared accounts and those of systems and outsiders, and
    functions of activities that no process has and nobody answers for: nobody can say who needs them.
    """
    tables = _tables(design)
    needed = _needed(design, tables)
    granted, suspect = _granted(design, tables, needed.keys() | _allowed(design))
    rows = [
        AccessRow(
            post=pair[0], function=pair[1], grant=Grant.GRANTED if pair in granted else Grant.MISSING, activities=activities
        )
        for pair, activities in needed.items()
    ]
    rows += [
        AccessRow(post=pair[0], function=pair[1], grant=Grant.EXCESS if pair in suspect else Grant.ALLOWED)
        for pair in granted - needed.keys()
    ]
    return Access(rows=tuple(sorted(rows, key=lambda row: (row.post, row.function))))


@dataclass(frozen=True, kw_only=True)
class _Tables:
    """The functions that can be granted, those of systems that are not offline, and the posts; None where nothing lists posts."""

    functions: frozenset[str]
    posts: frozenset[str] | None

    def knows(self, pair: _Pair) -> bool:
        """Return whether the tables have a post and a function."""
        return pair[1] in self.functions and (self.posts is None or pair[0] in self.posts)


def _tables(design: Design) -> _Tables:
    functions = (each.id for each in design.landscape.functions or () if not is_offline(each.system, design.landscape))
    posts = design.organization.posts
    return _Tables(functions=frozenset(functions), posts=None if posts is None else frozenset(each.id for each in posts))


def _needed(design: Design, tables: _Tables) -> dict[_Pair, tuple[str, ...]]:
    """Return what posts are responsible for and with which functions, with the activities."""
    found: dict[_Pair, tuple[str, ...]] = {}
    for activity in design.activities:
        for pair in product(activity.responsible, activity.functions or ()):
            if tables.knows(pair):
                found[pair] = tuple(dict.fromkeys((*found.get(pair, ()), activity.id)))
    return found


def _allowed(design: Design) -> set[_Pair]:
    """Return what posts may use, be it in an assessed process or another."""
    may = _performing(design)
    for activity, people in _delegated(design, may).items():
        may.setdefault(activity, set()).update(post for person in people for post in _posts_of(person, design))
    known = {activity.id for activity in design.activities}
    here = ((activity.id, function) for activity in design.activities for function in activity.functions or ())
    listed = ((activity, each.id) for each in design.landscape.functions or () for activity in each.activities)
    using = chain(here, (pair for pair in listed if pair[0] not in known))
    return {(post, function) for activity, function in using for post in may.get(activity, ())}


def _performing(design: Design) -> dict[str, set[str]]:
    """Return the posts that may do each activity, those of processes that are not assessed included."""
    found: dict[str, set[str]] = {}
    responsibilities = design.organization.responsibilities
    for duty in responsibilities.duties if responsibilities is not None else ():
        if duty.letter in (Letter.RESPONSIBLE, Letter.SUPPORTING):
            found.setdefault(duty.activity, set()).add(duty.post)
    return found


def _delegated(design: Design, may: dict[str, set[str]]) -> dict[str, set[str]]:
    """Return the persons to whom each activity is delegated; where none is named, all that the delegator may do."""
    found: dict[str, set[str]] = {}
    for each in design.organization.delegations or ():
        mine = set(_posts_of(each.from_person, design))
        for activity in each.activities or [activity for activity, posts in may.items() if posts & mine]:
            found.setdefault(activity, set()).add(each.to_person)
    return found


def _granted(design: Design, tables: _Tables, fine: set[_Pair]) -> tuple[set[_Pair], set[_Pair]]:
    """Return all that is granted by post, and what of it is in excess of what is `fine`.

    An account grants its function to the posts of its holders; a personal one is in excess, of the first, if fine for none.
    """
    granted: set[_Pair] = set()
    suspect: set[_Pair] = set()
    open_ended, identities = _nobody_knows_who_needs(design), identities_of(design)
    for permission in design.landscape.permissions or ():
        holders, is_own = _holders(permission, identities, design)
        pairs = [pair for post in holders if tables.knows(pair := (post, permission.function))]
        granted |= fine.intersection(pairs)
        if is_own and permission.function not in open_ended and fine.isdisjoint(pairs):
            suspect.update(pairs[:1])
    return granted | suspect, suspect


def _holders(permission: Permission, identities: Identities, design: Design) -> tuple[list[str], bool]:
    """Return the posts that a permission serves, and whether these alone: a post, or those of a person; none are SYS and EXT."""
    if permission.account is None:
        return [post for post in (permission.post,) if post is not None and post not in RESERVED], True
    who = identities.of(permission.account)
    if who.kind is Performer.PERSON and who.name is not None:
        return list(_posts_of(who.name, design)), True
    return [each.post for each in design.organization.holdings or () if permission.account in each.accounts], False


def _nobody_knows_who_needs(design: Design) -> set[str]:
    """Return the functions of activities for which nobody is named, where no process has them, or nobody knows the delegate."""
    known = {activity.id for activity in design.activities}
    responsibilities = design.organization.responsibilities
    told = known | set(responsibilities.activities if responsibilities is not None else ())
    listed = {each.id for each in design.landscape.functions or () if not told.issuperset(each.activities)}
    if design.organization.holdings is not None:
        return listed
    delegated = [each.activities or tuple(known) for each in design.organization.delegations or ()]
    lent = {activity for activities in delegated for activity in activities}
    return listed | {function for activity in design.activities if activity.id in lent for function in activity.functions or ()}


def _posts_of(person: str, design: Design) -> Iterator[str]:
    return (each.post for each in design.organization.holdings or () if each.person == person)
