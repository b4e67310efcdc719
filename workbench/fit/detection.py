"""What detectors see and what they say: claims, what was suppressed and why, and what cannot be told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from workbench.conformance import Conformance
from workbench.conformance.deviations import figures
from workbench.design import Design, DesignedActivity
from workbench.findings import ENTERPRISE, Finding, Severity
from workbench.fit.claims import reaches_floor
from workbench.fit.codes import SEVERITIES
from workbench.fit.listed import ListedFindings
from workbench.fit.policy import Policy
from workbench.linkage import Linkage, LinkedProcess, Performer
from workbench.shown import Tabled, Tabular


@dataclass(frozen=True, kw_only=True, eq=False)
class Evidence:
    """All that detectors may look at: the design, the events linked with it, the flow's conformance, and the policy.

    `linkage` holds the processes that have a log and could be played; `timezone` is that of the workspace. `doubted` says by
    process which codes its log leaves nothing to measure of, and why.
    """

    design: Design
    linkage: Linkage
    conformance: Mapping[str, Conformance]
    policy: Policy
    timezone: str
    doubted: Mapping[str, Mapping[str, Finding]] = field(default_factory=lambda: MappingProxyType({}))

    def doubt(self, code: str, processes: Iterable[LinkedProcess]) -> Finding | None:
        """Return why a code cannot be judged in some processes: where the logs of half of the complete cases leave nothing."""
        counts = [(int(each.complete.sum()), self.doubted.get(each.id, {}).get(code)) for each in processes]
        lost = sum(count for count, reason in counts if reason is not None)
        reasons = [reason for _, reason in counts if reason is not None]
        return reasons[0] if reasons and 2 * lost >= sum(count for count, _ in counts) else None


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A finding, and the complete cases that were exposed to it; None where the reporting floor does not apply."""

    finding: Finding
    exposed_cases: int | None = None


@dataclass(frozen=True, kw_only=True)
class Suppression:
    """What looked like a finding and is none: the code, why (`delegation`, `support`, …), how often, and what it was about."""

    code: str
    because: str
    count: int
    scope: str = ENTERPRISE
    object: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """Codes that cannot be judged, in one process or anywhere, and the finding that says why."""

    codes: tuple[str, ...]
    reason: Finding
    scope: str = ENTERPRISE


Verdict: TypeAlias = Claim | Suppression | Unknown
Detector: TypeAlias = Callable[[Evidence], Iterable[Verdict]]
"""A detector of one finding code."""


@dataclass(frozen=True, kw_only=True)
class Detected(Tabled):
    """What detectors said: claimed findings and those below the reporting floor, suppressions, and what is unknown."""

    findings: tuple[Finding, ...] = ()
    below_threshold: tuple[Finding, ...] = ()
    suppressed: tuple[Suppression, ...] = ()
    unknown: tuple[Unknown, ...] = ()

    @property
    def table(self) -> Tabular:
        """Return the claimed findings."""
        return ListedFindings(findings=self.findings)


def detect(evidence: Evidence, detectors: Mapping[str, Detector]) -> Detected:
    """Ask the detectors, by code, of every code that the policy claims; a finding bears the policy's severity.

    The reporting floor keeps back what has too few cases, or too few of the exposed ones, unless its code is critical (domain
    rules 3.9, number 3).
    """
    claims: list[Claim] = []
    suppressed: list[Suppression] = []
    unknown: list[Unknown] = []
    for code in (each for each in sorted(detectors) if evidence.policy.claims(each)):
        doubt = evidence.doubt(code, evidence.linkage.processes)
        if doubt is not None:
            unknown.append(Unknown(codes=(code,), reason=doubt))
            continue
        for verdict in detectors[code](evidence):
            match verdict:
                case Claim():
                    claims.append(replace(verdict, finding=evidence.policy.weighed(verdict.finding)))
                case Suppression():
                    suppressed.append(verdict)
                case Unknown():
                    unknown.append(verdict)
    loud = [reaches_floor(claim.finding, claim.exposed_cases, evidence.policy) for claim in claims]
    return Detected(
        findings=_ranked(claim.finding for claim, is_loud in zip(claims, loud, strict=True) if is_loud),
        below_threshold=_ranked(claim.finding for claim, is_loud in zip(claims, loud, strict=True) if not is_loud),
        suppressed=tuple(sorted(suppressed, key=lambda it: (it.code, it.scope, it.object, it.because))),
        unknown=tuple(sorted(unknown, key=lambda it: (it.codes, it.scope, it.reason.code))),
    )


def structural(code: str, scope: str, about: Sequence[str], facts: Mapping[str, object], elements: Sequence[str] = ()) -> Claim:
    """Claim what the design itself shows, without counting."""
    about, elements = tuple(about), tuple(elements)
    return Claim(finding=Finding(code=code, severity=SEVERITIES[code], scope=scope, object=about, facts=facts, elements=elements))


def as_critical(claim: Claim) -> Claim:
    """Return a claim that its circumstances make critical, whatever its code weighs."""
    return replace(claim, finding=replace(claim.finding, severity=Severity.CRITICAL))


@dataclass(frozen=True, kw_only=True, eq=False)
class Counted:
    """Events of one process (rows, int64, ascending) that show something, among those that could have."""

    process: LinkedProcess
    shown: NDArray[np.int64]
    exposed: NDArray[np.int64]
    facts: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


def of_events(code: str, about: Sequence[str], counted: Counted, elements: Sequence[str] = ()) -> Claim:
    """Claim what events show: `count` and `exposed` count events, the floor counts their cases."""
    process = counted.process
    cases = np.unique(process.case[counted.shown])
    finding = Finding(
        code=code,
        severity=SEVERITIES[code],
        scope=process.id,
        object=tuple(about),
        count=len(counted.shown),
        exposed=len(counted.exposed),
        cases=tuple(process.cases[number] for number in cases.tolist()),
        elements=tuple(elements),
    )
    exposed_cases = int(np.count_nonzero(np.diff(process.case[counted.exposed], prepend=-1)))
    return Claim(finding=replace(finding, facts={**counted.facts, **figures(finding)}), exposed_cases=exposed_cases)


def of_events_anywhere(
    code: str, about: Sequence[str], parts: Sequence[Counted], facts: Mapping[str, object], elements: Sequence[str] = ()
) -> Claim:
    """Claim of the enterprise what events of several processes show: their counts and their cases, summed."""
    cases = [np.unique(part.process.case[part.shown]).tolist() for part in parts]
    finding = Finding(
        code=code,
        severity=SEVERITIES[code],
        scope=ENTERPRISE,
        object=tuple(about),
        count=sum(len(part.shown) for part in parts),
        exposed=sum(len(part.exposed) for part in parts),
        cases=tuple(part.process.cases[case] for part, mine in zip(parts, cases, strict=True) for case in mine),
        elements=tuple(elements),
    )
    exposed_cases = sum(len(np.unique(part.process.case[part.exposed])) for part in parts)
    return Claim(finding=replace(finding, facts={**facts, **figures(finding)}), exposed_cases=exposed_cases)


def without(table: str, *codes: str, scope: str = ENTERPRISE) -> Unknown:
    """Say that codes cannot be judged since a table, a column or a log is missing; `table` names the reason's sentence."""
    facts = {"codes": ", ".join(codes), "process": scope}
    reason = Finding(code=f"UNKNOWN_NO_{table.upper()}", severity=Severity.INFO, scope=scope, object=codes, facts=facts)
    return Unknown(codes=codes, reason=reason, scope=scope)


def first_missing(tables: Mapping[str, object | None]) -> str | None:
    """Return the name of the first table that is absent, None where all are there."""
    return next((name for name, table in tables.items() if table is None), None)


def without_people(evidence: Evidence, code: str) -> Iterator[Unknown]:
    """Say of each process that has performers, or should have, and no person among them, why a code cannot be judged there."""
    nobody = (Performer.ABSENT, Performer.UNIDENTIFIED)
    for process in evidence.linkage.processes:
        if np.isin(process.performer, nobody).any() and not (process.person >= 0).any():
            yield without(hiding_people(process, evidence.design), code, scope=process.id)


def hiding_people(process: LinkedProcess, design: Design) -> str:
    """Return what is missing so that nobody in a process is known."""
    if (process.performer == Performer.ABSENT).all():
        return "resources"
    tables = {"persons": design.organization.holdings, "accounts": design.landscape.accounts}
    return first_missing(tables) or "identities"


def without_departments(evidence: Evidence, code: str, scope: str = ENTERPRISE) -> Unknown:
    """Say that a code cannot be judged since no event's department is known, by the first reason for it."""
    return without(lack_of_departments(evidence, scope), code, scope=scope)


def lack_of_departments(evidence: Evidence, scope: str = ENTERPRISE) -> str:
    """Return the first reason why no event's department is known."""
    processes = [each for each in evidence.linkage.processes if scope in (ENTERPRISE, each.id)]
    hidden = [hiding_people(each, evidence.design) for each in processes]
    return "posts" if evidence.design.organization.posts is None else hidden[0]


def without_logs(evidence: Evidence, *codes: str) -> Iterator[Unknown]:
    """Say of each process without events that codes, which rest on them, cannot be judged there."""
    witnessed = {process.id for process in evidence.linkage.processes}
    return (without("log", *codes, scope=each.id) for each in evidence.design.processes if each.id not in witnessed)


def human_activities(design: Design) -> Iterator[DesignedActivity]:
    """Yield the activities that people are to do: none that is automatic."""
    return (each for each in design.activities if not each.is_automatic)


def _ranked(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda it: (-it.severity.rank, it.code, it.scope, it.object)))
