"""CSV and its kin: encoding and delimiter found and said, every row accounted for."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import numpy as np

from workbench.eventlog.faults import note, over_limit, rejection, warning
from workbench.eventlog.limits import Limits
from workbench.eventlog.log import Column
from workbench.eventlog.mapping import CASE, STANDARD, LogMapping, columns_of, looks_like_log_table
from workbench.eventlog.raw import Coder, RawLog
from workbench.findings import Finding

_DELIMITERS: Final = ",;\t|^"
_SAMPLE_LINES: Final = 50
_NAMED: Final = 3
_CASE_PREFIX: Final = "case:"
_BATCH: Final = 8192
_PREAMBLE: Final = 20
_ROUNDED: Final = re.compile(r"\d(\.\d+)?[eE]\+\d{2,}")


def read_table(content: bytes, path: str, name: str, mapping: LogMapping, limits: Limits) -> RawLog:
    """Read a delimited text file into raw columns; the hash is left to the caller.

    Raises InputError where no column can be the case, activity or time, where quotes are never closed, or the text cannot
    be decoded; rows with too few or too many fields are rejected and named.
    """
    findings: list[Finding] = []
    text = _decoded(content, path, findings)
    delimiter = _delimiter(text, path, findings)
    with _field_limit(limits.value_characters):
        records = _records(text, delimiter, path, limits)
        header = _header(records, mapping, path, findings)
        if len(header) > limits.columns:
            raise over_limit(path, "LIMIT_COLUMNS", {"limit": limits.columns}, line=1)
        number_of = _attributes(header, mapping, path, findings)
        rows = _coded(records, len(header))
    if rows.ragged:
        named = ", ".join(map(str, rows.ragged[:_NAMED])) + (", …" if len(rows.ragged) > _NAMED else "")
        first = rows.ragged[0]
        findings.append(warning(path, "CSV_RAGGED", {"count": len(rows.ragged), "lines": named}, line=first, row=first))
    columns = {attribute: rows.coders[number].column(len(rows.lines)) for attribute, number in number_of.items()}
    findings += _damaged_ids(columns[CASE], rows.lines, path)
    return RawLog(
        path=path,
        sha256="",
        name=name,
        n_rows=len(rows.lines),
        columns={key: column for key, column in columns.items() if not key.startswith(_CASE_PREFIX)},
        lines=np.array(rows.lines, dtype=np.int64),
        positions=np.array(rows.positions, dtype=np.int64),
        findings=tuple(findings),
        rows_rejected=len(rows.ragged),
        case_columns={key.removeprefix(_CASE_PREFIX): column for key, column in columns.items() if key.startswith(_CASE_PREFIX)},
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Rows:
    """The records below the header: a coder a column, line and number of each row that fits, lines of those that do not."""

    coders: tuple[Coder, ...]
    lines: list[int]
    positions: list[int]
    ragged: list[int]


def _header(records: Iterator[tuple[int, list[str]]], mapping: LogMapping, path: str, findings: list[Finding]) -> list[str]:
    """Return the first row that names case, activity and time, else the first that is not blank; say what stands above it."""
    above: list[list[str]] = []
    for line, row in records:
        cells = [cell.strip() for cell in row]
        if _is_header(cells, mapping):
            if above:
                findings.append(warning(path, "CSV_PREAMBLE", {"count": len(above)}, line=line))
            return cells
        if any(cells):
            above.append(cells)
        if len(above) == _PREAMBLE:
            break
    if not above:
        raise rejection(path, "LOG_EMPTY", {"rows": 0})
    return above[0]


def _is_header(row: Sequence[str], mapping: LogMapping) -> bool:
    named = set(mapping.columns.values())
    return looks_like_log_table([*row, *(key for key, column in mapping.columns.items() if column in row)]) and named <= set(row)


def _coded(records: Iterator[tuple[int, list[str]]], width: int) -> _Rows:
    rows = _Rows(coders=tuple(Coder() for _ in range(width)), lines=[], positions=[], ragged=[])
    batch: list[list[str]] = []
    position = 0
    for line, row in records:
        if not row:
            continue
        position += 1
        if len(row) != width:
            rows.ragged.append(line)
            continue
        batch.append(row)
        rows.lines.append(line)
        rows.positions.append(position)
        if len(batch) == _BATCH:
            _code(rows, batch)
            batch.clear()
    _code(rows, batch)
    return rows


def _code(rows: _Rows, batch: Sequence[Sequence[str]]) -> None:
    for coder, cells in zip(rows.coders, zip(*batch, strict=True), strict=False):
        coder.extend(cells)


def _damaged_ids(case: Column, lines: Sequence[int], path: str) -> Iterator[Finding]:
    """Name case ids that a spreadsheet has rounded: different cases have become one."""
    damaged = [code for code, name in enumerate(case.values) if _ROUNDED.fullmatch(name.strip())]
    if damaged:
        first = int(np.flatnonzero(np.isin(case.codes, damaged))[0])
        line = lines[first]
        yield warning(path, "CSV_SCI_ID", {"count": len(damaged), "value": case.values[case.codes[first]]}, line=line, row=line)


def _decoded(content: bytes, path: str, findings: list[Finding]) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _strictly(content, encoding, path)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as cause:
        text = _guessed(content, cause.start, path, findings)
    if "\x00" in text:
        raise rejection(path, "CSV_NUL", line=text.count("\n", 0, text.index("\x00")) + 1)
    return text


def _strictly(content: bytes, encoding: str, path: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as cause:
        line = content.count(b"\n", 0, cause.start) + 1
        raise rejection(path, "CSV_ENCODING_BROKEN", {"encoding": encoding}, line=line) from cause


def _guessed(content: bytes, first_bad: int, path: str, findings: list[Finding]) -> str:
    """Take what is not UTF-8 for GB18030 or Latin-1 and say so; what begins as UTF-8 and goes on otherwise is refused."""
    line = content.count(b"\n", 0, first_bad) + 1
    if any(byte > 0x7F for byte in content[:first_bad]) and line > 1:
        raise rejection(path, "CSV_ENCODING_BROKEN", {"encoding": "UTF-8"}, line=line)
    for encoding in ("gb18030", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "cp1252" or any("\u4e00" <= letter <= "\u9fff" or letter > "\uffff" for letter in text):
            findings.append(note(path, "CSV_ENCODING", {"encoding": encoding}))
            return text
    raise rejection(path, "CSV_ENCODING_BROKEN", {"encoding": "UTF-8"}, line=line)


def _delimiter(text: str, path: str, findings: list[Finding]) -> str:
    """Choose the delimiter that splits the first lines into the same number of fields, more than one."""
    lines = [line for line in text[: 1 << 16].splitlines()[:_SAMPLE_LINES] if line]
    if not lines:
        raise rejection(path, "LOG_EMPTY", {"rows": 0})
    votes = {
        delimiter: Counter(len(row) for row in csv.reader(lines, delimiter=delimiter)).most_common(1)[0]
        for delimiter in _DELIMITERS
    }
    best = max(_DELIMITERS, key=lambda delimiter: (votes[delimiter][0] > 1, votes[delimiter][1], votes[delimiter][0]))
    if votes[best][0] < 2:
        return ","
    if best != ",":
        findings.append(note(path, "CSV_DELIMITER", {"delimiter": {"\t": "tab"}.get(best, best)}))
    return best


def _records(text: str, delimiter: str, path: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """Yield (line where the record begins, cells)."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error as cause:
        if "field larger" in str(cause):
            raise over_limit(path, "LIMIT_FIELD", {"limit": limits.value_characters}, line=line) from cause
        raise rejection(path, "CSV_QUOTE", {"detail": str(cause)}, line=line) from cause


@contextmanager
def _field_limit(characters: int) -> Iterator[None]:
    """Set the csv module's limit of field size, which it has only one of, and put it back."""
    before = csv.field_size_limit(characters)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _attributes(header: Sequence[str], mapping: LogMapping, path: str, findings: list[Finding]) -> dict[str, int]:
    """Return the number of the column of each attribute, and of every other column by its own name."""
    number_of = dict(columns_of(header, mapping, path))
    twice = [name for name, count in Counter(header).items() if count > 1 and name]
    findings += [warning(path, "CSV_DUP_COLUMN", {"column": name}, line=1) for name in twice]
    used = set(number_of.values())
    for number, name in enumerate(header, start=1):
        if number - 1 in used:
            continue
        own = name or f"column {number}"
        number_of[f"{own} ({number})" if own in number_of or own in STANDARD else own] = number - 1
    return number_of
