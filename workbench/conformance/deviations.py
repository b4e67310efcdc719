"""From what was observed in single cases to findings: exposure, count, cases, and the floor below which nothing is claimed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.alignment import Alignments
from workbench.conformance.expectation import Expectation
from workbench.conformance.observations import Observation, observe, succession_of
from workbench.eventlog.engines.simple_log import SimpleLog
from workbench.findings import Finding, Severity
from workbench.process.sidecar import Sidecar

_SEVERITIES = {
    "CF-SKIP": Severity.MAJOR,
    "CF-ORDER": Severity.MAJOR,
    "CF-EXTRA": Severity.MINOR,
    "CF-REWORK": Severity.MINOR,
    "CF-DEAD": Severity.MAJOR,
    "PO-APPR": Severity.MINOR,
}


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """When a finding is claimed (defaults of the domain's decision rules): shares in [0, 1], counts of cases, days."""

    least_share: float = 0.01
    least_cases: int = 5
    dead_exposure: int = 30
    edge_days: int = 7


@dataclass(frozen=True, kw_only=True)
class Deviations:
    """The findings of one process: claimed, and below the reporting floor."""

    findings: tuple[Finding, ...]
    below_threshold: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class _Evidence:
    """What was observed and exposed, variant by variant, and the complete cases of each."""

    observed: Mapping[Observation, Sequence[int]]
    exposed: Mapping[str, frozenset[int]]
    cases_of: Sequence[Sequence[str]]

    def cases(self, variants: Collection[int]) -> tuple[str, ...]:
        return tuple(sorted(case for variant in variants for case in self.cases_of[variant]))

    def count(self, variants: Collection[int]) -> int:
        return sum(len(self.cases_of[variant]) for variant in variants)


def find_deviations(
    alignments: Alignments,
    log: SimpleLog,
    complete: NDArray[np.bool_],
    expectation: Expectation,
    thresholds: Thresholds,
) -> Deviations:
    """Turn the alignments of the complete cases into findings, ranked by severity, then rate."""
    matches = expectation.matches(log.activities)
    evidence = _gathered(alignments, log.cases, complete, matches)
    never = {symbol for symbol in alignments.automaton.symbols if not _occurs(symbol, alignments.variants.activities, matches)}
    claimed: list[Finding] = []
    below: list[Finding] = []
    for observation, variants in evidence.observed.items():
        finding = _finding(observation, variants, evidence, expectation)
        if observation.code == "CF-SKIP" and observation.about[0] in never and (finding.exposed or 0) >= thresholds.dead_exposure:
            claimed.append(_dead(finding))
        else:
            (claimed if _is_claimed(finding, thresholds) else below).append(finding)
    return Deviations(findings=tuple(sorted(claimed, key=_rank)), below_threshold=tuple(sorted(below, key=_rank)))


def _gathered(
    alignments: Alignments, case_ids: Sequence[str], complete: NDArray[np.bool_], matches: Mapping[str, Sequence[str]]
) -> _Evidence:
    cases_of: list[list[str]] = [[] for _ in range(len(alignments.variants))]
    for case in np.flatnonzero(complete).tolist():
        cases_of[alignments.variants.of_case[case]].append(case_ids[case])
    order = succession_of(alignments.automaton)
    observed: dict[Observation, list[int]] = {}
    exposed: dict[str, set[int]] = {}
    for variant, cases in enumerate(cases_of):
        if not cases:
            continue
        moves = alignments.moves(variant)
        for symbol in {move.symbol for move in moves if move.symbol}:
            exposed.setdefault(symbol, set()).add(variant)
        if alignments.costs[variant]:
            for observation in sorted(set(observe(moves, alignments.variants.trace(variant), matches, order))):
                observed.setdefault(observation, []).append(variant)
    return _Evidence(
        observed=observed,
        exposed={symbol: frozenset(variants) for symbol, variants in exposed.items()},
        cases_of=cases_of,
    )


def _occurs(symbol: str, activities: Sequence[str], matches: Mapping[str, Sequence[str]]) -> bool:
    return any(symbol in matches.get(label, ()) for label in activities)


def _finding(observation: Observation, variants: Sequence[int], evidence: _Evidence, expectation: Expectation) -> Finding:
    code, naming, sidecar = observation.code, expectation.naming, expectation.sidecar
    everything = range(len(evidence.cases_of))
    exposed = evidence.count(everything)
    if code in ("CF-SKIP", "CF-REWORK"):
        exposed = evidence.count(evidence.exposed[observation.about[0]])
    elif code == "CF-ORDER":
        exposed = evidence.count(evidence.exposed[observation.about[0]] & evidence.exposed[observation.about[1]])
    undesigned = sidecar.labels.get(observation.about[0]) if observation.about[0] not in naming.nodes else None
    if code == "CF-EXTRA" and undesigned is not None and undesigned.kind == "approval":
        code = "PO-APPR"
    names = [naming.texts(about) for about in observation.about]
    if undesigned is not None and undesigned.name_en:
        names[0] = {**names[0], "en": undesigned.name_en}
    cases = evidence.cases(variants)
    ids = tuple(naming.activity_id(about) for about in observation.about)
    return Finding(
        code=code,
        severity=_severity(code, ids, sidecar),
        facts={
            "activity": names[0],
            "other": names[-1],
            "count": len(cases),
            "exposed": exposed,
            "percent": f"{len(cases) / exposed:.1%}" if exposed else "–",
        },
        scope=expectation.scope,
        object=ids,
        exposed=exposed,
        count=len(cases),
        cases=cases,
        elements=observation.about,
    )


def _severity(code: str, ids: tuple[str, ...], sidecar: Sidecar) -> Severity:
    """A declared order rule gives its own severity to the order that it demands."""
    for rule in sidecar.order_rules:
        if code == "CF-ORDER" and (rule.before, rule.after) == ids:
            return rule.severity
    return _SEVERITIES[code]


def _is_claimed(finding: Finding, thresholds: Thresholds) -> bool:
    """Apply the reporting floor; a critical finding, such as a broken order rule declared critical, has none."""
    if finding.severity is Severity.CRITICAL:
        return True
    return (finding.count or 0) >= thresholds.least_cases and (finding.rate or 0) >= thresholds.least_share


def _dead(skipped: Finding) -> Finding:
    """Return the finding that an activity, often due, never once occurred: it happened in 0 of the exposed cases."""
    facts = {**skipped.facts, "count": 0, "percent": "0.0%"}
    return replace(skipped, code="CF-DEAD", severity=_SEVERITIES["CF-DEAD"], count=0, facts=facts)


def _rank(finding: Finding) -> tuple[object, ...]:
    return (-finding.severity.rank, -(finding.rate or 0), finding.code, finding.object)
