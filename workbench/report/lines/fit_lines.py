"""Fit as lines for a terminal: level, score with interval, coverage, bounds, policy and window – never one without the others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workbench.fit.scoring import Fit, FitResult
from workbench.fit.scoring.robustness import WEIGHTINGS
from workbench.language import Language, say
from workbench.report.tables import decimal, whole_percent

_INDENT: Final = "  "
_SHOWN: Final = 3


def fit_lines(fit: Fit, policy: str, language: Language) -> Iterator[str]:
    """Yield the fit of one scope in a line, then why its level is not a higher one."""
    score, estimate, level = fit.score, fit.score.estimate, fit.rating.level.value
    facts = {
        "level": level,
        "meaning": say(f"level-{level}", language),
        "coverage": whole_percent(score.coverage),
        "policy": policy,
        "window": window_text(fit, language),
    }
    if estimate is None or score.least is None or score.most is None:
        yield _INDENT + say("fit-line-unrated", language, facts)
    else:
        figures = {"score": estimate.value, "low": estimate.low, "high": estimate.high, "least": score.least, "most": score.most}
        told = {name: decimal(figure) for name, figure in figures.items()}
        yield _INDENT + say("fit-line", language, {**facts, **told})
    yield from (_INDENT * 2 + reason.text(language) for reason in fit.rating.reasons)


def ranking_lines(result: FitResult, language: Language) -> Iterator[str]:
    """Yield a line where the ranking of processes depends on the weights, none where it is firm."""
    if result.ranking is None or result.ranking.is_stable:
        return
    loose = sorted((each for each in result.ranking.pairs if not each.is_firm), key=lambda it: (it.kept, it.better, it.worse))
    pairs = (
        say("fit-ranking-pair", language, {"better": each.better, "worse": each.worse, "kept": whole_percent(each.kept)})
        for each in loose[:_SHOWN]
    )
    yield say("fit-ranking-unstable", language, {"count": WEIGHTINGS, "pairs": "; ".join(pairs)})


def window_text(fit: Fit, language: Language) -> str:
    """Say from when to when counted events of a scope began."""
    if fit.window is None:
        return say("fit-untimed" if fit.cases else "fit-no-window", language)
    return say("fit-window", language, {"first": fit.window.first.isoformat(), "last": fit.window.last.isoformat()})
