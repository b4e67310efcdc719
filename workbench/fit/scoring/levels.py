"""The level that a score stands for, why it is not the next one, and the findings that forbid a higher one (domain rules 3.5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workbench.findings import Finding, Severity
from workbench.fit.dimensions import Dimension
from workbench.fit.scoring.resampling import Estimate
from workbench.fit.scoring_rules import LevelRules


class Level(StrEnum):
    """How far an enterprise or a process fits: not rated, not, in part, by and large, stably."""

    M0 = "M0"
    M1 = "M1"
    M2 = "M2"
    M3 = "M3"
    M4 = "M4"

    @property
    def rank(self) -> int:
        """Return 0 to 4."""
        return list(Level).index(self)


@dataclass(frozen=True, kw_only=True)
class Rating:
    """A level, why it is not the next higher one, and the open findings that keep it from rising above M2."""

    level: Level
    reasons: tuple[Finding, ...] = ()
    vetoes: tuple[Finding, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Rated:
    """What a level rests on: the score (None where nothing is known), that of each dimension that applies, and the coverage.

    `quiet_weeks` is how many of the last weeks went without a sign of drift, None where that is not known.
    """

    scope: str
    score: Estimate | None
    dimensions: Sequence[tuple[Dimension, Estimate | None]]
    coverage: float
    quiet_weeks: int | None = None


def rating_of(rated: Rated, rules: LevelRules, vetoes: tuple[Finding, ...] = ()) -> Rating:
    """Return the level that a score stands for; a veto caps it at M2 whatever the number."""
    if rated.score is None or rated.coverage < rules.rated_coverage:
        reason = _reason("LEVEL_UNRATED", rated, value=f"{rated.coverage:.0%}", limit=f"{rules.rated_coverage:.0%}")
        return Rating(level=Level.M0, reasons=(reason,), vetoes=vetoes)
    level, limit = _by_score(rated.score.value, rules)
    below = () if limit is None else (_reason("LEVEL_SCORE", rated, value=_figure(rated.score.value), limit=_figure(limit)),)
    if vetoes and level.rank >= Level.M2.rank:
        named = ", ".join(dict.fromkeys(each.code for each in vetoes))
        return Rating(level=Level.M2, reasons=(*below, _reason("LEVEL_VETO", rated, codes=named)), vetoes=vetoes)
    if below:
        return Rating(level=level, reasons=below, vetoes=vetoes)
    missing = tuple(_not_stable(rated, rated.score, rules))
    return Rating(level=Level.M3 if missing else Level.M4, reasons=missing)


def _by_score(value: float, rules: LevelRules) -> tuple[Level, float | None]:
    """Return the level by the score alone, at most M3, and the limit that it falls short of."""
    if value < rules.partial_score:
        return Level.M1, rules.partial_score
    return (Level.M2, rules.basic_score) if value < rules.basic_score else (Level.M3, None)


def _not_stable(rated: Rated, score: Estimate, rules: LevelRules) -> Iterator[Finding]:
    """Yield what M4 lacks."""
    if score.low < rules.stable_score:
        yield _reason("LEVEL_STABLE_SCORE", rated, value=_figure(score.low), limit=_figure(rules.stable_score))
    for dimension, found in rated.dimensions:
        if found is None or found.low < rules.stable_dimension_score:
            value = "–" if found is None else _figure(found.low)
            facts = {"value": value, "limit": _figure(rules.stable_dimension_score), "dimension": dimension.value}
            yield _reason("LEVEL_STABLE_DIMENSION", rated, **facts)
    if rated.coverage < rules.stable_coverage:
        yield _reason("LEVEL_STABLE_COVERAGE", rated, value=f"{rated.coverage:.0%}", limit=f"{rules.stable_coverage:.0%}")
    if not rules.waive_drift:
        yield from _not_quiet(rated, rules.stable_weeks)


def _not_quiet(rated: Rated, limit: int) -> Iterator[Finding]:
    if rated.quiet_weeks is None:
        yield _reason("LEVEL_DRIFT_UNKNOWN", rated, limit=limit)
    elif rated.quiet_weeks < limit:
        yield _reason("LEVEL_STABLE_DRIFT", rated, value=rated.quiet_weeks, limit=limit)


def _reason(code: str, rated: Rated, **facts: object) -> Finding:
    about = (str(facts["dimension"]),) if "dimension" in facts else ()
    return Finding(code=code, severity=Severity.INFO, scope=rated.scope, facts=facts, object=about)


def _figure(value: float) -> str:
    return f"{value:.3f}"
