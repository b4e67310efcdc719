"""Linkage and every detector on a large enterprise: what each takes, and as a ratio to checking the flow's conformance.

An enterprise is made up from a seed, in memory: processes with choices, parallel branches and rework, tables of every subject,
and events of which some go wrong. Nothing is compared with other tools: none judges responsibility against a log.

    python benchmarks/enterprise.py --events 1000000
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from workbench.collaboration import collaboration_of
from workbench.conformance import Conformance, Expectation, Thresholds, check_conformance
from workbench.design import Design, DesignedProcess, Subjects, join
from workbench.eventlog import Column, EventLog, Source
from workbench.eventlog.engines.executions import executions_of
from workbench.eventlog.engines.simple_log import simple_log_of
from workbench.eventlog.texts import Texts
from workbench.fit import DEFAULT_POLICY
from workbench.fit.detection import Evidence, detect
from workbench.fit.detectors import DETECTORS
from workbench.fit.indicators.catalogue import INDICATORS
from workbench.fit.scoring import fit_of
from workbench.information import DataObject, DataUse, Information, Operation
from workbench.linkage import Linkage, Witnessed, link
from workbench.organization import (
    Calendars,
    Coordination,
    Delegation,
    Department,
    Duty,
    DutyPair,
    Holding,
    Letter,
    Organization,
    Post,
    Reach,
    Responsibilities,
    WorkingCalendar,
)
from workbench.process import Sidecar
from workbench.process.builder import build_process
from workbench.process.naming import naming_of
from workbench.technology import Account, AccountKind, Function, Integration, Landscape, Permission, System

MINUTE = 60_000_000
BEGIN = 29_016_000 * MINUTE
STEPS = 20
OFFICE = WorkingCalendar(id="OFFICE", timezone="UTC", weekly=(*(((510, 720), (810, 1050)),) * 5, (), ()))
Result = TypeVar("Result")


@dataclass(frozen=True, kw_only=True)
class Size:
    """How large the enterprise is."""

    events: int
    processes: int
    persons: int
    posts: int
    departments: int
    variants: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--processes", type=int, default=10, help="of 20 activities each")
    parser.add_argument("--persons", type=int, default=1_000)
    parser.add_argument("--posts", type=int, default=300)
    parser.add_argument("--departments", type=int, default=30)
    parser.add_argument("--variants", type=int, default=1_000, help="a process, some of them deviating")
    parser.add_argument("--seed", type=int, default=1)
    given = vars(parser.parse_args())
    seed = given.pop("seed")
    measured(Size(**given), random.Random(seed))


def measured(size: Size, choice: random.Random) -> None:
    """Make the enterprise and print what each part takes."""
    drawn = [designed(f"P{number:02}") for number in range(size.processes)]
    names = [node.id for each in drawn for node in each.process.nodes if node.id.startswith(each.id)]
    design, joined = timed(lambda: join(drawn, subjects(size, names, choice)))
    logs = {each.id: log_of(each.id, design, size, choice) for each in drawn}
    print(f"{sum(log.n_events for log in logs.values()):,} events, {len(design.activities)} activities")
    witnessed, base = timed(lambda: [witnessed_of(each, logs[each.id]) for each in drawn])
    show("conformance (the base)", base, base, f"{sum(len(each.conformance.variants) for each in witnessed)} variants")
    show("design joined", joined, base, f"{len(design.findings)} findings")
    show("linkage, kernels loaded for the first time", timed(lambda: link(design, witnessed, "UTC"))[1], base)
    linkage, took = timed(lambda: link(design, witnessed, "UTC"))
    show("linkage", took, base, f"{sum(len(each.handovers) for each in linkage.processes):,} handovers")
    conformance: dict[str, Conformance] = {each.id: each.conformance for each in witnessed}
    evidence = Evidence(design=design, linkage=linkage, conformance=conformance, policy=DEFAULT_POLICY, timezone="UTC")
    detectors(evidence, base)
    views(linkage, base)
    found = detect(evidence, DETECTORS).findings
    fit, took = timed(lambda: fit_of(evidence, found, INDICATORS))
    drawn_from = sum(int(each.complete.sum()) for each in linkage.processes)
    show("fit: 41 indicators, 1,000 draws, 500 weightings", took, base, f"{drawn_from:,} cases, {len(fit.fits)} scopes")


def detectors(evidence: Evidence, base: float) -> None:
    """Print what each detector takes, and all of them."""
    total = 0.0
    for code, detector in sorted(DETECTORS.items()):
        found, took = timed(lambda code=code, detector=detector: detect(evidence, {code: detector}))
        total += took
        show(code, took, base, f"{len(found.findings)} findings")
    show("all detectors", total, base)


def views(linkage: Linkage, base: float) -> None:
    """Print what each view of collaboration takes."""
    collaboration = collaboration_of(linkage)
    for name in ("by_person", "between_posts", "waits", "round_trips", "workloads", "expected", "together", "network_of_posts"):
        show(f"collaboration: {name}", timed(lambda name=name: getattr(collaboration, name))[1], base)


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    begin = time.perf_counter()
    result = work()
    return result, time.perf_counter() - begin


def show(what: str, took: float, base: float, found: str = "") -> None:
    print(f"{what:46} {took:8.3f} s {took / base:7.2f} ×  {found}")


# the design


def designed(identity: str) -> DesignedProcess:
    """Draw twenty activities: a choice, two parallel branches, rework."""
    name = [f"{identity}-{number:02}" for number in range(STEPS)]
    drawn = build_process(identity).start().task(name[0]).xor("if").task(name[1]).task(name[2]).xor("fi")
    drawn.at("if").task(name[3]).to("fi").at("fi").task(name[4]).both("fork").task(name[5]).task(name[6]).both("join")
    drawn.at("fork").task(name[7]).task(name[8]).task(name[9]).to("join").at("join").xor("again").task(name[10])
    drawn.task(name[11]).xor("good").at("good").task(name[12]).to("again").at("good").task(name[13], tag="serviceTask")
    for each in name[14:]:
        drawn.task(each)
    model = drawn.end().model()
    process, sidecar = model.processes[0], Sidecar(owner="R000")
    naming = naming_of(process, sidecar, {})
    return DesignedProcess(id=identity, model=model, process=process, sidecar=sidecar, naming=naming, has_sidecar=True)


def subjects(size: Size, activities: list[str], choice: random.Random) -> Subjects:
    """Make the tables: each activity has a responsible and an accountable post, some a supporting one."""
    posts = [f"R{number:03}" for number in range(size.posts)]
    departments = [f"D{number:02}" for number in range(size.departments)]
    persons = [f"H{number:04}" for number in range(size.persons)]
    letters = [*Letter][:3]
    duties = tuple(Duty(activity=each, post=choice.choice(posts), letter=letter) for each in activities for letter in letters)
    held = [Holding(person=person, post=posts[number % len(posts)]) for number, person in enumerate(persons)]
    second = [Holding(person=choice.choice(persons), post=choice.choice(posts)) for _ in range(len(persons) // 10)]
    organization = Organization(
        departments=tuple(Department(id=each, name=each) for each in departments),
        posts=tuple(
            Post(id=post, name=post, department=departments[number % len(departments)], headcount=4, calendar="OFFICE")
            for number, post in enumerate(posts)
        ),
        holdings=(*held, *second),
        responsibilities=Responsibilities(duties=duties, activities=tuple(activities)),
        delegations=tuple(
            Delegation(
                from_person=choice.choice(persons), to_person=choice.choice(persons), activities=(choice.choice(activities),)
            )
            for _ in range(200)
        ),
        duty_pairs=tuple(
            DutyPair(activity_a=one, activity_b=other, reach=choice.choice([*Reach]))
            for one, other in (choice.sample(activities, 2) for _ in range(100))
        ),
        coordinations=tuple(
            Coordination(department_a=one, department_b=other, mechanism="meeting")
            for one, other in (choice.sample(departments, 2) for _ in range(100))
        ),
        calendars=Calendars(by_id={"OFFICE": OFFICE}),
    )
    return Subjects(
        organization=organization,
        landscape=landscape(activities, posts, choice),
        information=Information(
            data_objects=tuple(DataObject(id=f"O{number:03}", name=f"O{number:03}") for number in range(200)),
            uses=tuple(
                DataUse(activity=each, data=f"O{choice.randrange(200):03}", operations=frozenset({operation}))
                for each in activities
                for operation in (Operation.READ, Operation.CREATE, Operation.UPDATE)
            ),
        ),
    )


def landscape(activities: list[str], posts: list[str], choice: random.Random) -> Landscape:
    systems = [f"S{number:02}" for number in range(30)]
    functions = [f"F{number:03}" for number in range(len(activities))]
    return Landscape(
        systems=tuple(System(id=each, name=each) for each in systems),
        functions=tuple(
            Function(id=function, system=choice.choice(systems), activities=(activity,))
            for function, activity in zip(functions, activities, strict=True)
        ),
        integrations=tuple(
            Integration(source=one, target=other) for one, other in (choice.sample(systems, 2) for _ in range(100))
        ),
        permissions=tuple(Permission(function=choice.choice(functions), post=choice.choice(posts)) for _ in range(1_000)),
        accounts=(Account(id="pool", kind=AccountKind.SHARED), Account(id="robot", kind=AccountKind.SYSTEM)),
    )


# what happened


def log_of(process: str, design: Design, size: Size, choice: random.Random) -> EventLog:
    """Play cases of some variants, one event an hour, each by somebody of the responsible post, now and then by anybody."""
    variants = [list(trace(process, choice)) for _ in range(size.variants)]
    wanted, dealt, n_events = size.events // size.processes, [], 0
    while n_events < wanted:
        dealt.append(variants[int(size.variants * choice.random() ** 3)])
        n_events += len(dealt[-1])
    labels = [label for steps in dealt for label in steps]
    case = np.repeat(np.arange(len(dealt), dtype=np.int32), [len(steps) for steps in dealt])
    place = np.arange(n_events) - np.repeat(np.cumsum([0, *(len(steps) for steps in dealt)])[:-1], [len(s) for s in dealt])
    end = BEGIN + (case.astype(np.int64) * 30 + place * 60) * MINUTE
    activity = coded(labels)
    systems = {each.id: min(each.systems, default="S00") for each in design.activities_in(process)}
    return EventLog(
        name=process,
        cases=Texts.of([f"{process}-{number:06}" for number in range(len(dealt))]),
        activities=tuple(activity.values),
        case=case,
        activity=activity.codes,
        end=end,
        start=end - 20 * MINUTE,
        recorded=end + 30 * MINUTE,
        position=np.arange(n_events, dtype=np.int32),
        columns={
            "resource": coded(list(performers(process, labels, design, choice))),
            "system": coded([systems.get(label, "S00") for label in labels]),
        },
        case_columns={"amount": coded([str(choice.randrange(10_000)) for _ in dealt])},
        source=Source(path=f"{process}.csv", sha256="", content="", rows_read=n_events),
    )


def trace(process: str, choice: random.Random) -> Iterator[str]:
    """Yield the steps of one case; one in twenty is left out, repeated, or strange."""
    parallel = interleaved([5, 6], [7, 8, 9], choice)
    rework = [step for _ in range(choice.choice([0, 0, 0, 1, 2])) for step in (12, 10, 11)]
    steps = [0, *choice.choice([[1, 2], [3]]), 4, *parallel, 10, 11, *rework, *range(13, STEPS)]
    for step in steps:
        chance = choice.random()
        if chance > 0.01:
            yield f"{process}-{step:02}"
        if chance > 0.99:
            yield choice.choice([f"{process}-{step:02}", "strange"])


def interleaved(one: list[int], other: list[int], choice: random.Random) -> list[int]:
    turns = [0] * len(one) + [1] * len(other)
    choice.shuffle(turns)
    waiting = iter(one), iter(other)
    return [next(waiting[turn]) for turn in turns]


def performers(process: str, labels: list[str], design: Design, choice: random.Random) -> Iterator[str]:
    """Yield who did each step."""
    people: dict[str, list[str]] = {}
    for holding in design.organization.holdings or ():
        people.setdefault(holding.post, []).append(holding.person)
    able = {each.id: [who for post in sorted(each.responsible) for who in people[post]] for each in design.activities_in(process)}
    everybody = design.organization.persons
    for label in labels:
        yield (
            "robot"
            if label.endswith("-13")
            else choice.choice(everybody if choice.random() < 0.02 else able.get(label, everybody))
        )


def coded(texts: list[str]) -> Column:
    values, codes = np.unique(np.array(texts), return_inverse=True)
    found: NDArray[np.int32] = codes.astype(np.int32)
    return Column(codes=found, values=Texts.of(values.tolist()))


def witnessed_of(design: DesignedProcess, log: EventLog) -> Witnessed:
    expectation = Expectation(scope=design.id, process=design.process, naming=design.naming, sidecar=design.sidecar)
    conformance: Any = check_conformance(expectation, simple_log_of(log), Thresholds())
    return Witnessed(id=design.id, conformance=conformance, executions=executions_of(log, {}))


if __name__ == "__main__":
    main()
