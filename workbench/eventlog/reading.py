"""One door for every log: what a file is, is told by its content."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Final
from zoneinfo import ZoneInfo

from workbench.eventlog.formats.arrow_table import read_arrow, read_parquet
from workbench.eventlog.formats.table import read_table
from workbench.eventlog.formats.unpacking import GZIP, refuse_too_large, unpacked
from workbench.eventlog.formats.xes import read_xes
from workbench.eventlog.formats.xlsx import read_xlsx
from workbench.eventlog.formats.xml_stream import is_xml
from workbench.eventlog.log import EventLog
from workbench.eventlog.mappings.mapping import LogMapping
from workbench.eventlog.ocel import flattened, looks_like_ocel, only_object_type, read_ocel
from workbench.eventlog.quality import check_raw
from workbench.eventlog.rows.assembly import assemble
from workbench.eventlog.rows.joining import joined
from workbench.eventlog.rows.raw import RawLog
from workbench.eventlog.rows.times import zone_of
from workbench.tables.faults import misuse, rejection, unreadable
from workbench.tables.limits import Limits

_HEAD: Final = 1 << 16
_FOREIGN: Final = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG image"),
    (GZIP, "gzip file inside a gzip file"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip archive"),
    (b"Rar!", "RAR archive"),
    (b"BZh9", "bzip2 file"),
    (b"\xfd7zXZ", "xz file"),
    (b"\x28\xb5\x2f\xfd", "Zstandard file"),
)
_Reader = Callable[[BinaryIO, str, str, LogMapping, Limits], RawLog]
_BINARY: Final[tuple[tuple[bytes, str, _Reader], ...]] = (
    (b"PK\x03\x04", "Excel workbook (XLSX)", read_xlsx),
    (b"\xd0\xcf\x11\xe0", "Excel workbook (XLS)", read_xlsx),
    (b"PAR1", "Parquet file", read_parquet),
    (b"PARE", "Parquet file", read_parquet),
    (b"ARROW1", "Arrow file", read_arrow),
    (b"\xff\xff\xff\xff", "Arrow stream", read_arrow),
)
"""First bytes, kind and reader of files that are no text."""

_TEXTS: Final = (".csv", ".tsv", ".txt", ".xes")
"""Endings that promise text: what is none is refused, so that nobody is surprised by what is read."""

_WORKBOOKS: Final = (".xlsx", ".xlsm")
_SUFFIXES: Final = (
    *(".xes.gz", ".csv.gz", ".tsv.gz", ".xes", ".csv", ".tsv", ".txt", ".gz"),
    *(".xlsx", ".xlsm", ".parquet", ".arrow", ".feather"),
)


def read_log(
    path: str | Path | Sequence[str | Path],
    mapping: LogMapping | None = None,
    *,
    timezone: str = "Asia/Shanghai",
    object_type: str | None = None,
    limits: Limits | None = None,
) -> EventLog:
    """Read an event log: CSV and its kin or XES, plain or gzip, XLSX, Parquet, Arrow, or OCEL flattened by an object type.

    Several files, other than OCEL, are read as parts of one log. `timezone` is for times without an offset where the mapping
    names none; `object_type` may be left out where an object-centric log has one only. Raises UsageError if there is no such
    file or the object type must be chosen, InputError if it cannot be read as a log, LimitError if it is larger than `limits`.
    """
    mapping, limits = mapping or LogMapping(), limits or Limits()
    zone = zone_of(mapping.timezone or timezone)
    paths = [Path(path)] if isinstance(path, str | Path) else [Path(each) for each in path]
    if not paths:
        raise misuse("LOG_NO_FILE", {})
    if len(paths) == 1 and is_object_centric(paths[0], limits):
        objects = read_ocel(paths[0], timezone=str(zone), limits=limits)
        return flattened(objects, object_type or only_object_type(objects), mapping)
    if object_type is not None:
        raise misuse("OBJECT_TYPE_UNUSED", {"object_type": object_type}, path=str(paths[0]))
    return assemble(joined([_doubted(_read(each, mapping, limits), zone) for each in paths]), mapping, zone)


def is_object_centric(path: Path, limits: Limits | None = None) -> bool:
    """Return whether a file is an object-centric log (OCEL), by its content. Raises UsageError if there is no such file."""
    try:
        with path.open("rb") as file:
            return looks_like_ocel(next(unpacked(file, str(path), limits or Limits()), b"")[:_HEAD])
    except OSError as cause:
        raise unreadable(path, cause) from cause


def binary_kind(path: Path) -> str | None:
    """Return what a file is whose first bytes are those of no text; None for text. Raises UsageError where there is none."""
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as cause:
        raise unreadable(path, cause) from cause
    kinds = ((magic, kind) for magic, kind, _ in _BINARY)
    return next((kind for magic, kind in (*kinds, *_FOREIGN) if magic != GZIP and head.startswith(magic)), None)


def is_xes(path: Path, limits: Limits | None = None) -> bool:
    """Return whether a file, plain or gzip, is XML and is read as XES. Raises UsageError if there is no such file."""
    try:
        with path.open("rb") as file:
            return is_xml(next(unpacked(file, str(path), limits or Limits()), b""))
    except OSError as cause:
        raise unreadable(path, cause) from cause


def _read(path: Path, mapping: LogMapping, limits: Limits) -> RawLog:
    try:
        with ThreadPoolExecutor(1) as beside, path.open("rb") as file:
            sha256 = beside.submit(_sha256, path)
            return replace(_raw(file, path, mapping, limits), sha256=sha256.result())
    except OSError as cause:
        raise unreadable(path, cause) from cause


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _doubted(raw: RawLog, zone: ZoneInfo) -> RawLog:
    return replace(raw, findings=(*raw.findings, *check_raw(raw, zone)))


def _raw(file: BinaryIO, path: Path, mapping: LogMapping, limits: Limits) -> RawLog:
    name = next((path.name[: -len(s)] for s in _SUFFIXES if path.name.casefold().endswith(s)), path.stem)
    head = file.read(_HEAD)
    binary = next(((kind, read) for magic, kind, read in _BINARY if head.startswith(magic)), None)
    if binary is not None and path.suffix.casefold() in _TEXTS:
        raise rejection(str(path), "FILE_WRONG_FORMAT", {"found": binary[0], "wanted": "CSV or XES"})
    if binary is not None or path.suffix.casefold() in _WORKBOOKS:
        file.seek(0)
        read = binary[1] if binary is not None else read_xlsx
        return read(file, str(path), name, mapping, limits)
    refuse_too_large(file, str(path), limits)
    return _raw_of_text(lambda: unpacked(file, str(path), limits), str(path), name, mapping, limits)


def _raw_of_text(open_file: Callable[[], Iterator[bytes]], path: str, name: str, mapping: LogMapping, limits: Limits) -> RawLog:
    first = next(open_file(), b"")
    if not first:
        raise rejection(path, "LOG_EMPTY", {"rows": 0})
    foreign = next((kind for magic, kind in _FOREIGN if first.startswith(magic)), None) or _structured(first)
    if foreign is not None:
        raise rejection(path, "FILE_WRONG_FORMAT", {"found": foreign, "wanted": "CSV, XES, XLSX, Parquet, Arrow or OCEL"})
    if is_xml(first):
        return read_xes(open_file, path, name, mapping, limits)
    return read_table(open_file, path, name, mapping, limits)


def _structured(first: bytes) -> str | None:
    """Return what a text is that begins like a table but is none."""
    text = first[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    return "JSON" if text.startswith(b"{") or re.match(rb"\[\s*\{", text) else None
