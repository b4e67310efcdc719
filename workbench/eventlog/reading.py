"""One door for every log: what a file is, is told by its content."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from workbench.eventlog.assembly import RawLog, assemble
from workbench.eventlog.faults import over_limit, rejection
from workbench.eventlog.limits import Limits
from workbench.eventlog.log import EventLog
from workbench.eventlog.mapping import LogMapping
from workbench.eventlog.table import read_table
from workbench.eventlog.xes import read_xes
from workbench.findings import Finding, Place, Severity, UsageError

_CHUNK: Final = 1 << 20
_GZIP: Final = b"\x1f\x8b"
_FOREIGN: Final = (
    (b"PK\x03\x04", "Excel workbook (XLSX) or another zip archive"),
    (b"PAR1", "Parquet file"),
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG image"),
    (b"\xd0\xcf\x11\xe0", "old Excel workbook (XLS)"),
    (b"SQLite format 3", "SQLite database"),
)
_SUFFIXES: Final = (".xes.gz", ".csv.gz", ".xes", ".csv", ".tsv", ".txt", ".gz")


def read_log(
    path: str | Path,
    mapping: LogMapping | None = None,
    *,
    timezone: str = "Asia/Shanghai",
    limits: Limits | None = None,
) -> EventLog:
    """Read an event log: CSV and its kin or XES, plain or gzip.

    `timezone` is for times without an offset where the mapping names none. Raises UsageError if there is no such file,
    InputError if it cannot be read as a log, LimitError if it is larger than `limits`.
    """
    path, mapping, limits = Path(path), mapping or LogMapping(), limits or Limits()
    try:
        stored = path.read_bytes()
    except OSError as cause:
        facts = {"detail": cause.strerror or str(cause)}
        fault = Finding(code="FILE_NOT_READABLE", severity=Severity.CRITICAL, place=Place(file=str(path)), facts=facts)
        raise UsageError(fault) from cause
    return assemble(_raw(stored, path, mapping, limits), mapping, timezone)


def _raw(stored: bytes, path: Path, mapping: LogMapping, limits: Limits) -> RawLog:
    name = next((path.name[: -len(s)] for s in _SUFFIXES if path.name.casefold().endswith(s)), path.stem)
    chunks = _content(stored, str(path), limits)
    first = next(chunks, b"")
    if not first:
        raise rejection(str(path), "LOG_EMPTY", {"rows": 0})
    foreign = next((kind for magic, kind in _FOREIGN if first.startswith(magic)), None)
    if foreign is not None:
        raise rejection(str(path), "FILE_WRONG_FORMAT", {"found": foreign, "wanted": "CSV or XES"})
    sha256 = hashlib.sha256(stored).hexdigest()
    if _is_xml(first):
        return replace(read_xes(_chained(first, chunks), str(path), name, limits), sha256=sha256)
    return read_table(first + b"".join(chunks), str(path), name, sha256, mapping, limits)


def _content(stored: bytes, path: str, limits: Limits) -> Iterator[bytes]:
    """Yield the content in pieces, unpacked; what is over the limit or cut off is refused before anything is parsed."""
    if not stored.startswith(_GZIP):
        sizes: Iterable[int] = (len(stored),)
    else:
        sizes = (len(chunk) for chunk in _unpacked(stored, path))
    total = 0
    for size in sizes:
        total += size
        if total > limits.unpacked_bytes:
            raise over_limit(path, "LIMIT_UNPACKED", {"limit": limits.unpacked_bytes})
    if stored.startswith(_GZIP):
        yield from _unpacked(stored, path)
    else:
        yield from (stored[at : at + _CHUNK] for at in range(0, len(stored), _CHUNK))


def _unpacked(stored: bytes, path: str) -> Iterator[bytes]:
    """Yield what a gzip file of one or more members holds."""
    unpacker, rest = zlib.decompressobj(wbits=31), stored
    try:
        while rest and not (unpacker.eof and not (rest := rest.lstrip(b"\x00"))):
            unpacker = zlib.decompressobj(wbits=31) if unpacker.eof else unpacker
            yield unpacker.decompress(rest, _CHUNK)
            rest = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
    except zlib.error as cause:
        raise rejection(path, "FILE_TRUNCATED", {"detail": str(cause)}) from cause
    if not unpacker.eof:
        raise rejection(path, "FILE_TRUNCATED", {"detail": "the gzip stream ends early"})


def _is_xml(first: bytes) -> bool:
    text = first[:400].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return text.startswith(b"<")


def _chained(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest
