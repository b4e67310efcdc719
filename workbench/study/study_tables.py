"""What was read, as tables: processes with their logs, and the tables of the enterprise, those that are missing included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from workbench.design import Design
from workbench.shown import Columns, Said, in_both, known_numbers
from workbench.tables import TableKind

if TYPE_CHECKING:
    from workbench.study.studied import Study


def process_table(study: Study) -> Columns:
    """Return a row for each process: its activities, cases, events and labels, unknown where there is no design or no log."""
    found = study.processes
    logs = [each.log for each in found]
    missing = [kind for kind, records in _records(study.design).items() if records is None]
    said: tuple[Said, ...] = (in_both("study-missing", {"tables": ", ".join(missing)}),) if missing else ()
    return Columns(
        values={
            "process": [each.id for each in found],
            "activities": known_numbers([len(study.design.activities_in(each.id)) if each.design else None for each in found]),
            "cases": known_numbers([log.n_cases if log else None for log in logs]),
            "events": known_numbers([log.n_events if log else None for log in logs]),
            "labels": known_numbers([len(log.activities) if log else None for log in logs]),
            "reason": [each.refusal or "" for each in found],
        },
        said=(*said, *study.findings),
    )


def subject_table(design: Design) -> Columns:
    """Return a row for each table that a workspace may have."""
    records = _records(design)
    return Columns(
        values={
            "table": list(records),
            "records": known_numbers([None if each is None else len(each) for each in records.values()]),
        }
    )


def _records(design: Design) -> Mapping[str, Sequence[object] | None]:
    organization, landscape, information = design.organization, design.landscape, design.information
    duties = None if organization.responsibilities is None else organization.responsibilities.duties
    return {
        TableKind.DEPARTMENTS.value: organization.departments,
        TableKind.POSTS.value: organization.posts,
        TableKind.PERSONS.value: organization.holdings,
        TableKind.RESPONSIBILITIES.value: duties,
        TableKind.DELEGATIONS.value: organization.delegations,
        TableKind.SEPARATION_OF_DUTIES.value: organization.duty_pairs,
        TableKind.COORDINATION.value: organization.coordinations,
        TableKind.AUTHORITY.value: organization.authorities,
        TableKind.HOSTS.value: organization.hostings,
        TableKind.TEAMS.value: organization.team_members,
        TableKind.SYSTEMS.value: landscape.systems,
        TableKind.FUNCTIONS.value: landscape.functions,
        TableKind.INTEGRATIONS.value: landscape.integrations,
        TableKind.PERMISSIONS.value: landscape.permissions,
        TableKind.ACCOUNTS.value: landscape.accounts,
        TableKind.DATA_OBJECTS.value: information.data_objects,
        TableKind.CRUD.value: information.uses,
    }
