"""The log on disk: a folder of Parquet in canonical columns, named by its content, checked page by page, whole or not there."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from workbench.eventlog.log import MISSING, NO_TIME, Column, EventLog, Source
from workbench.eventlog.stored_columns import ROW_GROUP, StoredTable
from workbench.eventlog.texts import Texts
from workbench.findings import Finding, InputError, Place, Severity
from workbench.released import refuse_released
from workbench.tables.faults import misuse, rejection
from workbench.threads import in_parallel

EVENTS: Final = "events.parquet"
CASES: Final = "cases.parquet"
_VERSION: Final = "3"
_META: Final = b"workbench.log"
_SEAL: Final = b"workbench.seal"
_TIMES: Final = ("end", "start", "recorded")
_CODES: Final = ("case", "position")
OWN: Final = "column:"
"""Before the names that columns have in the log itself."""


def write_store(log: EventLog, directory: str | Path) -> Path:
    """Write a log as the folder `<content hash>` into a directory and return its path; the same log is not written again.

    `events.parquet` has one row an event in total order, `case` numbering the rows of `cases.parquet` from 0; what Parquet has
    no column for stands in the metadata. A folder that is damaged, or holds the same content from another source, is
    replaced: opening the path gives this log. Raises ImmutableRelease where the directory lies in a release.
    """
    directory = Path(directory)
    target = directory / log.source.content
    if _holds(target, log):
        return target
    refuse_released(directory)
    directory.mkdir(parents=True, exist_ok=True)
    unfinished = directory / f".{log.source.content}.{os.getpid()}.partial"
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        unfinished.mkdir()
        _write(_cases(log), unfinished / CASES)
        _write(_events(log), unfinished / EVENTS)
        shutil.rmtree(target, ignore_errors=True)
        unfinished.replace(target)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return target


def _write(table: pa.Table, path: Path) -> None:
    texts = [field.name for field in table.schema if pa.types.is_dictionary(field.type)]
    numbers = [field.name for field in table.schema if not pa.types.is_dictionary(field.type) and field.name != "case_id"]
    with path.open("wb") as file:
        pq.write_table(
            table,
            file,
            row_group_size=ROW_GROUP,
            compression={name: "none" if name in numbers else "zstd" for name in table.column_names},
            compression_level={name: 1 for name in table.column_names if name not in numbers},
            use_dictionary=texts,
            column_encoding=dict.fromkeys(numbers, "DELTA_BINARY_PACKED"),
            write_page_checksum=True,
            write_statistics=numbers,
        )
        file.flush()
        os.fsync(file.fileno())


def _holds(target: Path, log: EventLog) -> bool:
    """Return whether a folder is whole and holds this log, its source and findings too."""
    if not target.exists():
        return False
    try:
        return _description(open_store(target)) == _description(log)
    except InputError:
        return False


def open_store(path: str | Path) -> EventLog:
    """Open a stored log.

    Raises UsageError where there is no such folder, InputError, naming it, where it is damaged or of another version.
    """
    path = Path(path)
    if not path.is_dir():
        raise misuse("STORE_NOT_FOUND", {}, path=str(path))
    try:
        events = StoredTable(path / EVENTS)
        described = _described(events.schema.metadata or {}, str(path))
        log = _log(events, StoredTable(path / CASES), described)
    except (OSError, pa.ArrowException, LookupError, ValueError, TypeError, AttributeError) as cause:
        raise rejection(str(path), "STORE_DAMAGED", {"detail": (str(cause) or "unreadable").splitlines()[0]}) from cause
    if _sums(log) != described["sums"]:
        raise rejection(str(path), "STORE_DAMAGED", {"detail": "the rows do not agree with their sums"})
    return log


def origin_of(metadata: Mapping[bytes, bytes], path: str) -> tuple[Source, tuple[Finding, ...]]:
    """Return where a stored log comes from and what was found, from the metadata of its events' file.

    Raises InputError where they are damaged, of another version, or of no store.
    """
    described = _described(metadata, path)
    return Source(**described["source"]), tuple(map(_finding_of, described["findings"]))


def _described(metadata: Mapping[bytes, bytes], path: str) -> dict[str, Any]:
    description = metadata.get(_META, b"")
    if _sealed(description) != metadata.get(_SEAL):
        raise rejection(path, "STORE_DAMAGED", {"detail": "the description does not agree with its seal"})
    described: dict[str, Any] = json.loads(description)
    if described["version"] != _VERSION:
        raise rejection(path, "STORE_VERSION", {"found": described["version"], "wanted": _VERSION})
    return described


def _sealed(description: bytes) -> bytes:
    return hashlib.sha256(description).hexdigest().encode()


def _events(log: EventLog) -> pa.Table:
    arrays = {
        "case": pa.array(log.case),
        "activity": _dictionary(Column(codes=log.activity, values=Texts.of(log.activities))),
        **{name: _moments(getattr(log, name)) for name in _TIMES},
        "position": pa.array(log.position),
        **{f"{OWN}{name}": _dictionary(column) for name, column in log.columns.items()},
    }
    description = json.dumps(_description(log), ensure_ascii=False).encode()
    return pa.table(arrays).replace_schema_metadata({_META: description, _SEAL: _sealed(description)})


def _cases(log: EventLog) -> pa.Table:
    columns = {f"{OWN}{name}": _dictionary(column) for name, column in log.case_columns.items()}
    return pa.table({"case_id": log.cases.to_arrow(), **columns})


def _description(log: EventLog) -> dict[str, Any]:
    return {
        "version": _VERSION,
        "name": log.name,
        "is_timed": log.is_timed,
        "source": asdict(log.source),
        "findings": [_finding(finding) for finding in log.findings],
        "sums": _sums(log),
    }


def _sums(log: EventLog) -> list[int]:
    """Return a CRC-32 of every column: pages have their own, the frame that holds them has none."""
    arrays: list[NDArray[Any]] = [log.case, log.activity, log.end, log.start, log.recorded, log.position]
    texts = [log.cases, Texts.of(log.activities)]
    for columns in (log.columns, log.case_columns):
        arrays += [column.codes for column in columns.values()]
        texts += [Texts.of(columns), *(column.values for column in columns.values())]
    arrays += [part for each in texts for part in (each.offsets, each.data)]
    return in_parallel(_sum, arrays)


def _sum(array: NDArray[Any]) -> int:
    total = 0
    for first in range(0, len(array), ROW_GROUP):
        total = zlib.crc32(np.ascontiguousarray(array[first : first + ROW_GROUP]).data, total)
    return total


def _dictionary(column: Column) -> pa.Array:
    codes = pa.array(column.codes, mask=column.codes == MISSING)
    return pa.DictionaryArray.from_arrays(codes, column.values.to_arrow().cast(pa.string()))


def _moments(times: NDArray[np.int64]) -> pa.Array:
    return pa.array(times, mask=times == NO_TIME).cast(pa.timestamp("us", tz="UTC"))


def _log(events: StoredTable, cases: StoredTable, described: Mapping[str, Any]) -> EventLog:
    of_events, of_cases = ([name for name in table.schema.names if name.startswith(OWN)] for table in (events, cases))
    reads: list[Callable[[], NDArray[Any]]] = [
        *(partial(events.times, name) for name in _TIMES),
        *(partial(events.codes, name) for name in _CODES),
    ]
    numbers: dict[str, Any] = dict(zip((*_TIMES, *_CODES), in_parallel(lambda read: read(), reads), strict=True))
    activity, *columns = in_parallel(events.column, ("activity", *of_events))
    return EventLog(
        name=described["name"],
        is_timed=described["is_timed"],
        cases=cases.texts("case_id"),
        activities=tuple(activity.values),
        activity=activity.codes,
        **numbers,
        columns=_own(of_events, columns),
        case_columns=_own(of_cases, in_parallel(cases.column, of_cases)),
        source=Source(**described["source"]),
        findings=tuple(_finding_of(each) for each in described["findings"]),
    )


def _own(names: Iterable[str], columns: Iterable[Column]) -> Mapping[str, Column]:
    return MappingProxyType({name.removeprefix(OWN): column for name, column in zip(names, columns, strict=True)})


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "place": asdict(finding.place),
        "facts": dict(finding.facts),
        "scope": finding.scope,
        "object": list(finding.object),
        "exposed": finding.exposed,
        "count": finding.count,
        "cases": list(finding.cases),
        "elements": list(finding.elements),
    }


def _finding_of(stored: Mapping[str, Any]) -> Finding:
    return Finding(
        code=stored["code"],
        severity=Severity(stored["severity"]),
        place=Place(**stored["place"]),
        facts=MappingProxyType(stored["facts"]),
        scope=stored["scope"],
        object=tuple(stored["object"]),
        exposed=stored["exposed"],
        count=stored["count"],
        cases=tuple(stored["cases"]),
        elements=tuple(stored["elements"]),
    )
