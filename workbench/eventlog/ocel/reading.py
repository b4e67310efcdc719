"""One door for object-centric logs: JSON, XML, SQLite or CSV, told apart by content."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final

from workbench.eventlog.formats.encoding import utf8
from workbench.eventlog.formats.unpacking import is_packed, refuse_too_large, unpacked
from workbench.eventlog.ocel.building import built
from workbench.eventlog.ocel.csv_reader import read_csv
from workbench.eventlog.ocel.json_reader import read_json
from workbench.eventlog.ocel.log import ObjectLog
from workbench.eventlog.ocel.rows import ObjectRows
from workbench.eventlog.ocel.sqlite_reader import read_sqlite
from workbench.eventlog.ocel.xml_reader import read_xml
from workbench.eventlog.rows.times import zone_of
from workbench.findings import Finding
from workbench.tables.faults import rejection, unreadable
from workbench.tables.limits import Limits

_SQLITE: Final = b"SQLite format 3\x00"
_JSON: Final = re.compile(rb'\s*\{\s*"(?:ocel:[\w-]+|objectTypes|eventTypes|objects|events)"\s*:')
_XML: Final = re.compile(rb"""<(?:[\w.-]+:)?(?:object-types|event-types|objects|events)[\s/>]|scope\s*=\s*["']object["']""")
_ENDINGS: Final = (".gz", ".jsonocel", ".xmlocel", ".json", ".xml", ".csv", ".sqlite", ".sqlite3", ".db", ".ocel")


def read_ocel(path: str | Path, *, timezone: str = "Asia/Shanghai", limits: Limits | None = None) -> ObjectLog:
    """Read an object-centric event log: OCEL 2.0 or 1.0 as JSON, XML, SQLite or (1.0) CSV; text may be packed with gzip.

    `timezone` is for times without an offset. Raises UsageError if there is no such file, InputError if it cannot be read as
    such a log, LimitError if it is larger than `limits`.
    """
    path, limits = Path(path), limits or Limits()
    zone_of(timezone)
    rows, findings = ObjectRows(str(path), limits), list[Finding]()
    try:
        with path.open("rb") as file:
            refuse_too_large(file, str(path), limits)
            file.seek(0)
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            version, said = _read(file, path, rows, limits, findings)
    except OSError as cause:
        raise unreadable(path, cause) from cause
    log = built(rows, name=_name(path), version=version, timezone=timezone, findings=(*findings, *said))
    return replace(log, sha256=sha256)


def looks_like_ocel(head: bytes) -> bool:
    """Return whether a file is an object-centric log, by its first bytes (64 kB are enough), unpacked."""
    if head.startswith(_SQLITE):
        return True
    text = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if text.startswith(b"{"):
        return _JSON.match(text) is not None
    if text.startswith(b"<"):
        return b"<trace" not in text and b"<log" in text and _XML.search(text) is not None
    return b"ocel:eid" in text.partition(b"\n")[0]


def _read(file: BinaryIO, path: Path, rows: ObjectRows, limits: Limits, findings: list[Finding]) -> tuple[str, Sequence[Finding]]:
    chunks = unpacked(file, str(path), limits)
    first = next(chunks, b"")
    if not first:
        raise rejection(str(path), "LOG_EMPTY", {"rows": 0})
    text = first.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if first.startswith(_SQLITE):
        if is_packed(file):
            raise rejection(str(path), "FILE_WRONG_FORMAT", {"found": "gzip (SQLite)", "wanted": "SQLite"})
        return read_sqlite(path, rows, limits)
    if text.startswith(b"<"):
        return read_xml(chain((first,), chunks), rows, limits)
    if text.startswith((b"{", b"[")):
        content = b"".join(utf8(lambda: unpacked(file, str(path), limits), str(path), findings))
        return read_json(content.decode("utf-8", "surrogatepass"), rows, limits)
    if b"ocel:" in text.partition(b"\n")[0]:
        return read_csv(lambda: unpacked(file, str(path), limits), rows, limits)
    raise rejection(str(path), "FILE_WRONG_FORMAT", {"found": _seen(text), "wanted": "OCEL (JSON, XML, SQLite, CSV)"})


def _seen(text: bytes) -> str:
    """Return how a foreign text begins."""
    return "“" + text[:20].decode("ascii", "replace").strip() + "…”"


def _name(path: Path) -> str:
    """Return the file's name without what says its form."""
    name = path.name
    while (ending := next((each for each in _ENDINGS if name.casefold().endswith(each)), None)) and len(name) > len(ending):
        name = name[: -len(ending)]
    return name
