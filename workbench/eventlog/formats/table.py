"""CSV and its kin: encoding and delimiter found and said, every row accounted for."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.formats.encoding import utf8
from workbench.eventlog.formats.scanning import BAD_QUOTE, UNFINISHED, scan_records, unescape
from workbench.eventlog.log import Column
from workbench.eventlog.mappings.mapping import (
    CASE,
    MOST_ABOVE,
    STANDARD,
    TIMES,
    LogMapping,
    columns_of,
    looks_like_log_table,
)
from workbench.eventlog.room import Growing
from workbench.eventlog.rows.coding import TextCoder, TimeCoder
from workbench.eventlog.rows.raw import RawLog, RawTimes
from workbench.findings import Finding
from workbench.tables.csv_fields import delimiter_of, first_lines
from workbench.tables.faults import note, over_limit, rejection, warning
from workbench.tables.limits import Limits
from workbench.threads import CORES, ahead

_SAMPLE: Final = 1 << 20
_FIRST_LINES: Final = 1 << 16
_NAMED: Final = 3
_CASE_PREFIX: Final = "case:"
_EXPONENT: Final = re.compile(rb"[eE]\+\d")
_ROUNDED: Final = re.compile(r"\d(\.\d+)?[eE]\+\d{2,}")


def read_table(open_file: Callable[[], Iterator[bytes]], path: str, name: str, mapping: LogMapping, limits: Limits) -> RawLog:
    """Read a delimited text file, opened anew by each call of `open_file`, into raw columns; the hash is left to the caller.

    Raises InputError where no column can be the case, activity or time, where quotes are never closed, or the text cannot
    be decoded; rows with too few or too many fields are rejected and named.
    """
    findings: list[Finding] = []
    with closing(ahead(utf8(open_file, path, findings, mapping.encoding))) as chunks:
        return _read(chunks, path, name, mapping, limits, findings)


def _read(chunks: Iterator[bytes], path: str, name: str, mapping: LogMapping, limits: Limits, findings: list[Finding]) -> RawLog:
    first = next(chunks, b"")
    sample = first[:_SAMPLE].decode("utf-8", "ignore")
    delimiter = mapping.delimiter or _delimiter(sample[:_FIRST_LINES], path, findings)
    header, header_line = _header(sample, delimiter, mapping, path, findings)
    if len(header) > limits.columns:
        raise over_limit(path, "LIMIT_COLUMNS", {"limit": limits.columns}, line=1)
    number_of = attributes_of(header, mapping, path, findings)
    with ThreadPoolExecutor(CORES) as workers:
        rows = _Rows(number_of, len(header), mapping, workers)
        for records in _records(first, chunks, delimiter, path, limits):
            rows.add(records, header_line)
        columns, times = rows.columns()
    ragged = rows.ragged
    if ragged:
        named = ", ".join(map(str, ragged[:_NAMED])) + (", …" if len(ragged) > _NAMED else "")
        findings.append(warning(path, "CSV_RAGGED", {"count": len(ragged), "lines": named}, line=ragged[0], row=ragged[0]))
    lines, positions = rows.lines.whole(), rows.positions.whole()
    findings += _damaged_ids(columns[CASE], lines, path)
    return RawLog(
        path=path,
        sha256="",
        name=name,
        n_rows=len(lines),
        columns={key: column for key, column in columns.items() if not key.startswith(_CASE_PREFIX)},
        times=times,
        lines=lines,
        positions=positions,
        findings=tuple(findings),
        rows_rejected=len(ragged),
        case_columns={key.removeprefix(_CASE_PREFIX): column for key, column in columns.items() if key.startswith(_CASE_PREFIX)},
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Records:
    """A run of records: fields in `buffer`, those of record r from `firsts[r]`, and the line on which each record begins."""

    buffer: NDArray[np.uint8]
    begins: NDArray[np.int64]
    lengths: NDArray[np.int64]
    firsts: NDArray[np.int64]
    lines: NDArray[np.int64]

    def fields(self, fits: NDArray[np.bool_], width: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return where the fields of some records begin and their lengths, a row a record."""
        if fits.all():
            return self.begins.reshape(-1, width), self.lengths.reshape(-1, width)
        numbers = self.firsts[:-1][fits, np.newaxis] + np.arange(width)
        return self.begins[numbers], self.lengths[numbers]


class _Rows:
    """The records below the header: a coder a column, `lines` and `positions` of rows that fit, lines of those that do not.

    Positions are numbers among all records below the header, from 1.
    """

    def __init__(self, number_of: dict[str, int], width: int, mapping: LogMapping, workers: Executor) -> None:
        self.ragged: list[int] = []
        self._texts = {attribute: TextCoder() for attribute in number_of if attribute not in TIMES}
        self._times = {each: TimeCoder(as_text=each in mapping.formats) for each in number_of if each in TIMES}
        self._number_of = number_of
        self._width = width
        self._workers = workers
        self._under_way: Iterator[None] = iter(())
        self._count = 0
        self.lines, self.positions = Growing(np.int32), Growing(np.int32)

    def add(self, records: _Records, header_line: int) -> None:
        """Take the records below the header; they are coded while the caller goes on, until the next ones are added."""
        below = records.lines > header_line
        fits = below & (np.diff(records.firsts) == self._width)
        positions = self._count + np.cumsum(below)
        self._count += int(below.sum())
        self.ragged += records.lines[below & ~fits].tolist()
        self.lines.append(records.lines[fits].astype(np.int32))
        self.positions.append(positions[fits].astype(np.int32))
        begins, lengths = records.fields(fits, self._width)
        coders: dict[str, TextCoder | TimeCoder] = {**self._texts, **self._times}

        def extend(attribute: str) -> None:
            number = self._number_of[attribute]
            coders[attribute].extend(records.buffer, begins[:, number], lengths[:, number])

        self._wait()
        self._under_way = self._workers.map(extend, coders)

    def columns(self) -> tuple[dict[str, Column], dict[str, RawTimes]]:
        """Return the finished columns: texts, times."""
        self._wait()
        texts = self._workers.map(lambda coder: coder.column(), self._texts.values())
        times = self._workers.map(lambda coder: coder.times(), self._times.values())
        return dict(zip(self._texts, texts, strict=True)), dict(zip(self._times, times, strict=True))

    def _wait(self) -> None:
        deque(self._under_way, maxlen=0)


def _records(first: bytes, chunks: Iterator[bytes], delimiter: str, path: str, limits: Limits) -> Iterator[_Records]:
    """Yield the records of a text piece by piece, each to be used before the next but one; what is unfinished comes with it."""
    line, content, is_last = 1, bytearray(first), False
    rooms = [np.empty((4, 0), dtype=np.int64)] * 2
    while not is_last:
        following = next(chunks, None)
        is_last = following is None
        size = len(content)
        buffer = np.frombuffer(content, dtype=np.uint8)
        spare, room = rooms
        rooms = [room if room.shape[1] > size + 1 else np.empty((4, 2 * size + 2), dtype=np.int64), spare]
        begins, lengths, firsts, lines = rooms[0]
        ended, n_records, done, line, bad_line = scan_records(
            buffer, size, is_last, ord(delimiter), line, begins, lengths, firsts, lines
        )
        n_fields = int(firsts[n_records])
        records = _Records(
            buffer=buffer,
            begins=begins[:n_fields],
            lengths=lengths[:n_fields],
            firsts=firsts[: n_records + 1],
            lines=lines[:n_records],
        )
        _refuse_long_fields(records, path, limits)
        unescape(records.buffer, records.begins, records.lengths)
        if ended == BAD_QUOTE or (ended == UNFINISHED and is_last):
            detail = "unexpected end of data" if ended == UNFINISHED else f"'{delimiter}' expected after '\"'"
            raise rejection(path, "CSV_QUOTE", {"detail": detail}, line=bad_line)
        if size - done > limits.value_characters * 4 + _SAMPLE:
            raise over_limit(path, "LIMIT_FIELD", {"limit": limits.value_characters}, line=bad_line)
        rest = content[done:]
        yield records
        content = rest + (following or b"")


def _refuse_long_fields(records: _Records, path: str, limits: Limits) -> None:
    for field in np.flatnonzero(np.abs(records.lengths) > limits.value_characters).tolist():
        begin, length = int(records.begins[field]), abs(int(records.lengths[field]))
        text = records.buffer[begin : begin + length].tobytes().decode("utf-8", "replace")
        if len(text.replace('""', '"')) > limits.value_characters:
            record = int(np.searchsorted(records.firsts, field, side="right")) - 1
            raise over_limit(path, "LIMIT_FIELD", {"limit": limits.value_characters}, line=int(records.lines[record]))


def _header(sample: str, delimiter: str, mapping: LogMapping, path: str, findings: list[Finding]) -> tuple[list[str], int]:
    """Return the first row that names case, activity and time, else the first that is not blank, and its line.

    What stands above it is said.
    """
    above: list[tuple[list[str], int]] = []
    for line, row in _sampled(sample, delimiter):
        cells = [cell.strip() for cell in row]
        if _is_header(cells, mapping):
            if above:
                findings.append(warning(path, "CSV_PREAMBLE", {"count": len(above)}, line=line))
            return cells, line
        if any(cells):
            above.append((cells, line))
        if len(above) == MOST_ABOVE:
            break
    if not above:
        raise rejection(path, "LOG_EMPTY", {"rows": 0})
    return above[0]


def _sampled(sample: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line where the record begins, cells) of a file's first records, leniently."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error:
        return


def _is_header(row: Sequence[str], mapping: LogMapping) -> bool:
    named = set(mapping.columns.values())
    return looks_like_log_table([*row, *(key for key, column in mapping.columns.items() if column in row)]) and named <= set(row)


def _damaged_ids(case: Column, lines: NDArray[np.int32], path: str) -> Iterator[Finding]:
    """Name case ids that a spreadsheet has rounded: different cases have become one."""
    if not case.values.hold(_EXPONENT):
        return
    damaged = [code for code, name in enumerate(case.values) if _ROUNDED.fullmatch(name.strip())]
    if damaged:
        first = int(np.flatnonzero(np.isin(case.codes, damaged))[0])
        line = int(lines[first])
        yield warning(path, "CSV_SCI_ID", {"count": len(damaged), "value": case.values[case.codes[first]]}, line=line, row=line)


def _delimiter(text: str, path: str, findings: list[Finding]) -> str:
    """Choose the delimiter and say which, unless it is a comma."""
    lines = first_lines(text)
    if not lines:
        raise rejection(path, "LOG_EMPTY", {"rows": 0})
    best = delimiter_of(lines)
    if best != ",":
        findings.append(note(path, "CSV_DELIMITER", {"delimiter": {"\t": "tab"}.get(best, best)}))
    return best


def attributes_of(header: Sequence[str], mapping: LogMapping, path: str, findings: list[Finding]) -> dict[str, int]:
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
