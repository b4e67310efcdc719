"""An organization as tables again, in standard form: ids for names, a row a letter; what could not be read is not there."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.organization.model import (
    Authority,
    Coordination,
    Delegation,
    Department,
    DutyPair,
    Holding,
    Hosting,
    Organization,
    Post,
    Responsibilities,
    TeamMember,
)
from workbench.tables import Table, TableKind
from workbench.tables.row_writing import Record, day, listed, number, records_of, table_from


def organization_tables(organization: Organization) -> tuple[Table, ...]:
    """Return every table that an organization has, but calendars. Reading them gives the same, whatever names stood in them."""
    given = organization.responsibilities
    records = {
        TableKind.DEPARTMENTS: records_of(organization.departments, _department),
        TableKind.POSTS: records_of(organization.posts, _post),
        TableKind.PERSONS: records_of(organization.holdings, _holding),
        TableKind.RESPONSIBILITIES: None if given is None else tuple(_letters(given)),
        TableKind.DELEGATIONS: records_of(organization.delegations, _delegation),
        TableKind.SEPARATION_OF_DUTIES: records_of(organization.duty_pairs, _pair),
        TableKind.COORDINATION: records_of(organization.coordinations, _coordination),
        TableKind.AUTHORITY: records_of(organization.authorities, _authority),
        TableKind.HOSTS: records_of(organization.hostings, _hosting),
        TableKind.TEAMS: records_of(organization.team_members, _member),
    }
    return tuple(table_from(kind, rows) for kind, rows in records.items() if rows is not None)


def _department(each: Department) -> Record:
    return Record(
        cells={
            "department_id": each.id,
            "name": each.name,
            "name_en": each.name_en,
            "parent_id": each.parent,
            "head": each.head,
            "kind": each.kind,
            "location": each.location,
        },
        attributes=each.attributes,
    )


def _post(each: Post) -> Record:
    return Record(
        cells={
            "post_id": each.id,
            "name": each.name,
            "name_en": each.name_en,
            "department_id": each.department,
            "headcount": number(each.headcount),
            "calendar": each.calendar,
            "level": number(each.level),
            "reports_to": each.reports_to,
            "decision_limit": number(each.decision_limit),
        },
        attributes=each.attributes,
    )


def _holding(each: Holding) -> Record:
    return Record(
        cells={
            "person_id": each.person,
            "post_id": each.post,
            "valid_from": day(each.since),
            "valid_to": day(each.until),
            "skills": listed(each.skills),
            "account": listed(each.accounts),
        },
        attributes=each.attributes,
    )


def _letters(given: Responsibilities) -> Iterator[Record]:
    """Yield a row a letter, and an empty one for each activity without any."""
    for each in given.duties:
        yield Record(cells={"activity_id": each.activity, "post_id": each.post, "letter": each.letter.value})
    answered = {each.activity for each in given.duties}
    yield from (Record(cells={"activity_id": each}) for each in given.activities if each not in answered)


def _delegation(each: Delegation) -> Record:
    return Record(
        cells={
            "from_person": each.from_person,
            "to_person": each.to_person,
            "activities": listed(each.activities),
            "start": day(each.start),
            "end": day(each.end),
            "limit": number(each.limit),
        }
    )


def _pair(each: DutyPair) -> Record:
    return Record(
        cells={
            "activity_a": each.activity_a,
            "activity_b": each.activity_b,
            "name": each.name,
            "scope": each.reach.value,
            "severity": each.severity.value,
            "rule": each.rule.value,
        }
    )


def _coordination(each: Coordination) -> Record:
    return Record(
        cells={
            "department_a": each.department_a,
            "department_b": each.department_b,
            "mechanism": each.mechanism,
            "rhythm": each.rhythm,
        }
    )


def _authority(each: Authority) -> Record:
    return Record(
        cells={
            "activity_id": each.activity,
            "lowest_post": each.lowest_post,
            "attribute": each.attribute,
            "operator": each.operator,
            "value": each.value,
        }
    )


def _hosting(each: Hosting) -> Record:
    return Record(cells={"post_id": each.post, "department_id": each.department})


def _member(each: TeamMember) -> Record:
    return Record(cells={"process": each.process, "post_id": each.post})
