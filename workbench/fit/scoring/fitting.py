"""Fit of an enterprise and of each of its processes: indicators read, cases drawn again, all of it scored and rated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.looks.weeks import day_of
from workbench.findings import ENTERPRISE, Finding
from workbench.fit.detection import Evidence
from workbench.fit.indicators.grounds import read_in
from workbench.fit.indicators.model import Indicator, Reading, Scope
from workbench.fit.scoring.aggregation import Weighting, weighting_of
from workbench.fit.scoring.levels import Rated, rating_of
from workbench.fit.scoring.model import Fit, FitResult, Score, ScoredDimension, Window
from workbench.fit.scoring.resampling import draws_of
from workbench.fit.scoring.robustness import levers_of, random_weightings, ranking_of
from workbench.fit.scoring.scope_score import Read, drawn, rises_of, scored
from workbench.fit.scoring.vetoes import vetoes_in
from workbench.fit.scoring_rules import LevelRules, ScoringRules

SEED: Final = 20_230_120
"""The seed of all draws, unless a caller gives another."""

DRAWS: Final = 1000
"""How often cases are drawn again."""


@dataclass(frozen=True, kw_only=True, eq=False)
class _Basis:
    """What every scope is scored by."""

    evidence: Evidence
    findings: tuple[Finding, ...]
    rules: ScoringRules
    weighting: Weighting
    weightings: Weighting


def fit_of(
    evidence: Evidence,
    findings: Sequence[Finding],
    indicators: Sequence[Indicator],
    seed: int = SEED,
) -> FitResult:
    """Score the enterprise and each process by the indicators that the policy switches on.

    `findings` are what is open: those that are critical cap the level. The same seed gives the same intervals. How long it has
    been quiet no evidence tells: see `as_watched`.
    """
    policy = evidence.policy
    weights = policy.scoring.weights
    of_indicator = weights.of_indicator
    used = tuple(each for each in indicators if of_indicator[each.code] > 0)
    codes = [each.code for each in used]
    scopes = _scopes(evidence)
    read = _read(evidence, scopes, used, seed)
    basis = _Basis(
        evidence=evidence,
        findings=tuple(findings),
        rules=policy.scoring,
        weighting=weighting_of(weights, codes),
        weightings=random_weightings(weights, codes, seed),
    )
    enterprise, *processes = (_fit(scope, each, basis) for scope, each in zip(scopes, read, strict=True))
    values = {scope.id: each.values for scope, each in zip(scopes[1:], read[1:], strict=True)}
    return FitResult(
        enterprise=enterprise,
        processes=tuple(processes),
        ranking=ranking_of(values, basis.weighting, basis.weightings),
        policy_version=policy.version,
        policy_sha256=policy.sha256,
        seed=seed,
        draws=DRAWS,
    )


def as_watched(result: FitResult, rules: LevelRules, quiet_weeks: Mapping[str, int]) -> FitResult:
    """Return what was scored with the levels that hold since a watch has counted; no figure is another.

    `quiet_weeks` is how many of the last weeks of each process went without a sign of drift; level M4 asks for some.
    """

    def watched(fit: Fit) -> Fit:
        rated = _rated(fit.scope, fit.score, fit.dimensions, _quiet(fit.scope, quiet_weeks))
        return replace(fit, rating=rating_of(rated, rules, fit.rating.vetoes))

    return replace(result, enterprise=watched(result.enterprise), processes=tuple(map(watched, result.processes)))


def _scopes(evidence: Evidence) -> tuple[Scope, ...]:
    """Return the enterprise, then each process."""
    ids = tuple(each.id for each in evidence.design.processes)
    return (Scope(id=ENTERPRISE, processes=ids), *(Scope(id=each, processes=(each,)) for each in ids))


def _read(evidence: Evidence, scopes: Sequence[Scope], indicators: tuple[Indicator, ...], seed: int) -> list[Read]:
    """Read every indicator in every scope, and again for drawn cases; a case is drawn alike in all scopes."""
    readings: list[tuple[Reading, ...]] = [tuple(read_in(each, evidence, scope) for each in indicators) for scope in scopes]
    drawings: list[list[NDArray[np.float64]]] = [[] for _ in scopes]
    processes = evidence.linkage.processes
    for weights in draws_of(processes, seed, DRAWS):
        n = len(weights[0]) if weights else DRAWS
        for scope, of_scope, into in zip(scopes, readings, drawings, strict=True):
            parts = [each for process, each in zip(processes, weights, strict=True) if process.id in scope.processes]
            into.append(drawn(of_scope, np.concatenate([np.empty((n, 0)), *parts], axis=1)))
    return [
        Read(indicators=indicators, readings=of_scope, draws=np.concatenate(into))
        for of_scope, into in zip(readings, drawings, strict=True)
    ]


def _fit(scope: Scope, read: Read, basis: _Basis) -> Fit:
    found = scored(read, basis.weighting, basis.rules)
    rated = _rated(scope, found.score, found.dimensions)
    codes = [each.code for each in read.indicators]
    linked = scope.linked(basis.evidence)
    return Fit(
        scope=scope,
        score=found.score,
        dimensions=found.dimensions,
        indicators=found.indicators,
        rating=rating_of(rated, basis.rules.levels, vetoes_in(scope, basis.findings, basis.evidence)),
        levers=levers_of(codes, rises_of(read, basis.rules), basis.weighting, basis.weightings),
        cases=sum(int(each.complete.sum()) for each in linked),
        window=_window([each.day[each.is_counted] for each in linked if each.is_timed]),
    )


def _rated(scope: Scope, score: Score, dimensions: tuple[ScoredDimension, ...], quiet_weeks: int | None = None) -> Rated:
    return Rated(
        scope=scope.id,
        score=score.estimate,
        dimensions=tuple((each.dimension, each.score.estimate) for each in dimensions if each.score.applies),
        coverage=score.coverage or 0.0,
        quiet_weeks=quiet_weeks,
    )


def _quiet(scope: Scope, quiet_weeks: Mapping[str, int]) -> int | None:
    """Return the weeks that every process of a scope was quiet; None where that is not known of each."""
    known = [quiet_weeks[each] for each in scope.processes if each in quiet_weeks]
    return min(known) if known and len(known) == len(scope.processes) else None


def _window(days: Sequence[NDArray[np.int32]]) -> Window | None:
    known = np.concatenate(days) if days else np.empty(0, dtype=np.int32)
    if not known.size:
        return None
    return Window(first=day_of(int(known.min())), last=day_of(int(known.max())))
