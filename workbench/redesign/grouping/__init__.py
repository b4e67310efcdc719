"""Posts into departments and process teams: the exact front of coordination cost against what the change costs."""

from workbench.redesign.grouping.front import Front, FrontPoint, Proof, front_of
from workbench.redesign.grouping.problem import Costs, GroupingProblem, Rule, Rules, Unit

__all__ = ["Costs", "Front", "FrontPoint", "GroupingProblem", "Proof", "Rule", "Rules", "Unit", "front_of"]
