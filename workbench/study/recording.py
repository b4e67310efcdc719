"""What an assessment saw, brought into the form in which it is recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from importlib import metadata
from typing import Final

from workbench.normalization.sightings import Occasion, Run, run_of
from workbench.study.assessing import Assessment

_DISTRIBUTION: Final = "process-fit-workbench"


def run_of_assessment(assessment: Assessment, by: str, at: datetime) -> Run:
    """Return what an assessment saw, as a run of somebody at a moment with its offset.

    Levels are those of the evidence alone: the weeks that a register counts are told by the register.
    """
    detected = replace(assessment.detected, findings=assessment.findings, below_threshold=assessment.below_threshold)
    inputs = tuple((each.path, each.sha256) for each in assessment.study.inputs)
    scored = assessment.scored if assessment.study.has_tables else None
    return run_of(assessment.evidence, detected, scored, Occasion(by=by, at=at, inputs=inputs, engine=engine()))


def engine() -> str:
    """Return this program and its version, as what was concluded by it names them."""
    return f"{_DISTRIBUTION} {metadata.version(_DISTRIBUTION)}"
