"""From evidence and what detectors said of it to a run that can be recorded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from workbench.eventlog.looks.weeks import day_of
from workbench.findings import Finding
from workbench.fit.codes import SEVERITIES
from workbench.fit.detection import Detected, Evidence
from workbench.fit.scoring import Fit, FitResult, Score
from workbench.linkage import LinkedProcess
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


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """Who had an assessment made, when, and from what: each input by name and SHA-256, and the program with its version."""

    by: str
    at: datetime
    inputs: tuple[tuple[str, str], ...]
    engine: str = ""


def run_of(evidence: Evidence, detected: Detected, fit: FitResult | None, occasion: Occasion) -> Run:
    """Return what an assessment saw; `detected` holds all that is claimed, of the flow and of times as well.

    `fit` is None where nothing is rated. Nothing depends on the order of findings or inputs.
    """
    policy = evidence.policy
    return Run(
        by=occasion.by,
        at=occasion.at,
        digest=digest_of(occasion.inputs),
        engine=occasion.engine,
        policy_version=policy.version,
        policy_sha256=policy.sha256,
        codes=tuple(sorted(code for code in SEVERITIES if policy.claims(code))),
        processes=tuple(_processes(evidence)),
        scopes=tuple(_scope(each) for each in fit.fits) if fit else (),
        findings=tuple(_findings(detected)),
        unjudged=tuple(_unjudged(detected)),
    )


def _processes(evidence: Evidence) -> Iterator[SeenProcess]:
    linked = {each.id: each for each in evidence.linkage.processes}
    for key in sorted({*linked, *(each.id for each in evidence.design.processes)}):
        yield _process(linked[key]) if key in linked else SeenProcess(process=key)


def _process(linked: LinkedProcess) -> SeenProcess:
    cases = int(linked.complete.sum())
    if not linked.is_timed or not len(linked.day):
        return SeenProcess(process=linked.id, cases=cases)
    first, last = (day_of(int(each)) for each in (linked.day.min(), linked.day.max()))
    return SeenProcess(process=linked.id, cases=cases, first=first, last=last)


def _scope(fit: Fit) -> SeenScope:
    sides = (SeenDimension(dimension=each.dimension, score=_score(each.score)) for each in fit.dimensions if each.score.applies)
    return SeenScope(scope=fit.scope.id, level=fit.rating.level, score=_score(fit.score), dimensions=tuple(sides))


def _score(score: Score) -> SeenScore:
    found = score.estimate
    return SeenScore(
        value=None if found is None else found.value,
        low=None if found is None else found.low,
        high=None if found is None else found.high,
        coverage=score.coverage,
    )


def _findings(detected: Detected) -> Iterator[SeenFinding]:
    """Yield each finding once, by id; what is claimed goes before what was too rare."""
    rare = {each.id: _finding(each, is_claimed=False) for each in detected.below_threshold}
    loud = {each.id: _finding(each, is_claimed=True) for each in detected.findings}
    yield from (each for _, each in sorted({**rare, **loud}.items()))


def _finding(finding: Finding, *, is_claimed: bool) -> SeenFinding:
    return SeenFinding(
        id=finding.id,
        code=finding.code,
        scope=finding.scope,
        object=finding.object,
        severity=finding.severity,
        count=finding.count,
        exposed=finding.exposed,
        is_claimed=is_claimed,
    )


def _unjudged(detected: Detected) -> Iterator[Unjudged]:
    told = {(code, each.scope, each.reason.code) for each in detected.unknown for code in each.codes}
    yield from (Unjudged(code=code, scope=scope, because=because) for code, scope, because in sorted(told))
