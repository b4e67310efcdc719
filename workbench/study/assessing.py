"""Every process of a study held against its log."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Final

from workbench.conformance import AlignmentEngine, Alignments, Budget, Conformance, Expectation, Thresholds, check_conformance
from workbench.conformance.case_facts import facts_of
from workbench.conformance.checking import align_log
from workbench.conformance.contrast import RARE, Contrast, contrast_of
from workbench.conformance.perspectives import Perspectives, TimeRules, claims_of, perspectives_of
from workbench.conformance.sweeping import sweeper_of
from workbench.eventlog import NO_TIME, EventLog
from workbench.eventlog.engines.executions import Executions
from workbench.eventlog.engines.simple_log import simple_log_of
from workbench.findings import ENTERPRISE, Finding, Place, Severity, UnsupportedError, UsageError, WorkbenchError
from workbench.fit import Policy
from workbench.fit.claims import conformance_under, times_under
from workbench.fit.codes import SEVERITIES, STRUCTURAL
from workbench.fit.detection import Detected, Evidence, Suppression, Unknown, detect, without
from workbench.fit.detectors import DETECTORS
from workbench.fit.indicators.catalogue import INDICATORS
from workbench.fit.listed import ListedFindings
from workbench.fit.plan import circumstances_of, move_for
from workbench.fit.scoring import FitResult, as_watched, fit_of
from workbench.linkage import Linkage, Witnessed, link
from workbench.normalization import UNDECIDED, Standing
from workbench.process import FlowModel, Sidecar
from workbench.process.naming import naming_of
from workbench.shown import Tabled
from workbench.study.doubting import doubted_in
from workbench.study.studied import StudiedProcess, Study
from workbench.study.under_watch import Normalized

_NO_LOG: Final = "PROCESS_WITHOUT_LOG"
_APPROVAL: Final = "PO-APPR"
_OF_WAITING: Final = frozenset({"PF-BATCH", "PF-WAIT"})
_OF_TIMES: Final = frozenset({*_OF_WAITING, "PF-SLA"})
_MISSING: Final = frozenset({_NO_LOG, "PROCESS_LOG_MISSING", "PROCESS_WITHOUT_MODEL", "PROCESS_MODEL_MISSING"})
_UNSOUND: Final = ("BEHAVIOR_NEVER_COMPLETES", "SOUND_DEADLOCK", "SOUND_NO_OPTION_TO_COMPLETE")
"""What keeps a process from completing, always or at times."""


@dataclass(frozen=True, kw_only=True, eq=False)
class AssessedProcess:
    """One process and what its log says of it; `conformance` is None where `refusal` says why.

    `executions` are the events behind it, None where they were too many to be brought here; `of_times` is claimed of
    them, `rare_times` was seen too rarely for that.
    """

    id: str
    study: StudiedProcess
    conformance: Conformance | None = None
    executions: Executions | None = None
    of_times: tuple[Finding, ...] = ()
    rare_times: tuple[Finding, ...] = ()
    refusal: Finding | None = None

    @property
    def lacks_a_file(self) -> bool:
        """Return whether its log or its model is missing, which makes much unknown; a file that is wrong refuses it instead."""
        return self.refusal is not None and self.refusal.code in _MISSING

    @property
    def perspectives(self) -> Perspectives | None:
        """Look at the process from all sides, anew each time: flow, time, performers and data; None where it was refused."""
        if self.conformance is None or self.study.expectation is None:
            return None
        return perspectives_of(self.study.expectation, self.conformance, self.executions, self.study.surroundings)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return what is claimed: deviations of the flow, then of times, each the weightiest first."""
        flow = self.conformance.deviations.findings if self.conformance else ()
        return (*flow, *self.of_times)

    @property
    def below_threshold(self) -> tuple[Finding, ...]:
        """Return what was seen too rarely to be claimed, of the flow, then of times."""
        flow = self.conformance.deviations.below_threshold if self.conformance else ()
        return (*flow, *self.rare_times)

    @property
    def notices(self) -> tuple[Finding, ...]:
        """Return what was noticed while reading and aligning."""
        return (*self.study.findings, *(self.conformance.notices if self.conformance else ()))


@dataclass(frozen=True, kw_only=True, eq=False)
class Assessment(Tabled):
    """What was found, over all processes; `standing` are the decisions on it, which change nothing of it.

    `normalized` is what the register tells beside: plan, releases, watch; None where it tells nothing, or nobody asked.
    `quiet_weeks` is how many of the last weeks of each process went without a sign of drift, by the register; a process of which
    that is not known is left out.
    """

    study: Study
    processes: tuple[AssessedProcess, ...]
    linkage: Linkage
    detected: Detected = field(default_factory=Detected)
    standing: Standing = UNDECIDED
    normalized: Normalized | None = None
    quiet_weeks: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def evidence(self) -> Evidence:
        """Return all that detectors and indicators may look at."""
        return Evidence(
            design=self.study.design,
            linkage=self.linkage,
            conformance=self.conformance,
            policy=self.study.policy,
            timezone=self.study.timezone,
            doubted={each.id: each.study.doubted for each in self.processes},
        )

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return what is claimed: process by process, then of the enterprise; of each the flow, times, then all else."""
        in_processes = (finding for each in self.processes for finding in self.findings_in(each))
        return (*in_processes, *self._detected_in(ENTERPRISE))

    def findings_in(self, process: AssessedProcess) -> tuple[Finding, ...]:
        """Return what is claimed in one process."""
        return (*process.findings, *self._detected_in(process.id))

    @property
    def enterprise_findings(self) -> tuple[Finding, ...]:
        """Return what is claimed of the enterprise as a whole."""
        return self._detected_in(ENTERPRISE)

    @property
    def below_threshold(self) -> tuple[Finding, ...]:
        """Return what was seen too rarely to be claimed."""
        in_processes = (finding for each in self.processes for finding in each.below_threshold)
        return (*in_processes, *self.detected.below_threshold)

    @property
    def table(self) -> ListedFindings:
        """Return all claimed findings, each with the element that is to move."""
        circumstances = circumstances_of(self.evidence)
        moved = {each.id: move_for(each, circumstances).elements[0] for each in self.findings}
        return ListedFindings(findings=self.findings, moved=moved)

    def _detected_in(self, scope: str) -> tuple[Finding, ...]:
        return tuple(each for each in self.detected.findings if each.scope == scope)

    @property
    def conformance(self) -> Mapping[str, Conformance]:
        """Return the conformance of each assessed process by its id."""
        return {each.id: each.conformance for each in self.processes if each.conformance is not None}

    @cached_property
    def fit(self) -> FitResult:
        """Return how far technology, process, organization and data fit, computed when it is first asked for.

        Whether a level is stable rests on the weeks that the watch has counted, where the register tells of a trial or a release.
        """
        return as_watched(self.scored, self.study.policy.scoring.levels, self.quiet_weeks)

    @cached_property
    def scored(self) -> FitResult:
        """Return the same by the evidence alone, whatever a register tells: of a level nobody knows how long it has held."""
        return fit_of(self.evidence, self.findings, INDICATORS)

    @property
    def rated(self) -> FitResult | None:
        """Return the fit where organization, technology or data are told; a model and a log alone are not rated."""
        return self.fit if self.study.has_tables else None


def align(model: FlowModel, log: EventLog) -> Alignments:
    """Align a log with the process of a model that most of its labels name; labels mean ids or names of activities.

    The model may be BPMN, a Petri net or a process tree.

    Raises UnsupportedError where that process has no behaviour here, UsageError where the model holds no process.
    """
    named = [(process, naming_of(process, Sidecar(), {})) for process in model.processes if process.nodes]
    if not named:
        place = Place(file=model.path)
        raise UsageError(Finding(code="BPMN_NO_PROCESS", severity=Severity.CRITICAL, place=place, facts={"element": model.path}))
    process, naming = max(named, key=lambda each: sum(each[1].meaning(label) is not None for label in log.activities))
    expectation = Expectation(scope=process.id, process=process, naming=naming, sidecar=Sidecar())
    return align_log(expectation, simple_log_of(log))


def assess(
    study: Study,
    thresholds: Thresholds | None = None,
    on_process: Callable[[str], None] | None = None,
    rules: TimeRules | None = None,
    budget: Budget | None = None,
) -> Assessment:
    """Hold every process against its log; `on_process` is told each process before its turn, at last the enterprise.

    The study's policy says what is claimed, and when; `thresholds` (of the flow) and `rules` (of times) go before it. `budget`
    is how much the search of alignments with a wide process may take. A process without behaviour, model or log is refused
    by name, and the run goes on: what the design alone shows is found without any log.
    """
    engine = AlignmentEngine(sweeper=sweeper_of(study.runtime), budget=budget or Budget())
    policy = study.policy.applying(thresholds, rules)
    assessed: list[AssessedProcess] = []
    for process in study.processes:
        if on_process is not None:
            on_process(process.id)
        found = _assessed(replace(process, doubted=doubted_in(process, study)), policy, engine, study.timezone)
        assessed.append(_timed(found, policy))
    if on_process is not None:
        on_process(ENTERPRISE)
    return concluded(replace(study, policy=policy), assessed)


def joined(study: Study, assessed: Sequence[AssessedProcess]) -> Assessment:
    """Join the assessed processes of a study into one evidence; nothing is looked for in it."""
    witnessed = (
        Witnessed(id=each.id, conformance=each.conformance, executions=each.executions)
        for each in assessed
        if each.conformance is not None and each.executions is not None
    )
    linkage = replace(link(study.design, witnessed, study.timezone), names=study.names)
    return Assessment(study=study, processes=tuple(assessed), linkage=linkage)


def concluded(study: Study, assessed: Sequence[AssessedProcess]) -> Assessment:
    """Conclude from the assessed processes of a study, whose policy holds, what all of them together show."""
    assessment = joined(study, assessed)
    detected = detect(assessment.evidence, DETECTORS)
    unknown = (each for process in assessed for each in _untold(process, study.policy))
    return replace(
        assessment,
        detected=replace(
            detected,
            suppressed=(*(each for process in assessed for each in _aliases_of(process)), *detected.suppressed),
            unknown=(*detected.unknown, *unknown),
        ),
    )


def contrast(process: AssessedProcess, rare: float = RARE) -> Contrast:
    """Hold what was designed beside what happened, to be shown on one diagram; as `contrast_of`.

    Raises UnsupportedError where the process could not be assessed.
    """
    expectation = process.study.expectation
    if process.conformance is None or expectation is None:
        refusal = process.refusal or Finding(code=_NO_LOG, severity=Severity.MAJOR, facts={"process": process.id})
        raise UnsupportedError(refusal)
    return contrast_of(process.conformance, expectation, rare)


def _assessed(process: StudiedProcess, policy: Policy, engine: AlignmentEngine, timezone: str) -> AssessedProcess:
    refusal = process.refusal or _unsound(process)
    if process.expectation is None or process.log is None or refusal is not None:
        return AssessedProcess(id=process.id, study=process, refusal=refusal)
    facts = facts_of(process.log, process.opened.engine, timezone) if process.opened else None
    try:
        conformance = check_conformance(process.expectation, process.log, policy.thresholds, engine, facts)
    except WorkbenchError as error:
        return AssessedProcess(id=process.id, study=process, refusal=error.finding)
    return AssessedProcess(id=process.id, study=process, conformance=conformance_under(policy, conformance))


def _unsound(process: StudiedProcess) -> Finding | None:
    """Return why a process cannot be relied on to complete, if that is so: what got stuck by design is no deviation."""
    found = {each.code: each for each in process.findings}
    return next((found[code] for code in _UNSOUND if code in found), None)


def _aliases_of(process: AssessedProcess) -> Iterator[Suppression]:
    """Tell the events that would be undesigned but for the alias table."""
    for activity, count in sorted(process.study.aliased.items()) if process.conformance is not None else ():
        yield Suppression(code="CF-EXTRA", because="alias", count=count, scope=process.id, object=(activity,))


def _untold(process: AssessedProcess, policy: Policy) -> Iterator[Unknown]:
    """Say which codes of flow and times cannot be judged in a process, and why.

    Where it could not be held against a log that is all that needs one, without a model simply all. Without a sidecar no label
    is known to be an approval; without start times nothing is known to have waited.
    """
    design, executions = process.study.design, process.executions
    claimed = [code for code in SEVERITIES if policy.claims(code)]
    if process.refusal is not None:
        codes = tuple(code for code in claimed if design is None or code not in STRUCTURAL)
        yield from [Unknown(codes=codes, reason=process.refusal, scope=process.id)] if codes else []
        return
    if design is not None and not design.has_sidecar and _APPROVAL in claimed:
        yield without("sidecar", _APPROVAL, scope=process.id)
    waiting = [code for code in claimed if code in _OF_WAITING]
    if waiting and executions is not None and (executions.start == NO_TIME).all():
        yield without("starts", *waiting, scope=process.id)
        claimed = [code for code in claimed if code not in waiting]
    for code in claimed:
        if code in _OF_TIMES and code in process.study.doubted:
            yield Unknown(codes=(code,), reason=process.study.doubted[code], scope=process.id)


def _timed(assessed: AssessedProcess, policy: Policy) -> AssessedProcess:
    """Bring the events behind the flow here, as far as they can be, and claim what they show of times."""
    studied, conformance = assessed.study, assessed.conformance
    if conformance is None or studied.expectation is None or studied.opened is None:
        return assessed
    executions = studied.opened.engine.executions(studied.names)
    return assessed if executions is None else with_times(assessed, executions, policy)


def with_times(assessed: AssessedProcess, executions: Executions, policy: Policy) -> AssessedProcess:
    """Lay the events behind the flow beside it, and claim what they show of times; the process must have been assessed."""
    studied, conformance = assessed.study, assessed.conformance
    assert conformance is not None, "a process with times has a flow"
    assert studied.expectation is not None, "a process with a flow has a design"
    claimed = claims_of(studied.expectation, conformance, executions, studied.surroundings, policy.time_rules)
    times = times_under(policy, (each for each in claimed if each.finding.code not in studied.doubted))
    return replace(assessed, executions=executions, of_times=times.claimed, rare_times=times.rare)
