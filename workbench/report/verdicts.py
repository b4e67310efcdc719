"""What came of each process and of the enterprise in a few figures: one value from which every short form of a report is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo

from workbench.conformance import Conformance
from workbench.findings import Finding, Severity
from workbench.fit.detection import ENTERPRISE, Unknown
from workbench.fit.scoring import Fit
from workbench.report.page import Texts
from workbench.report.tables import both, called, in_both
from workbench.study import AssessedProcess, Assessment


class Status(StrEnum):
    """Whether a process was held against its log, lacks one of the two, or was refused."""

    ASSESSED = "assessed"
    UNKNOWN = "unknown"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Flow:
    """The flow of one process: complete and incomplete cases, events, the days of the first and the last, and the figures.

    `conforming` and `fitness` are in [0, 1], of what can be observed; `raw_` beside them of all that is designed. None where
    there is nothing to measure.
    """

    cases: int
    incomplete: int
    events: int
    conforming: float | None
    raw_conforming: float | None
    fitness: float | None
    raw_fitness: float | None
    first: date | None
    last: date | None


@dataclass(frozen=True, kw_only=True)
class Rate:
    """The fit of one scope: its level and score with interval, all in [0, 1]; None where nothing is known."""

    level: str
    score: float | None
    low: float | None
    high: float | None
    coverage: float | None


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What came of one process, or of the enterprise; `reason` says why a process has no `flow`, `rate` is None if not rated.

    `findings` are claimed in this scope, the weightiest first, whether accepted or not; `unknown` could not be judged.
    """

    scope: str
    name: Texts
    status: Status
    reason: Texts | None = None
    flow: Flow | None = None
    rate: Rate | None = None
    findings: tuple[Finding, ...] = ()
    unknown: tuple[Unknown, ...] = ()

    @property
    def counts(self) -> Mapping[Severity, int]:
        """Return how many findings there are of each severity, the weightiest first."""
        return MappingProxyType(
            {severity: sum(each.severity is severity for each in self.findings) for severity in reversed(Severity)}
        )

    @property
    def codes(self) -> Mapping[str, tuple[Finding, ...]]:
        """Return the findings of each code that was claimed here, by code."""
        codes = sorted({each.code for each in self.findings})
        return MappingProxyType({code: tuple(each for each in self.findings if each.code == code) for code in codes})

    def why_unknown(self, code: str) -> Finding | None:
        """Return why a code cannot be judged here; None where it can."""
        return next((each.reason for each in self.unknown if code in each.codes), None)


def verdicts_of(assessment: Assessment) -> tuple[Verdict, ...]:
    """Return the verdict on each process, then, where more is told than processes, on the enterprise."""
    processes = tuple(_of_process(each, assessment) for each in assessment.processes)
    rated = assessment.rated
    found = assessment.enterprise_findings
    if rated is None and not found:
        return processes
    of_all = Verdict(
        scope=ENTERPRISE,
        name=both("scope-enterprise"),
        status=Status.ASSESSED,
        rate=_rate(rated.enterprise) if rated else None,
        findings=_ranked(found),
        unknown=_unknown(assessment, ENTERPRISE),
    )
    return (*processes, of_all)


def _of_process(process: AssessedProcess, assessment: Assessment) -> Verdict:
    design, conformance = process.study.design, process.conformance
    fit = assessment.rated.process.get(process.id) if assessment.rated else None
    verdict = Verdict(
        scope=process.id,
        name=called(design.texts) if design else Texts(zh=process.id, en=process.id),
        status=Status.UNKNOWN if process.lacks_a_file else Status.REFUSED,
        reason=in_both(process.refusal.text) if process.refusal else None,
        rate=_rate(fit) if fit else None,
        findings=_ranked(assessment.findings_in(process)),
        unknown=_unknown(assessment, process.id),
    )
    if conformance is None:
        return verdict
    return replace(verdict, status=Status.ASSESSED, flow=_flow(conformance, assessment.study.timezone))


def _flow(conformance: Conformance, timezone: str) -> Flow:
    observable, raw, ends = conformance.measures, conformance.raw_measures, conformance.log.end.tolist()
    days = [datetime.fromtimestamp(end / 1e6, UTC).astimezone(ZoneInfo(timezone)).date() for end in ends]
    return Flow(
        cases=observable.cases,
        incomplete=conformance.log.n_cases - observable.cases,
        events=conformance.log.n_events,
        conforming=observable.conforming_share,
        raw_conforming=raw.conforming_share,
        fitness=observable.fitness,
        raw_fitness=raw.fitness,
        first=days[0] if days else None,
        last=days[-1] if days else None,
    )


def _rate(fit: Fit) -> Rate:
    estimate = fit.score.estimate
    return Rate(
        level=fit.rating.level.value,
        score=fit.score.value,
        low=estimate.low if estimate else None,
        high=estimate.high if estimate else None,
        coverage=fit.score.coverage,
    )


def _ranked(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda each: each.order))


def _unknown(assessment: Assessment, scope: str) -> tuple[Unknown, ...]:
    return tuple(each for each in assessment.detected.unknown if each.scope == scope)
