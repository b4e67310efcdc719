"""Indicators made one number that can be taken apart: what it is, how sure it is, what it lacks, and what would raise it."""

from workbench.fit.scoring.comparison import Change, FitComparison, compare_fits
from workbench.fit.scoring.entropy import EntropyView, entropy_view
from workbench.fit.scoring.fitting import as_watched, fit_of
from workbench.fit.scoring.levels import Level, Rating
from workbench.fit.scoring.model import Fit, FitResult, Score, ScoredDimension, ScoredIndicator
from workbench.fit.scoring.resampling import Estimate

__all__ = [
    "Change",
    "EntropyView",
    "Estimate",
    "Fit",
    "FitComparison",
    "FitResult",
    "Level",
    "Rating",
    "Score",
    "ScoredDimension",
    "ScoredIndicator",
    "as_watched",
    "compare_fits",
    "entropy_view",
    "fit_of",
]
