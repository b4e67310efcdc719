"""The first rows of a table whose headers say nothing: every column coded, and read as times where it is one."""

from __future__ import annotations

import csv
import gzip
import io
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.formats.encoding import utf8
from workbench.eventlog.log import MISSING, NO_TIME, Column
from workbench.eventlog.mappings.mapping import MOST_ABOVE, LogMapping, looks_like_log_table
from workbench.eventlog.rows.coding import times_of
from workbench.eventlog.rows.raw import Coder
from workbench.eventlog.rows.times import TimeReading, microseconds
from workbench.eventlog.texts import Texts
from workbench.findings import Finding
from workbench.tables.csv_fields import delimiter_of, fields_up_to, first_lines
from workbench.tables.faults import over_limit, rejection, unreadable
from workbench.tables.limits import Limits

ROWS: Final = 50_000
_LINES: Final = 50
_BYTES: Final = 1 << 24
_GZIP: Final = b"\x1f\x8b"
_WIDE_ENDINGS: Final = MappingProxyType({b"\xff\xfe": b"\n\x00", b"\xfe\xff": b"\x00\n"})
"""Ends of lines in UTF-16, by the byte-order mark."""

_TIMES: Final = 0.95
_LOOKED_AT: Final = 200
_HALF: Final = 0.5
_SHAPE: Final = re.compile(r"\d[-/.]\d|^\s*\d{5}\.\d")
_ZONE: Final = ZoneInfo("UTC")


@dataclass(frozen=True, kw_only=True, eq=False)
class TableSample:
    """The header of a table and its first rows, one coded column a header, rows in the order of the file."""

    path: str
    header: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def n_rows(self) -> int:
        """Return how many rows were looked at."""
        return len(self.columns[0].codes) if self.columns else 0


@dataclass(frozen=True, kw_only=True, eq=False)
class Clocks:
    """A column read as times: µs since 1970-01-01 by its own clock (int64, shape (n_rows,)), NO_TIME where it is none.

    `share` in [0, 1] of its texts are times. Where days and months can be read either way, `formats` are those possible and
    `moments` take the day first; else it is empty.
    """

    moments: NDArray[np.int64]
    share: float
    formats: tuple[str, ...] = ()


def sample_table(
    path: str | Path, rows: int = ROWS, limits: Limits | None = None, mapping: LogMapping | None = None
) -> TableSample:
    """Read the first rows of a delimited text file, plain or gzip; rows of another width than the header's are passed over.

    The header is the first row with known names of case, activity and time, as for `read_log`, else the first as wide as most.
    `mapping` may say in which encoding, and what stands between the fields.

    Raises UsageError where there is no such file, InputError where it is empty, damaged or no text, LimitError where a field is
    longer than `limits` allow.
    """
    with fields_up_to((limits or Limits()).value_characters):
        return _sampled(path, rows, mapping or LogMapping())


def _sampled(path: str | Path, rows: int, mapping: LogMapping) -> TableSample:
    try:
        text = _text(Path(path), mapping.encoding)
    except OSError as cause:
        raise unreadable(Path(path), cause) from cause
    records = _records(text, str(path), mapping.delimiter)
    first = list(islice(records, _LINES))
    if not first:
        raise rejection(str(path), "LOG_EMPTY", {"rows": 0})
    filled = [row for row in first if any(cell.strip() for cell in row)]
    named = next((number for number, row in enumerate(filled[:MOST_ABOVE]) if looks_like_log_table(row)), None)
    width = len(filled[named]) if named is not None else Counter(map(len, first)).most_common(1)[0][0]
    table = (row for row in chain(filled[named:] if named is not None else first, records) if len(row) == width)
    header = tuple(cell.strip() for cell in next(table))
    return sample_of(str(path), header, islice(table, rows))


def sample_of(path: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> TableSample:
    """Code the rows of any table; the empty text is missing."""
    coders = [Coder() for _ in header]
    count = 0
    for row in rows:
        for coder, cell in zip(coders, row, strict=True):
            coder.extend((cell,))
        count += 1
    return TableSample(path=path, header=tuple(header), columns=tuple(coder.column(count) for coder in coders))


def clocks_of(column: Column) -> Clocks | None:
    """Read a column as times where nearly all its texts are times; numbers of five digits are times only with a fraction."""
    texts = tuple(column.values)
    if not texts or not _looks_timed(texts):
        return None
    known, odd = _common(column.values)
    read = {first: known.copy() for first in (True, False)}
    for first, moments in read.items():
        reading = TimeReading(zone=_ZONE, day_first=first)
        moments[odd] = [microseconds(texts[number], reading) for number in odd.tolist()]
    shares = {first: float((moments != NO_TIME).mean()) for first, moments in read.items()}
    best = max((True, False), key=lambda first: shares[first])
    if shares[best] < _TIMES:
        return None
    is_open = shares[True] == shares[False] and bool((read[True] != read[False]).any())
    moments = np.append(read[best], NO_TIME)[column.codes]
    return Clocks(moments=moments, share=shares[best], formats=_formats_of(texts) if is_open else ())


def _looks_timed(texts: Sequence[str]) -> bool:
    """Return whether the first texts hold digits with something between, and are no whole numbers as ids and amounts are."""
    some = texts[:_LOOKED_AT]
    shaped = [text for text in some if _SHAPE.search(text)]
    return len(shaped) >= _HALF * len(some)


def _common(texts: Texts) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the moments of texts in the forms that are the same everywhere, and the numbers of those in none of them."""
    read = times_of(Column(codes=np.arange(len(texts), dtype=np.int32), values=texts), as_text=False)
    return read.moments, np.flatnonzero(read.odd.codes != MISSING)


def _formats_of(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the formats of day, month and year in either order that read every text."""
    return tuple(
        layout
        for between in "/.-"
        for order in ("%d{0}%m{0}%Y", "%m{0}%d{0}%Y")
        for clock in ("", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f")
        if _reads(layout := order.format(between) + clock, texts)
    )


def _reads(layout: str, texts: Sequence[str]) -> bool:
    try:
        return all(datetime.strptime(text.strip(), layout) for text in texts)  # noqa: DTZ007 - only whether it can be read
    except ValueError:
        return False


def _text(path: Path, encoding: str | None) -> str:
    """Return the beginning of a text file, unpacked and decoded, long enough for the sample."""
    with path.open("rb") as file:
        packed = file.read(len(_GZIP)) == _GZIP
    findings: list[Finding] = []
    try:
        with gzip.open(path) if packed else path.open("rb") as file:
            begin = file.read(_BYTES)
            whole = not file.read(1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as cause:
        raise rejection(str(path), "FILE_TRUNCATED", {"detail": str(cause)}) from cause
    if not whole:
        ending = _WIDE_ENDINGS.get(begin[:2], b"\n")
        begin = begin[: begin.rfind(ending) + len(ending)]
    return b"".join(utf8(lambda: iter((begin,)), str(path), findings, encoding)).decode("utf-8")


def _records(text: str, path: str, delimiter: str | None) -> Iterator[list[str]]:
    """Yield the records of a text that hold anything, split by a delimiter, or by what splits its first lines best."""
    lines = first_lines(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or delimiter_of(lines))
    try:
        yield from (row for row in reader if any(cell.strip() for cell in row))
    except csv.Error as cause:
        limit = csv.field_size_limit()
        if max(map(len, lines)) > limit:
            raise over_limit(path, "LIMIT_FIELD", {"limit": limit}, line=reader.line_num) from cause
        raise rejection(path, "CSV_QUOTE", {"detail": str(cause)}, line=reader.line_num) from cause
