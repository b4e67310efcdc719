"""A table as its user keeps it: rows of texts under standard names, each with its place; nothing is interpreted yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from workbench.findings import Finding, Place
from workbench.tables.kinds import TableKind

_NO_TEXTS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Row:
    """One record: `cells` by standard column name, `attributes` by the header of a column unknown here; blank ones are absent.

    `place` bears the file, with its sheet, and the row as a spreadsheet counts it: the header stands in row 1 or below.
    """

    place: Place
    cells: Mapping[str, str] = field(default_factory=lambda: _NO_TEXTS)
    attributes: Mapping[str, str] = field(default_factory=lambda: _NO_TEXTS)

    def cell(self, column: str) -> str:
        """Return the text of a column, empty where the cell is blank or the column is not there."""
        return self.cells.get(column, "")

    def at(self, column: str) -> Place:
        """Return the place of a cell."""
        return Place(file=self.place.file, row=self.place.row, column=column)


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table of a kind: its columns in their order, by standard name where known, else as written; `sheet` of a workbook."""

    kind: TableKind
    path: Path
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    sheet: str | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def source(self) -> str:
        """Return what messages call it: the path, and behind a # the sheet."""
        return source_of(self.path, self.sheet)


def source_of(path: Path, sheet: str | None) -> str:
    """Return what messages call a table: the path, and behind a # the sheet."""
    return str(path) if sheet is None else f"{path}#{sheet}"
