"""Faults of files as findings: where, what, and – in the catalogues – what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from workbench.findings import NO_FACTS, Finding, InputError, LimitError, Place, Severity, UsageError
from workbench.language import Language, say

RAISED_BY: Final = MappingProxyType(
    {
        "LIMIT_FILE": "file_bytes",
        "LIMIT_TABLE": "table_bytes",
        "LIMIT_ROWS": "table_rows",
        "LIMIT_YAML": "yaml_bytes",
        "LIMIT_UNPACKED": "unpacked_bytes",
        "LIMIT_FIELD": "value_characters",
        "LIMIT_DEPTH": "depth",
        "LIMIT_COLUMNS": "columns",
        "LIMIT_TIME": "seconds",
    }
)
"""Which field of Limits raises which limit."""


def rejection(path: str, code: str, facts: Mapping[str, object] = NO_FACTS, *, line: int | None = None) -> InputError:
    """Return the error that refuses a whole file."""
    return InputError(_finding(path, code, Severity.CRITICAL, line, None, facts))


def over_limit(path: str, code: str, facts: Mapping[str, object], *, line: int | None = None) -> LimitError:
    """Return the error that refuses a file for its size; the facts name the limit, its value and how it is raised."""
    field = {"field": RAISED_BY[code]}
    remedy = {language.value: say("limit-raise", language, field) for language in Language}
    return LimitError(_finding(path, code, Severity.CRITICAL, line, None, {**facts, **field, "remedy": remedy}))


def unreadable(path: Path, cause: OSError) -> UsageError:
    """Return the error that there is no such file, or none that may be read."""
    return misuse("FILE_NOT_READABLE", {"detail": cause.strerror or str(cause)}, path=str(path))


def misuse(code: str, facts: Mapping[str, object], *, path: str | None = None) -> UsageError:
    """Return the error that the call itself is wrong."""
    return UsageError(Finding(code=code, severity=Severity.CRITICAL, place=Place(file=path), facts=facts))


def warning(path: str, code: str, facts: Mapping[str, object], *, line: int | None = None, row: int | None = None) -> Finding:
    """Return a fault that does not stop the reading."""
    return _finding(path, code, Severity.MINOR, line, row, facts)


def note(path: str, code: str, facts: Mapping[str, object], *, line: int | None = None) -> Finding:
    """Return something that a reader decided and says."""
    return _finding(path, code, Severity.INFO, line, None, facts)


def _finding(path: str, code: str, severity: Severity, line: int | None, row: int | None, facts: Mapping[str, object]) -> Finding:
    place = Place(file=path, line=line, row=row)
    where = {"line": line if line is not None else "?", "row": row if row is not None else "?"}
    return Finding(code=code, severity=severity, place=place, facts={**where, **facts}, scope=path, object=(code,))
