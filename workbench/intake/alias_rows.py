"""Rows added to a workspace's table of aliases: what is there stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from workbench.design import Alias
from workbench.findings import NOWHERE
from workbench.intake.safe_names import within
from workbench.tables import Row, Table, TableKind, read_tables, write_table
from workbench.tables.faults import misuse

_COLUMNS = ("kind", "alias", "id", "process")


def add_aliases(workspace: Path, aliases: Sequence[Alias]) -> None:
    """Add aliases to models/aliases.csv. Raises UsageError where the workspace keeps them in its workbook."""
    path = within(workspace, workspace / "models" / "aliases.csv")
    there = next((each for each in read_tables(workspace / "models").tables if each.kind is TableKind.ALIASES), None)
    if there is not None and there.path.suffix.casefold() != ".csv":
        raise misuse("ALIASES_ELSEWHERE", {"file": there.path.name}, path=there.path.name)
    table = there or Table(kind=TableKind.ALIASES, path=path, columns=_COLUMNS, rows=())
    columns = tuple(dict.fromkeys((*table.columns, *_COLUMNS)))
    known = {(row.cell("kind"), row.cell("alias"), row.cells.get("process") or None) for row in table.rows}
    rows = [_row(each) for each in aliases if (each.kind, each.alias, each.process) not in known]
    write_table(replace(table, columns=columns, rows=(*table.rows, *rows)), there.path if there else path)


def _row(alias: Alias) -> Row:
    cells = {"kind": alias.kind, "alias": alias.alias, "id": alias.id, "process": alias.process or ""}
    return Row(place=NOWHERE, cells=MappingProxyType(cells))
