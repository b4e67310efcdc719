"""What an assessment saw, brought into the form in which it is recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from workbench.normalization.sightings import Occasion, Run, run_of
from workbench.study.assessing import Assessment


def run_of_assessment(assessment: Assessment, by: str, at: datetime) -> Run:
    """Return what an assessment saw, as a run of somebody at a moment with its offset."""
    detected = replace(assessment.detected, findings=assessment.findings, below_threshold=assessment.below_threshold)
    hashes = tuple(each.sha256 for each in assessment.study.inputs)
    return run_of(assessment.evidence, detected, assessment.rated, Occasion(by=by, at=at, hashes=hashes))
