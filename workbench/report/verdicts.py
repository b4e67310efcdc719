"""What came of each process and of the enterprise in a few figures: one value from which every short form of a report is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from workbench.conformance import Conformance
from workbench.findings import ENTERPRISE, Finding, Severity
from workbench.fit.detection import Unknown
from workbench.fit.scoring import Fit
from workbench.normalization import Acceptance, Standing
from workbench.report.decided import decided_on
from workbench.report.net_figures import NetFigures, net_figures
from workbench.report.page import Decided, Texts
from workbench.report.process_figures import days_of
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

    `findings` are claimed in this scope, the weightiest first, whether accepted or not; `unknown` could not be judged. `decided`
    is what is decided on them, by their ids, None where nobody asked or the register cannot be read. `net` stands beside the
    `flow` of a process, which it never changes.
    """

    scope: str
    name: Texts
    status: Status
    reason: Texts | None = None
    flow: Flow | None = None
    rate: Rate | None = None
    findings: tuple[Finding, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    decided: Mapping[str, Decided] | None = None
    net: NetFigures | None = None

    @property
    def accepted(self) -> tuple[Finding, ...] | None:
        """Return the findings whose acceptance is in force, None where nothing is known of decisions."""
        if self.decided is None:
            return None
        accepted = {key for key, each in self.decided.items() if each.state == Acceptance.name}
        return tuple(each for each in self.findings if each.id in accepted)

    @property
    def net_of_accepted(self) -> Verdict:
        """Return the verdict on what is not accepted: the findings that are left, and net figures in place of the gross ones.

        What is not known net stays gross: the level, and what is raw.
        """
        flow, rate, net = self.flow, self.rate, self.net
        accepted = {each.id for each in self.accepted or ()}
        if net is not None:
            flow = flow and replace(flow, conforming=net.conforming.value, fitness=net.fitness)
            rate = rate and replace(rate, score=net.fit)
        return replace(self, findings=tuple(each for each in self.findings if each.id not in accepted), flow=flow, rate=rate)

    def decision_on(self, finding: Finding) -> Texts | None:
        """Say what is decided on one of the findings, None where nothing is."""
        decided = (self.decided or {}).get(finding.id)
        return decided.sentence if decided else None

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
    return verdicts_under(assessment, assessment.standing)


def verdicts_under(assessment: Assessment, standing: Standing) -> tuple[Verdict, ...]:
    """Return the verdicts with decisions as they stand in place of those that the assessment was made with."""
    processes = tuple(_of_process(each, assessment, standing) for each in assessment.processes)
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
        decided=_decided(found, standing),
    )
    return (*processes, of_all)


def _of_process(process: AssessedProcess, assessment: Assessment, standing: Standing) -> Verdict:
    design, conformance = process.study.design, process.conformance
    found = assessment.findings_in(process)
    fit = assessment.rated.process.get(process.id) if assessment.rated else None
    verdict = Verdict(
        scope=process.id,
        name=called(design.texts) if design else Texts(zh=process.id, en=process.id),
        status=Status.UNKNOWN if process.lacks_a_file else Status.REFUSED,
        reason=in_both(process.refusal.text) if process.refusal else None,
        rate=_rate(fit) if fit else None,
        findings=_ranked(found),
        unknown=_unknown(assessment, process.id),
        decided=_decided(found, standing),
        net=net_figures(process, assessment, standing),
    )
    if conformance is None:
        return verdict
    return replace(verdict, status=Status.ASSESSED, flow=_flow(conformance, assessment.study.timezone))


def _flow(conformance: Conformance, timezone: str) -> Flow:
    observable, raw, days = conformance.measures, conformance.raw_measures, days_of(conformance, timezone)
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


def _decided(findings: tuple[Finding, ...], standing: Standing) -> Mapping[str, Decided] | None:
    """Return what is decided on findings by their ids, None where nothing is known of decisions."""
    if standing.on is None or standing.fault is not None:
        return None
    decided = {each.id: decided_on(each.id, standing) for each in findings}
    return MappingProxyType({key: each for key, each in decided.items() if each is not None})


def _ranked(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda each: each.order))


def _unknown(assessment: Assessment, scope: str) -> tuple[Unknown, ...]:
    return tuple(each for each in assessment.detected.unknown if each.scope == scope)
