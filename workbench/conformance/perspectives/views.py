"""All sides of one process together: flow, time, performer and data, from one alignment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from workbench.conformance.checking import Conformance
from workbench.conformance.expectation import Expectation
from workbench.conformance.perspectives.balance import ActivityView, Balance, Sides, balance_of, charges_of, views_of
from workbench.conformance.perspectives.conditions import Choices, choices_of, has_conditions
from workbench.conformance.perspectives.performing import Groups, Performances, groups_of_lanes, performances_of
from workbench.conformance.perspectives.rules import BATCH, LIMIT, WAIT, TimeRules, Weights
from workbench.conformance.perspectives.steps import AlignedExecutions, elements_of, steps_of
from workbench.conformance.perspectives.time_findings import (
    TimeClaim,
    batch_findings,
    limit_findings,
    may_be_batches,
    wait_findings,
)
from workbench.conformance.perspectives.timeliness import Timeliness, timeliness_of
from workbench.conformance.perspectives.waiting import Transition, Waits, transitions_of, waited_of, waits_of
from workbench.conformance.perspectives.waiting_table import waiting_table
from workbench.eventlog import NO_TIME
from workbench.eventlog.engines.executions import Executions
from workbench.eventlog.looks.staffing import PERFORMER
from workbench.findings import Finding, Severity
from workbench.organization import ALWAYS, Calendars, WorkingCalendar
from workbench.process.sidecar import LaneMeaning
from workbench.shown import Columns, Tabled


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What an enterprise says that no process says: its calendars, its clocks, and how its groups are called.

    `group_ids` lead from texts that mean posts, departments or systems, folded, to their ids. `groups` says who may do what;
    where it is None, lanes do. `findings` tell what of it could not be read.
    """

    calendars: Calendars = field(default_factory=Calendars)
    timezone: str = "Asia/Shanghai"
    group_ids: Mapping[LaneMeaning, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    groups: Groups | None = None
    weights: Weights = field(default_factory=Weights)
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Perspectives(Tabled):
    """What the alignment of one process says beyond the flow; None where nothing in design or log speaks of it.

    `transitions` tell what waited for what, `timeliness` how time limits were kept, `performances` who did what, `choices`
    whether conditions held; `activities` joins them, `balance` charges the cases. `notices` say what stayed unknown, and why.
    """

    transitions: tuple[Transition, ...] | None
    timeliness: tuple[Timeliness, ...]
    performances: Performances | None
    choices: Choices | None
    balance: Balance
    activities: tuple[ActivityView, ...]
    notices: tuple[Finding, ...]

    @property
    def table(self) -> Columns:
        """Return what waited for what, by cause."""
        return waiting_table(self.transitions or ())


@dataclass(frozen=True, kw_only=True, eq=False)
class _Evidence:
    """One process, what its log says, and the executions behind it, where they were brought here."""

    expectation: Expectation
    conformance: Conformance
    steps: AlignedExecutions | None
    surroundings: Surroundings

    @property
    def is_started(self) -> bool:
        return self.steps is not None and bool((self.steps.executions.start != NO_TIME).any())

    @property
    def is_timed(self) -> bool:
        return len(self.conformance.log.end) > 0

    @property
    def groups(self) -> Groups | None:
        """Return who may do what, where the log has a column that tells who it was."""
        expectation, given = self.expectation, self.surroundings
        meaning = expectation.sidecar.lane_means
        groups = given.groups
        if groups is None and meaning is not None and expectation.process.lanes:
            groups = groups_of_lanes(expectation.process, meaning, given.group_ids.get(meaning, {}))
        is_told = groups is not None and self.steps is not None and groups.column in self.steps.executions.columns
        return groups if is_told else None

    def calendar(self, name: str | None) -> WorkingCalendar:
        return self.surroundings.calendars.named(name, self.expectation.sidecar.calendar)

    def calendar_of(self, element: str) -> WorkingCalendar:
        facts = self.expectation.sidecar.activities.get(element)
        return self.calendar(facts.time_limit.calendar if facts and facts.time_limit else None)

    def clock_of(self, element: str) -> WorkingCalendar:
        facts = self.expectation.sidecar.activities.get(element)
        is_elapsed = facts is not None and facts.time_limit is not None and facts.time_limit.is_elapsed
        return ALWAYS if is_elapsed else self.calendar_of(element)


def perspectives_of(
    expectation: Expectation, conformance: Conformance, executions: Executions | None, surroundings: Surroundings
) -> Perspectives:
    """Look at the observable alignment from all sides; without `executions`, from that of the flow alone."""
    steps = steps_of(conformance.observable, executions, conformance.complete) if executions is not None else None
    evidence = _Evidence(expectation=expectation, conformance=conformance, steps=steps, surroundings=surroundings)
    groups = evidence.groups
    performances = performances_of(steps, groups) if steps and groups else None
    choices = choices_of(steps, expectation.process) if steps and has_conditions(expectation.process) else None
    waits = _waits(evidence)
    timeliness = tuple(_timeliness(evidence))
    sides = Sides(
        charges=charges_of(conformance, expectation),
        waited=waited_of(steps, waits) if steps and waits else {},
        performances=performances,
        choices=choices,
        timeliness=timeliness,
    )
    return Perspectives(
        transitions=transitions_of(steps, waits) if steps and waits else None,
        timeliness=timeliness,
        performances=performances,
        choices=choices,
        balance=balance_of(conformance, performances, choices, surroundings.weights),
        activities=tuple(views_of(conformance.designed, sides)),
        notices=tuple(_notices(evidence)),
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class TimedSteps:
    """Every execution of a process with what it waited for, how long (None where no start is known), and by which clock.

    `clocks` are one an element of `steps`: that by which its time limit counts.
    """

    steps: AlignedExecutions
    waits: Waits | None
    clocks: tuple[WorkingCalendar, ...]


def timed_steps_of(
    expectation: Expectation, conformance: Conformance, executions: Executions, surroundings: Surroundings
) -> TimedSteps:
    """Lay times over the observable alignment, execution by execution: what `perspectives_of` sums up."""
    steps = steps_of(conformance.observable, executions, conformance.complete)
    evidence = _Evidence(expectation=expectation, conformance=conformance, steps=steps, surroundings=surroundings)
    clocks = tuple(evidence.clock_of(element) for element in steps.elements)
    return TimedSteps(steps=steps, waits=_waits(evidence), clocks=clocks)


def _waits(evidence: _Evidence) -> Waits | None:
    if evidence.steps is None or not evidence.is_started:
        return None
    return waits_of(evidence.steps, [evidence.calendar_of(element) for element in evidence.steps.elements])


def _timeliness(evidence: _Evidence) -> Iterator[Timeliness]:
    if evidence.steps is None or not evidence.is_timed:
        return
    sidecar = evidence.expectation.sidecar
    limits = {element: facts.time_limit for element, facts in sidecar.activities.items() if facts.time_limit is not None}
    yield from timeliness_of(evidence.steps, limits, sidecar.target, evidence.calendar)


def claims_of(
    expectation: Expectation,
    conformance: Conformance,
    executions: Executions,
    surroundings: Surroundings,
    rules: TimeRules,
) -> tuple[TimeClaim, ...]:
    """Return what the rules claim of times, the weightiest first; what was waited for is asked only where it may matter."""
    seen = elements_of(conformance.observable, executions, conformance.complete)
    if rules.claimed <= {BATCH} and not any(may_be_batches(seen, rules, surroundings.timezone)):
        return ()
    steps = steps_of(conformance.observable, executions, conformance.complete)
    evidence = _Evidence(expectation=expectation, conformance=conformance, steps=steps, surroundings=surroundings)
    return tuple(sorted(_claims(evidence, steps, rules), key=lambda each: each.finding.order))


def _claims(evidence: _Evidence, steps: AlignedExecutions, rules: TimeRules) -> Iterator[TimeClaim]:
    waits, expectation = _waits(evidence), evidence.expectation
    if waits is not None and BATCH in rules.claimed:
        for finding in batch_findings(steps, waits, expectation, rules, evidence.surroundings.timezone):
            yield TimeClaim(finding=finding)
    if waits is not None and WAIT in rules.claimed:
        yield from wait_findings(steps, waits, expectation, rules)
    if LIMIT in rules.claimed:
        yield from limit_findings(tuple(_timeliness(evidence)), expectation)


def _notices(evidence: _Evidence) -> Iterator[Finding]:
    """Say what stays unknown, and what would make it known."""
    steps, sidecar = evidence.steps, evidence.expectation.sidecar
    yield from evidence.surroundings.findings
    if steps is None:
        yield _notice(evidence, "SIDES_ELSEWHERE")
        return
    if not evidence.is_started:
        yield _notice(evidence, "SIDES_WITHOUT_START")
    else:
        calendars = evidence.surroundings.calendars
        named = {sidecar.calendar} | {facts.time_limit.calendar for facts in sidecar.activities.values() if facts.time_limit}
        undeclared = sorted(each for each in named if each is not None and each not in calendars.by_id)
        if undeclared:
            yield _notice(evidence, "CALENDAR_UNDECLARED", calendar=", ".join(undeclared))
        if ALWAYS in (evidence.calendar_of(element) for element in steps.elements):
            yield _notice(evidence, "SIDES_WITHOUT_CALENDAR")
        if PERFORMER not in steps.executions.columns:
            yield _notice(evidence, "SIDES_WITHOUT_PERFORMER")
    if evidence.groups is None:
        yield _notice(evidence, "SIDES_WITHOUT_GROUPS")
    if not has_conditions(evidence.expectation.process):
        yield _notice(evidence, "SIDES_WITHOUT_CONDITIONS")


def _notice(evidence: _Evidence, code: str, **facts: object) -> Finding:
    return Finding(code=code, severity=Severity.INFO, scope=evidence.expectation.scope, facts=facts)
