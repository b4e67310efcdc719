"""Measures of conformance, one a file: each with formula, range and source; what cannot be computed is None with a reason."""

from workbench.conformance.measures.evidence import Evidence, evidence_of
from workbench.conformance.measures.figure import Figure
from workbench.conformance.measures.measuring import Measures, measure

__all__ = ["Evidence", "Figure", "Measures", "evidence_of", "measure"]
