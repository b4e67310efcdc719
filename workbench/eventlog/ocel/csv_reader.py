"""OCEL 1.0 as CSV: one event a row, its objects as lists of ids in a column `ocel:type:…` for each type, then attributes."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from workbench.eventlog.formats.encoding import utf8
from workbench.eventlog.ocel.rows import ObjectRows
from workbench.eventlog.rows.raw import TooLongError
from workbench.findings import Finding
from workbench.tables.csv_fields import fields_up_to
from workbench.tables.faults import note, over_limit, rejection, warning
from workbench.tables.limits import Limits

_EVENT, _ACTIVITY, _TIME = "ocel:eid", "ocel:activity", "ocel:timestamp"
_REQUIRED: Final = (_EVENT, _ACTIVITY, _TIME)
_OBJECTS: Final = "ocel:type:"
_DELIMITERS: Final = ",;\t|"
_NAMED: Final = 3
_ITEM: Final = r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^'"\[\],\s]+(?:\s+[^'"\[\],\s]+)*"""
_ONE: Final = re.compile(_ITEM)
_LIST: Final = re.compile(rf"\[\s*(?:(?:{_ITEM})\s*(?:,\s*(?:{_ITEM})\s*)*)?\]")


def read_csv(open_file: Callable[[], Iterator[bytes]], rows: ObjectRows, limits: Limits) -> tuple[str, tuple[Finding, ...]]:
    """Read a CSV file, opened anew by each call of `open_file`; return the version of its form and what is to be said.

    Raises InputError, with the line, where a column is missing, quotes are not closed or the text cannot be decoded.
    """
    findings: list[Finding] = []
    lines = _lines(utf8(open_file, rows.path, findings))
    header_line = next(lines, "")
    delimiter = max(_DELIMITERS, key=header_line.count)
    if delimiter != ",":
        findings.append(note(rows.path, "CSV_DELIMITER", {"delimiter": {"\t": "tab"}.get(delimiter, delimiter)}))
    header = [name.strip() for name in next(csv.reader([header_line], delimiter=delimiter), [])]
    _demand(header, rows, limits)
    reader = _CsvReader(header, rows)
    _read(lines, delimiter, reader, limits)
    findings += reader.findings()
    return "1.0", tuple(findings)


def _read(lines: Iterator[str], delimiter: str, reader: _CsvReader, limits: Limits) -> None:
    records = csv.reader(lines, delimiter=delimiter, strict=True)
    line = 2
    try:
        with fields_up_to(limits.value_characters):
            for record in records:
                reader.add(record, line)
                line = records.line_num + 2
    except csv.Error as cause:
        if "field limit" in str(cause):
            raise over_limit(reader.path, "LIMIT_FIELD", {"limit": limits.value_characters}, line=line) from cause
        raise rejection(reader.path, "CSV_QUOTE", {"detail": str(cause)}, line=line) from cause
    except TooLongError as cause:
        raise over_limit(reader.path, "LIMIT_FIELD", {"limit": limits.value_characters}, line=line) from cause


def _demand(header: Sequence[str], rows: ObjectRows, limits: Limits) -> None:
    if len(header) > limits.columns:
        raise over_limit(rows.path, "LIMIT_COLUMNS", {"limit": limits.columns}, line=1)
    missing = [name for name in _REQUIRED if name not in header]
    if missing:
        raise rejection(rows.path, "CSV_MISSING_COLUMN", {"columns": ", ".join(missing), "found": ", ".join(header)}, line=1)
    if not any(name.startswith(_OBJECTS) for name in header):
        raise rejection(rows.path, "OCEL_SCHEMA", {"element": f"{_OBJECTS}…", "wanted": f"{_OBJECTS}…"}, line=1)


class _CsvReader:
    """Takes records; an object is identified by its type and id, for a table gives ids to each type on their own."""

    def __init__(self, header: Sequence[str], rows: ObjectRows) -> None:
        self.path = rows.path
        self._header = header
        self._place = {name: number for number, name in reversed(list(enumerate(header)))}
        self._rows = rows
        self._objects: set[str] = set()
        self._types_of: dict[str, set[str]] = {}
        self._ragged: list[int] = []
        self._unreadable: list[tuple[int, str, str]] = []
        rows.listed_types += [name.removeprefix(_OBJECTS) for name in header if name.startswith(_OBJECTS)]

    def add(self, record: Sequence[str], line: int) -> None:
        """Take one record."""
        if not record:
            return
        if len(record) != len(self._header):
            self._ragged.append(line)
            return
        rows = self._rows
        event, activity, time = (record[self._place[name]].strip() for name in _REQUIRED)
        row = rows.event(event, activity, time, line)
        for number, (name, cell) in enumerate(zip(self._header, record, strict=True), start=1):
            if name.startswith(_OBJECTS):
                self._relate(row, name.removeprefix(_OBJECTS), cell, line)
            elif (name not in _REQUIRED or self._place[name] != number - 1) and cell.strip():
                rows.event_value(row, name or f"column {number}", cell, line)

    def findings(self) -> Iterator[Finding]:
        """Say which rows do not fit, which lists cannot be read, and which ids stand for objects of several types."""
        if self._ragged:
            lines = ", ".join(map(str, self._ragged[:_NAMED])) + (", …" if len(self._ragged) > _NAMED else "")
            facts: dict[str, object] = {"count": len(self._ragged), "lines": lines}
            yield warning(self.path, "CSV_RAGGED", facts, line=self._ragged[0], row=self._ragged[0])
        if self._unreadable:
            line, column, value = self._unreadable[0]
            facts = {"count": len(self._unreadable), "column": column, "value": value}
            yield warning(self.path, "OCEL_LIST", facts, line=line, row=line)
        shared = [name for name, types in self._types_of.items() if len(types) > 1]
        if shared:
            facts = {"count": len(shared), "element": shared[0], "types": ", ".join(sorted(self._types_of[shared[0]]))}
            yield warning(self.path, "OCEL_SHARED_ID", facts)

    def _relate(self, row: int, kind: str, cell: str, line: int) -> None:
        text = cell.strip()
        if text.startswith("[") and not _LIST.fullmatch(text):
            self._unreadable.append((line, kind, text))
            return
        for name in _ids(text):
            key = f"{kind}\x1f{name}"
            if key not in self._objects:
                self._objects.add(key)
                self._types_of.setdefault(name, set()).add(kind)
                self._rows.object(name, kind, line, key)
            self._rows.event_object.add(row, key, "", line)


def _ids(text: str) -> Iterator[str]:
    """Yield the ids of a list, or the one id that stands without brackets."""
    if not text.startswith("["):
        if text:
            yield text
        return
    for item in _ONE.findall(text[1:-1]):
        yield re.sub(r"\\(.)", r"\1", item[1:-1]) if item[0] in "'\"" else item.strip()


def _lines(pieces: Iterator[bytes]) -> Iterator[str]:
    """Yield the lines of a text with their ends."""
    rest = b""
    for piece in pieces:
        *lines, rest = (rest + piece).splitlines(keepends=True) or [b""]
        if rest.endswith(b"\n"):
            lines.append(rest)
            rest = b""
        yield from (line.decode("utf-8", "surrogatepass") for line in lines)
    if rest:
        yield rest.decode("utf-8", "surrogatepass")
