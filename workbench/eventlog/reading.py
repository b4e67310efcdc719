"""One door for every log: what a file is, is told by its content."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import zlib
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final

from workbench.eventlog.assembly import assemble
from workbench.eventlog.faults import over_limit, rejection, unreadable
from workbench.eventlog.limits import Limits
from workbench.eventlog.log import EventLog
from workbench.eventlog.mapping import LogMapping
from workbench.eventlog.raw import RawLog
from workbench.eventlog.table import read_table
from workbench.eventlog.times import zone_of
from workbench.eventlog.xes import read_xes

_CHUNK: Final = 1 << 16
_GZIP: Final = b"\x1f\x8b"
_FOREIGN: Final = (
    (b"PK\x03\x04", "Excel workbook (XLSX) or another zip archive"),
    (b"PAR1", "Parquet file"),
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG image"),
    (b"\xd0\xcf\x11\xe0", "old Excel workbook (XLS)"),
    (b"SQLite format 3", "SQLite database"),
    (_GZIP, "gzip file inside a gzip file"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip archive"),
    (b"Rar!", "RAR archive"),
    (b"BZh9", "bzip2 file"),
    (b"\xfd7zXZ", "xz file"),
    (b"\x28\xb5\x2f\xfd", "Zstandard file"),
)
_DEFLATE_AT_MOST: Final = 1032
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
    zone = zone_of(mapping.timezone or timezone)
    try:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            raw = _raw(file, path, mapping, limits)
    except OSError as cause:
        raise unreadable(path, cause) from cause
    return assemble(replace(raw, sha256=sha256), mapping, zone)


def _raw(file: BinaryIO, path: Path, mapping: LogMapping, limits: Limits) -> RawLog:
    name = next((path.name[: -len(s)] for s in _SUFFIXES if path.name.casefold().endswith(s)), path.stem)
    _measure(file, str(path), limits)
    chunks = _unpacked(file, str(path), limits)
    first = next(chunks, b"")
    if not first:
        raise rejection(str(path), "LOG_EMPTY", {"rows": 0})
    foreign = next((kind for magic, kind in _FOREIGN if first.startswith(magic)), None) or _structured(first)
    if foreign is not None:
        raise rejection(str(path), "FILE_WRONG_FORMAT", {"found": foreign, "wanted": "CSV or XES"})
    if _is_xml(first):
        return read_xes(chain((first,), chunks), str(path), name, mapping, limits)
    return read_table(lambda: _unpacked(file, str(path), limits), str(path), name, mapping, limits)


def _measure(file: BinaryIO, path: str, limits: Limits) -> None:
    """Refuse what unpacks beyond the limit before anything of it is parsed; what cannot be that large is not measured."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    packed = file.read(len(_GZIP)) == _GZIP
    if not packed and size > limits.unpacked_bytes:
        raise over_limit(path, "LIMIT_UNPACKED", {"limit": limits.unpacked_bytes})
    if packed and size * _DEFLATE_AT_MOST > limits.unpacked_bytes:
        deque(_unpacked(file, path, limits), maxlen=0)


def _unpacked(file: BinaryIO, path: str, limits: Limits) -> Iterator[bytes]:
    """Yield the content in pieces, unpacking gzip, within the limit of unpacked size."""
    file.seek(0)
    if file.read(len(_GZIP)) != _GZIP:
        file.seek(0)
        yield from iter(lambda: file.read(_CHUNK), b"")
        return
    file.seek(0)
    total = 0
    try:
        with gzip.GzipFile(fileobj=file) as unpacked:
            while chunk := unpacked.read(_CHUNK):
                total += len(chunk)
                if total > limits.unpacked_bytes:
                    raise over_limit(path, "LIMIT_UNPACKED", {"limit": limits.unpacked_bytes})
                yield chunk
    except (EOFError, zlib.error, gzip.BadGzipFile) as cause:
        raise rejection(path, "FILE_TRUNCATED", {"detail": str(cause)}) from cause


def _structured(first: bytes) -> str | None:
    """Return what a text is that begins like a table but is none."""
    text = first[:_CHUNK].removeprefix(b"\xef\xbb\xbf").lstrip()
    return "JSON" if text.startswith(b"{") or re.match(rb"\[\s*\{", text) else None


def _is_xml(first: bytes) -> bool:
    text = first[:400].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return text.startswith(b"<")
