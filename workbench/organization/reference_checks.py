"""What tables of an organization name in each other: ids that do not exist, pairs said twice, periods gone wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import chain, pairwise

from workbench.findings import Finding, Place, Severity
from workbench.organization.model import Holding, Organization
from workbench.tables.references import check_references, check_unique, finding_at, mentions, register_of


def check_org_references(organization: Organization) -> tuple[Finding, ...]:
    """Return every id that a table names and the table that should hold it does not; against an absent table nothing is held.

    Heads and parents of departments are judged with the chart, posts of the responsibility matrix with the duties.
    """
    return (
        *_named_posts(organization),
        *_named_departments(organization),
        *_named_persons(organization),
        *_named_calendars(organization),
    )


def _named_posts(organization: Organization) -> Iterator[Finding]:
    if organization.posts is None:
        return
    posts = register_of("posts", (each.id for each in organization.posts))
    for named in (
        mentions("reports_to", ((each.reports_to, each.place) for each in organization.posts)),
        mentions("post_id", ((each.post, each.place) for each in organization.holdings or ())),
        mentions("lowest_post", ((each.lowest_post, each.place) for each in organization.authorities or ())),
        mentions("post_id", ((each.post, each.place) for each in organization.hostings or ())),
        mentions("post_id", ((each.post, each.place) for each in organization.team_members or ())),
    ):
        yield from check_references("ORG_UNKNOWN", named, posts)


def _named_departments(organization: Organization) -> Iterator[Finding]:
    if organization.departments is None:
        return
    departments = register_of("departments", (each.id for each in organization.departments))
    coordinated = organization.coordinations or ()
    for named in (
        mentions("department_id", ((each.department, each.place) for each in organization.posts or ())),
        mentions("department_id", ((each.department, each.place) for each in organization.hostings or ())),
        mentions("department_a", ((each.department_a, each.place) for each in coordinated)),
        mentions("department_b", ((each.department_b, each.place) for each in coordinated)),
    ):
        yield from check_references("ORG_UNKNOWN", named, departments)


def _named_persons(organization: Organization) -> Iterator[Finding]:
    if organization.holdings is None:
        return
    persons, delegations = register_of("persons", organization.persons), organization.delegations or ()
    yield from check_references("ORG_UNKNOWN", mentions("from_person", ((d.from_person, d.place) for d in delegations)), persons)
    yield from check_references("ORG_UNKNOWN", mentions("to_person", ((d.to_person, d.place) for d in delegations)), persons)


def _named_calendars(organization: Organization) -> tuple[Finding, ...]:
    if organization.calendars is None:
        return ()
    named = mentions("calendar", ((each.calendar, each.place) for each in organization.posts or ()))
    return check_references("ORG_UNKNOWN", named, register_of("calendars", organization.calendars.by_id))


def check_pairs(organization: Organization) -> tuple[Finding, ...]:
    """Return the pairs that are said twice, and those whose two sides are one; the order of two sides never matters."""
    coordinated = [(each.department_a, each.department_b, each.place) for each in organization.coordinations or ()]
    parted = [(each.activity_a, each.activity_b, each.rule.value, each.place) for each in organization.duty_pairs or ()]
    hosted = [(each.post, each.department, each.place) for each in organization.hostings or ()]
    joined = [(each.post, each.process, each.place) for each in organization.team_members or ()]
    delegated = [(each.from_person, each.to_person, each.place) for each in organization.delegations or ()]
    twice = (
        mentions("department_a", ((_pair(*sorted((a, b))), place) for a, b, place in coordinated)),
        mentions("activity_a", ((_pair(*sorted((a, b)), rule), place) for a, b, rule, place in parted)),
        mentions("post_id", ((_pair(post, department), place) for post, department, place in hosted)),
        mentions("post_id", ((_pair(post, process), place) for post, process, place in joined)),
    )
    sides = chain(coordinated, delegated, ((a, b, place) for a, b, _, place in parted))
    return (
        *(finding for named in twice for finding in check_unique("ORG_REPEATED", named, Severity.MINOR)),
        *(finding_at("ORG_SELF_PAIR", place, {"value": a}, about=("pair", a)) for a, b, place in sides if a == b),
    )


def _pair(*sides: str) -> str:
    return " – ".join(sides)


def check_periods(organization: Organization) -> tuple[Finding, ...]:
    """Return the periods that end before they begin, and the posts that a person holds twice on one day."""
    held = [(each.person, each.since, each.until, each.place) for each in organization.holdings or ()]
    lent = [(each.from_person, each.start, each.end, each.place) for each in organization.delegations or ()]
    return (
        *(finding for who, begin, end, place in (*held, *lent) for finding in _reversed(who, begin, end, place)),
        *_held_twice(organization.holdings or ()),
    )


def _reversed(who: str, begin: date | None, end: date | None, place: Place) -> Iterator[Finding]:
    if begin is not None and end is not None and end < begin:
        yield finding_at(
            "ORG_PERIOD", place, {"value": who, "start": begin, "end": end}, about=("period", who, str(begin), str(end))
        )


def _held_twice(holdings: tuple[Holding, ...]) -> Iterator[Finding]:
    held: defaultdict[tuple[str, str], list[Holding]] = defaultdict(list)
    for each in holdings:
        held[each.person, each.post].append(each)
    for (person, post), same in sorted(held.items()):
        same.sort(key=lambda each: (each.since or date.min, each.until or date.max))
        for earlier, later in pairwise(same):
            if (later.since or date.min) <= (earlier.until or date.max):
                facts = {"value": person, "post": post, "others": later.place.line or later.place.row or "?"}
                yield finding_at("ORG_HELD_TWICE", earlier.place, facts, about=("held", person, post))
