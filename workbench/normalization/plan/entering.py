"""The plan in the register: what happens to items is entered where it may happen, and the plan is read from what was entered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from workbench.normalization.plain_values import plain
from workbench.normalization.plan.board import Plan, plan_of
from workbench.normalization.plan.events import ItemEvent, Planned
from workbench.normalization.plan.folding import Item, ItemState, checked, folded
from workbench.normalization.plan.item import PlannedItem
from workbench.normalization.register import Register
from workbench.normalization.statement import Recorded, Statement

KIND: Final = "item"
"""How what happens to items is told from what else is recorded."""


def item_events(register: Register) -> Mapping[str, tuple[ItemEvent, ...]]:
    """Return what happened to each item, by its id, the first first. Raises InputError where the register is not what it was."""
    found: dict[str, list[ItemEvent]] = {}
    for each in register.entered(KIND):
        found.setdefault(each.statement.subject, []).append(replace(each.says(ItemEvent), number=each.number))
    return {key: tuple(events) for key, events in found.items()}


def plan_in(register: Register, on: date) -> Plan:
    """Return the plan as it stood at the end of a day. Raises as `item_events`, and `folded`."""
    return plan_of(item_events(register), on)


def enter_event(register: Register, item: str, event: ItemEvent, seen: int | None = None) -> Recorded:
    """Record what happened to an item; `seen` is the number of the last record on it that its author saw, None for the last.

    Raises UsageError where somebody entered something about the item since (who, and when, is said), or it may not happen now
    (what may, or who has not signed, is said).
    """
    events = item_events(register).get(item, ())
    last = events[-1].number if events else 0
    if seen in {None, last}:
        checked(folded(events, date.max), item, event)
    return _enter(register, item, event, last if seen is None else seen)


def enter_items(register: Register, items: Iterable[PlannedItem], by: str, at: datetime) -> tuple[Recorded, ...]:
    """Put those of some items into the plan that are not in it, and return what was recorded; what is there stays as it is."""
    events = item_events(register)
    seen = {item: its[-1].number for item, its in events.items()}
    happened = ((each.id, ItemEvent(happening=Planned(item=each), by=by, at=at)) for each in new_items(register, items))
    return tuple(_enter(register, item, event, seen.get(item, 0)) for item, event in happened)


def new_items(register: Register, items: Iterable[PlannedItem]) -> tuple[PlannedItem, ...]:
    """Return those of some items that are not in the plan: they never were, or were cancelled.

    An item that deals with nothing but findings that items of the plan deal with already is left out: grouped otherwise, it would
    be done twice.
    """
    kept = [each for each in _items(register) if each.state is not ItemState.CANCELLED]
    there = {each.id for each in kept}
    dealt_with = {finding for each in kept for finding in each.planned.findings}
    return tuple(each for each in items if each.id not in there and not (each.findings and dealt_with.issuperset(each.findings)))


def given_up(register: Register, items: Iterable[PlannedItem]) -> Mapping[str, Item]:
    """Return, of some items that are not in the plan, what was cancelled instead: the same, or one with all of their findings.

    It is by the id of the item. Whoever wants such an item back names it: a reason was given for doing without.
    """
    cancelled = [each for each in _items(register) if each.state is ItemState.CANCELLED]
    return {item.id: each for item in items for each in cancelled if _asks_for_the_same(item, each.planned)}


def _asks_for_the_same(item: PlannedItem, other: PlannedItem) -> bool:
    return item.id == other.id or (bool(item.findings) and set(item.findings) <= set(other.findings))


def _items(register: Register) -> Iterator[Item]:
    """Yield every item as all that was ever recorded leaves it."""
    for events in item_events(register).values():
        if (item := folded(events, date.max)) is not None:
            yield item


def _enter(register: Register, item: str, event: ItemEvent, seen: int) -> Recorded:
    return register.enter(Statement(kind=KIND, subject=item, says=plain(event), by=event.by, at=event.at, seen=seen))
