"""Who does which activity: main performers, further responsible posts and who answers, at the least cost."""

from workbench.redesign.assignment.posing import AssignmentWishes, problem_of
from workbench.redesign.assignment.problem import (
    Assignment,
    AssignmentCosts,
    AssignmentProblem,
    AssignmentRules,
    Bill,
    Decision,
    Job,
    JobPair,
)
from workbench.redesign.assignment.reassignment import JobChange, Reassignment, reassignment_of

__all__ = [
    "Assignment",
    "AssignmentCosts",
    "AssignmentProblem",
    "AssignmentRules",
    "AssignmentWishes",
    "Bill",
    "Decision",
    "Job",
    "JobChange",
    "JobPair",
    "Reassignment",
    "problem_of",
    "reassignment_of",
]
