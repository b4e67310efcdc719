"""What scores may be tuned by: what each dimension and indicator weighs and is to reach, and from when on a level holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from workbench.fit.dimensions import INDICATORS_OF, Dimension
from workbench.fit.pairwise import PairwiseSheet, priorities_of

_DIMENSIONS: Final = tuple(Dimension)
DEFAULT_WEIGHTS: Final = tuple(zip(_DIMENSIONS, (0.25, 0.25, 0.15, 0.15, 0.20), strict=True))


@dataclass(frozen=True, kw_only=True)
class FitWeights:
    """How much dimensions weigh in a score, and indicators in their dimension; only proportions matter.

    `indicators` are those that do not weigh 1; 0 is switched off. A sheet of judged pairs goes before what is written for its
    items; it covers all dimensions, or all indicators of one that are switched on.
    """

    dimensions: tuple[tuple[Dimension, float], ...] = DEFAULT_WEIGHTS
    indicators: tuple[tuple[str, float], ...] = ()
    sheets: tuple[PairwiseSheet, ...] = ()

    @property
    def of_dimension(self) -> Mapping[Dimension, float]:
        """Return the weight of each dimension."""
        judged = self._judged
        return MappingProxyType({each: judged.get(each.value, weight) for each, weight in self.dimensions})

    @property
    def of_indicator(self) -> Mapping[str, float]:
        """Return the weight of each indicator in its dimension; 0 where it is switched off."""
        written, judged = dict(self.indicators), self._judged
        codes = (code for codes in INDICATORS_OF.values() for code in codes)
        return MappingProxyType({code: judged.get(code, written.get(code, 1.0)) for code in codes})

    @property
    def _judged(self) -> Mapping[str, float]:
        return {item: weight for sheet in self.sheets for item, weight in priorities_of(sheet).weights}


@dataclass(frozen=True, kw_only=True)
class LevelRules:
    """From when on a level holds (domain rules 3.5): scores and coverage, in [0, 1], and weeks without a sign of drift.

    Below `rated_coverage` nothing is rated (M0); below `partial_score` M1, `basic_score` M2, else M3. M4 asks of the lower ends
    of the intervals: that of the score for `stable_score`, of each dimension for `stable_dimension_score`; of the coverage for
    `stable_coverage`; and for `stable_weeks` without drift, unless `waive_drift`.
    """

    rated_coverage: float = 0.60
    partial_score: float = 0.60
    basic_score: float = 0.75
    stable_score: float = 0.90
    stable_dimension_score: float = 0.80
    stable_coverage: float = 0.80
    stable_weeks: int = 8
    waive_drift: bool = False


@dataclass(frozen=True, kw_only=True)
class ScoringRules:
    """All that scores may be tuned by; `target` is what an indicator is to reach, `targets` those that have one of their own."""

    weights: FitWeights = field(default_factory=FitWeights)
    levels: LevelRules = field(default_factory=LevelRules)
    target: float = 0.95
    targets: tuple[tuple[str, float], ...] = ()

    def target_of(self, indicator: str) -> float:
        """Return what an indicator is to reach, in (0, 1]."""
        return dict(self.targets).get(indicator, self.target)

    def content(self) -> Mapping[str, Any]:
        """Return what the rules say as plain data, defaults included."""
        written = dict(self.weights.indicators)
        return {
            "weights": {each.value: weight for each, weight in self.weights.dimensions},
            "indicators": {code: written.get(code, 1.0) for codes in INDICATORS_OF.values() for code in codes},
            "pairwise": sorted([each.more, each.than, each.times] for sheet in self.weights.sheets for each in sheet.judgements),
            "levels": {name: getattr(self.levels, name) for name in LevelRules.__dataclass_fields__},
            "targets": {"all": self.target, **dict(self.targets)},
        }
