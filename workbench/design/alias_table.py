"""The alias table: what activities, posts, departments, systems, functions, persons and data are called elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import Final

from workbench.design.names import Alias
from workbench.process.naming import folded
from workbench.tables import Table, TableKind
from workbench.tables.row_writing import Record, table_from

ALIAS_KINDS: Final = ("activity", "post", "department", "system", "function", "person", "data", "account")
_KINDS: Final = MappingProxyType(
    {
        **{kind: kind for kind in ALIAS_KINDS},
        "role": "post",
        "data_object": "data",
        "活动": "activity",
        "岗位": "post",
        "角色": "post",
        "部门": "department",
        "系统": "system",
        "功能": "function",
        "人员": "person",
        "员工": "person",
        "数据": "data",
        "数据对象": "data",
        "账号": "account",
    }
)
"""What the kinds are called in the table, by what they are called here."""


def aliases_of(tables: Iterable[Table]) -> tuple[Alias, ...]:
    """Return the rows of the alias table; a kind that is not known stays as it is written and names nothing."""
    rows = (row for table in tables if table.kind is TableKind.ALIASES for row in table.rows)
    return tuple(
        Alias(
            kind=_KINDS.get(folded(row.cell("kind")), row.cell("kind")),
            alias=row.cell("alias"),
            id=row.cell("id"),
            process=row.cells.get("process"),
            place=row.place,
        )
        for row in rows
        if row.cell("kind") and row.cell("alias") and row.cell("id")
    )


def alias_table_of(aliases: Sequence[Alias]) -> tuple[Table, ...]:
    """Return the alias table again, none where there are no aliases."""
    cells = ({"kind": each.kind, "alias": each.alias, "id": each.id, "process": each.process} for each in aliases)
    return (table_from(TableKind.ALIASES, (Record(cells=each) for each in cells)),) if aliases else ()
