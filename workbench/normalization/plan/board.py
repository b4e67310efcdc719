"""The adjustment plan on a day: every item in its turn, what waits for what, what is overdue, and what it all adds up to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import ClassVar

from workbench.language import Language
from workbench.language.listing import listed
from workbench.normalization.id_beginnings import id_named
from workbench.normalization.plan.events import ItemEvent
from workbench.normalization.plan.folding import Item, ItemState, folded
from workbench.normalization.plan.item import Aspect
from workbench.normalization.plan.order import order_of
from workbench.shown import Listing, Said, Sentence, Tabled, in_both


@dataclass(frozen=True, kw_only=True)
class PlanRow:
    """One item of a plan in a line: posts and processes are ids, `saved` are days over all cases as simulated.

    `effect` tells the effects that chance does not explain; where there are none of these, all.
    `needed` is the greatest exposure that its verification takes; None where none is, or it is not known.
    """

    number: int
    item: str
    state: Said
    elements: Said
    moved_to: Said
    scopes: tuple[str, ...]
    responsible_party: tuple[str, ...]
    unsigned: tuple[str, ...]
    window_first: date
    window_last: date
    is_overdue: bool
    waits_for: tuple[str, ...]
    priority: float
    cost: float | None
    effect: Said
    saved: float | None
    verification: Said
    needed: int | None
    escalation: Said


@dataclass(frozen=True, kw_only=True, eq=False)
class PlanRows(Listing[PlanRow]):
    """A plan, one row an item, in turn."""

    kind: ClassVar[type[PlanRow]] = PlanRow
    totals: Sequence[Said] = ()

    @property
    def said(self) -> Sequence[Said]:
        """Say what it all adds up to."""
        return self.totals


@dataclass(frozen=True, kw_only=True)
class Totals:
    """What a plan adds up to: items by state, those overdue, waiting or escalated, and the costs that are known."""

    by_state: Mapping[ItemState, int]
    overdue: int
    waiting: int
    escalated: int
    cost: float
    without_cost: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Plan(Tabled):
    """All items as they stand on a day, in turn; `circles` are items that wait for each other, each sorted by id."""

    on: date
    items: tuple[Item, ...] = ()
    circles: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def item(self) -> Mapping[str, Item]:
        """Return the items by id."""
        return MappingProxyType({each.id: each for each in self.items})

    def named(self, beginning: str) -> Item:
        """Return the one item whose id begins so. Raises UsageError where none does, or several do."""
        return self.item[id_named(beginning, self.item, "ITEM_UNTOLD")]

    def waits_for(self, item: Item) -> tuple[str, ...]:
        """Return the items that an open item follows and that are still open."""
        known = (self.item.get(each) for each in item.planned.after) if item.state.is_open else ()
        return tuple(each.id for each in known if each is not None and each.state.is_open)

    @property
    def overdue(self) -> tuple[Item, ...]:
        """Return the items whose window has passed and that are not done, the longest overdue first."""
        late = (each for each in self.items if each.is_overdue)
        return tuple(sorted(late, key=lambda each: (each.planned.window.last, each.id)))

    @property
    def escalated(self) -> tuple[Item, ...]:
        """Return the open items that the management representative has to see to."""
        return tuple(each for each in self.items if each.escalation is not None)

    @property
    def totals(self) -> Totals:
        """Return what it all adds up to; cancelled items cost nothing."""
        states = [each.state for each in self.items]
        kept = [each.planned.cost for each in self.items if each.state is not ItemState.CANCELLED]
        return Totals(
            by_state=MappingProxyType({state: states.count(state) for state in ItemState}),
            overdue=len(self.overdue),
            waiting=sum(bool(self.waits_for(each)) for each in self.items),
            escalated=len(self.escalated),
            cost=sum(each for each in kept if each is not None),
            without_cost=sum(each is None for each in kept),
        )

    @property
    def table(self) -> PlanRows:
        """Return a row an item."""
        return PlanRows(rows=tuple(self._row(number, each) for number, each in enumerate(self.items, 1)), totals=self.said)

    def _row(self, number: int, item: Item) -> PlanRow:
        planned = item.planned
        saved = [each.saved for each in planned.effects]
        escalation = item.escalation
        return PlanRow(
            number=number,
            item=item.id,
            state=in_both(f"item-state-{item.state.value}"),
            elements=listed(in_both(f"element-{each.value}") for each in planned.elements),
            moved_to=as_one(planned.moved_to),
            scopes=planned.scopes,
            responsible_party=planned.responsible,
            unsigned=item.unsigned,
            window_first=planned.window.first,
            window_last=planned.window.last,
            is_overdue=item.is_overdue,
            waits_for=self.waits_for(item),
            priority=planned.priority,
            cost=planned.cost,
            effect=as_one([each for each in planned.effects if each.is_clear] or planned.effects),
            saved=sum(each for each in saved if each is not None) if saved and None not in saved else None,
            verification=as_one(planned.checks),
            needed=planned.needed,
            escalation="" if escalation is None else as_one((escalation,)),
        )

    @property
    def said(self) -> Sequence[Mapping[str, str]]:
        """Say what it adds up to and costs, and which items wait for each other."""
        totals = self.totals
        facts: dict[str, object] = {state.name.lower(): count for state, count in totals.by_state.items()}
        facts |= {"count": len(self.items), "overdue": totals.overdue, "waiting": totals.waiting, "escalated": totals.escalated}
        cost = {"cost": f"{totals.cost:,.0f}", "without": totals.without_cost}
        circles = [in_both("plan-circle", {"items": " → ".join((*each, each[0]))}) for each in self.circles]
        return [in_both("plan-totals", facts), in_both("plan-costs", cost), *circles]


@dataclass(frozen=True, kw_only=True)
class PostChangeRow:
    """What one item changes for a post: in what respect, about what (ids), from what to what, by which move and when."""

    post: str
    item: str
    aspect: Mapping[str, str]
    object: tuple[str, ...]
    before: str | None
    after: str | None
    moved_to: Mapping[str, str]
    state: Mapping[str, str]
    window_first: date
    window_last: date


@dataclass(frozen=True, kw_only=True, eq=False)
class PostChanges(Listing[PostChangeRow]):
    """What changes for a post, in the order of the plan; of each item duties, systems, steps, then reporting."""

    kind: ClassVar[type[PostChangeRow]] = PostChangeRow


def plan_of(events: Mapping[str, Iterable[ItemEvent]], on: date) -> Plan:
    """Return the plan on a day from what happened to each item until then, by the id of the item."""
    found = (folded(its, on) for its in events.values())
    items = {each.id: each for each in found if each is not None}
    order = order_of([each.planned for _, each in sorted(items.items())])
    return Plan(on=on, items=tuple(items[each] for each in order.ids), circles=order.circles)


def changes_for(post: str, plan: Plan) -> PostChanges:
    """Return what the items of a plan that were not cancelled change for a post."""
    return PostChanges(rows=tuple(_changes(post, plan.items)))


def posts_concerned(plan: Plan) -> tuple[str, ...]:
    """Return the posts for which anything changes, sorted."""
    kept = (each for each in plan.items if each.state is not ItemState.CANCELLED)
    return tuple(sorted({change.post for each in kept for change in each.planned.post_changes}))


def as_one(sentences: Iterable[Sentence]) -> Mapping[str, str]:
    """Return several sentences as one text, by language."""
    return {each.value: " ".join(dict.fromkeys(it.text(each) for it in sentences)) for each in Language}


def _changes(post: str, items: Iterable[Item]) -> Iterator[PostChangeRow]:
    turn = list(Aspect)
    for item in items:
        mine = [each for each in item.planned.post_changes if each.post == post and item.state is not ItemState.CANCELLED]
        for each in sorted(mine, key=lambda change: (turn.index(change.aspect), change.object)):
            yield PostChangeRow(
                post=post,
                item=item.id,
                aspect=in_both(f"item-aspect-{each.aspect.value}"),
                object=each.object,
                before=each.before,
                after=each.after,
                moved_to=as_one((each.by,)),
                state=in_both(f"item-state-{item.state.value}"),
                window_first=item.planned.window.first,
                window_last=item.planned.window.last,
            )
