"""A decision on a finding as a value: what it says, about what, by whom and when – and the same as recorded content."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, ClassVar, Final, TypeAlias

from workbench.findings import Finding, Severity, UsageError, identity_of
from workbench.fit.codes import kin_of
from workbench.normalization.history import Draft, Record, canonical
from workbench.normalization.statement import clock_text, unreadable
from workbench.shown import in_both

KIND: Final = "decision"
"""How decisions are told from what else is recorded."""


@dataclass(frozen=True, kw_only=True)
class Acceptance:
    """The deviation is accepted until a day, that day included; then it is open again. `clause` may say by what right."""

    name: ClassVar[str] = "accepted"
    reason: str
    owner: str
    until: date
    clause: str = ""


@dataclass(frozen=True, kw_only=True)
class Dispute:
    """The finding is said to be wrong."""

    name: ClassVar[str] = "disputed"
    reason: str


@dataclass(frozen=True, kw_only=True)
class Confirmation:
    """The finding is right, and is to be dealt with."""

    name: ClassVar[str] = "confirmed"
    reason: str


@dataclass(frozen=True, kw_only=True)
class Withdrawal:
    """Whatever was decided before no longer holds."""

    name: ClassVar[str] = "withdrawn"
    reason: str


@dataclass(frozen=True, kw_only=True)
class Nonconformity:
    """The finding is a nonconformity, in its three parts: evidence, the requirement, and the statement.

    `clause` is that of the requirement, empty where none is known.
    """

    name: ClassVar[str] = "nonconformity"
    evidence: str
    requirement: str
    statement: str
    clause: str = ""


Verdict: TypeAlias = Acceptance | Dispute | Confirmation | Withdrawal | Nonconformity
_VERDICTS: Final[Mapping[str, type[Verdict]]] = {
    each.name: each for each in (Acceptance, Dispute, Confirmation, Withdrawal, Nonconformity)
}
_MAY_BE_EMPTY: Final = frozenset({"clause"})


@dataclass(frozen=True, kw_only=True)
class Subject:
    """The finding that is decided on, as it was at that moment."""

    id: str
    code: str
    scope: str
    object: tuple[str, ...] = ()
    count: int | None = None
    exposed: int | None = None

    @property
    def kin(self) -> frozenset[str]:
        """Return the ids of all findings that show the same deviation, its own among them (`kin_of`)."""
        return frozenset({self.id, *(identity_of(code, self.scope, *self.object) for code in kin_of(self.code))})


@dataclass(frozen=True, kw_only=True)
class Decision:
    """One decision. `at` is an instant (with its offset); `seen` the number of the last record on the finding, 0 for none."""

    subject: Subject
    verdict: Verdict
    by: str
    at: datetime
    seen: int = 0


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A decision as it stands in the register: its number, and the hash that chains it."""

    number: int
    hash: str
    decision: Decision

    @property
    def day(self) -> date:
        """Return the day of the decision, on the clock of who made it."""
        return self.decision.at.date()

    def holds_on(self, day: date) -> bool:
        """Return whether it is in force on a day: an acceptance until its end, a withdrawal never."""
        verdict = self.decision.verdict
        if isinstance(verdict, Acceptance):
            return day <= verdict.until
        return not isinstance(verdict, Withdrawal)


def subject_of(finding: Finding) -> Subject:
    """Return a finding as the subject of a decision."""
    return Subject(
        id=finding.id,
        code=finding.code,
        scope=finding.scope,
        object=finding.object,
        count=finding.count,
        exposed=finding.exposed,
    )


def checked(decision: Decision) -> Decision:
    """Return a decision that says all that it must.

    Raises UsageError where a text is missing, or an acceptance ends before the day on which it is made.
    """
    verdict = decision.verdict
    texts = {each.name: getattr(verdict, each.name) for each in fields(verdict)} | {"by": decision.by}
    for name, said in texts.items():
        if isinstance(said, str) and not said.strip() and name not in _MAY_BE_EMPTY:
            raise lacking(name)
    if isinstance(verdict, Acceptance) and verdict.until < decision.at.date():
        raise _wrong("DECISION_EXPIRED", until=verdict.until.isoformat(), day=decision.at.date().isoformat())
    return decision


def lacking(field: str) -> UsageError:
    """Return the error of a decision that does not say something: reason, owner, until, by, or a part of a nonconformity."""
    return _wrong("DECISION_LACKS", key=field, field=in_both(f"decision-field-{field}"))


def drafted(decision: Decision) -> Draft:
    """Return a decision as it is recorded."""
    subject, verdict = decision.subject, decision.verdict
    said = {each.name: getattr(verdict, each.name) for each in fields(verdict)}
    content = {
        "finding": {
            "code": subject.code,
            "scope": subject.scope,
            "object": list(subject.object),
            "count": subject.count,
            "exposed": subject.exposed,
        },
        "verdict": verdict.name,
        "says": {key: each.isoformat() if isinstance(each, date) else each for key, each in said.items()},
        "by": decision.by,
        "at": clock_text(decision.at),
    }
    return Draft(kind=KIND, subject=subject.id, seen=decision.seen, content=canonical(content))


def entry_of(record: Record) -> Entry:
    """Read a decision back. Raises InputError where the record holds something else."""
    try:
        content = json.loads(record.draft.content)
        decision = Decision(
            subject=_subject(record.draft.subject, content["finding"]),
            verdict=_verdict(content["verdict"], content["says"]),
            by=str(content["by"]),
            at=datetime.fromisoformat(content["at"]),
            seen=record.draft.seen,
        )
    except (ValueError, KeyError, TypeError) as error:
        raise unreadable(record.number) from error
    return Entry(number=record.number, hash=record.hash, decision=decision)


def _subject(identity: str, content: Mapping[str, Any]) -> Subject:
    return Subject(id=identity, **{**content, "object": tuple(content["object"])})


def _verdict(name: str, said: Mapping[str, Any]) -> Verdict:
    if name == Acceptance.name:
        return Acceptance(**{**said, "until": date.fromisoformat(said["until"])})
    return _VERDICTS[name](**said)


def _wrong(code: str, **facts: object) -> UsageError:
    return UsageError(Finding(code=code, severity=Severity.CRITICAL, facts=facts))
