"""The adjustment plan on a page: its figures, its items as a table, which of them are looked at, and what changes for a post."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Final

from workbench.design.names import Names
from workbench.fit.codes import Element
from workbench.normalization.plan import Item, ItemState, Plan, PlannedItem, as_one, changes_for, posts_concerned
from workbench.report.page import Fact, Table, Texts
from workbench.report.tables import UNKNOWN, both, called, count, in_both, listed, same, table
from workbench.shown import SHORT

_PROOFS: Final[Mapping[str, ItemState]] = MappingProxyType(
    {"effective": ItemState.EFFECTIVE, "not-yet": ItemState.NOT_YET, "ineffective": ItemState.INEFFECTIVE}
)

_NONE: Final[Mapping[str, Item]] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class PlanChoice:
    """Which items are looked at; None looks at all. A `post` answers for an item, signs it off, or is changed by it.

    `item` is the id of the one that alone is looked at.
    """

    item: str | None = None
    state: ItemState | None = None
    element: Element | None = None
    post: str | None = None

    def of(self, plan: Plan) -> tuple[Item, ...]:
        """Return the items of a plan that are looked at, in turn."""
        return tuple(each for each in plan.items if self._has(each))

    def _has(self, item: Item) -> bool:
        if self.item not in {None, item.id} or self.state not in {None, item.state}:
            return False
        if self.element is not None and self.element not in item.planned.elements:
            return False
        return self.post is None or self.post in _posts_of(item)


EVERY_ITEM: Final = PlanChoice()
"""Looks at all items."""


def plan_facts(plan: Plan) -> tuple[Fact, ...]:
    """Return what a plan adds up to: open, overdue, waiting for others, proven, not yet provable, refuted."""
    totals = plan.totals
    open_ = sum(number for state, number in totals.by_state.items() if state.is_open)
    numbers = {"open": open_, "overdue": totals.overdue, "waiting": totals.waiting}
    numbers |= {key: totals.by_state[state] for key, state in _PROOFS.items()}
    return tuple(Fact(label=both(f"plan-fact-{key}"), value=same(count(number))) for key, number in numbers.items())


def plan_posts(plan: Plan) -> tuple[str, ...]:
    """Return the posts that have anything to do with a plan, sorted."""
    return tuple(sorted({*posts_concerned(plan), *(post for each in plan.items for post in _posts_of(each))}))


def plan_of_drafts(drafts: Iterable[PlannedItem], today: date, cancelled: Mapping[str, Item] = _NONE) -> Plan:
    """Return drafts as the plan that they would be, in their order; those that were `cancelled` (`given_up`) stand so."""
    planned = (Item(planned=each, state=ItemState.PLANNED, on=today, since=today) for each in drafts)
    return Plan(on=today, items=tuple(_given_up(each, cancelled.get(each.id)) for each in planned))


def drafts_table(plan: Plan, posts: Names) -> Table:
    """Return drafts, as the plan that they would be, in turn: what would move, who would answer and sign, when, and its proof.

    Of those that were cancelled before stands why.
    """
    words = ("item", "elements", "to", "responsible", "unsigned", "window", "proof", "given-up")
    rows = [
        (
            f"{number} · {each.id[:SHORT]}",
            elements_named(each),
            called(as_one(each.planned.moved_to)),
            answering(each, posts),
            posts_named(each.unsigned, posts),
            window_of(each),
            proof_of(each),
            each.reason or UNKNOWN,
        )
        for number, each in enumerate(plan.items, 1)
    ]
    return table([f"plan-column-{word}" for word in words], (), rows)


def plan_table(plan: Plan, items: Iterable[Item], posts: Names) -> Table:
    """Return some items of a plan in turn, each under its number in the plan."""
    turn = {each.id: number for number, each in enumerate(plan.items, 1)}
    words = ("item", "state", "elements", "to", "responsible", "window", "overdue", "waits", "proof")
    rows = [(f"{turn[each.id]} · {each.id[:SHORT]}", *_cells(each, plan, posts)) for each in items]
    return table([f"plan-column-{word}" for word in words], (), rows)


def changes_table(post: str, plan: Plan, posts: Names) -> Table:
    """Return what the items of a plan change for a post, in turn."""
    words = ("aspect", "object", "before", "after", "to", "state", "window", "item")
    rows = [
        (
            called(row.aspect),
            listed([called(posts.called(each)) for each in row.object]),
            _holding(row.before, posts),
            _holding(row.after, posts),
            called(row.moved_to),
            called(row.state),
            f"{row.window_first} – {row.window_last}",
            row.item[:SHORT],
        )
        for row in changes_for(post, plan).rows
    ]
    return table([f"plan-column-{word}" for word in words], (), rows)


def posts_named(ids: Sequence[str], posts: Names) -> Texts:
    """Name some posts."""
    return listed([called(posts.called(each)) for each in ids]) if ids else same(UNKNOWN)


def answering(item: Item, posts: Names) -> Texts:
    """Name the posts that answer for an item, or say that none does."""
    return posts_named(item.planned.responsible, posts) if item.planned.responsible else both("plan-nobody")


def item_named(item: Item, plan: Plan) -> Texts:
    """Name an item of a plan: its number, and what is to be."""
    number, to = plan.items.index(item) + 1, called(as_one(item.planned.moved_to))
    return in_both(lambda language: f"{number} · {to.said(language)}")


def elements_named(item: Item) -> Texts:
    """Name the elements that an item moves, the first above all."""
    return listed([both(f"element-{each.value}") for each in item.planned.elements])


def state_named(state: ItemState) -> Texts:
    """Name how far an item is."""
    return both(f"item-state-{state.value}")


def window_of(item: Item) -> str:
    """Write the days in which an item is to be done."""
    return f"{item.planned.window.first} – {item.planned.window.last}"


def proof_of(item: Item) -> Texts:
    """Say what new evidence shows of an item, of the finding that lacks most; before there is any, how much it takes."""
    if item.judgement is None:
        needed = item.planned.needed
        return both("plan-proof-none") if needed is None else both("plan-proof-needs", needed=count(needed))
    counted = [each for each in item.judgement.findings if each.exposed is not None]
    if not counted:
        return state_named(item.state)
    least = min(counted, key=lambda each: ((each.exposed or 0) - (each.needed or 0), each.finding))
    facts = {"violations": _number(least.violations), "exposed": _number(least.exposed), "needed": _number(least.needed)}
    return both("plan-proof-seen", **facts)


def _given_up(draft: Item, cancelled: Item | None) -> Item:
    return draft if cancelled is None else replace(draft, state=ItemState.CANCELLED, reason=cancelled.reason)


def _cells(item: Item, plan: Plan, posts: Names) -> tuple[Texts | str, ...]:
    waits = plan.waits_for(item)
    return (
        state_named(item.state),
        elements_named(item),
        called(as_one(item.planned.moved_to)),
        answering(item, posts),
        window_of(item),
        both("plan-overdue") if item.is_overdue else UNKNOWN,
        ", ".join(each[:SHORT] for each in waits) or UNKNOWN,
        proof_of(item),
    )


def _holding(what: str | None, posts: Names) -> Texts:
    """Say what holds of a post: a letter, an id; nothing; or unknown, where only the move says it in words."""
    if what is None:
        return same(UNKNOWN)
    return called(posts.called(what)) if what else both("plan-holds-nothing")


def _number(value: int | None) -> str:
    return UNKNOWN if value is None else count(value)


def _posts_of(item: Item) -> frozenset[str]:
    planned = item.planned
    return frozenset((*planned.responsible, *planned.sign_offs, *(each.post for each in planned.post_changes)))
