"""A landscape as tables again, in standard form: ids for names; what could not be read is not there."""

from __future__ import annotations

from workbench.tables import Table, TableKind
from workbench.tables.row_writing import Record, listed, number, records_of, table_from, yes_no
from workbench.technology.model import Account, Function, Integration, Landscape, Permission, System


def landscape_tables(landscape: Landscape) -> tuple[Table, ...]:
    """Return every table that a landscape has. Reading them gives the same, whatever names stood in them."""
    records = {
        TableKind.SYSTEMS: records_of(landscape.systems, _system),
        TableKind.FUNCTIONS: records_of(landscape.functions, _function),
        TableKind.INTEGRATIONS: records_of(landscape.integrations, _integration),
        TableKind.PERMISSIONS: records_of(landscape.permissions, _permission),
        TableKind.ACCOUNTS: records_of(landscape.accounts, _account),
    }
    return tuple(table_from(kind, rows) for kind, rows in records.items() if rows is not None)


def _system(each: System) -> Record:
    return Record(
        cells={
            "system_id": each.id,
            "name": each.name,
            "name_en": each.name_en,
            "kind": each.kind.value,
            "business_owner": each.business_owner,
            "technical_owner": each.technical_owner,
            "maintenance_plan": yes_no(each.is_maintained),
            "depends_on": listed(each.depends_on),
        },
        attributes=each.attributes,
    )


def _function(each: Function) -> Record:
    return Record(
        cells={
            "function_id": each.id,
            "system_id": each.system,
            "name": each.name,
            "automatic": yes_no(each.is_automatic),
            "activities": listed(each.activities),
        },
        attributes=each.attributes,
    )


def _integration(each: Integration) -> Record:
    seconds = None if each.latency is None else number(each.latency.total_seconds())
    return Record(
        cells={
            "from_system": each.source,
            "to_system": each.target,
            "data_objects": listed(each.data),
            "mode": each.mode,
            "latency": None if seconds is None else f"PT{seconds}S",
        }
    )


def _permission(each: Permission) -> Record:
    return Record(cells={"post_id": each.post, "account_id": each.account, "function_id": each.function})


def _account(each: Account) -> Record:
    return Record(
        cells={"account_id": each.id, "system_id": each.system, "person_id": each.person, "kind": each.kind.value},
    )
