"""Event logs checked on their own: what they hold, and what the gate says of them."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import Final

from workbench.eventlog import (
    EventLog,
    Limits,
    check_structure,
    is_object_centric,
    is_xes,
    quality_of,
    read_log,
    read_mapping,
    read_ocel,
)
from workbench.findings import InputError
from workbench.recognition.checked_file import CheckedFile, FileKind, Outcome, outcome_of
from workbench.workspace import beside

_UNUSABLE: Final = frozenset({"LOG_EMPTY", "LOG_NO_CASE", "XES_NO_ATTRIBUTE"})


def _checked_objects(path: Path, timezone: str, limits: Limits | None) -> CheckedFile:
    log = read_ocel(path, timezone=timezone, limits=limits)
    return CheckedFile(
        file=str(path),
        outcome=outcome_of(log.findings),
        findings=log.findings,
        kind=FileKind.LOG,
        counts=log.counts,
        texts=tuple(log.labels),
    )


def checked_log(path: Path, timezone: str, object_type: str | None, limits: Limits | None) -> CheckedFile:
    """Read an event log, by the mapping file beside it, or an object-centric one as it stands, and judge it by the gate."""
    if object_type is None and is_object_centric(path, limits):
        return _checked_objects(path, timezone, limits)
    beside_it = beside(None, path, path.name).mapping
    try:
        mapping = read_mapping(beside_it) if beside_it else None
        log = read_log(path, mapping, timezone=timezone, object_type=object_type, limits=limits)
    except InputError as error:
        return _checked_unusable(path, error)
    known = {finding.id for finding in log.findings}
    findings = (
        *log.findings,
        *(finding for finding in quality_of(log).findings if finding.id not in known),
        *(check_structure(path, limits) if is_xes(path, limits) else ()),
    )
    return CheckedFile(
        file=str(path),
        outcome=outcome_of(findings),
        findings=findings,
        kind=FileKind.LOG,
        counts=MappingProxyType(
            {
                "rows": log.source.rows_read,
                "events": log.n_events,
                "traces": log.n_cases,
                "cases": log.n_cases,
                "distinct": len(log.activities),
                "rejected": log.source.rows_rejected,
            }
        ),
        texts=_log_texts(log),
    )


def _checked_unusable(path: Path, error: InputError) -> CheckedFile:
    """Judge a document of which no log can be made: one in order but empty is worth a warning only."""
    if error.finding.code not in _UNUSABLE or not is_xes(path):
        raise error
    outcome = Outcome.WARNED if error.finding.code == "LOG_EMPTY" else Outcome.REJECTED
    counts = MappingProxyType(dict.fromkeys(("rows", "events", "traces", "cases", "distinct", "rejected"), 0))
    return CheckedFile(file=str(path), outcome=outcome, findings=(error.finding, *check_structure(path)), counts=counts)


def _log_texts(log: EventLog) -> tuple[str, ...]:
    columns = [*log.columns.values(), *log.case_columns.values()]
    names = ("case_id", "activity", *log.columns, *log.case_columns)
    return tuple(dict.fromkeys((*names, *log.activities, *log.cases, *(value for column in columns for value in column.values))))
