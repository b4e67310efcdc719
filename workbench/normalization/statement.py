"""A statement: what somebody records, of what kind and about what, by whom and when – and the same as recorded content."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from workbench.findings import Finding, InputError, Severity, UsageError
from workbench.normalization.history import Draft, Record, canonical
from workbench.normalization.plain_values import value_of

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Author:
    """Who states something, and when on his own clock."""

    by: str
    at: datetime

    @property
    def today(self) -> date:
        """Return the day on which it is stated."""
        return self.at.date()


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One statement. `says` is plain data (see plain_values.py), `at` an instant with its offset.

    `seen` is the number of the last record of this kind about the subject that its author knew, 0 for none.
    """

    kind: str
    subject: str
    says: Mapping[str, Any]
    by: str
    at: datetime
    seen: int = 0

    @property
    def day(self) -> date:
        """Return the day on which it was made, on the clock of its author."""
        return self.at.date()


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """A statement as it stands in the register: its number, and the hash that chains it."""

    number: int
    hash: str
    statement: Statement

    def says(self, kind: type[T]) -> T:
        """Return what it says as a value of a type (`value_of`). Raises InputError where it says something else."""
        try:
            return value_of(kind, self.statement.says)
        except (ValueError, KeyError, TypeError) as error:
            raise unreadable(self.number) from error


def drafted_statement(statement: Statement) -> Draft:
    """Return a statement as it is recorded. Raises UsageError where nobody stands behind it."""
    if not statement.by.strip():
        raise UsageError(Finding(code="STATEMENT_BY_NOBODY", severity=Severity.CRITICAL, facts={"kind": statement.kind}))
    content = canonical({"says": statement.says, "by": statement.by, "at": clock_text(statement.at)})
    return Draft(kind=statement.kind, subject=statement.subject, seen=statement.seen, content=content)


def recorded_of(record: Record) -> Recorded:
    """Read a statement back. Raises InputError where the record holds something else."""
    try:
        content = json.loads(record.draft.content)
        statement = Statement(
            kind=record.draft.kind,
            subject=record.draft.subject,
            says=dict(content["says"]),
            by=str(content["by"]),
            at=datetime.fromisoformat(content["at"]),
            seen=record.draft.seen,
        )
    except (ValueError, KeyError, TypeError) as error:
        raise unreadable(record.number) from error
    return Recorded(number=record.number, hash=record.hash, statement=statement)


def clock_text(at: datetime) -> str:
    """Return an instant as it is recorded: to the second, with the offset of its author's clock, so that its day stays his."""
    return at.astimezone(at.tzinfo or UTC).isoformat(timespec="seconds")


def unreadable(number: int) -> InputError:
    """Return the error of a record that does not hold what its kind says."""
    return InputError(Finding(code="REGISTER_RECORD", severity=Severity.CRITICAL, facts={"number": number}))
