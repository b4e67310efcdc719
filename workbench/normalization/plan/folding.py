"""An item as it stands on a day, folded from what happened to it; what may happen next, and what is refused and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from math import inf
from types import MappingProxyType
from typing import Final

from workbench.findings import Finding, Severity, UsageError
from workbench.fit.plan import Proof
from workbench.language.listing import listed
from workbench.normalization.plan.events import (
    Cancelled,
    Done,
    Happening,
    ItemEvent,
    Planned,
    Reopened,
    Revised,
    SignedOff,
    Started,
    Verified,
)
from workbench.normalization.plan.item import AdjustmentWindow, PlannedItem
from workbench.normalization.plan.told import Told, in_own_words, told
from workbench.normalization.statement import unreadable
from workbench.shown import in_both


class ItemState(StrEnum):
    """How far an item is: names the sentence `item-state-STATE`."""

    PLANNED = "planned"
    AGREED = "agreed"
    IN_WORK = "in-work"
    DONE = "done"
    EFFECTIVE = "effective"
    NOT_YET = "not-yet-provable"
    INEFFECTIVE = "ineffective"
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        """Return whether there is still something to be done."""
        return self in _OPEN

    @property
    def is_done(self) -> bool:
        """Return whether the change was made, whatever it brought."""
        return self in _JUDGED


_OPEN: Final = frozenset({ItemState.PLANNED, ItemState.AGREED, ItemState.IN_WORK})
_JUDGED: Final = frozenset({ItemState.DONE, ItemState.EFFECTIVE, ItemState.NOT_YET, ItemState.INEFFECTIVE})
_BY_PROOF: Final[Mapping[Proof, ItemState]] = MappingProxyType(
    {Proof.PROVEN: ItemState.EFFECTIVE, Proof.NOT_YET: ItemState.NOT_YET, Proof.REFUTED: ItemState.INEFFECTIVE}
)
_MAY_FOLLOW: Final[Mapping[type[Happening], frozenset[ItemState]]] = MappingProxyType(
    {
        Planned: frozenset({ItemState.CANCELLED}),
        Revised: _OPEN,
        SignedOff: frozenset({ItemState.PLANNED}),
        Started: frozenset({ItemState.AGREED}),
        Done: frozenset({ItemState.IN_WORK}),
        Cancelled: _OPEN | {ItemState.NOT_YET, ItemState.INEFFECTIVE},
        Verified: _JUDGED,
        Reopened: _JUDGED,
    }
)
"""In which states something may happen; an item that is not in the plan can only be planned."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """An item as it stands on a day.

    `planned` is the plan as revised since, `signed` are the posts that agreed to it. `since` is the day on which it was planned,
    or opened again last, `done` that on which it was done, as the record of the number `done_record` says (0 where it is not).
    `judgement` is what new evidence said last, `judged` the day of that, `proven` the last on which it was effective since it was
    done. `reopened` counts how often it had to be done again, `reason` says why it was last revised, cancelled or opened again.
    `seen` is the number of the last record about it.
    """

    planned: PlannedItem
    state: ItemState
    on: date
    since: date
    signed: tuple[str, ...] = ()
    started: date | None = None
    done: date | None = None
    done_record: int = 0
    judgement: Verified | None = None
    judged: date | None = None
    proven: date | None = None
    reopened: int = 0
    reason: str = ""
    seen: int = 0

    @property
    def id(self) -> str:
        """Return its identity."""
        return self.planned.id

    @property
    def unsigned(self) -> tuple[str, ...]:
        """Return the posts that have to agree and have not."""
        return tuple(each for each in self.planned.sign_offs if each not in self.signed)

    @property
    def is_overdue(self) -> bool:
        """Return whether its window has passed and it is not done."""
        return self.state.is_open and self.planned.window.last < self.on

    @property
    def escalation(self) -> Told | None:
        """Say why the management representative has to see to it, None where that is not so."""
        if not self.state.is_open or not self.planned.needs_management:
            return None
        if not self.planned.responsible:
            return told("item-escalated-nobody")
        return told("item-escalated-departments", {"count": len(self.planned.departments)})


def may_follow(item: Item) -> tuple[type[Happening], ...]:
    """Return what may happen to an item as it stands: no signature is asked for where nobody is left to sign."""
    kinds = (each for each, states in _MAY_FOLLOW.items() if item.state in states)
    return tuple(each for each in kinds if each is not SignedOff or item.unsigned)


def folded(events: Iterable[ItemEvent], on: date) -> Item | None:
    """Return an item as it stood at the end of a day, from what happened to it until then; None where it was not planned yet.

    Events count in the order in which they were recorded, by the day on the clock that they name.
    Raises InputError where the first of them does not plan it: then the history is not what it was.
    """
    told = sorted(events, key=lambda each: each.number)
    if told and not isinstance(told[0].happening, Planned):
        raise unreadable(told[0].number)
    item: Item | None = None
    for event in told:
        if event.at.date() <= on and (item := _after(item, event)) is not None:
            item = replace(item, on=on, seen=event.number)
    return item


def checked(item: Item | None, identity: str, event: ItemEvent) -> ItemEvent:
    """Return an event that may happen to an item as it stands.

    Raises UsageError where it may not, and says what may, who has not signed, or which day is wrong.
    """
    happening = event.happening
    if item is None:
        if not isinstance(happening, Planned):
            raise _refused("ITEM_UNKNOWN", item=identity)
        return event
    if isinstance(happening, Started) and item.state is ItemState.PLANNED:
        raise _refused("ITEM_UNSIGNED", item=identity, posts=", ".join(item.unsigned))
    if isinstance(happening, SignedOff) and item.state is ItemState.PLANNED and happening.post not in item.unsigned:
        raise _refused("ITEM_NOT_ASKED", item=identity, post=happening.post, posts=", ".join(item.unsigned) or "–")
    if item.state not in _MAY_FOLLOW[type(happening)]:
        possible = [each.name for each in may_follow(item)]
        raise _refused(
            "ITEM_STATE",
            item=identity,
            state=in_both(f"item-state-{item.state.value}"),
            event=in_both(f"item-event-{happening.name}"),
            possible=listed(in_both(f"item-event-{each}") for each in possible),
        )
    _check_texts(happening, identity)
    _check_cost(happening, identity)
    _check_day(item, event)
    return event


def _check_texts(happening: Happening, identity: str) -> None:
    if isinstance(happening, Revised | Cancelled | Reopened) and not happening.reason.strip():
        raise _refused("ITEM_REASON", item=identity)


def _check_cost(happening: Happening, identity: str) -> None:
    if isinstance(happening, Revised) and happening.cost is not None and not 0 <= happening.cost < inf:
        raise _refused("ITEM_COST", item=identity, cost=happening.cost)


def _check_day(item: Item, event: ItemEvent) -> None:
    """Refuse work that begins before it was planned or opened again, or ends before it began, or a day that is still to come."""
    happening, today = event.happening, event.at.date()
    if isinstance(happening, Started | Done):
        earliest = item.since if isinstance(happening, Started) else item.started or item.since
        if not earliest <= happening.on <= today:
            days = {"day": happening.on, "first": earliest, "last": today}
            raise _refused("ITEM_DAY", item=item.id, **{name: day.isoformat() for name, day in days.items()})


def _after(item: Item | None, event: ItemEvent) -> Item | None:
    """Return an item after an event; None where it was not planned by the day that the event names."""
    happening = event.happening
    day = event.at.date()
    if isinstance(happening, Planned):
        return _agreed(Item(planned=happening.item, state=ItemState.PLANNED, on=day, since=day))
    if item is None:
        return None
    match happening:
        case Revised():
            after = _revised(item, happening)
        case SignedOff():
            after = _agreed(replace(item, signed=(*item.signed, happening.post)))
        case Started():
            after = replace(item, state=ItemState.IN_WORK, started=happening.on)
        case Done():
            after = replace(item, state=ItemState.DONE, done=happening.on, done_record=event.number)
            after = replace(after, judgement=None, judged=None, proven=None)
        case Cancelled():
            after = replace(item, state=ItemState.CANCELLED, reason=happening.reason)
        case Verified():
            after = _judged(item, happening, day)
        case Reopened():
            after = _reopened(item, happening, day)
    return after


def _agreed(item: Item) -> Item:
    return item if item.unsigned else replace(item, state=ItemState.AGREED)


def _revised(item: Item, said: Revised) -> Item:
    """Return an item as revised. Who signed before work began had agreed to something else, and is asked again."""
    old = item.planned
    planned = replace(
        old,
        responsible=old.responsible if said.responsible is None else said.responsible,
        departments=old.departments if said.departments is None else said.departments,
        window=said.window or old.window,
        cost=old.cost if said.cost is None else said.cost,
        risks=old.risks if said.risk is None else (in_own_words(said.risk),),
        controls=old.controls if said.control is None else (in_own_words(said.control),),
    )
    revised = replace(item, planned=planned, reason=said.reason)
    return revised if item.state is ItemState.IN_WORK else _asked_anew(revised)


def _judged(item: Item, said: Verified, day: date) -> Item:
    proven = day if said.proof is Proof.PROVEN else item.proven
    return replace(item, state=_BY_PROOF[said.proof], judgement=said, judged=day, proven=proven)


def _reopened(item: Item, said: Reopened, day: date) -> Item:
    window: AdjustmentWindow = said.window or item.planned.window
    planned = replace(item.planned, window=window)
    again = replace(item, planned=planned, since=day, started=None, done=None, done_record=0, proven=None)
    return _asked_anew(replace(again, reason=said.reason, reopened=item.reopened + 1))


def _asked_anew(item: Item) -> Item:
    return _agreed(replace(item, state=ItemState.PLANNED, signed=()))


def _refused(code: str, **facts: object) -> UsageError:
    return UsageError(Finding(code=code, severity=Severity.CRITICAL, facts=facts))
