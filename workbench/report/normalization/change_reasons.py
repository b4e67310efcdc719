"""Why a standard differs from the one before: the items of the plan that were done meanwhile and name what differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbench.normalization.plan import Item
from workbench.normalization.release import StandardDifference
from workbench.report.page import Texts
from workbench.report.tables import both, in_both, spoken
from workbench.shown import SHORT


def reason_of(row: StandardDifference, done: Iterable[Item]) -> Texts | None:
    """Say which items that were done name all that a difference is about, and what they were to bring; None where none does."""
    named = frozenset(filter(None, row.object))
    told = [said for each in done if named and named <= _objects(each) for said in _brought(each)]
    if not told:
        return None
    return Texts(zh="；".join(each.zh for each in told), en="; ".join(each.en for each in told))


def _objects(item: Item) -> frozenset[str]:
    """Return the ids that an item names: objects of its findings, and the posts whose work it changes with what changes there."""
    planned = item.planned
    found = (each for check in planned.verifications for each in check.subject.object)
    changed = (each for change in planned.post_changes for each in (change.post, *change.object))
    return frozenset((*found, *changed))


def _brought(item: Item) -> Iterator[Texts]:
    for each in item.planned.moved_to:
        yield both("difference-reason", item=item.id[:SHORT], to=spoken(in_both(each.text)))
