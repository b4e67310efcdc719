"""The log on disk: Parquet in canonical columns, named by its content, checked page by page, written whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from workbench.eventlog.content import content_hash
from workbench.eventlog.faults import rejection
from workbench.eventlog.log import Column, EventLog, Source
from workbench.findings import Finding, InputError, Place, Severity

_VERSION: Final = "1"
_META: Final = b"workbench.log"
_SEAL: Final = b"workbench.seal"
_TIMES: Final = ("end", "start", "recorded", "position")


def write_store(log: EventLog, directory: Path) -> Path:
    """Write a log as `<content hash>.parquet` into a folder and return the path; the same log is not written again.

    One row an event in total order; texts are dictionaries; what Parquet has no column for stands in its metadata. A file
    that is damaged, or holds the same content from another source, is replaced: opening the path gives this log.
    """
    target = directory / f"{log.source.content}.parquet"
    table = _table(log)
    if _holds(target, table):
        return target
    directory.mkdir(parents=True, exist_ok=True)
    partial = directory / f".{log.source.content}.{os.getpid()}.partial"
    try:
        with partial.open("wb") as file:
            pq.write_table(table, file, write_page_checksum=True, compression="zstd")
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return target


def _holds(target: Path, table: pa.Table) -> bool:
    """Return whether a file is whole and holds this table, metadata and all."""
    if not target.exists():
        return False
    try:
        return bool(_table(open_store(target)).equals(table, check_metadata=True))
    except InputError:
        return False


def open_store(path: Path) -> EventLog:
    """Open a stored log. Raises InputError, naming the file, where it is damaged or not a store of this version."""
    try:
        table = pq.read_table(path, page_checksum_verification=True, use_threads=False)
        metadata = table.schema.metadata or {}
        described = json.loads(metadata[_META])
        if _sealed(metadata[_META]) != metadata[_SEAL]:
            raise rejection(str(path), "STORE_DAMAGED", {"detail": "the description does not agree with its seal"})
        if described["version"] != _VERSION:
            raise rejection(str(path), "STORE_VERSION", {"found": described["version"], "wanted": _VERSION})
        log = _log(table, described)
    except (OSError, pa.ArrowException, LookupError, ValueError, TypeError, AttributeError) as cause:
        raise rejection(str(path), "STORE_DAMAGED", {"detail": (str(cause) or "unreadable").splitlines()[0]}) from cause
    if content_hash(log) != log.source.content:
        raise rejection(str(path), "STORE_DAMAGED", {"detail": "the rows do not agree with their hash"})
    return log


def _sealed(description: bytes) -> bytes:
    return hashlib.sha256(description).hexdigest().encode()


def _table(log: EventLog) -> pa.Table:
    arrays: dict[str, pa.Array] = {
        "case": _dictionary(Column(codes=log.case, values=log.cases)),
        "activity": _dictionary(Column(codes=log.activity, values=log.activities)),
        **{name: pa.array(getattr(log, name)) for name in _TIMES},
        **{f"column:{name}": _dictionary(column) for name, column in log.columns.items()},
    }
    described = {
        "version": _VERSION,
        "name": log.name,
        "cases": log.cases,
        "activities": log.activities,
        "columns": {name: column.values for name, column in log.columns.items()},
        "case_columns": {n: {"codes": c.codes.tolist(), "values": c.values} for n, c in log.case_columns.items()},
        "source": asdict(log.source),
        "findings": [_finding(finding) for finding in log.findings],
    }
    description = json.dumps(described, ensure_ascii=False).encode()
    return pa.table(arrays).replace_schema_metadata({_META: description, _SEAL: _sealed(description)})


def _dictionary(column: Column) -> pa.Array:
    codes = pa.array(column.codes, mask=column.codes < 0)
    return pa.DictionaryArray.from_arrays(codes, pa.array(column.values, type=pa.string()))


def _log(table: pa.Table, described: dict[str, Any]) -> EventLog:
    columns = {
        name: Column(codes=_codes(table, f"column:{name}", tuple(values)), values=tuple(values))
        for name, values in described["columns"].items()
    }
    case_columns = {
        name: Column(codes=np.array(column["codes"], dtype=np.int32), values=tuple(column["values"]))
        for name, column in described["case_columns"].items()
    }
    return EventLog(
        name=described["name"],
        cases=tuple(described["cases"]),
        activities=tuple(described["activities"]),
        case=_codes(table, "case", tuple(described["cases"])),
        activity=_codes(table, "activity", tuple(described["activities"])),
        columns=MappingProxyType(columns),
        case_columns=MappingProxyType(case_columns),
        source=Source(**described["source"]),
        findings=tuple(_finding_of(each) for each in described["findings"]),
        **{name: table[name].to_numpy().astype(np.int64) for name in _TIMES},
    )


def _codes(table: pa.Table, name: str, values: tuple[str, ...]) -> NDArray[np.int32]:
    """Return the codes of a column into `values`, whatever dictionary Parquet chose."""
    place = {value: number for number, value in enumerate(values)}
    parts: list[NDArray[np.int32]] = [np.zeros(0, dtype=np.int32)]
    for chunk in table[name].chunks:
        array = chunk if pa.types.is_dictionary(chunk.type) else chunk.dictionary_encode()
        recode = np.array([*(place[value] for value in array.dictionary.to_pylist()), -1], dtype=np.int32)
        parts.append(recode[array.indices.fill_null(len(recode) - 1).to_numpy()])
    return np.concatenate(parts).astype(np.int32)


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "place": asdict(finding.place),
        "facts": dict(finding.facts),
        "scope": finding.scope,
        "object": finding.object,
        "exposed": finding.exposed,
        "count": finding.count,
        "cases": finding.cases,
        "elements": finding.elements,
    }


def _finding_of(stored: dict[str, Any]) -> Finding:
    return Finding(
        code=stored["code"],
        severity=Severity(stored["severity"]),
        place=Place(**stored["place"]),
        facts=MappingProxyType(stored["facts"]),
        scope=stored["scope"],
        object=tuple(stored["object"]),
        exposed=stored.get("exposed"),
        count=stored.get("count"),
        cases=tuple(stored.get("cases", ())),
        elements=tuple(stored.get("elements", ())),
    )
