"""The designed flow held against the log: optimal alignments, fitness, and deviations in the owner's words."""

from workbench.conformance.alignment import AlignmentEngine, Alignments, Move, align_behavior, align_variants
from workbench.conformance.association import Association, Outcome
from workbench.conformance.case_explanation import CaseExplanation, CaseStep, StepKind, explain_case, steps_of_variants
from workbench.conformance.checking import Conformance, check_conformance
from workbench.conformance.concentration import Concentration, DeviationExplanation, explain_deviation
from workbench.conformance.deviations import Deviations, Thresholds
from workbench.conformance.discovery import discover_directly_follows, discover_inductive
from workbench.conformance.expectation import Expectation
from workbench.conformance.flows_taken import FlowsTaken, flows_taken
from workbench.conformance.machine import Costs
from workbench.conformance.measures import Measured, Measures
from workbench.conformance.paths import Path, Paths, Step
from workbench.conformance.searching import Budget

__all__ = [
    "AlignmentEngine",
    "Alignments",
    "Association",
    "Budget",
    "CaseExplanation",
    "CaseStep",
    "Concentration",
    "Conformance",
    "Costs",
    "DeviationExplanation",
    "Deviations",
    "Expectation",
    "FlowsTaken",
    "Measured",
    "Measures",
    "Move",
    "Outcome",
    "Path",
    "Paths",
    "Step",
    "StepKind",
    "Thresholds",
    "align_behavior",
    "align_variants",
    "check_conformance",
    "discover_directly_follows",
    "discover_inductive",
    "explain_case",
    "explain_deviation",
    "flows_taken",
    "steps_of_variants",
]
