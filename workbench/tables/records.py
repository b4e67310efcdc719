"""Records of a table, whatever it is kept in: rows of trimmed texts by column, before anybody knows what they mean."""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO, StringIO
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

from workbench.findings import Finding
from workbench.tables.csv_fields import fields_up_to
from workbench.tables.faults import over_limit, rejection, unreadable, warning
from workbench.tables.grid import cell_range
from workbench.tables.limits import Limits
from workbench.tables.opening import opened_workbook
from workbench.tables.workbook import Cell, Workbook

DELIMITERS: Final = (",", ";", "\t")
_FIRST: Final = 100
_PIECE: Final = 1 << 20
_ZIP, _OLD_EXCEL = b"PK", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, kw_only=True)
class Record:
    """A row as a spreadsheet counts it, and its filled cells by column, both from 1."""

    row: int
    cells: Mapping[int, str]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The records of one sheet, and what was found while they were read."""

    title: str
    records: tuple[Record, ...]
    findings: tuple[Finding, ...]


def content_of(path: Path, limits: Limits) -> bytes:
    """Return the bytes of a table's file. Raises UsageError where it cannot be opened, InputError where it is empty or large."""
    try:
        with path.open("rb") as file:
            content = _read_up_to(file, limits.table_bytes + 1)
    except OSError as cause:
        raise unreadable(path, cause) from cause
    if len(content) > limits.table_bytes:
        raise over_limit(str(path), "LIMIT_TABLE", {"limit": limits.table_bytes})
    if not content.strip():
        raise rejection(str(path), "FILE_EMPTY")
    return content


def _read_up_to(file: BinaryIO, size: int) -> bytes:
    """Read at most so many bytes in pieces: asked for all at once, room for the limit is taken however small the file is."""
    pieces: list[bytes] = []
    while size > 0 and (piece := file.read(min(size, _PIECE))):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def is_workbook(content: bytes) -> bool:
    """Return whether bytes are those of a workbook, of an old one too, which is then refused by name."""
    return content.startswith((_ZIP, _OLD_EXCEL))


def text_records(text: str, delimiter: str, path: str, limits: Limits) -> tuple[Record, ...]:
    """Return the records of delimited text (RFC 4180). Raises InputError, with the row, for quotes that do not close."""
    records: list[Record] = []
    row = 0
    with fields_up_to(limits.value_characters):
        try:
            for row, fields in enumerate(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True), 1):
                _add(records, row, fields)
                _keep_within(records, path, row, limits)
        except csv.Error as cause:
            if "field larger" in str(cause):
                raise over_limit(path, "LIMIT_FIELD", {"limit": limits.value_characters}, line=row + 1) from cause
            raise rejection(path, "CSV_QUOTE", {"detail": str(cause)}, line=row + 1) from cause
    return tuple(records)


def first_records(text: str, delimiter: str, limits: Limits) -> tuple[Record, ...]:
    """Return the first records of a text if this were its delimiter, as far as they can be told."""
    records: list[Record] = []
    with fields_up_to(limits.value_characters), suppress(csv.Error):
        reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
        for row, fields in enumerate(islice(reader, _FIRST), 1):
            _add(records, row, fields)
    return tuple(records)


def _add(records: list[Record], row: int, fields: Sequence[str]) -> None:
    cells = {column: trimmed for column, field in enumerate(fields, 1) if (trimmed := field.strip())}
    if cells:
        records.append(Record(row=row, cells=cells))


def sheets_in(content: bytes, path: str, limits: Limits) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook in their order, values of merged cells filled down; hidden sheets come last.

    Raises InputError for what is no workbook, encrypted or damaged, LimitError for what unpacks beyond `limits`.
    """
    with opened_workbook(BytesIO(content), path, limits) as book:
        sheets = [_sheet(book, title, part) for title, part in book.sheets.items()]
    first = Sheet(title=sheets[0].title, records=sheets[0].records, findings=(*book.findings, *sheets[0].findings))
    return (first, *sheets[1:])


def _sheet(book: Workbook, title: str, part: str) -> Sheet:
    source = f"{book.path}#{title}"
    merges: list[str] = []
    odd: dict[str, list[Cell]] = {}
    rows: dict[int, dict[int, str]] = {}
    for cell in book.cells(part, merges):
        if cell.text is None or cell.kind == "e":
            odd.setdefault("XLSX_NO_RESULT" if cell.text is None else "XLSX_ERROR_CELL", []).append(cell)
        elif text := book.said(cell).strip():
            rows.setdefault(cell.row, {})[cell.column] = text
            if cell.column > book.limits.columns:
                raise over_limit(source, "LIMIT_COLUMNS", {"limit": book.limits.columns}, line=cell.row)
            if len(rows) > book.limits.table_rows:
                raise over_limit(source, "LIMIT_ROWS", {"limit": book.limits.table_rows}, line=cell.row)
    findings = [*_said_of(odd, source), *_filled_down(rows, merges, source)]
    return Sheet(
        title=title,
        records=tuple(Record(row=row, cells=cells) for row, cells in rows.items()),
        findings=tuple(findings),
    )


def _said_of(odd: Mapping[str, Sequence[Cell]], source: str) -> Iterator[Finding]:
    for code, cells in odd.items():
        facts = {"count": len(cells), "cell": cells[0].place, "value": cells[0].text or ""}
        yield warning(source, code, facts, line=cells[0].row, row=cells[0].row)


def _filled_down(rows: dict[int, dict[int, str]], merges: Sequence[str], source: str) -> Iterator[Finding]:
    """Give the rows of a merged range the value of its first, in its leftmost column; say where."""
    filled: Counter[str] = Counter()
    numbers = [*rows]
    for merge in merges:
        corners = cell_range(merge)
        value = rows.get(corners.first_row, {}).get(corners.column) if corners else None
        if corners is None or value is None:
            continue
        for row in numbers[bisect_right(numbers, corners.first_row) : bisect_right(numbers, corners.last_row)]:
            if corners.column not in rows[row]:
                rows[row][corners.column] = value
                filled[merge] += 1
    if filled:
        line = min(corners.first_row for corners in map(cell_range, filled) if corners)
        yield warning(source, "XLSX_MERGED", {"ranges": ", ".join(filled), "count": filled.total()}, line=line, row=line)


def _keep_within(records: Sequence[Record], path: str, row: int, limits: Limits) -> None:
    if len(records) > limits.table_rows:
        raise over_limit(path, "LIMIT_ROWS", {"limit": limits.table_rows}, line=row)
    if records and max(records[-1].cells) > limits.columns:
        raise over_limit(path, "LIMIT_COLUMNS", {"limit": limits.columns}, line=row)
