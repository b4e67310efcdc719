"""Findings over time: what each assessment saw, and the life of each finding over all of them."""

from workbench.normalization.sightings.entering import EnteredRun, enter_run, runs_in
from workbench.normalization.sightings.lifelines import Lifeline, Lifelines, LifelineState, lifelines
from workbench.normalization.sightings.run import (
    Run,
    SeenDimension,
    SeenFinding,
    SeenProcess,
    SeenScope,
    SeenScore,
    Unjudged,
    digest_of,
)
from workbench.normalization.sightings.seeing import Occasion, run_of

__all__ = [
    "EnteredRun",
    "Lifeline",
    "LifelineState",
    "Lifelines",
    "Occasion",
    "Run",
    "SeenDimension",
    "SeenFinding",
    "SeenProcess",
    "SeenScope",
    "SeenScore",
    "Unjudged",
    "digest_of",
    "enter_run",
    "lifelines",
    "run_of",
    "runs_in",
]
