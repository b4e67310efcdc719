"""What a file is, told by its content: a model, a table, settings in YAML, else an event log."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.findings import InputError, WorkbenchError
from workbench.process import root_name
from workbench.recognition.checked_file import CheckedFile, Outcome

if TYPE_CHECKING:
    from workbench.eventlog import Limits

_HEAD: Final = 65_536
_MODEL_SUFFIXES: Final = frozenset({".bpmn", ".pnml", ".ptml", ".xml"})
_YAML_SUFFIXES: Final = frozenset({".yaml", ".yml"})
_YAML_BEGINS: Final = re.compile(rb"(\xef\xbb\xbf)?(\s*(#[^\n]*)?\n)*(---|%YAML|[A-Za-z_][\w-]*:(\s|$))")
"""Blank lines and comments, then the mark of a document or a key; the header of a table has a delimiter there."""

_GZIP: Final = b"\x1f\x8b"
_NO_LOG: Final = frozenset({"CSV_NO_CASE_COLUMN", "CSV_NO_COLUMN", "CSV_AMBIGUOUS_COLUMN"})
"""Why a table is refused as a log that may be another table: its columns are not those of a log."""


def check_file(
    path: Path, *, timezone: str = "Asia/Shanghai", object_type: str | None = None, limits: Limits | None = None
) -> CheckedFile:
    """Read a file as what its content says it is and report every fault.

    An object-centric log is read as it stands, or flattened where `object_type` says what its cases are; `timezone` (of times
    without an offset) and `limits` are for logs.
    """
    try:
        return _checked(path, timezone, object_type, limits)
    except WorkbenchError as error:
        return CheckedFile(file=str(path), outcome=Outcome.REJECTED, findings=(error.finding,))


def is_model_or_settings(path: Path) -> bool:
    """Return whether a file is to be read as a model or as YAML; everything else is a log or a table, if anything."""
    head = _head_of(path)
    return head is not None and (_is_model(path, head) or _is_yaml(path, head))


def _checked(path: Path, timezone: str, object_type: str | None, limits: Limits | None) -> CheckedFile:
    head = _head_of(path)
    if head is None or _is_model(path, head):
        from workbench.recognition.models import checked_model

        return checked_model(path)
    if _is_yaml(path, head):
        from workbench.recognition.documents import checked_document

        return checked_document(path)
    try:
        return _checked_log(path, timezone, object_type, limits)
    except InputError as refused:
        is_other = refused.finding.code in _NO_LOG and not head.startswith(_GZIP)
        tables = _checked_tables(path, limits) if is_other else None
        if tables is None:
            raise
        return tables


def _checked_log(path: Path, timezone: str, object_type: str | None, limits: Limits | None) -> CheckedFile:
    from workbench.recognition.logs import checked_log

    return checked_log(path, timezone, object_type, limits)


def _checked_tables(path: Path, limits: Limits | None) -> CheckedFile | None:
    """Read what is no event log as a table; nothing of it is loaded where a model or a log is checked."""
    from workbench.recognition.enterprise import checked_tables

    return checked_tables(path, limits)


def _head_of(path: Path) -> bytes | None:
    """Return how a file begins; None where it cannot be opened, which its reader then says."""
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError:
        return None


def _is_model(path: Path, head: bytes) -> bool:
    """Return whether a file is to be read as a model: by its XML root, and where that says nothing by its suffix."""
    if head.startswith(_GZIP):
        return False
    root = root_name(head)
    return root != "log" if root else path.suffix.casefold() in _MODEL_SUFFIXES


def _is_yaml(path: Path, head: bytes) -> bool:
    return path.suffix.casefold() in _YAML_SUFFIXES or _YAML_BEGINS.match(head) is not None
