"""Excel workbooks as logs: the sheet that bears a log's header, merged cells filled down, doubts named by their cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby, islice
from typing import Any, BinaryIO, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.formats.arrow_table import raw_of_columns
from workbench.eventlog.formats.table import attributes_of
from workbench.eventlog.log import MISSING, NO_TIME
from workbench.eventlog.mappings.mapping import CASE, TIMES, LogMapping, looks_like_log_table
from workbench.eventlog.rows.coding import times_of
from workbench.eventlog.rows.raw import Coder, RawLog
from workbench.findings import Finding, InputError
from workbench.tables.faults import note, over_limit, rejection, warning
from workbench.tables.grid import cell_range
from workbench.tables.limits import Limits
from workbench.tables.opening import opened_workbook
from workbench.tables.workbook import Cell, Workbook

_PREAMBLE, _NAMED = 20, 3
_GRID: Final = 1 << 26
_UNIX_EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - local by definition
_MICROSECOND: Final = timedelta(microseconds=1)
_SERIAL: Final = re.compile(r"\d{5}(\.\d+)?")
_ROUNDED: Final = re.compile(r"\d{15}0+|.*[eE]\+?(1[5-9]|[2-9]\d)")

_Fillable: TypeAlias = tuple[NDArray[np.bool_], tuple[NDArray[Any], ...]]
"""Which rows of a column hold nothing, and the arrays that hold what the others do."""


@dataclass(frozen=True, kw_only=True)
class _Header:
    """Where a table begins: its sheet, the part that holds it, the row of its header, and column → name."""

    sheet: str
    part: str
    row: int
    names: Mapping[int, str]


def read_xlsx(file: BinaryIO, path: str, name: str, mapping: LogMapping, limits: Limits) -> RawLog:
    """Read the first sheet that bears a log's header into raw columns; lines are the sheet's rows, the hash is the caller's.

    Raises InputError for what is no workbook, encrypted, cut off or damaged, LimitError for what unpacks beyond `limits`.
    """
    with opened_workbook(file, path, limits) as book:
        table = _Table(book, _header_of(book, mapping), mapping)
        table.take()
    return table.raw(name)


def _header_of(book: Workbook, mapping: LogMapping) -> _Header:
    """Return the first row that bears a log's header in the first sheet that has one, else the first filled row of all."""
    filled: list[_Header] = []
    found: list[tuple[_Header, int]] = []
    for sheet, part in book.sheets.items():
        rows = groupby(book.cells(part, []), key=lambda cell: cell.row)
        for above, (row, cells) in enumerate(islice(rows, _PREAMBLE)):
            names = {cell.column: text for cell in cells if (text := book.said(cell).strip())}
            filled.append(_Header(sheet=sheet, part=part, row=row, names=names))
            if _bears_log(names.values(), mapping):
                found.append((filled[-1], above))
                break
    header, above = next(iter(found), (next((each for each in filled if each.names), None), 0))
    if header is None:
        raise rejection(book.path, "LOG_EMPTY", {"rows": 0})
    if len(header.names) > book.limits.columns:
        raise over_limit(book.path, "LIMIT_COLUMNS", {"limit": book.limits.columns}, line=header.row)
    if above:
        book.findings.append(warning(book.path, "CSV_PREAMBLE", {"count": above}, line=header.row))
    others = [sheet for sheet in book.sheets if sheet != header.sheet and any(each.sheet == sheet for each in filled)]
    if others:
        book.findings.append(note(book.path, "XLSX_SHEETS", {"sheet": header.sheet, "others": ", ".join(others)}))
    return header


def _attributes_of(header: _Header, mapping: LogMapping, book: Workbook) -> Mapping[str, int]:
    """Return what `attributes_of` finds; what it says of the first line holds for the row of the header."""
    found: list[Finding] = []
    try:
        numbers = attributes_of([*header.names.values()], mapping, book.path, found)
    except InputError as cause:
        raise InputError(_at_row(cause.finding, header.row)) from cause
    book.findings += (_at_row(each, header.row) for each in found)
    return numbers


def _at_row(finding: Finding, row: int) -> Finding:
    if finding.place.line is None:
        return finding
    return replace(finding, place=replace(finding.place, line=row), facts={**finding.facts, "line": row})


class _Table:
    """The table below a header: a coder a column, the row of each record, and a count of what is odd, with its first cell."""

    def __init__(self, book: Workbook, header: _Header, mapping: LogMapping) -> None:
        self._book, self._header, self._mapping = book, header, mapping
        columns = [*header.names]
        self._attributes: dict[int, list[str]] = {column: [] for column in columns}
        for attribute, number in _attributes_of(header, mapping, book).items():
            self._attributes[columns[number]].append(attribute)
        self._coders = {attribute: Coder() for named in self._attributes.values() for attribute in named}
        self._moments: dict[str, list[tuple[int, int]]] = {attribute: [] for attribute in self._coders if attribute in TIMES}
        self._lines: list[int] = []
        self._merges: list[str] = []
        self._odd: dict[str, tuple[Cell, str]] = {}
        self._count: Counter[str] = Counter()

    def take(self) -> None:
        """Take the cells below the header; a row of which no cell stands in a column with a header is no record."""
        for cell in self._book.cells(self._header.part, self._merges):
            if cell.row <= self._header.row:
                continue
            attributes = self._attributes.get(cell.column)
            if attributes is None:
                self._note("LIMIT_CELLS" if cell.row * cell.column > _GRID else "XLSX_OUTSIDE", cell, "")
                continue
            if not self._lines or self._lines[-1] != cell.row:
                self._lines.append(cell.row)
            for attribute in attributes:
                self._put(attribute, cell)

    def raw(self, name: str) -> RawLog:
        """Return what was taken, values of merged cells filled down into their rows."""
        if not self._lines:
            raise rejection(self._book.path, "LOG_EMPTY", {"rows": 0})
        lines = np.array(self._lines, dtype=np.int32)
        columns = {attribute: coder.column(len(lines)) for attribute, coder in self._coders.items()}
        times = {each: times_of(columns.pop(each), as_text=each in self._mapping.formats) for each in self._moments}
        fillable: dict[str, _Fillable] = {each: (column.codes == MISSING, (column.codes,)) for each, column in columns.items()}
        for attribute, moments in self._moments.items():
            read = times[attribute]
            rows, values = np.array(moments, dtype=np.int64).reshape(-1, 2).T
            read.moments[rows], read.local[rows] = values, True
            empty = (read.moments == NO_TIME) & (read.odd.codes == MISSING)
            fillable[attribute] = (empty, (read.moments, read.odd.codes, read.local))
        findings = [*self._book.findings, *self._said(), *self._fill_down(fillable, lines)]
        return raw_of_columns(columns, times, lines, self._book.path, name, findings)

    def _put(self, attribute: str, cell: Cell) -> None:
        if cell.text is None or cell.kind == "e":
            self._note("XLSX_NO_RESULT" if cell.text is None else "XLSX_ERROR_CELL", cell, cell.text or "")
            return
        row = len(self._lines) - 1
        if attribute in TIMES and (moment := self._moment(attribute, cell)) is not None:
            self._moments[attribute].append((row, (moment - _UNIX_EPOCH) // _MICROSECOND))
            return
        text = self._book.said(cell)
        if attribute == CASE and cell.kind == "n" and _ROUNDED.fullmatch(cell.text):
            self._note("CSV_SCI_ID", cell, text)
        self._coders[attribute].put(row, text)

    def _moment(self, attribute: str, cell: Cell) -> datetime | None:
        """Return the time that a number means: a date by its format or, where no format is declared, by its five digits."""
        if self._book.is_date(cell):
            return self._book.moment(cell)
        if attribute in self._mapping.formats or cell.kind != "n" or not _SERIAL.fullmatch(cell.text or ""):
            return None
        if not self._book.is_1904:
            self._note("TIME_EXCEL_SERIAL", cell, cell.text or "")
        return self._book.moment(cell)

    def _note(self, code: str, cell: Cell, value: str) -> None:
        self._count[code] += 1
        self._odd.setdefault(code, (cell, value))

    def _said(self) -> Iterator[Finding]:
        for code, (cell, value) in self._odd.items():
            facts = {"count": self._count[code], "cell": cell.place, "value": value, "limit": _GRID}
            yield warning(self._book.path, code, facts, line=cell.row, row=cell.row)

    def _fill_down(self, fillable: Mapping[str, _Fillable], lines: NDArray[np.int32]) -> Iterator[Finding]:
        """Give the rows of a merged range the value of its first, in its leftmost column; say how many."""
        filled: dict[str, int] = {}
        for merge in self._merges:
            corners = cell_range(merge)
            if corners is None:
                continue
            first = int(np.searchsorted(lines, corners.first_row))
            last = int(np.searchsorted(lines, corners.last_row, side="right"))
            for attribute in self._attributes.get(corners.column, ()):
                empty, arrays = fillable[attribute]
                rows = first + np.flatnonzero(empty[first:last])
                if len(rows) and rows[0] != first and lines[first] == corners.first_row:
                    for array in arrays:
                        array[rows] = array[first]
                    filled[merge] = len(rows)
        if filled:
            line = min(corners.first_row for corners in map(cell_range, filled) if corners)
            named = ", ".join([*filled][:_NAMED]) + (", …" if len(filled) > _NAMED else "")
            yield warning(self._book.path, "XLSX_MERGED", {"ranges": named, "count": sum(filled.values())}, line=line, row=line)


def _bears_log(names: Collection[str], mapping: LogMapping) -> bool:
    """Return whether a row names case, activity and time, under names known here or those that a mapping file gives them."""
    named = {key for key, column in mapping.columns.items() if column in names}
    return looks_like_log_table([*names, *named]) and named == {*mapping.columns}
