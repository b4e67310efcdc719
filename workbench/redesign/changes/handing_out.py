"""What changes mean for the files of a workspace: tables and drawings to put in place of the present ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.design import Design, alias_table_of
from workbench.information.writing import information_tables
from workbench.organization.writing import organization_tables
from workbench.process import ProcessModel
from workbench.tables import Table, TableKind
from workbench.technology.writing import landscape_tables


@dataclass(frozen=True, kw_only=True)
class Handout:
    """The tables and models that differ, as they are to be, and the processes whose sidecar is to be changed by hand.

    Tables are in standard form: ids for names, a row for each letter; rows that could not be read are not in them.
    `models` are by process.
    """

    tables: tuple[Table, ...] = ()
    models: Mapping[str, ProcessModel]
    sidecars: tuple[str, ...] = ()


def handout_of(before: Design, after: Design) -> Handout:
    """Return what is to be put in place so that a workspace that was read as one design is read as another."""
    former = tables_of(before)
    now = tables_of(after)
    earlier = before.process
    models = {
        each.id: each.model
        for each in after.processes
        if isinstance(each.model, ProcessModel) and each.id in earlier and earlier[each.id].model != each.model
    }
    told = (each.id for each in after.processes if each.id in earlier and earlier[each.id].sidecar != each.sidecar)
    return Handout(
        tables=tuple(table for kind, table in now.items() if former.get(kind) != table),
        models=models,
        sidecars=tuple(told),
    )


def tables_of(design: Design) -> Mapping[TableKind, Table]:
    """Return every table that a design has, in standard form, by its kind."""
    tables = (
        *organization_tables(design.organization),
        *landscape_tables(design.landscape),
        *information_tables(design.information),
        *alias_table_of(design.aliases),
    )
    return {each.kind: each for each in tables}
