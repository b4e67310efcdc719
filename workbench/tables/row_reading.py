"""Rows made into records: what a cell should be and is not is said with its place, rows that cannot be used are left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Final, TypeVar

from workbench.findings import Finding, Severity
from workbench.tables.cells import date_in, decimal_number, ids_in, texts_in, whole_number, yes_no_in
from workbench.tables.kinds import COLUMNS, TableKind, folded_header
from workbench.tables.references import Identified, finding_at
from workbench.tables.table import Row, Table

_T = TypeVar("_T")
_Record = TypeVar("_Record", bound=Identified)
_UNIQUE: Final = "TABLE_DUPLICATE"


class RowReader:
    """Reads the tables of a subject, and collects what was found in them.

    A cell that is not what it should be counts as empty. A row of which a required cell is blank is left out; its table has
    said so.
    """

    def __init__(self, tables: Iterable[Table]) -> None:
        self._tables = {each.kind: each for each in tables}
        self.findings: list[Finding] = []

    def table_of(self, kind: TableKind) -> Table | None:
        """Return the table of a kind, None where there is none."""
        return self._tables.get(kind)

    def table(self, kind: TableKind) -> Table | None:
        """Return the table of a kind, and collect what was found when it was read; None where there is none."""
        table = self.table_of(kind)
        self.findings += table.findings if table else ()
        return table

    def records(self, kind: TableKind, read: Callable[[Row], _T | None]) -> tuple[_T, ...] | None:
        """Return what the rows of a table say, row by row; None where there is no such table."""
        table = self.table(kind)
        return None if table is None else tuple(record for row in _usable(table) if (record := read(row)) is not None)

    def identified(
        self, kind: TableKind, read: Callable[[Row], _Record | None], code: str = _UNIQUE
    ) -> tuple[_Record, ...] | None:
        """Return what the rows of a table say that bear unique ids; of rows with one id the first counts, the others are told."""
        records = self.records(kind, read)
        if records is None:
            return None
        first: dict[str, _Record] = {}
        for record in records:
            if first.setdefault(record.id, record) is not record:
                facts = {"value": record.id, "first": first[record.id].place.row or "?"}
                about = (kind.value, record.id)
                self.findings.append(finding_at(code, record.place, facts, about=about, severity=Severity.MAJOR))
        return tuple(first.values())

    def text(self, row: Row, column: str) -> str | None:
        """Return the text of a cell, None where it is blank."""
        return row.cell(column) or None

    def ids(self, row: Row, column: str) -> tuple[str, ...]:
        """Return the ids that a cell lists."""
        return ids_in(row.cell(column))

    def texts(self, row: Row, column: str) -> tuple[str, ...]:
        """Return the texts that a cell lists; they may hold blanks."""
        return texts_in(row.cell(column))

    def whole(self, row: Row, column: str) -> int | None:
        """Return a whole number."""
        return self._told(whole_number(row, column))

    def decimal(self, row: Row, column: str) -> float | None:
        """Return a number."""
        return self._told(decimal_number(row, column))

    def day(self, row: Row, column: str) -> date | None:
        """Return a date."""
        return self._told(date_in(row, column))

    def yes_no(self, row: Row, column: str) -> bool | None:
        """Return whether a cell says yes."""
        return self._told(yes_no_in(row, column))

    def one_of(self, row: Row, column: str, words: Mapping[str, _T]) -> _T | None:
        """Return what a word means; case, width, blanks and marks do not matter."""
        meant = {folded_header(word): value for word, value in words.items()}
        return self.meaning(row, column, lambda text: meant.get(folded_header(text)), ", ".join(words))

    def meaning(self, row: Row, column: str, read: Callable[[str], _T | None], wanted: str) -> _T | None:
        """Return what a text means to `read`; `wanted` shows, where that is nothing, what would have been understood."""
        text = row.cell(column)
        value = read(text) if text else None
        if text and value is None:
            facts = {"value": text, "wanted": wanted}
            self.findings.append(finding_at("CELL_WRONG_FORM", row.at(column), facts, about=(column, text)))
        return value

    def leave_out(self, row: Row, column: str) -> None:
        """Tell that a row is left out since it is of no use without a cell."""
        self.findings.append(finding_at("TABLE_ROW_UNUSED", row.at(column), {}, about=(column, str(row.place.row))))

    def _told(self, value: _T | Finding | None) -> _T | None:
        if isinstance(value, Finding):
            self.findings.append(value)
            return None
        return value


def _usable(table: Table) -> Iterator[Row]:
    return (row for row in table.rows if all(row.cell(column) for column in COLUMNS[table.kind].filled))
