"""Small enterprises that read like their tables: who is there, who may do what, and what happened."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

import numpy as np

from tests.builders import ProcessBuilder
from tests.eventlog.logs import Row, column, log_of
from workbench.conformance import Conformance, check_conformance
from workbench.design import Alias, Design, DesignedProcess, Subjects, activity_aliases, join
from workbench.eventlog import NO_TIME, EventLog
from workbench.eventlog.engines.engine import ArrayEngine, OpenedLog
from workbench.fit.detection import Detected, Detector, Evidence, detect
from workbench.fit.policy import Policy
from workbench.information import DataObject, DataUse, Information, Operation
from workbench.linkage import Linkage, LinkedProcess, Witnessed, link
from workbench.organization import (
    Authority,
    Calendars,
    Coordination,
    Delegation,
    Department,
    Duty,
    DutyPair,
    DutyRule,
    Holding,
    Letter,
    Organization,
    Post,
    Reach,
    Responsibilities,
    WorkingCalendar,
)
from workbench.process import Sidecar
from workbench.process.naming import naming_of
from workbench.study.vocabulary import in_one_vocabulary
from workbench.technology import Account, AccountKind, Function, Landscape, System, SystemKind

DAY = 24 * 60
"""Minutes; day 0 of every small log is Monday, 2025-03-03, on the clocks of UTC."""
MORNING = 9 * 60
STEP = re.compile(r"(?P<activity>[^:@/]+)(?::(?P<resource>[^@/]+))?(?:@(?P<role>[^/]+))?(?:/(?P<system>.+))?")


@dataclass(frozen=True, kw_only=True)
class Happened:
    """One event, and what the log says of it beside case, activity and times."""

    row: Row
    said: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Enterprise:
    """An enterprise; every method returns another one with one more row, the first row of a table makes the table.

    A table without rows is made by its name: `without_rows("coordinations")`. The logs of `untimed` processes have no times.
    """

    organization: Organization = field(default_factory=Organization)
    landscape: Landscape = field(default_factory=Landscape)
    information: Information = field(default_factory=Information)
    aliases: tuple[Alias, ...] = ()
    drawn: tuple[tuple[ProcessBuilder, Sidecar | None], ...] = ()
    events: Mapping[str, tuple[Happened, ...]] = field(default_factory=lambda: MappingProxyType({}))
    attributes: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    timezone: str = "UTC"
    untimed: frozenset[str] = frozenset()

    # organization

    def department(self, identity: str, name: str = "", *, head: str = "", above: str = "") -> Enterprise:
        return self._row("departments", Department(id=identity, name=name or identity, head=head or None, parent=above or None))

    def post(
        self, identity: str, department: str, *, headcount: int = 1, calendar: str = "", above: str = "", level: int | None = None
    ) -> Enterprise:
        post = Post(
            id=identity,
            name=f"post {identity}",
            department=department,
            headcount=headcount,
            calendar=calendar or None,
            reports_to=above or None,
            level=level,
        )
        return self._row("posts", post)

    def person(self, identity: str, post: str, *, since: str = "", until: str = "", accounts: tuple[str, ...] = ()) -> Enterprise:
        held = Holding(person=identity, post=post, since=_day(since), until=_day(until), accounts=accounts)
        return self._row("holdings", held)

    def duty(self, activity: str, **letters: str) -> Enterprise:
        """Give posts letters: `duty("a", R="P1 P2", A="P3")`; without any the activity has an empty row."""
        known = self.organization.responsibilities or Responsibilities()
        duties = (
            Duty(activity=activity, post=post, letter=Letter(letter))
            for letter, posts in letters.items()
            for post in posts.split()
        )
        grown = Responsibilities(duties=(*known.duties, *duties), activities=(*known.activities, activity))
        return replace(self, organization=replace(self.organization, responsibilities=grown))

    def delegation(
        self, giver: str, taker: str, activities: str, *, start: str = "", end: str = "", limit: float | None = None
    ) -> Enterprise:
        lent = Delegation(
            from_person=giver,
            to_person=taker,
            activities=tuple(activities.split()),
            start=_day(start),
            end=_day(end),
            limit=limit,
        )
        return self._row("delegations", lent)

    def apart(self, first: str, second: str, *, reach: Reach = Reach.CASE, rule: DutyRule = DutyRule.SEGREGATION) -> Enterprise:
        return self._row("duty_pairs", DutyPair(activity_a=first, activity_b=second, reach=reach, rule=rule))

    def coordination(self, first: str, second: str) -> Enterprise:
        return self._row("coordinations", Coordination(department_a=first, department_b=second, mechanism="meeting"))

    def authority(self, activity: str, attribute: str = "", *, says: str = "", lowest: str = "P1") -> Enterprise:
        """Let a post decide, where an attribute says so: `authority("a", "amount", says="> 100", lowest="P2")`."""
        operator, _, value = says.partition(" ")
        row = Authority(
            activity=activity, lowest_post=lowest, attribute=attribute or None, operator=operator or None, value=value or None
        )
        return self._row("authorities", row)

    def calendar(self, calendar: WorkingCalendar) -> Enterprise:
        known = self.organization.calendars or Calendars()
        grown = Calendars(by_id=MappingProxyType({**known.by_id, calendar.id: calendar}))
        return replace(self, organization=replace(self.organization, calendars=grown))

    def without_rows(self, table: str) -> Enterprise:
        return replace(self, organization=replace(self.organization, **{table: ()}))

    # technology, information, names

    def system(self, identity: str, kind: SystemKind = SystemKind.APPLICATION) -> Enterprise:
        return self._technology("systems", System(id=identity, name=f"system {identity}", kind=kind))

    def function(self, identity: str, system: str, activities: str = "") -> Enterprise:
        return self._technology("functions", Function(id=identity, system=system, activities=tuple(activities.split())))

    def account(self, identity: str, kind: AccountKind, person: str = "") -> Enterprise:
        return self._technology("accounts", Account(id=identity, kind=kind, person=person or None))

    def data(self, identity: str, name: str = "") -> Enterprise:
        known = self.information.data_objects or ()
        grown = (*known, DataObject(id=identity, name=name or identity))
        return replace(self, information=replace(self.information, data_objects=grown))

    def use(self, activity: str, data: str, operations: str) -> Enterprise:
        used = DataUse(activity=activity, data=data, operations=frozenset(map(Operation, operations)))
        return replace(self, information=replace(self.information, uses=(*(self.information.uses or ()), used)))

    def alias(self, kind: str, alias: str, identity: str) -> Enterprise:
        return replace(self, aliases=(*self.aliases, Alias(kind=kind, alias=alias, id=identity)))

    # processes and what happened

    def process(self, drawn: ProcessBuilder, sidecar: Sidecar | None = None) -> Enterprise:
        return replace(self, drawn=(*self.drawn, (drawn, sidecar)))

    def cases(self, process: str, steps: str, *, times: int = 1, day: int = 0, minutes: int = 30, **bears: str) -> Enterprise:
        """Let cases happen: `cases("p", "a:x b:y@P2 c:z/ERP")`, one step an hour from nine on; `+` for two at one time.

        A step is activity:performer@role/system, all but the activity left out at will; it takes some `minutes`. The cases
        of a process are numbered 000, 001, …; `bears` are attributes of theirs.
        """
        known = self.events.get(process, ())
        first = len({each.row.case for each in known})
        names = [f"{first + number:03}" for number in range(times)]
        told = [each for name in names for each in _happened(name, steps, day * DAY + MORNING, minutes)]
        events = MappingProxyType({**self.events, process: (*known, *told)})
        attributes = MappingProxyType({**self.attributes, **{name: bears for name in names if bears}})
        return replace(self, events=events, attributes=attributes)

    def _row(self, table: str, row: object) -> Enterprise:
        known = getattr(self.organization, table) or ()
        return replace(self, organization=replace(self.organization, **{table: (*known, row)}))

    def _technology(self, table: str, row: object) -> Enterprise:
        known = getattr(self.landscape, table) or ()
        return replace(self, landscape=replace(self.landscape, **{table: (*known, row)}))

    # results

    def processes(self) -> tuple[DesignedProcess, ...]:
        return tuple(self._designed(drawn, sidecar) for drawn, sidecar in self.drawn)

    def _designed(self, drawn: ProcessBuilder, sidecar: Sidecar | None) -> DesignedProcess:
        model = drawn.model()
        process, facts = model.processes[0], sidecar or Sidecar()
        return DesignedProcess(
            id=process.id,
            model=model,
            process=process,
            sidecar=facts,
            naming=naming_of(process, facts, activity_aliases(self.aliases, process.id)),
            has_sidecar=sidecar is not None,
            aliases=activity_aliases(self.aliases, process.id),
        )

    def design(self) -> Design:
        subjects = Subjects(
            organization=self.organization, landscape=self.landscape, information=self.information, aliases=self.aliases
        )
        return join(self.processes(), subjects)

    def evidence(self, policy: Policy | None = None) -> Evidence:
        design, policy = self.design(), policy or Policy()
        witnessed = [self._witnessed(each, policy) for each in design.processes if each.id in self.events]
        conformance: dict[str, Conformance] = {each.id: each.conformance for each in witnessed}
        linkage = link(design, witnessed, self.timezone)
        return Evidence(design=design, linkage=linkage, conformance=conformance, policy=policy, timezone=self.timezone)

    def linkage(self) -> Linkage:
        return self.evidence().linkage

    def linked(self) -> LinkedProcess:
        """Return the only process."""
        (process,) = self.linkage().processes
        return process

    def told(self, code: str, detector: Detector, policy: Policy | None = None) -> Detected:
        """Ask one detector."""
        return detect(self.evidence(policy), {code: detector})

    def log(self, process: str) -> EventLog:
        events = self.events[process]
        log = log_of(*(each.row for each in events))
        named = sorted({name for each in events for name in each.said})
        columns = {name: column(events[place - 1].said.get(name) for place in log.position.tolist()) for name in named}
        borne = sorted({name for each in self.attributes.values() for name in each})
        of_cases = {name: column(self.attributes.get(case, {}).get(name) for case in log.cases) for name in borne}
        log = replace(log, columns=columns, case_columns=of_cases)
        return _without_times(log) if process in self.untimed else log

    def _witnessed(self, design: DesignedProcess, policy: Policy) -> Witnessed:
        log = self.log(design.id)
        opened = OpenedLog(path="small.csv", engine=ArrayEngine(log=log), source=log.source, findings=())
        studied = in_one_vocabulary(design, opened, opened.engine.simple_log(), None)
        assert studied.expectation is not None
        assert studied.log is not None
        executions = opened.engine.executions(studied.names)
        assert executions is not None
        conformance = check_conformance(studied.expectation, studied.log, policy.thresholds)
        return Witnessed(id=design.id, conformance=conformance, executions=executions)


def found(detected: Detected) -> list[tuple[tuple[str, ...], int | None, int | None]]:
    """Return what is claimed: object, count, exposed."""
    return [(each.object, each.count, each.exposed) for each in detected.findings]


def suppressed(detected: Detected) -> list[tuple[str, tuple[str, ...], int]]:
    """Return what was suppressed: why, object, count."""
    return [(each.because, each.object, each.count) for each in detected.suppressed]


def unknown(detected: Detected) -> list[str]:
    """Return why something is unknown."""
    return [each.reason.code for each in detected.unknown]


def _happened(case: str, steps: str, begin: int, minutes: int) -> list[Happened]:
    happened = []
    for hour, tied in enumerate(steps.split()):
        for step in tied.split("+"):
            parts = STEP.fullmatch(step)
            assert parts is not None, step
            start = begin + hour * 60
            row = Row(case=case, activity=parts["activity"], end=start + minutes, start=start)
            said = {name: text for name, text in parts.groupdict().items() if text is not None and name != "activity"}
            happened.append(Happened(row=row, said=said))
    return happened


def _without_times(log: EventLog) -> EventLog:
    """Return a log as it is read where no event has a time: `end` is the order of its rows."""
    nothing = np.full(log.n_events, NO_TIME, dtype=np.int64)
    return replace(log, end=np.arange(log.n_events, dtype=np.int64), start=nothing, recorded=nothing, is_timed=False)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
