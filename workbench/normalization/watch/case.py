"""Cases of dynamic adjustment (动态调整): opened by period, by condition or declared, planned by items, closed with a reason.

A case is folded from the statements about it; nothing of its state is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final, TypeAlias

from workbench.design import Design
from workbench.findings import Finding, Severity, UsageError, identity_of
from workbench.normalization.plain_values import plain
from workbench.normalization.statement import Recorded, Statement, unreadable
from workbench.normalization.watch.signal import Monitor, Signal
from workbench.normalization.watch.touched import TouchedObjects, objects_touched
from workbench.normalization.watch.watching import Watched

KIND: Final = "case"
_LASTING: Final = frozenset({Monitor.NOVEL, Monitor.VANISHED, Monitor.STRUCTURE})
"""What is there or not: a case that is closed has decided of it for as long as the release holds."""


class Trigger(StrEnum):
    """Why a case was opened: its period came, a set condition arose, or somebody declared a change."""

    PERIOD = "period"
    CONDITION = "condition"
    DECLARED = "declared"


class CaseState(StrEnum):
    """How far a case is."""

    OPENED = "opened"
    PLANNED = "planned"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class CaseOpened:
    """A case begins: why, on which day's look, at which release, with which signals, and what they touch."""

    release: str
    on: date
    triggers: tuple[Trigger, ...]
    signals: tuple[Signal, ...]
    touched: TouchedObjects


@dataclass(frozen=True, kw_only=True)
class CasePlanned:
    """Items of the adjustment plan are to deal with it."""

    items: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CaseClosed:
    """It is done with: `reason` says how, be it that nothing has to be adjusted; `release` is the one that came of it, if any."""

    reason: str
    release: str | None = None


CaseEvent: TypeAlias = CaseOpened | CasePlanned | CaseClosed


@dataclass(frozen=True, kw_only=True)
class _Said:
    """What a statement of this kind says."""

    event: CaseEvent


@dataclass(frozen=True, kw_only=True)
class AdjustmentCase:
    """A case as its statements have it.

    `seen` is the number of the last, `items` are all that were planned, `ended` is the day on which it was closed.
    """

    id: str
    opened: CaseOpened
    by: str
    at: datetime
    seen: int
    state: CaseState = CaseState.OPENED
    items: tuple[str, ...] = ()
    closed: CaseClosed | None = None
    ended: date | None = None

    @property
    def is_open(self) -> bool:
        """Return whether something is still to be done."""
        return self.state is not CaseState.CLOSED


def case_for(watched: Watched, release: str, cases: Iterable[AdjustmentCase], design: Design) -> CaseOpened | None:
    """Return the case that a look asks for; None where nothing asks for one (`fresh_signals`)."""
    fresh = fresh_signals(watched, release, cases)
    if not fresh:
        return None
    triggers = tuple(sorted({_trigger(each) for each in fresh}))
    return CaseOpened(release=release, on=watched.on, triggers=triggers, signals=fresh, touched=objects_touched(fresh, design))


def fresh_signals(watched: Watched, release: str, cases: Iterable[AdjustmentCase]) -> tuple[Signal, ...]:
    """Return the signals of weight of which no case of a release has decided: what is in one, open or closed, opens no other.

    What a closed case decided of is asked about anew where it came later: a review that fell due, a change that was declared,
    weeks or months that were judged by themselves (`undecided`). Signals of minor weight are told and open nothing.
    """
    its = [each for each in cases if each.opened.release == release]
    return tuple(each for each in watched.weighty if not any(_decides(case, each) for case in its))


def opening(opened: CaseOpened, by: str, at: datetime) -> Statement:
    """Return the statement that opens a case; its id is a hash of the release, the day and the signals."""
    subject = identity_of(opened.release, opened.on.isoformat(), *(each.key for each in opened.signals))
    return Statement(kind=KIND, subject=subject, says=plain(_Said(event=opened)), by=by, at=at)


def planning(case: AdjustmentCase, items: Sequence[str], by: str, at: datetime) -> Statement:
    """Return the statement that items deal with a case. Raises UsageError where none is named, or the case is closed."""
    if not items:
        raise _refused("CASE_NEEDS_ITEMS", case)
    return _about(case, CasePlanned(items=tuple(items)), by, at)


def closing(case: AdjustmentCase, closed: CaseClosed, by: str, at: datetime) -> Statement:
    """Return the statement that closes a case. Raises UsageError without a reason, or where it is closed already."""
    if not closed.reason.strip():
        raise _refused("CASE_NEEDS_REASON", case)
    return _about(case, closed, by, at)


def cases_of(recorded: Iterable[Recorded], until: date | None = None) -> tuple[AdjustmentCase, ...]:
    """Fold statements into cases, in the order in which they were opened; as of a day, None for all.

    Raises InputError where a statement says something else than cases do.
    """
    cases: dict[str, AdjustmentCase] = {}
    for each in sorted(recorded, key=lambda it: it.number):
        statement = each.statement
        if until is None or statement.day <= until:
            cases[statement.subject] = _after(cases.get(statement.subject), each.says(_Said).event, each)
    return tuple(cases.values())


def _after(case: AdjustmentCase | None, event: CaseEvent, recorded: Recorded) -> AdjustmentCase:
    statement = recorded.statement
    if isinstance(event, CaseOpened):
        return AdjustmentCase(id=statement.subject, opened=event, by=statement.by, at=statement.at, seen=recorded.number)
    if case is None:
        raise unreadable(recorded.number)
    if isinstance(event, CasePlanned):
        items = tuple(dict.fromkeys((*case.items, *event.items)))
        return replace(case, state=CaseState.PLANNED, items=items, seen=recorded.number)
    return replace(case, state=CaseState.CLOSED, closed=event, ended=statement.day, seen=recorded.number)


def _about(case: AdjustmentCase, event: CaseEvent, by: str, at: datetime) -> Statement:
    if not case.is_open:
        raise _refused("CASE_IS_CLOSED", case)
    return Statement(kind=KIND, subject=case.id, says=plain(_Said(event=event)), by=by, at=at, seen=case.seen)


def _decides(case: AdjustmentCase, signal: Signal) -> bool:
    """Return whether a signal is what a case was opened for."""
    is_later = case.ended is not None and signal.since is not None and signal.since > case.ended
    is_new = is_later and signal.monitor not in _LASTING
    return not is_new and any(each.key == signal.key for each in case.opened.signals)


def _trigger(signal: Signal) -> Trigger:
    return {Monitor.PERIOD: Trigger.PERIOD, Monitor.DECLARED: Trigger.DECLARED}.get(signal.monitor, Trigger.CONDITION)


def _refused(code: str, case: AdjustmentCase) -> UsageError:
    return UsageError(Finding(code=code, severity=Severity.CRITICAL, facts={"case": case.id}))
