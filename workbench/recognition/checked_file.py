"""The verdict on one file: what it is, what was read of it, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from workbench.findings import Finding, Severity
from workbench.tables import TableKind


class Outcome(StrEnum):
    """The verdict on a file."""

    ACCEPTED = "accepted"
    WARNED = "warned"
    REJECTED = "rejected"


class FileKind(StrEnum):
    """What a file is in a workspace; of YAML files the value is the name that they bear there."""

    MODEL = "model"
    LOG = "log"
    TABLE = "table"
    WORKBOOK = "workbook"
    STRATEGY = "strategy.yaml"
    CALENDARS = "calendars.yaml"
    SIDECAR = "PROCESS.yaml"
    MAPPING = "LOG.mapping.yaml"
    SETTINGS = "workbench.yaml"
    POLICY = "policy.yaml"
    LISTS = "units, roles, systems"


@dataclass(frozen=True, kw_only=True)
class CheckedFile:
    """One file and its verdict; `counts` and `elements` say how much was read, `texts` every label as it stands there.

    `kind` is what the file is, None where it is nothing known or was refused; `tables` are those that it holds.
    """

    file: str
    outcome: Outcome
    findings: tuple[Finding, ...]
    kind: FileKind | None = None
    tables: tuple[TableKind, ...] = ()
    counts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    elements: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    texts: tuple[str, ...] = ()


def outcome_of(findings: tuple[Finding, ...]) -> Outcome:
    """Return the verdict on a file that could be read."""
    return Outcome.WARNED if any(each.severity is not Severity.INFO for each in findings) else Outcome.ACCEPTED
