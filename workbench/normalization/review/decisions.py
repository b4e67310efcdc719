"""Decisions of management reviews in the register: made once, followed up, and asked of the plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Final, TypeAlias

from workbench.findings import Finding, Severity, UsageError, identity_of
from workbench.fit.codes import Element
from workbench.normalization.id_beginnings import id_named
from workbench.normalization.plain_values import plain
from workbench.normalization.plan import Demand, Source
from workbench.normalization.register import Register
from workbench.normalization.statement import Recorded, Statement
from workbench.shown import Listing, in_both

KIND: Final = "review"
"""How decisions of reviews are told from what else is recorded."""


@dataclass(frozen=True, kw_only=True)
class ReviewDecision:
    """What a review decided: which post is responsible, until when, that day included, and what it is about, by ids.

    `review` names the meeting. `elements` are to move, the first above all; none where nothing of the plan follows from it.
    """

    review: str
    text: str
    responsible: str
    due: date
    about: tuple[str, ...] = ()
    elements: tuple[Element, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FollowedUp:
    """What was decided is done, and what came of it."""

    on: date
    result: str


_Said: TypeAlias = ReviewDecision | FollowedUp


@dataclass(frozen=True, kw_only=True)
class _Spoken:
    said: _Said


@dataclass(frozen=True, kw_only=True)
class ReviewedDecision:
    """A decision as it stands on a day: `owner` is a post, `done` and `result` are there once it was followed up."""

    decision: str
    review: str
    text: str
    owner: str
    decided: date
    due: date
    about: tuple[str, ...]
    elements: tuple[Element, ...]
    done: date | None
    result: str
    is_overdue: bool
    entered_by: str
    seen: int


@dataclass(frozen=True, kw_only=True, eq=False)
class ReviewDecisions(Listing[ReviewedDecision]):
    """The decisions of all reviews, in the order in which they were made."""

    kind = ReviewedDecision

    def named(self, beginning: str) -> ReviewedDecision:
        """Return the one whose id begins so. Raises UsageError where none does, or several do."""
        by_id = {each.decision: each for each in self.rows}
        return by_id[id_named(beginning, by_id, "REVIEW_UNKNOWN")]


def decision_id(decision: ReviewDecision) -> str:
    """Return the identity of a decision: a hash of the review and of its words."""
    return identity_of(decision.review, decision.text)


def enter_review_decision(register: Register, decision: ReviewDecision, by: str, at: datetime) -> Recorded:
    """Record a decision of a review.

    Raises UsageError where it does not say what, by whom or until when, where it is due before it is made, or where it was
    entered already.
    """
    for each in fields(decision):
        said = getattr(decision, each.name)
        if isinstance(said, str) and not said.strip():
            raise _refused("REVIEW_LACKS", field=in_both(f"review-field-{each.name}"))
    if decision.due < at.date():
        raise _refused("REVIEW_DUE", due=decision.due.isoformat(), day=at.date().isoformat())
    return _enter(register, decision_id(decision), decision, by, at, seen=0)


def follow_up(register: Register, decision: str, said: FollowedUp, by: str, at: datetime) -> Recorded:
    """Record what came of a decision.

    Raises UsageError where there is none of that id, where nothing is said to have come of it, or it was followed up already.
    """
    known = review_decisions(register, date.max).named(decision)
    if known.done is not None:
        raise _refused("REVIEW_DONE", decision=decision)
    if not said.result.strip():
        raise _refused("REVIEW_LACKS", field=in_both("review-field-result"))
    return _enter(register, known.decision, said, by, at, seen=known.seen)


def review_decisions(register: Register, on: date) -> ReviewDecisions:
    """Return the decisions as they stood at the end of a day. Raises InputError where the register is not what was written."""
    return ReviewDecisions(rows=tuple(_decisions(register, on)))


def demands_of(decisions: ReviewDecisions) -> tuple[Demand, ...]:
    """Return what the decisions that are still to be done, and move an element, ask of the plan."""
    return tuple(
        Demand(
            source=Source.REVIEW,
            origin=each.decision,
            reason=each.review,
            text=each.text,
            elements=each.elements,
            responsible=(each.owner,),
            days=(each.due - each.decided).days + 1,
        )
        for each in decisions.rows
        if each.elements and each.done is None
    )


def _decisions(register: Register, on: date) -> Iterator[ReviewedDecision]:
    spoken: dict[str, list[tuple[Recorded, _Said]]] = {}
    for recorded in register.entered(KIND):
        if recorded.statement.day <= on:
            spoken.setdefault(recorded.statement.subject, []).append((recorded, recorded.says(_Spoken).said))
    for identity, its in spoken.items():
        (made, decision), (last, after) = its[0], its[-1]
        done = after if isinstance(after, FollowedUp) else None
        if isinstance(decision, ReviewDecision):
            yield ReviewedDecision(
                decision=identity,
                review=decision.review,
                text=decision.text,
                owner=decision.responsible,
                decided=made.statement.day,
                due=decision.due,
                about=decision.about,
                elements=decision.elements,
                done=done.on if done else None,
                result=done.result if done else "",
                is_overdue=done is None and decision.due < on,
                entered_by=made.statement.by,
                seen=last.number,
            )


def _enter(register: Register, subject: str, said: _Said, by: str, at: datetime, *, seen: int) -> Recorded:
    return register.enter(Statement(kind=KIND, subject=subject, says=plain(_Spoken(said=said)), by=by, at=at, seen=seen))


def _refused(code: str, **facts: object) -> UsageError:
    return UsageError(Finding(code=code, severity=Severity.CRITICAL, facts=facts))
