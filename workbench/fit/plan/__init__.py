"""From findings to an adjustment plan: which element moves, who answers for it, and what new evidence must show."""

from workbench.fit.plan.circumstances import Circumstances, Sign, circumstances_of
from workbench.fit.plan.exposure import Exposure
from workbench.fit.plan.items import AdjustmentItem, draft_items
from workbench.fit.plan.moves import Move, move_for
from workbench.fit.plan.priority import Priority
from workbench.fit.plan.verification import Proof, Verification, exposure_needed

__all__ = [
    "AdjustmentItem",
    "Circumstances",
    "Exposure",
    "Move",
    "Priority",
    "Proof",
    "Sign",
    "Verification",
    "circumstances_of",
    "draft_items",
    "exposure_needed",
    "move_for",
]
