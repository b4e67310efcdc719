"""The designed flow held against the log: optimal alignments, fitness, and deviations in the owner's words."""

from workbench.conformance.alignment import Alignments, Move, align_variants
from workbench.conformance.checking import Conformance, check_conformance
from workbench.conformance.deviations import Deviations, Thresholds
from workbench.conformance.discovery import discover_directly_follows, discover_inductive
from workbench.conformance.expectation import Expectation
from workbench.conformance.flows_taken import FlowsTaken, flows_taken
from workbench.conformance.machine import Costs
from workbench.conformance.measures import Measured, Measures
from workbench.conformance.paths import Path, Paths, Step

__all__ = [
    "Alignments",
    "Conformance",
    "Costs",
    "Deviations",
    "Expectation",
    "FlowsTaken",
    "Measured",
    "Measures",
    "Move",
    "Path",
    "Paths",
    "Step",
    "Thresholds",
    "align_variants",
    "check_conformance",
    "discover_directly_follows",
    "discover_inductive",
    "flows_taken",
]
