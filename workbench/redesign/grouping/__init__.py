"""Posts into departments and process teams: the exact front of coordination cost against what the change costs."""

from workbench.redesign.grouping.communities import CommunityView, community_view
from workbench.redesign.grouping.front import Front, FrontPoint, Stretch, front_of
from workbench.redesign.grouping.posing import Wishes, problem_of
from workbench.redesign.grouping.problem import Costs, Grouping, GroupingProblem, Rule, Rules, Unit
from workbench.redesign.grouping.single_moves import single_moves
from workbench.redesign.solving import Effort, Proof

__all__ = [
    "CommunityView",
    "Costs",
    "Effort",
    "Front",
    "FrontPoint",
    "Grouping",
    "GroupingProblem",
    "Proof",
    "Rule",
    "Rules",
    "Stretch",
    "Unit",
    "Wishes",
    "community_view",
    "front_of",
    "problem_of",
    "single_moves",
]
