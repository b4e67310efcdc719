"""Management reviews: what was decided in them, what became of it, and what of it is to go into the plan."""

from workbench.normalization.review.decisions import (
    FollowedUp,
    ProposedItem,
    ReviewDecision,
    ReviewDecisions,
    ReviewedDecision,
    decision_id,
    enter_review_decision,
    follow_up,
    proposed_items,
    review_decisions,
)

__all__ = [
    "FollowedUp",
    "ProposedItem",
    "ReviewDecision",
    "ReviewDecisions",
    "ReviewedDecision",
    "decision_id",
    "enter_review_decision",
    "follow_up",
    "proposed_items",
    "review_decisions",
]
