"""The designed flow held against the log: optimal alignments, fitness, and deviations in the owner's words."""

from workbench.conformance.alignment import Alignments, Move, align_variants
from workbench.conformance.association import Association, Outcome
from workbench.conformance.case_explanation import CaseExplanation, Step, StepKind, explain_case
from workbench.conformance.checking import Conformance, check_conformance
from workbench.conformance.concentration import Concentration, DeviationExplanation, explain_deviation
from workbench.conformance.deviations import Deviations, Thresholds
from workbench.conformance.expectation import Expectation
from workbench.conformance.machine import Costs
from workbench.conformance.measures import Measures

__all__ = [
    "Alignments",
    "Association",
    "CaseExplanation",
    "Concentration",
    "Conformance",
    "Costs",
    "DeviationExplanation",
    "Deviations",
    "Expectation",
    "Measures",
    "Move",
    "Outcome",
    "Step",
    "StepKind",
    "Thresholds",
    "align_variants",
    "check_conformance",
    "explain_case",
    "explain_deviation",
]
