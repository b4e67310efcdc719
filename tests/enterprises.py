"""Small enterprises: a process in a line, tables in a few words, events one by one, and all of it joined and linked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tests.builders import process
from tests.eventlog.logs import column, event, log_of, moments
from workbench.conformance import Expectation, Thresholds, check_conformance
from workbench.design import Design, DesignedProcess, Subjects, join
from workbench.eventlog import EventLog
from workbench.eventlog.engines.executions import executions_of
from workbench.eventlog.engines.simple_log import simple_log_of
from workbench.fit.detection import Claim, Evidence, Suppression, Unknown, Verdict
from workbench.fit.policy import Policy
from workbench.information import DataObject, DataUse, Operation
from workbench.linkage import Witnessed, link
from workbench.organization import Duty, Holding, Letter, Post, Responsibilities
from workbench.process import Sidecar
from workbench.process.naming import naming_of
from workbench.process.sidecar import ActivityFacts
from workbench.technology import Account, AccountKind, Function, Integration, Permission, System, SystemKind


def line(identity: str, tasks: str, **facts: ActivityFacts) -> DesignedProcess:
    """Draw a process of tasks one after the other: `a b:serviceTask`; `facts` are what its sidecar says of them."""
    drawn = process(identity).start()
    for task in tasks.split():
        name, _, tag = task.partition(":")
        drawn = drawn.call(name, "called") if tag == "call" else drawn.task(name, tag=tag or "userTask")
    drawn = drawn.end()
    sidecar, built = Sidecar(activities=facts), drawn.build()
    return DesignedProcess(id=identity, model=drawn.model(), process=built, sidecar=sidecar, naming=naming_of(built, sidecar, {}))


def systems(text: str) -> tuple[System, ...]:
    """Read `ERP PAPER:offline`; each is owned by a post of its name in small letters."""
    given = [each.partition(":") for each in text.split()]
    return tuple(
        System(id=key, name=key, kind=SystemKind(kind or "application"), business_owner=key.lower()) for key, _, kind in given
    )


def functions(text: str) -> tuple[Function, ...]:
    """Read `ERP.SO:a,b ERP.DN`: a function of the system before its dot, and the activities that it supports."""
    given = [each.partition(":") for each in text.split()]
    return tuple(
        Function(id=key, system=key.split(".")[0], activities=tuple(filter(None, activities.split(","))))
        for key, _, activities in given
    )


def integrations(text: str) -> tuple[Integration, ...]:
    """Read `CRM>ERP CRM>OA:D1`."""
    given = [each.partition(":") for each in text.split()]
    return tuple(
        Integration(source=ends.split(">")[0], target=ends.split(">")[1], data=(data,) if data else ()) for ends, _, data in given
    )


def permissions(text: str) -> tuple[Permission, ...]:
    """Read `S1:CRM.ORD @account:ERP.SO`."""
    given = [each.split(":") for each in text.split()]
    return tuple(
        Permission(function=function, account=who[1:]) if who.startswith("@") else Permission(function=function, post=who)
        for who, function in given
    )


def accounts(text: str) -> tuple[Account, ...]:
    """Read `pub:shared mine:personal:anna`."""
    given = [(*each.split(":"), None)[:3] for each in text.split()]
    return tuple(Account(id=str(key), kind=AccountKind(str(kind)), person=person) for key, kind, person in given)


def posts(text: str) -> tuple[Post, ...]:
    return tuple(Post(id=each, name=each, department="D1") for each in text.split())


def holdings(text: str) -> tuple[Holding, ...]:
    """Read `anna:S1 bob:S2`."""
    return tuple(Holding(person=person, post=post) for person, post in (each.split(":") for each in text.split()))


def duties(text: str) -> Responsibilities:
    """Read `a:R:S1 a:A:S2`."""
    given = [each.split(":") for each in text.split()]
    rows = tuple(Duty(activity=activity, post=post, letter=Letter(letter)) for activity, letter, post in given)
    return Responsibilities(duties=rows, activities=tuple(dict.fromkeys(duty.activity for duty in rows)))


def data(text: str, **told: str) -> tuple[DataObject, ...]:
    """Read `D1 D2`: data objects of department D1; `told` are further columns of them all."""
    return tuple(DataObject(id=each, name=each, **{"owner_department": "D1", **told}) for each in text.split())


def crud(text: str) -> tuple[DataUse, ...]:
    """Read `a:D1:C b:D1:RU`."""
    given = [each.split(":") for each in text.split()]
    return tuple(DataUse(activity=a, data=d, operations=frozenset(map(Operation, letters))) for a, d, letters in given)


@dataclass(frozen=True, kw_only=True)
class Did:
    """One event: who did what, when (minutes), where, and when it was recorded (minutes)."""

    case: str
    activity: str
    end: int = 0
    start: int | None = None
    by: str | None = None
    system: str | None = None
    function: str | None = None
    recorded: int | None = None


def cases(number: int, *steps: Did) -> tuple[Did, ...]:
    """Repeat the same steps, one a minute unless they tell their time, in a number of cases."""
    return tuple(
        replace(step, case=f"{step.case}{case:03}", end=step.end or place)
        for case in range(number)
        for place, step in enumerate(steps)
    )


def did(activity: str, **how: object) -> Did:
    return Did(case="", activity=activity, **how)  # type: ignore[arg-type]


def evidence_of(
    processes: Sequence[DesignedProcess],
    subjects: Subjects,
    events: Mapping[str, Sequence[Did]] | None = None,
    policy: Policy | None = None,
) -> Evidence:
    """Join, align and link; a process without `events` has no log."""
    design = join(processes, subjects)
    witnessed = [_witnessed(each, design, events[each.id]) for each in processes if each.id in (events or {})]
    return Evidence(
        design=design,
        linkage=link(design, witnessed, "UTC"),
        conformance={each.id: each.conformance for each in witnessed},
        policy=policy or Policy(),
        timezone="UTC",
    )


def claims(verdicts: Sequence[Verdict] | object) -> list[tuple[object, ...]]:
    """Return what is claimed: object, count, exposed."""
    found = [each.finding for each in list(verdicts) if isinstance(each, Claim)]  # type: ignore[call-overload]
    return [(*each.object, each.count, each.exposed) for each in found]


def suppressed(verdicts: object) -> list[tuple[object, ...]]:
    found = [each for each in list(verdicts) if isinstance(each, Suppression)]  # type: ignore[call-overload]
    return [(*each.object, each.because, each.count) for each in found]


def unknown(verdicts: object) -> list[str]:
    """Return the reasons why something cannot be judged."""
    return [each.reason.code for each in list(verdicts) if isinstance(each, Unknown)]  # type: ignore[call-overload]


def _witnessed(each: DesignedProcess, design: Design, events: Sequence[Did]) -> Witnessed:
    log = _log(events)
    blind = {element for activity in design.activities_in(each.id) if activity.is_blind for element in activity.elements}
    expectation = Expectation(
        scope=each.id, process=each.process, naming=each.naming, sidecar=each.sidecar, unobservable=frozenset(blind)
    )
    conformance = check_conformance(expectation, simple_log_of(log), Thresholds(edge_days=0))
    return Witnessed(id=each.id, conformance=conformance, executions=executions_of(log, {}))


def _log(events: Sequence[Did]) -> EventLog:
    rows = sorted(events, key=lambda each: (each.case, each.end))
    log = log_of(*(event(each.case, each.activity, each.end, each.by, each.start) for each in rows))
    told = {"system": [each.system for each in rows], "function": [each.function for each in rows]}
    columns = {name: column(texts) for name, texts in told.items() if any(texts)}
    return replace(log, recorded=moments(each.recorded for each in rows), columns={**log.columns, **columns})
