"""What a management review decides: entered, and put into the adjustment plan where it moves an element."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.design import Design
from workbench.normalization import Author, Recorded, Register
from workbench.normalization.plan import PlannedItem, enter_items, given_up, item_of_demand
from workbench.normalization.review import (
    ReviewDecision,
    ReviewDecisions,
    demands_of,
    enter_review_decision,
    review_decisions,
)


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What was recorded of a decision of a review, and of the items that came into the plan with it."""

    recorded: Recorded
    items: tuple[Recorded, ...]


def decide_in_review(register: Register, decision: ReviewDecision, design: Design, author: Author) -> Decided:
    """Enter a decision of a review, and put what decisions ask for into the plan. Raises as `enter_review_decision` does.

    What earlier decisions asked for and did not get there, because nobody was left to do it, comes into the plan as well.
    """
    recorded = enter_review_decision(register, decision, author.by, author.at)
    return Decided(recorded=recorded, items=adopt_decided(register, design, author))


def adopt_decided(register: Register, design: Design, author: Author) -> tuple[Recorded, ...]:
    """Put what decisions of reviews ask for and never was in the plan into it, and return what was recorded.

    What was given up with a reason stays so: whoever wants it back decides it anew.
    """
    items = tuple(decided_items(review_decisions(register, author.today), design))
    cancelled = given_up(register, items)
    return enter_items(register, [each for each in items if each.id not in cancelled], author.by, author.at)


def decided_items(decisions: ReviewDecisions, design: Design) -> Iterator[PlannedItem]:
    """Yield the item of each decision that is still to be done and moves an element: from the day of it until it is due."""
    decided = {each.decision: each.decided for each in decisions.rows}
    for demand in demands_of(decisions):
        yield item_of_demand(demand, design, decided[demand.origin])
