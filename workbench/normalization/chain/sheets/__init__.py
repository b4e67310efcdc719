"""Sheets for those who judge: bases of judgement, appraisal, scope and boundary, evidence annex, alignment, three questions."""

from workbench.normalization.chain.sheets.alignment import Alignment, alignment_of
from workbench.normalization.chain.sheets.annex import Annex, annex_of
from workbench.normalization.chain.sheets.appraisal import Appraisal, appraisal_of
from workbench.normalization.chain.sheets.bases import Bases, bases_of
from workbench.normalization.chain.sheets.boundary import Boundary, boundary_of
from workbench.normalization.chain.sheets.output import Outputs, outputs_of
from workbench.normalization.chain.sheets.stages import Stages, stages_of

__all__ = [
    "Alignment",
    "Annex",
    "Appraisal",
    "Bases",
    "Boundary",
    "Outputs",
    "Stages",
    "alignment_of",
    "annex_of",
    "appraisal_of",
    "bases_of",
    "boundary_of",
    "outputs_of",
    "stages_of",
]
