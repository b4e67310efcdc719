"""Management reviews: what was decided in them, what became of it, and what of it is to go into the plan."""

from workbench.normalization.review.decisions import (
    FollowedUp,
    ReviewDecision,
    ReviewDecisions,
    ReviewedDecision,
    decision_id,
    demands_of,
    enter_review_decision,
    follow_up,
    review_decisions,
)

__all__ = [
    "FollowedUp",
    "ReviewDecision",
    "ReviewDecisions",
    "ReviewedDecision",
    "decision_id",
    "demands_of",
    "enter_review_decision",
    "follow_up",
    "review_decisions",
]
