"""A corrective action as it stands on a day, folded from the nonconformity and what happened since; what is refused, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from workbench.findings import Finding, Severity, UsageError, identity_of
from workbench.fit.plan import Proof
from workbench.language.listing import listed
from workbench.normalization.corrections.events import (
    ActionAgreed,
    CarriedOut,
    CauseFound,
    Closed,
    CorrectionEvent,
    Judged,
    Recurred,
    Step,
)
from workbench.normalization.decision import Entry, Subject
from workbench.shown import in_both


class CorrectionState(StrEnum):
    """How far a corrective action is: names the sentence `correction-state-STATE`."""

    RAISED = "raised"
    CAUSE_FOUND = "cause-found"
    AGREED = "agreed"
    CARRIED_OUT = "carried-out"
    EFFECTIVE = "effective"
    INEFFECTIVE = "ineffective"
    CLOSED = "closed"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"

    @property
    def is_open(self) -> bool:
        """Return whether there is still something to be done or shown."""
        return self not in (CorrectionState.EFFECTIVE, CorrectionState.CLOSED, CorrectionState.WITHDRAWN)


_State = CorrectionState
_WAY: Final[tuple[type[Step], ...]] = (CauseFound, ActionAgreed, CarriedOut, Judged, Closed)
"""In which order it goes; a judgement of what is not yet effective, or no longer, is to be gone through anew."""

_PASSED: Final[Mapping[CorrectionState, int]] = MappingProxyType(
    {
        _State.RAISED: 0,
        _State.INEFFECTIVE: 0,
        _State.REOPENED: 0,
        _State.CAUSE_FOUND: 1,
        _State.AGREED: 2,
        _State.CARRIED_OUT: 3,
        _State.EFFECTIVE: 4,
        _State.CLOSED: 5,
    }
)
"""How many of these steps are taken in each state."""

_MAY_FOLLOW: Final[Mapping[type[Step], frozenset[CorrectionState]]] = MappingProxyType(
    {
        CauseFound: frozenset({_State.RAISED, _State.REOPENED, _State.INEFFECTIVE, _State.CAUSE_FOUND}),
        ActionAgreed: frozenset({_State.CAUSE_FOUND, _State.AGREED}),
        CarriedOut: frozenset({_State.AGREED}),
        Judged: frozenset({_State.CARRIED_OUT}),
        Closed: frozenset({_State.EFFECTIVE}),
        Recurred: frozenset({_State.EFFECTIVE, _State.CLOSED}),
    }
)
_BY_PROOF: Final[Mapping[Proof, CorrectionState]] = MappingProxyType(
    {Proof.PROVEN: _State.EFFECTIVE, Proof.NOT_YET: _State.CARRIED_OUT, Proof.REFUTED: _State.INEFFECTIVE}
)
_LEADS_TO: Final[Mapping[type[Step], CorrectionState]] = MappingProxyType(
    {
        CauseFound: _State.CAUSE_FOUND,
        ActionAgreed: _State.AGREED,
        CarriedOut: _State.CARRIED_OUT,
        Closed: _State.CLOSED,
        Recurred: _State.REOPENED,
    }
)


@dataclass(frozen=True, kw_only=True)
class Correction:
    """The corrective action on one nonconformity, as it stands on the day `on`.

    `nonconformity` is the entry that raised it. `cause` … `judged` are what was said last of each, None where that is still to
    come, or to be said anew. `recurrences` counts how often it came back; `seen` is the number of the last record about it.
    """

    id: str
    subject: Subject
    nonconformity: Entry
    state: CorrectionState
    on: date
    cause: CauseFound | None = None
    action: ActionAgreed | None = None
    carried_out: CarriedOut | None = None
    judged: Judged | None = None
    recurrences: int = 0
    seen: int = 0

    @property
    def is_overdue(self) -> bool:
        """Return whether the day has passed until which the action was to be carried out."""
        return self.state is _State.AGREED and self.action is not None and self.action.due < self.on

    @property
    def is_effective(self) -> bool:
        """Return whether evidence shows that it helped, and nothing came back since."""
        return self.state in (_State.EFFECTIVE, _State.CLOSED) and self.judged is not None

    @property
    def is_unchecked(self) -> bool:
        """Return whether nobody agreed what evidence must show: then only people can tell, and close it with their reason."""
        return self.action is not None and self.action.check is None


def correction_id(entry: Entry) -> str:
    """Return the identity of the corrective action on a nonconformity: a hash of finding and number of the entry."""
    return identity_of(entry.decision.subject.id, str(entry.number))


def raised(entry: Entry, on: date, withdrawn: bool) -> Correction:
    """Return the corrective action as a nonconformity raises it, or as one that was taken back leaves it."""
    return Correction(
        id=correction_id(entry),
        subject=entry.decision.subject,
        nonconformity=entry,
        state=_State.WITHDRAWN if withdrawn else _State.RAISED,
        on=on,
    )


def folded(correction: Correction, events: Iterable[CorrectionEvent]) -> Correction:
    """Return a corrective action with what happened to it until its day, in the order in which it was recorded."""
    is_withdrawn = correction.state is _State.WITHDRAWN
    for event in sorted(events, key=lambda each: each.number):
        if event.at.date() <= correction.on:
            correction = replace(_after(correction, event.step), seen=event.number)
    return replace(correction, state=_State.WITHDRAWN) if is_withdrawn else correction


def next_steps(correction: Correction) -> tuple[type[Step], ...]:
    """Return what may be entered for a corrective action as it stands, in the order in which it goes."""
    return tuple(each for each in (*_WAY, Recurred) if _may_follow(correction, each))


def checked(correction: Correction, event: CorrectionEvent) -> CorrectionEvent:
    """Return an event that may happen to a corrective action as it stands.

    Raises UsageError where it may not, and names the steps that are missing before, or what may happen instead; where a text is
    missing; and where a day lies in the future or before what it follows.
    """
    step = event.step
    for each in fields(step):
        said = getattr(step, each.name)
        if isinstance(said, str) and not said.strip():
            raise _refused("CORRECTION_LACKS", correction, step, field=in_both(f"correction-field-{each.name}"))
    if not _may_follow(correction, type(step)):
        raise _out_of_turn(correction, step)
    _check_day(correction, event)
    return event


def _may_follow(correction: Correction, step: type[Step]) -> bool:
    is_unproven = step is Closed and correction.is_unchecked and correction.state is _State.CARRIED_OUT
    return is_unproven or correction.state in _MAY_FOLLOW[step]


def _after(correction: Correction, step: Step) -> Correction:
    match step:
        case CauseFound():
            again = replace(correction, cause=step, action=None, carried_out=None, judged=None)
        case ActionAgreed():
            again = replace(correction, action=step)
        case CarriedOut():
            again = replace(correction, carried_out=step)
        case Judged():
            return replace(correction, judged=step, state=_BY_PROOF[step.proof])
        case Closed():
            again = correction
        case Recurred():
            again = replace(correction, recurrences=correction.recurrences + 1)
    return replace(again, state=_LEADS_TO[type(step)])


def _out_of_turn(correction: Correction, step: Step) -> UsageError:
    """Say which steps are missing before this one; where none is, what may happen now."""
    passed = _PASSED.get(correction.state, len(_WAY))
    wanted = _WAY.index(type(step)) if type(step) in _WAY else len(_WAY) - 1
    missing = [each for each in _WAY[passed:wanted] if not (each is Judged and correction.is_unchecked)]
    if missing:
        return _refused("CORRECTION_TOO_EARLY", correction, step, missing=_named(missing))
    return _refused("CORRECTION_STATE", correction, step, possible=_named(next_steps(correction)))


def _check_day(correction: Correction, event: CorrectionEvent) -> None:
    step, today = event.step, event.at.date()
    done = correction.carried_out.on if correction.carried_out else None
    first, day = {
        CarriedOut: (correction.nonconformity.day, getattr(step, "on", None)),
        Judged: (done, getattr(step, "since", None)),
        ActionAgreed: (today, getattr(step, "due", None)),
    }.get(type(step), (None, None))
    last = None if isinstance(step, ActionAgreed) else today
    if day is not None and ((first is not None and day < first) or (last is not None and day > last)):
        bounds = {"first": first.isoformat() if first else "–", "last": last.isoformat() if last else "–"}
        raise _refused("CORRECTION_DAY", correction, step, day=day.isoformat(), **bounds)


def _refused(code: str, correction: Correction, step: Step, **facts: object) -> UsageError:
    about = {
        "finding": correction.subject.id,
        "step": in_both(f"correction-step-{step.name}"),
        "state": in_both(f"correction-state-{correction.state.value}"),
    }
    return UsageError(Finding(code=code, severity=Severity.CRITICAL, facts={**about, **facts}))


def _named(steps: Iterable[type[Step]]) -> Mapping[str, str]:
    return listed(in_both(f"correction-step-{each.name}") for each in steps)
