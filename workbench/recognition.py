"""What a file is, told by its content, and what is wrong with it: one verdict a file, without a workspace around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from workbench.findings import Finding, InputError, Severity, WorkbenchError
from workbench.process import FlowModel, PetriNet, ProcessModel, Standing, check_model, labels_of, read_model, root_name

if TYPE_CHECKING:
    from workbench.eventlog import EventLog, Limits

_HEAD: Final = 65_536
_UNUSABLE: Final = frozenset({"LOG_EMPTY", "LOG_NO_CASE", "XES_NO_ATTRIBUTE"})
_MODEL_SUFFIXES: Final = frozenset({".bpmn", ".pnml", ".ptml", ".xml"})
_GZIP: Final = b"\x1f\x8b"


class Outcome(StrEnum):
    """The verdict on a file."""

    ACCEPTED = "accepted"
    WARNED = "warned"
    REJECTED = "rejected"


@dataclass(frozen=True, kw_only=True)
class CheckedFile:
    """One file and its verdict; `counts` and `elements` say how much was read, `texts` every label as it stands there."""

    file: str
    outcome: Outcome
    findings: tuple[Finding, ...]
    counts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    elements: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    texts: tuple[str, ...] = ()


def check_file(
    path: Path, *, timezone: str = "Asia/Shanghai", object_type: str | None = None, limits: Limits | None = None
) -> CheckedFile:
    """Read a file as what its content says it is and report every fault.

    An object-centric log is read as it stands, or flattened where `object_type` says what its cases are; `timezone` (of times
    without an offset) and `limits` are for logs.
    """
    try:
        return _checked_model(path) if _is_model(path) else _checked_log(path, timezone, object_type, limits)
    except WorkbenchError as error:
        return CheckedFile(file=str(path), outcome=Outcome.REJECTED, findings=(error.finding,))


def _is_model(path: Path) -> bool:
    """Return whether a file is to be read as a model: by its XML root, and where that says nothing by its suffix."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return True
    if head.startswith(_GZIP):
        return False
    root = root_name(head)
    return root != "log" if root else path.suffix.casefold() in _MODEL_SUFFIXES


def _checked_model(path: Path) -> CheckedFile:
    model = read_model(path)
    findings = (*model.findings, *check_model(model))
    drawn = model if isinstance(model, ProcessModel) else None
    not_understood = {"not_understood": sum(each.standing is Standing.NOT_UNDERSTOOD for each in drawn.ledger)} if drawn else {}
    return CheckedFile(
        file=str(path),
        outcome=_outcome(findings),
        findings=findings,
        counts=MappingProxyType(not_understood),
        elements=MappingProxyType(dict(sorted(_elements(model).items()))),
        texts=labels_of(drawn) if drawn else tuple(node.name for each in model.processes for node in each.activities),
    )


def _elements(model: FlowModel) -> Mapping[str, int]:
    """Count what was read, by the file's own words."""
    if isinstance(model, ProcessModel):
        return Counter(entry.tag for entry in model.ledger if not entry.tag.startswith("{"))
    if isinstance(model, PetriNet):
        arcs = sum(len({*each.takes}) + len({*each.gives}) for each in model.transitions)
        return {"place": len(model.places), "transition": len(model.transitions), "arc": arcs}
    return Counter(node.tag for each in model.processes for node in each.nodes)


def _checked_objects(path: Path, timezone: str, limits: Limits | None) -> CheckedFile:
    from workbench.eventlog import read_ocel

    log = read_ocel(path, timezone=timezone, limits=limits)
    return CheckedFile(
        file=str(path),
        outcome=_outcome(log.findings),
        findings=log.findings,
        counts=log.counts,
        texts=tuple(log.labels),
    )


def _checked_log(path: Path, timezone: str, object_type: str | None, limits: Limits | None) -> CheckedFile:
    from workbench.eventlog import check_structure, is_object_centric, is_xes, quality_of, read_log

    if object_type is None and is_object_centric(path, limits):
        return _checked_objects(path, timezone, limits)
    try:
        log = read_log(path, timezone=timezone, object_type=object_type, limits=limits)
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
        outcome=_outcome(findings),
        findings=findings,
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
    from workbench.eventlog import check_structure, is_xes

    if error.finding.code not in _UNUSABLE or not is_xes(path):
        raise error
    outcome = Outcome.WARNED if error.finding.code == "LOG_EMPTY" else Outcome.REJECTED
    counts = MappingProxyType(dict.fromkeys(("rows", "events", "traces", "cases", "distinct", "rejected"), 0))
    return CheckedFile(file=str(path), outcome=outcome, findings=(error.finding, *check_structure(path)), counts=counts)


def _log_texts(log: EventLog) -> tuple[str, ...]:
    columns = [*log.columns.values(), *log.case_columns.values()]
    names = ("case_id", "activity", *log.columns, *log.case_columns)
    return tuple(dict.fromkeys((*names, *log.activities, *log.cases, *(value for column in columns for value in column.values))))


def _outcome(findings: tuple[Finding, ...]) -> Outcome:
    return Outcome.WARNED if any(each.severity is not Severity.INFO for each in findings) else Outcome.ACCEPTED
