"""What an organization says of itself: units, posts, who holds them, who answers for what – as frozen types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from workbench.findings import NOWHERE, Finding, Place, Severity
from workbench.organization.calendar_file import Calendars
from workbench.tables import Letter

SYSTEM: Final = "SYS"
EXTERNAL: Final = "EXT"
RESERVED: Final = frozenset({SYSTEM, EXTERNAL})
"""Performers that no table lists: the system itself, and a party outside the enterprise."""

NO_ATTRIBUTES: Final[Mapping[str, str]] = MappingProxyType({})


class Reach(StrEnum):
    """Within what two duties must be separate: one case, or all cases together."""

    CASE = "case"
    ANY = "any"


@dataclass(frozen=True, kw_only=True)
class Department:
    """A unit of the organization; `head` is a post or a person, `kind` is line, staff, process_team or what the file says."""

    id: str
    name: str
    name_en: str | None = None
    parent: str | None = None
    head: str | None = None
    kind: str | None = None
    location: str | None = None
    place: Place = NOWHERE
    attributes: Mapping[str, str] = field(default_factory=lambda: NO_ATTRIBUTES)


@dataclass(frozen=True, kw_only=True)
class Post:
    """A post with its head count; `level` 1 is the top, `calendar` when it works, `decision_limit` an amount."""

    id: str
    name: str
    department: str
    name_en: str | None = None
    headcount: int = 1
    calendar: str | None = None
    level: int | None = None
    reports_to: str | None = None
    decision_limit: float | None = None
    place: Place = NOWHERE
    attributes: Mapping[str, str] = field(default_factory=lambda: NO_ATTRIBUTES)


@dataclass(frozen=True, kw_only=True)
class Holding:
    """A person holds a post from `since` to `until`, both days included, None where it is open; `accounts` are his own."""

    person: str
    post: str
    since: date | None = None
    until: date | None = None
    skills: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    place: Place = NOWHERE
    attributes: Mapping[str, str] = field(default_factory=lambda: NO_ATTRIBUTES)

    def overlaps(self, first: date, last: date) -> bool:
        """Return whether the post is held on any of the days from `first` to `last`."""
        return (self.since is None or self.since <= last) and (self.until is None or first <= self.until)


@dataclass(frozen=True, kw_only=True)
class Duty:
    """A letter that a post (or SYS, EXT) has for an activity, both as the file names them until the design resolves them."""

    activity: str
    post: str
    letter: Letter
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Responsibilities:
    """The responsibility matrix: its duties, and every activity that it names, with letters or without."""

    duties: tuple[Duty, ...] = ()
    activities: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Delegation:
    """One person stands in for another on some activities (none named: all), from `start` to `end`, both days included.

    `limit` is the greatest amount that it covers, None where there is none.
    """

    from_person: str
    to_person: str
    activities: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    limit: float | None = None
    place: Place = NOWHERE


class DutyRule(StrEnum):
    """What a rule on two duties demands: two persons (segregation), or one and the same (binding)."""

    SEGREGATION = "segregation"
    BINDING = "binding"


@dataclass(frozen=True, kw_only=True)
class DutyPair:
    """Two activities that nobody may do both (or the same person must), within a case or at all."""

    activity_a: str
    activity_b: str
    name: str = ""
    reach: Reach = Reach.CASE
    rule: DutyRule = DutyRule.SEGREGATION
    severity: Severity = Severity.CRITICAL
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Coordination:
    """A declared mechanism by which two departments coordinate; their order does not matter."""

    department_a: str
    department_b: str
    mechanism: str
    rhythm: str | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Authority:
    """The lowest post that may decide an activity, where a case attribute compares so with a value (None: always)."""

    activity: str
    lowest_post: str
    attribute: str | None = None
    operator: str | None = None
    value: str | None = None
    place: Place = NOWHERE

    @property
    def condition(self) -> str:
        """Return in which cases it holds, as the table has it; empty: in all."""
        return " ".join(each for each in (self.attribute, self.operator, self.value) if each)


@dataclass(frozen=True, kw_only=True)
class Hosting:
    """A department that may host a post."""

    post: str
    department: str
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class TeamMember:
    """A post that sends people into the team of a process, part of their time; it stays in its department (dual line)."""

    process: str
    post: str
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Organization:
    """All that a workspace says of its organization; a table that is absent is None, which is not the same as empty.

    `findings` tell what is wrong with the tables by themselves.
    """

    departments: tuple[Department, ...] | None = None
    posts: tuple[Post, ...] | None = None
    holdings: tuple[Holding, ...] | None = None
    responsibilities: Responsibilities | None = None
    delegations: tuple[Delegation, ...] | None = None
    duty_pairs: tuple[DutyPair, ...] | None = None
    coordinations: tuple[Coordination, ...] | None = None
    authorities: tuple[Authority, ...] | None = None
    hostings: tuple[Hosting, ...] | None = None
    team_members: tuple[TeamMember, ...] | None = None
    calendars: Calendars | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def post(self) -> Mapping[str, Post]:
        """Return the posts by id."""
        return MappingProxyType({each.id: each for each in self.posts or ()})

    @property
    def department(self) -> Mapping[str, Department]:
        """Return the departments by id."""
        return MappingProxyType({each.id: each for each in self.departments or ()})

    @property
    def persons(self) -> tuple[str, ...]:
        """Return the ids of all persons, sorted."""
        return tuple(sorted({each.person for each in self.holdings or ()}))

    def above(self, department: str) -> tuple[str, ...]:
        """Return a department and all that it belongs to, from itself up; a circle is gone round once."""
        known, line = self.department, [department]
        while (found := known.get(line[-1])) is not None and found.parent is not None and found.parent not in line:
            line.append(found.parent)
        return tuple(line)

    def within(self, department: str) -> frozenset[str]:
        """Return a department and all that belongs to it, however far below."""
        below: dict[str | None, list[str]] = {}
        for each in self.departments or ():
            below.setdefault(each.parent, []).append(each.id)
        found, waiting = {department}, [department]
        while waiting:
            new = [each for each in below.get(waiting.pop(), ()) if each not in found]
            found.update(new)
            waiting.extend(new)
        return frozenset(found)
