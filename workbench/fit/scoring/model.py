"""What fit says of one process or of the enterprise: the score, what it is made of, how sure it is, and what would raise it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from workbench.fit.dimensions import Dimension
from workbench.fit.indicators.model import Reading, Scope
from workbench.fit.scoring.levels import Rating
from workbench.fit.scoring.resampling import Estimate
from workbench.fit.scoring.robustness import Levers, Ranking
from workbench.fit.scoring.score_tables import indicator_table, score_table
from workbench.shown import Columns, Tabled


@dataclass(frozen=True, kw_only=True, eq=False)
class ScoredIndicator:
    """One indicator in a score: what it says, how sure that is, and what it means for the whole.

    `weight` is its part of the whole, in [0, 1], 0 where it does not apply. `estimate` is None where it has no value.
    `contribution` is its part of all that is lost (the logarithm of the score): those of a scope add up to 1; None where
    nothing is lost or it is not known. `target` is what it is to reach, `lift` the score if it did; None where it is not known.
    """

    reading: Reading
    dimension: Dimension
    weight: float
    target: float
    estimate: Estimate | None = None
    contribution: float | None = None
    lift: float | None = None

    @property
    def code(self) -> str:
        """Return its code."""
        return self.reading.code


@dataclass(frozen=True, kw_only=True, eq=False)
class Score:
    """A geometric mean of what is known, and what goes with it wherever it is shown.

    `estimate` is None where nothing is known; its interval is about the cases. `least` and `most` are the mean if all that is
    unknown were 0.01, or 1. `coverage` is the known part of the weight, in [0, 1]. These are None where nothing applies.
    `arithmetic` is the arithmetic mean of what is known.
    """

    estimate: Estimate | None
    least: float | None
    most: float | None
    coverage: float | None
    arithmetic: float | None

    @property
    def value(self) -> float | None:
        """Return the score, in [0.01, 1]; None where nothing is known."""
        return None if self.estimate is None else self.estimate.value

    @property
    def applies(self) -> bool:
        """Return whether there is anything to be scored."""
        return self.least is not None

    @property
    def imbalance(self) -> float | None:
        """Return by how much the arithmetic mean exceeds the geometric one: 0 where all parts are equally good."""
        return None if self.value is None or self.arithmetic is None else max(0.0, self.arithmetic - self.value)


@dataclass(frozen=True, kw_only=True, eq=False)
class ScoredDimension:
    """One side of fit: its part of the whole, in [0, 1] (0 where nothing of it applies), and its score."""

    dimension: Dimension
    weight: float
    score: Score


@dataclass(frozen=True, kw_only=True)
class Window:
    """The first and last day on which a counted event of a scope began."""

    first: date
    last: date


@dataclass(frozen=True, kw_only=True, eq=False)
class Fit(Tabled):
    """How far one scope fits: its score, sides and indicators, its level, and the levers that would raise it the most.

    `window` is None where no complete case was observed, or none at a known time; `cases` is how many were.
    """

    scope: Scope
    score: Score
    dimensions: tuple[ScoredDimension, ...]
    indicators: tuple[ScoredIndicator, ...]
    rating: Rating
    levers: Levers
    cases: int
    window: Window | None = None

    @property
    def table(self) -> Columns:
        """Return its indicators."""
        return indicator_table((self,))

    @property
    def indicator(self) -> Mapping[str, ScoredIndicator]:
        """Return the indicators by code."""
        return MappingProxyType({each.code: each for each in self.indicators})

    @property
    def dimension(self) -> Mapping[Dimension, ScoredDimension]:
        """Return the dimensions by name."""
        return MappingProxyType({each.dimension: each for each in self.dimensions})

    def of_dimension(self, dimension: Dimension) -> tuple[ScoredIndicator, ...]:
        """Return the indicators of one side."""
        return tuple(each for each in self.indicators if each.dimension is dimension)


@dataclass(frozen=True, kw_only=True, eq=False)
class FitResult(Tabled):
    """Fit of the enterprise and of each process, and whether their ranking depends on the weights (None with fewer than two).

    It names the policy that it follows, and the seed and number of draws from which its intervals come.
    """

    enterprise: Fit
    processes: tuple[Fit, ...]
    ranking: Ranking | None
    policy_version: str
    policy_sha256: str
    seed: int
    draws: int

    @property
    def table(self) -> Columns:
        """Return the scores of the enterprise and of each process, and of their sides."""
        return score_table(self.fits)

    @property
    def indicators(self) -> Columns:
        """Return every indicator of the enterprise and of each process."""
        return indicator_table(self.fits)

    @property
    def fits(self) -> tuple[Fit, ...]:
        """Return the enterprise, then its processes."""
        return (self.enterprise, *self.processes)

    @property
    def process(self) -> Mapping[str, Fit]:
        """Return the processes by id."""
        return MappingProxyType({each.scope.id: each for each in self.processes})
