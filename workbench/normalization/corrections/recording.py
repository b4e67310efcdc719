"""Corrective actions in the register: read from nonconformities and what was entered about them, and entered in their turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final

from workbench.fit.plan import Proof
from workbench.normalization.corrections.events import CorrectionEvent
from workbench.normalization.corrections.folding import Correction, checked, correction_id, folded, raised
from workbench.normalization.decision import Dispute, Entry, Nonconformity, Withdrawal
from workbench.normalization.id_beginnings import id_named
from workbench.normalization.plain_values import plain
from workbench.normalization.register import Register
from workbench.normalization.statement import Recorded, Statement
from workbench.shown import Listing, Said, Tabled, in_both

KIND: Final = "correction"
"""How what happens to corrective actions is told from what else is recorded."""


@dataclass(frozen=True, kw_only=True)
class CorrectionRow:
    """One corrective action in a line; what is still to be said is "" or None, `owner` is a post."""

    correction: str
    finding: str
    code: str
    scope: str
    state: Said
    clause: str
    statement: str
    cause_kind: Said
    cause: str
    action: str
    owner: str
    due: date | None
    is_overdue: bool
    carried_out: date | None
    proof: Proof | None
    violations: int | None
    exposed: int | None
    needed: int | None
    recurrences: int


@dataclass(frozen=True, kw_only=True, eq=False)
class CorrectionRows(Listing[CorrectionRow]):
    """All corrective actions: what is overdue first, then what is open, each by its nonconformity."""

    kind = CorrectionRow
    told: Sequence[Said] = ()

    @property
    def said(self) -> Sequence[Said]:
        """Say how many are open, overdue, effective and came back."""
        return self.told


@dataclass(frozen=True, kw_only=True, eq=False)
class Corrections(Tabled):
    """Every corrective action as it stands on a day, in the order of their nonconformities."""

    on: date
    corrections: tuple[Correction, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Correction]:
        """Return them by their ids."""
        return {each.id: each for each in self.corrections}

    def named(self, beginning: str) -> Correction:
        """Return the one whose id begins so. Raises UsageError where none does, or several do."""
        return self.by_id[id_named(beginning, self.by_id, "CORRECTION_UNKNOWN")]

    @property
    def overdue(self) -> tuple[Correction, ...]:
        """Return those of which the action should have been carried out."""
        return tuple(each for each in self.corrections if each.is_overdue)

    @property
    def table(self) -> CorrectionRows:
        """Return one row each."""
        ranked = sorted(self.corrections, key=lambda each: (not each.is_overdue, not each.state.is_open))
        facts = {
            "count": len(self.corrections),
            "open": sum(each.state.is_open for each in self.corrections),
            "overdue": len(self.overdue),
            "effective": sum(each.is_effective for each in self.corrections),
            "recurred": sum(each.recurrences > 0 for each in self.corrections),
        }
        return CorrectionRows(rows=tuple(map(_row, ranked)), told=(in_both("corrections-said", facts),))


def corrections_of(entries: Iterable[Entry], events: Mapping[str, Sequence[CorrectionEvent]], on: date) -> Corrections:
    """Fold the corrective actions as they stood at the end of a day: one for each nonconformity entered until then.

    One is withdrawn where its finding was later disputed, withdrawn, or entered as a nonconformity in other words before anything
    was done about it.
    """
    until = [each for each in entries if each.day <= on]
    return Corrections(on=on, corrections=tuple(_corrections(until, events, on)))


def corrections_in(register: Register, on: date) -> Corrections:
    """Return the corrective actions as they stood at the end of a day.

    Raises InputError where the register cannot be read, or is not what was written.
    """
    return corrections_of(register.decisions, correction_events(register), on)


def correction_events(register: Register) -> Mapping[str, tuple[CorrectionEvent, ...]]:
    """Return what happened to each corrective action by its id, the first first."""
    found: dict[str, list[CorrectionEvent]] = {}
    for each in register.entered(KIND):
        found.setdefault(each.statement.subject, []).append(replace(each.says(CorrectionEvent), number=each.number))
    return {key: tuple(events) for key, events in found.items()}


def enter_correction(register: Register, correction: str, event: CorrectionEvent, seen: int | None = None) -> Recorded:
    """Record what happened to a corrective action; `seen` is the last record on it that its author saw, None for the last.

    Raises UsageError where there is no such corrective action, where somebody entered something about it since (who, and when,
    is said), or where it may not happen now.
    """
    known = corrections_in(register, date.max).named(correction)
    if seen in {None, known.seen}:
        checked(known, event)
    last = known.seen if seen is None else seen
    said = plain(replace(event, number=0))
    return register.enter(Statement(kind=KIND, subject=known.id, says=said, by=event.by, at=event.at, seen=last))


def _corrections(entries: Sequence[Entry], events: Mapping[str, Sequence[CorrectionEvent]], on: date) -> Iterator[Correction]:
    for place, entry in enumerate(entries):
        if isinstance(entry.decision.verdict, Nonconformity):
            later = [each for each in entries[place + 1 :] if each.decision.subject.id == entry.decision.subject.id]
            its = events.get(correction_id(entry), ())
            yield folded(raised(entry, on, withdrawn=_is_withdrawn(later, is_begun=bool(its))), its)


def _is_withdrawn(later: Sequence[Entry], *, is_begun: bool) -> bool:
    ends = (Dispute, Withdrawal) if is_begun else (Dispute, Withdrawal, Nonconformity)
    return any(isinstance(each.decision.verdict, ends) for each in later)


def _row(each: Correction) -> CorrectionRow:
    verdict = each.nonconformity.decision.verdict
    assert isinstance(verdict, Nonconformity), "only those raise corrections"
    return CorrectionRow(
        correction=each.id,
        finding=each.subject.id,
        code=each.subject.code,
        scope=each.subject.scope,
        state=in_both(f"correction-state-{each.state.value}"),
        clause=verdict.clause,
        statement=verdict.statement,
        cause_kind=in_both(f"cause-{each.cause.kind.value}") if each.cause else "",
        cause=each.cause.cause if each.cause else "",
        action=each.action.action if each.action else "",
        owner=each.action.owner if each.action else "",
        due=each.action.due if each.action else None,
        is_overdue=each.is_overdue,
        carried_out=each.carried_out.on if each.carried_out else None,
        proof=each.judged.proof if each.judged else None,
        violations=each.judged.violations if each.judged else None,
        exposed=each.judged.exposed if each.judged else None,
        needed=each.judged.needed if each.judged else None,
        recurrences=each.recurrences,
    )
