"""Who needs which function of a system, and who may use it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from workbench.design import Design
from workbench.linkage.identity import Identities, Performer, identities_of
from workbench.organization import RESERVED, Letter
from workbench.technology import Permission
from workbench.usage.functions import is_offline
from workbench.usage.listing import Listing


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
    needed, allowed = _needed(design), _allowed(design)
    granted, suspect = _granted(design, needed.keys() | allowed)
    rows = [
        AccessRow(post=post, function=function, grant=Grant.GRANTED if (post, function) in granted else Grant.MISSING,
                  activities=activities)
        for (post, function), activities in needed.items()
    ]  # fmt: skip
    rows += [
        AccessRow(post=post, function=function, grant=Grant.EXCESS if (post, function) in suspect else Grant.ALLOWED)
        for post, function in granted - needed.keys()
    ]
    return Access(rows=tuple(sorted(rows, key=lambda row: (row.post, row.function))))


def _needed(design: Design) -> dict[_Pair, tuple[str, ...]]:
    """Return what posts are responsible for and with which functions, with the activities."""
    found: dict[_Pair, tuple[str, ...]] = {}
    for activity in design.activities:
        for function in activity.functions or ():
            if _is_grantable(function, design):
                for post in activity.responsible:
                    if _is_known(post, design):
                        found[post, function] = tuple(dict.fromkeys((*found.get((post, function), ()), activity.id)))
    return found


def _allowed(design: Design) -> set[_Pair]:
    """Return what posts may use without being responsible in an assessed process."""
    known = {activity.id for activity in design.activities}
    using = [(activity.id, activity.functions or ()) for activity in design.activities]
    using += [(each, (function.id,)) for function in design.landscape.functions or () for each in function.activities
              if each not in known]  # fmt: skip
    may = _performing(design)
    for activity, people in _delegated(design, may).items():
        may.setdefault(activity, set()).update(post for person in people for post in _posts_of(person, design))
    return {(post, function) for activity, functions in using for function in functions for post in may.get(activity, ())}


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


def _granted(design: Design, fine: set[_Pair]) -> tuple[set[_Pair], set[_Pair]]:
    """Return all that is granted by post, and what of it is in excess of what is `fine`.

    An account grants its function to the posts of its holders; a personal one is in excess, of the first, if fine for none.
    """
    granted: set[_Pair] = set()
    suspect: set[_Pair] = set()
    open_ended, identities = _nobody_knows_who_needs(design), identities_of(design)
    for permission in design.landscape.permissions or ():
        if _is_grantable(permission.function, design):
            holders, is_own = _holders(permission, identities, design)
            pairs = [(post, permission.function) for post in holders if _is_known(post, design)]
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
    """Return the functions of activities that no process has, and for which nobody is named."""
    known = {activity.id for activity in design.activities}
    responsibilities = design.organization.responsibilities
    told = known | set(responsibilities.activities if responsibilities is not None else ())
    return {each.id for each in design.landscape.functions or () if not told.issuperset(each.activities)}


def _posts_of(person: str, design: Design) -> Iterator[str]:
    return (each.post for each in design.organization.holdings or () if each.person == person)


def _is_known(post: str, design: Design) -> bool:
    return design.organization.posts is None or post in design.organization.post


def _is_grantable(function: str, design: Design) -> bool:
    """Return whether it is a function of a system that is not offline."""
    found = design.landscape.function.get(function)
    return found is not None and not is_offline(found.system, design.landscape)
