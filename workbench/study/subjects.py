"""The tables and files of a workspace read as its subjects: organization, technology, information, strategy."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from workbench.design import Subjects, aliases_of
from workbench.findings import Finding, InputError
from workbench.information import read_information
from workbench.organization import Calendars, WorkingCalendar, read_calendars, read_organization
from workbench.strategy import Strategy, read_strategy
from workbench.tables import TableKind, read_tables
from workbench.technology import read_landscape
from workbench.workspace import Workspace

_OF_PEOPLE: Final = frozenset({"person", "account"})
"""The kinds of aliases that are other names of people and of their accounts."""


@dataclass(frozen=True, kw_only=True)
class ReadSubjects:
    """The subjects, the files that they were read from, and what was wrong with files as such."""

    subjects: Subjects = field(default_factory=Subjects)
    paths: tuple[Path, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_subjects(workspace: Workspace) -> ReadSubjects:
    """Read all that a workspace says beside processes and logs; a file that cannot be read is told, and costs itself alone."""
    if workspace.models is None:
        return ReadSubjects()
    read = read_tables(workspace.models)
    aliases = (table for table in read.tables if table.kind is TableKind.ALIASES)
    findings = [*read.findings, *(finding for table in aliases for finding in table.findings)]
    calendars = strategy = None
    if workspace.calendars is not None:
        try:
            calendars = read_calendars(workspace.calendars, workspace.timezone)
            findings += calendars.findings
        except InputError as error:
            findings.append(error.finding)
    if workspace.strategy is not None:
        try:
            strategy = read_strategy(workspace.strategy)
        except InputError as error:
            findings.append(error.finding)
    files = (*(table.path for table in read.tables), workspace.calendars, workspace.strategy)
    return ReadSubjects(
        subjects=Subjects(
            organization=read_organization(read.tables, calendars),
            landscape=read_landscape(read.tables),
            information=read_information(read.tables),
            strategy=strategy or Strategy(),
            aliases=aliases_of(read.tables),
        ),
        paths=tuple(sorted({path for path in files if path is not None})),
        findings=tuple(findings),
    )


def as_of_now(subjects: Subjects, others: Subjects) -> Subjects:
    """Return subjects with what is no part of a standard as others have it: the people, and which days of a year are worked.

    Of people it is who holds which post, stands in for whom, has which account and other names. Hours stay those of `subjects`.
    """
    people = others.organization
    named = (each for each in others.aliases if each.kind in _OF_PEOPLE)
    return replace(
        subjects,
        organization=replace(
            subjects.organization,
            holdings=people.holdings,
            delegations=people.delegations,
            calendars=_with_days_of(subjects.organization.calendars, people.calendars),
        ),
        landscape=replace(subjects.landscape, accounts=others.landscape.accounts),
        aliases=(*(each for each in subjects.aliases if each.kind not in _OF_PEOPLE), *named),
    )


def _with_days_of(calendars: Calendars | None, others: Calendars | None) -> Calendars | None:
    """Return calendars with the closed and the make-up days of others of the same ids, which are entered year by year."""
    if calendars is None or others is None:
        return calendars
    now = others.by_id
    return replace(calendars, by_id=MappingProxyType({key: _with_days(it, now.get(key)) for key, it in calendars.by_id.items()}))


def _with_days(calendar: WorkingCalendar, other: WorkingCalendar | None) -> WorkingCalendar:
    return calendar if other is None else replace(calendar, closed=other.closed, make_up=other.make_up)
