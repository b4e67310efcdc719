"""Records made into rows again: the way back from what a subject says to a table that a user keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from workbench.findings import NOWHERE
from workbench.tables.kinds import COLUMNS, TableKind
from workbench.tables.table import Row, Table

_Item = TypeVar("_Item")


@dataclass(frozen=True, kw_only=True)
class Record:
    """What one row is to say: cells by standard column name, None or "" where blank, and attributes of columns unknown here."""

    cells: Mapping[str, str | None]
    attributes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def table_from(kind: TableKind, records: Iterable[Record]) -> Table:
    """Return a table with a row for each record, of the columns that any of them fills and those that the kind requires."""
    rows = [
        Row(
            place=NOWHERE,
            cells=MappingProxyType({name: text for name, text in each.cells.items() if text}),
            attributes=MappingProxyType({name: text for name, text in each.attributes.items() if text}),
        )
        for each in records
    ]
    required = {name for group in COLUMNS[kind].required for name in group}
    filled = {name for row in rows for name in row.cells}
    known = [name for name in COLUMNS[kind].names if name in filled | required]
    others = dict.fromkeys(name for row in rows for name in row.attributes)
    return Table(kind=kind, path=Path(f"{kind.value}.csv"), columns=(*known, *others), rows=tuple(rows))


def records_of(items: Iterable[_Item] | None, record: Callable[[_Item], Record]) -> tuple[Record, ...] | None:
    """Return a record for each item, None where their table is absent."""
    return None if items is None else tuple(map(record, items))


def listed(texts: Iterable[str]) -> str:
    """Return several texts as one cell lists them."""
    return "|".join(texts)


def day(value: date | None) -> str | None:
    """Return a day as a cell says it."""
    return None if value is None else value.isoformat()


def number(value: float | None) -> str | None:
    """Return a number as a cell says it, whole ones without a point."""
    return None if value is None else f"{value:.15g}"


def yes_no(value: bool | None) -> str | None:
    """Return yes or no as a cell says it."""
    return None if value is None else "yes" if value else "no"
