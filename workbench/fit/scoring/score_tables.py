"""Fit as tables: scores by scope and side, and indicators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.findings import Finding
from workbench.fit.dimensions import Dimension
from workbench.fit.indicators.model import Standing
from workbench.shown import Columns, columns_of

if TYPE_CHECKING:
    from workbench.fit.scoring.model import Fit, Score, ScoredIndicator


@dataclass(frozen=True, kw_only=True)
class ScoreRow:
    """The score of a scope, or of one `side` of it: `low` to `high` at 95 %, `at_least` to `at_most` whatever is unknown."""

    scope: str
    side: Dimension | None
    weight: float
    value: float | None
    low: float | None
    high: float | None
    at_least: float | None
    at_most: float | None
    coverage: float | None


@dataclass(frozen=True, kw_only=True)
class IndicatorRow:
    """One indicator of a scope; it rests on `units`, `covered` of what it should rest on; `reason` says why there is no value."""

    scope: str
    indicator: str
    side: Dimension
    standing: Standing
    value: float | None
    low: float | None
    high: float | None
    units: int
    covered: float
    weight: float
    goal: float
    contribution: float | None
    lift: float | None
    reason: Finding | None


def score_table(fits: Sequence[Fit]) -> Columns:
    """Return of each scope its score, then its sides."""
    rows: list[ScoreRow] = []
    for fit in fits:
        rows.append(_score_row(fit, None, 1.0, fit.score))
        rows += [_score_row(fit, each.dimension, each.weight, each.score) for each in fit.dimensions]
    return Columns(values=columns_of(ScoreRow, rows))


def indicator_table(fits: Sequence[Fit]) -> Columns:
    """Return every indicator of each scope."""
    return Columns(values=columns_of(IndicatorRow, [_indicator_row(fit, each) for fit in fits for each in fit.indicators]))


def _score_row(fit: Fit, side: Dimension | None, weight: float, score: Score) -> ScoreRow:
    return ScoreRow(
        scope=fit.scope.id,
        side=side,
        weight=weight,
        value=score.value,
        low=score.estimate.low if score.estimate else None,
        high=score.estimate.high if score.estimate else None,
        at_least=score.least,
        at_most=score.most,
        coverage=score.coverage,
    )


def _indicator_row(fit: Fit, scored: ScoredIndicator) -> IndicatorRow:
    reading, estimate = scored.reading, scored.estimate
    return IndicatorRow(
        scope=fit.scope.id,
        indicator=scored.code,
        side=scored.dimension,
        standing=reading.standing,
        value=reading.value,
        low=estimate.low if estimate else None,
        high=estimate.high if estimate else None,
        units=reading.n,
        covered=reading.covered,
        weight=scored.weight,
        goal=scored.target,
        contribution=scored.contribution,
        lift=scored.lift,
        reason=reading.reason,
    )
