"""Fit as the findings file tells it: scores with interval, bounds and coverage, levels with reasons, and every indicator."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from workbench.findings import Finding
from workbench.fit.scoring import Fit, FitResult, Score, ScoredIndicator
from workbench.fit.scoring.robustness import Levers, Ranking
from workbench.language import Language

_DIGITS: Final = 6


def fit_content(fit: Fit, language: Language) -> dict[str, Any]:
    """Tell the fit of one scope: `scores` are those of its dimensions that apply, `score` is the whole."""
    rating, window = fit.rating, fit.window
    return {
        "scores": {each.dimension.value: _score(each.score) for each in fit.dimensions if each.score.applies},
        "score": _score(fit.score),
        "level": rating.level.value,
        "level_reasons": [_reason(each, language) for each in rating.reasons],
        "vetoes": [each.id for each in rating.vetoes],
        "window": {"first": window.first.isoformat(), "last": window.last.isoformat()} if window else None,
        "levers": _levers(fit.levers),
    }


def enterprise_content(result: FitResult, language: Language) -> dict[str, Any]:
    """Tell the fit of the enterprise, how its processes rank, and where the intervals come from."""
    return {
        **fit_content(result.enterprise, language),
        "ranking": None if result.ranking is None else _ranking(result.ranking),
        "bootstrap": {"seed": result.seed, "draws": result.draws},
    }


def indicators_content(result: FitResult, language: Language) -> Iterator[dict[str, Any]]:
    """Tell every indicator in every scope: the enterprise, then its processes."""
    return (_indicator(each, language) for fit in result.fits for each in fit.indicators)


def _indicator(each: ScoredIndicator, language: Language) -> dict[str, Any]:
    reading, estimate = each.reading, each.estimate
    return {
        "code": each.code,
        "scope": reading.scope,
        "value": rounded(reading.value),
        "n": reading.n,
        "low": rounded(estimate.low if estimate else None),
        "high": rounded(estimate.high if estimate else None),
        "status": reading.standing.value,
        "reason": None if reading.reason is None else reading.reason.text(language),
        "covered": rounded(reading.covered if estimate else None),
        "dimension": each.dimension.value,
        "weight": rounded(each.weight),
        "contribution": rounded(each.contribution),
        "target": rounded(each.target),
        "lift": rounded(each.lift),
    }


def _score(score: Score) -> dict[str, Any]:
    """Tell a score; `low` and `high` hold 95 % of the draws, `least` and `most` are what unknowns could make of it."""
    estimate = score.estimate
    return {
        "value": rounded(score.value),
        "low": rounded(estimate.low if estimate else None),
        "high": rounded(estimate.high if estimate else None),
        "coverage": rounded(score.coverage),
        "least": rounded(score.least),
        "most": rounded(score.most),
        "arithmetic": rounded(score.arithmetic),
        "imbalance": rounded(score.imbalance),
    }


def _reason(finding: Finding, language: Language) -> dict[str, Any]:
    return {"code": finding.code, "message": finding.text(language)}


def _levers(levers: Levers) -> dict[str, Any]:
    kept = [{"code": code, "kept": rounded(kept)} for code, kept in zip(levers.codes, levers.kept, strict=True)]
    return {"best": kept, "stable": levers.is_stable}


def _ranking(ranking: Ranking) -> dict[str, Any]:
    pairs = [{"better": each.better, "worse": each.worse, "kept": rounded(each.kept)} for each in ranking.pairs]
    return {"processes": list(ranking.processes), "pairs": pairs, "stable": ranking.is_stable}


def rounded(value: float | None) -> float | None:
    """Return a figure with six digits, as the findings file has them."""
    return None if value is None else round(value, _DIGITS)
