"""The tables of an organization read: each row as a frozen type, everything that cannot be used told with its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from workbench.findings import Severity
from workbench.organization.calendar_file import Calendars
from workbench.organization.checking import check_organization
from workbench.organization.model import (
    Authority,
    Coordination,
    Delegation,
    Department,
    Duty,
    DutyPair,
    DutyRule,
    Holding,
    Hosting,
    Organization,
    Post,
    Reach,
    Responsibilities,
    TeamMember,
)
from workbench.organization.words import DEPARTMENT_KINDS, POST_ALIASES, REACHES, RULES, SEVERITIES
from workbench.tables import Row, Table, TableKind, normalized_responsibilities
from workbench.tables.row_reading import RowReader

_DUPLICATE: Final = "ORG_DUPLICATE"


def read_organization(tables: Iterable[Table], calendars: Calendars | None = None) -> Organization:
    """Read what tables say of an organization, and check it by itself; a table that is absent is None.

    What is wrong is in the findings. Whether every activity has its letters is for `check_duties`, or for the codes PO-NOA,
    PO-MULTIA, PO-NOR and PO-UNOWNED where processes are known. Aliases of posts, in `tables` too, count as their names.
    """
    rows = _Rows(tables)
    organization = Organization(
        departments=rows.identified(TableKind.DEPARTMENTS, rows.department, _DUPLICATE),
        posts=rows.identified(TableKind.POSTS, rows.post, _DUPLICATE),
        holdings=rows.records(TableKind.PERSONS, rows.holding),
        responsibilities=rows.responsibilities(),
        delegations=rows.records(TableKind.DELEGATIONS, rows.delegation),
        duty_pairs=rows.records(TableKind.SEPARATION_OF_DUTIES, rows.duty_pair),
        coordinations=rows.records(TableKind.COORDINATION, rows.coordination),
        authorities=rows.records(TableKind.AUTHORITY, rows.authority),
        hostings=rows.records(TableKind.HOSTS, rows.hosting),
        team_members=rows.records(TableKind.TEAMS, rows.team_member),
        calendars=calendars,
    )
    return replace(organization, findings=(*rows.findings, *check_organization(organization, rows.post_aliases())))


class _Rows(RowReader):
    """How the rows of each table are read."""

    def department(self, row: Row) -> Department:
        kind = self.text(row, "kind")
        return Department(
            id=row.cell("department_id"),
            name=row.cell("name"),
            name_en=self.text(row, "name_en"),
            parent=self.text(row, "parent_id"),
            head=self.text(row, "head"),
            kind=DEPARTMENT_KINDS.get(kind.casefold(), kind) if kind else None,
            location=self.text(row, "location"),
            place=row.place,
            attributes=row.attributes,
        )

    def post(self, row: Row) -> Post:
        headcount = self.whole(row, "headcount")
        return Post(
            id=row.cell("post_id"),
            name=row.cell("name"),
            name_en=self.text(row, "name_en"),
            department=row.cell("department_id"),
            headcount=1 if headcount is None else headcount,
            calendar=self.text(row, "calendar"),
            level=self.whole(row, "level"),
            reports_to=self.text(row, "reports_to"),
            decision_limit=self.decimal(row, "decision_limit"),
            place=row.place,
            attributes=row.attributes,
        )

    def holding(self, row: Row) -> Holding:
        return Holding(
            person=row.cell("person_id"),
            post=row.cell("post_id"),
            since=self.day(row, "valid_from"),
            until=self.day(row, "valid_to"),
            skills=self.texts(row, "skills"),
            accounts=self.ids(row, "account"),
            place=row.place,
            attributes=row.attributes,
        )

    def responsibilities(self) -> Responsibilities | None:
        table = self.table(TableKind.RESPONSIBILITIES)
        if table is None:
            return None
        normalized = normalized_responsibilities(table, self._post_names())
        self.findings += normalized.findings
        return Responsibilities(
            duties=tuple(
                Duty(activity=each.activity, post=each.post, letter=each.letter, place=each.place) for each in normalized.entries
            ),
            activities=tuple(each.activity for each in normalized.activities),
        )

    def _post_names(self) -> tuple[str, ...]:
        """Return all that a post is called."""
        table = self.table_of(TableKind.POSTS)
        columns = ("post_id", "name", "name_en")
        named = {row.cell(column): None for row in (table.rows if table else ()) for column in columns}
        return tuple({**named, **dict.fromkeys(self.post_aliases())})

    def delegation(self, row: Row) -> Delegation | None:
        start, end = self.day(row, "start"), self.day(row, "end")
        limit = self.decimal(row, "limit")
        unusable = {"start": start is None, "end": end is None, "limit": limit is None and row.cell("limit") != ""}
        if any(unusable.values()):
            self.leave_out(row, next(column for column, is_unusable in unusable.items() if is_unusable))
            return None
        return Delegation(
            from_person=row.cell("from_person"),
            to_person=row.cell("to_person"),
            activities=self.texts(row, "activities"),
            start=start,
            end=end,
            limit=limit,
            place=row.place,
        )

    def duty_pair(self, row: Row) -> DutyPair:
        return DutyPair(
            activity_a=row.cell("activity_a"),
            activity_b=row.cell("activity_b"),
            name=row.cell("name"),
            reach=self.one_of(row, "scope", REACHES) or Reach.CASE,
            rule=self.one_of(row, "rule", RULES) or DutyRule.SEGREGATION,
            severity=self.one_of(row, "severity", SEVERITIES) or Severity.CRITICAL,
            place=row.place,
        )

    def coordination(self, row: Row) -> Coordination:
        return Coordination(
            department_a=row.cell("department_a"),
            department_b=row.cell("department_b"),
            mechanism=row.cell("mechanism"),
            rhythm=self.text(row, "rhythm"),
            place=row.place,
        )

    def authority(self, row: Row) -> Authority:
        return Authority(
            activity=row.cell("activity_id"),
            lowest_post=row.cell("lowest_post"),
            attribute=self.text(row, "attribute"),
            operator=self.text(row, "operator"),
            value=self.text(row, "value"),
            place=row.place,
        )

    def hosting(self, row: Row) -> Hosting:
        return Hosting(post=row.cell("post_id"), department=row.cell("department_id"), place=row.place)

    def team_member(self, row: Row) -> TeamMember:
        return TeamMember(process=row.cell("process"), post=row.cell("post_id"), place=row.place)

    def post_aliases(self) -> Mapping[str, str]:
        """Return the aliases of posts; what is wrong with their table is told where names are resolved."""
        table = self.table_of(TableKind.ALIASES)
        rows = table.rows if table else ()
        return {row.cell("alias"): row.cell("id") for row in rows if row.cell("kind").casefold() in POST_ALIASES}
