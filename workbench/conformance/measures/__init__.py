"""Measures of conformance, one a file: each with formula, range and source; what cannot be computed is None with a reason."""

from workbench.conformance.measures.evidence import Evidence, evidence_of
from workbench.conformance.measures.fitness import case_fitness
from workbench.conformance.measures.measuring import Measures, measure
from workbench.measured import Measured

__all__ = ["Evidence", "Measured", "Measures", "case_fitness", "evidence_of", "measure"]
