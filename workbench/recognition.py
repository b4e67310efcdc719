"""What a file is, told by its content, and what is wrong with it: one verdict a file, without a workspace around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final

from workbench.eventlog import EventLog, read_log
from workbench.findings import Finding, Severity, WorkbenchError
from workbench.process import Standing, check_model, labels_of, read_bpmn

_HEAD: Final = 65_536
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


def check_file(path: Path) -> CheckedFile:
    """Read a file as what its content says it is and report every fault; only a missing file raises (UsageError)."""
    try:
        return _checked_model(path) if _is_model(path) else _checked_log(path)
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
    text = head.replace(b"\x00", b"").decode("latin-1")
    root = re.search(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)[\s/>]", re.sub(r"<[?!].*?>", "", text, flags=re.DOTALL))
    if text.lstrip("\ufeffÿþï»¿ \r\n\t").startswith("<") and root:
        return root[1] != "log"
    return path.suffix.casefold() in (".bpmn", ".xml")


def _checked_model(path: Path) -> CheckedFile:
    model = read_bpmn(path)
    findings = (*model.findings, *check_model(model))
    elements = Counter(entry.tag for entry in model.ledger if not entry.tag.startswith("{"))
    not_understood = sum(entry.standing is Standing.NOT_UNDERSTOOD for entry in model.ledger)
    return CheckedFile(
        file=str(path),
        outcome=_outcome(findings),
        findings=findings,
        counts=MappingProxyType({"not_understood": not_understood}),
        elements=MappingProxyType(dict(sorted(elements.items()))),
        texts=labels_of(model),
    )


def _checked_log(path: Path) -> CheckedFile:
    log = read_log(path)
    return CheckedFile(
        file=str(path),
        outcome=_outcome(log.findings),
        findings=log.findings,
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


def _log_texts(log: EventLog) -> tuple[str, ...]:
    columns = [*log.columns.values(), *log.case_columns.values()]
    return tuple(dict.fromkeys((*log.activities, *log.cases, *(value for column in columns for value in column.values))))


def _outcome(findings: tuple[Finding, ...]) -> Outcome:
    return Outcome.WARNED if any(each.severity is not Severity.INFO for each in findings) else Outcome.ACCEPTED
