"""In which order items come: each after those it follows, then what weighs more; and the circles that forbid any order."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from workbench.fit.plan.items import LOOP
from workbench.normalization.plan.item import AdjustmentWindow, PlannedItem


@dataclass(frozen=True, kw_only=True)
class Order:
    """Items by id, in turn, and the groups of items that wait for each other, each sorted."""

    ids: tuple[str, ...]
    circles: tuple[tuple[str, ...], ...] = ()


def order_of(items: Sequence[PlannedItem]) -> Order:
    """Return items in the order of dependency, among those that may come next the one of the highest priority first.

    Where items wait for each other, the weightiest of them goes first. What an item follows and is not among them is left out.
    """
    rank = {each.id: (-round(each.priority, 9), each.id) for each in items}
    before = {each.id: {key for key in each.after if key in rank and key != each.id} for each in items}
    circles = _circles(before)
    in_circle = {key for circle in circles for key in circle}
    left, ids = dict(before), []
    while left:
        free = [key for key, its in left.items() if its.isdisjoint(left)] or [key for key in left if key in in_circle]
        chosen = min(free, key=rank.__getitem__)
        ids.append(chosen)
        del left[chosen]
    itself = tuple((each.id,) for each in items if each.id in each.after)
    return Order(ids=tuple(ids), circles=tuple(sorted((*circles, *itself))))


def following(
    items: Sequence[PlannedItem], subjects: Mapping[str, frozenset[tuple[str, str]]], given: Sequence[PlannedItem] = ()
) -> tuple[PlannedItem, ...]:
    """Let each item follow those that touch one of the same and whose first element turns earlier (domain rules, CI-3).

    `subjects` are what each touches, by item: the kind and the id of activities, posts, functions and data. `given` items may be
    followed as well, and are not returned.
    """
    turn = {each.id: LOOP.index(each.elements[0]) for each in (*given, *items)}
    nothing = frozenset[tuple[str, str]]()

    def earlier(item: PlannedItem) -> tuple[str, ...]:
        mine = subjects.get(item.id, nothing)
        met = (key for key, its in turn.items() if its < turn[item.id] and subjects.get(key, nothing) & mine)
        return tuple(dict.fromkeys((*item.after, *met)))

    return tuple(replace(each, after=earlier(each)) for each in items)


def in_turn(items: Sequence[PlannedItem], given: Sequence[PlannedItem] = ()) -> tuple[PlannedItem, ...]:
    """Return items in their order, the window of each moved behind those of the items that it follows, as long as it was.

    `given` items have their windows already and keep them; they are not returned.
    """
    by_id = {each.id: each for each in items}
    placed = {each.id: each for each in given}
    ids = order_of(items).ids
    for key in ids:
        item = by_id[key]
        ends = [placed[each].window.last + timedelta(days=1) for each in item.after if each in placed]
        placed[key] = replace(item, window=_starting(max((item.window.first, *ends)), item.window.days))
    return tuple(placed[key] for key in ids)


def window_from(first: date, days: int) -> AdjustmentWindow:
    """Return a window of so many calendar days, at least one."""
    return _starting(first, max(1, days))


def _starting(first: date, days: int) -> AdjustmentWindow:
    return AdjustmentWindow(first=first, last=first + timedelta(days=days - 1))


def _circles(before: Mapping[str, Collection[str]]) -> tuple[tuple[str, ...], ...]:
    reached = {key: _reached(key, before) for key in before}
    circles = {tuple(sorted(other for other in its if key in reached[other])) for key, its in reached.items() if key in its}
    return tuple(sorted(circles))


def _reached(start: str, before: Mapping[str, Collection[str]]) -> frozenset[str]:
    found: set[str] = set()
    waiting = list(before[start])
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting.extend(before[key])
    return frozenset(found)
