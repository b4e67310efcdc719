"""Small worlds whose cases pass one task after another, and the logs that playing them writes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import numpy as np

from tests.builders import ProcessBuilder, process
from tests.enterprise_builder import Enterprise, Happened
from tests.eventlog.logs import MIDNIGHT, MINUTE, Row
from workbench.organization import WorkingCalendar
from workbench.simulation.experiment import Protocol, play_world
from workbench.simulation.laws import Law, Sampled
from workbench.simulation.world import Cases, Task, Worker, World

OFFICE = WorkingCalendar(id="OFFICE", timezone="UTC", weekly=(((9 * 60, 17 * 60),),) * 5 + ((), ()))
FRIDAYS = WorkingCalendar(id="FRIDAYS", timezone="UTC", weekly=((),) * 4 + (((14 * 60, 16 * 60),), (), ()))
HOUR = 60 * MINUTE


def minutes(*values: float) -> Law:
    """Return the law of values that are as likely as each other."""
    return Sampled(values=tuple(each * MINUTE for each in values))


def evenly(low: int, high: int) -> Law:
    return minutes(*np.linspace(low, high, 101).round().tolist())


def arriving(cases: int, every: int, seed: int = 1) -> tuple[int, ...]:
    """Return when cases arrive in office hours, `every` so many minutes of them on average; minutes since a Monday's midnight."""
    gaps = np.random.default_rng(seed).exponential(every, cases)
    worked = np.cumsum(gaps).astype(int)
    day, minute = worked // 480, worked % 480
    return tuple((day // 5 * 7 + day % 5) * 1440 + 540 + minute)


def in_a_row(*names: str) -> ProcessBuilder:
    drawn = process("p").start()
    for name in names:
        drawn.task(name)
    return drawn.end()


def world_of(
    tasks: Sequence[Task], arrivals: Sequence[int], *posts: tuple[str, int], closed: frozenset[date] = frozenset()
) -> World:
    """Return a world whose cases pass all tasks in a row; `posts` have so many people, numbered from one: `P1`, `P2`."""
    n, size = len(arrivals), len(tasks)
    steps = np.arange(n * size).reshape(n, size)
    cases = Cases(
        ids=tuple(f"{each:03}" for each in range(n)),
        processes=("p",),
        kinds=("",),
        process=np.zeros(n, dtype=np.int64),
        kind=np.zeros(n, dtype=np.int64),
        arrival=MIDNIGHT + np.array(arrivals, dtype=np.int64) * MINUTE,
        task=np.tile(np.arange(size), n),
        case=np.repeat(np.arange(n), size),
        occurrence=np.zeros(n * size, dtype=np.int64),
        order=np.stack((steps[:, :-1].ravel(), steps[:, 1:].ravel()), axis=1),
    )
    workers = tuple(Worker(id=f"{post}{k + 1}", calendar="OFFICE", post=post) for post, heads in posts for k in range(heads))
    calendars = {"OFFICE": replace(OFFICE, closed=closed), "FRIDAYS": FRIDAYS}
    return World(workers=workers, tasks=tuple(tasks), cases=cases, calendars=MappingProxyType(calendars))


def human(name: str, able: str, work: Law, **more: object) -> Task:
    return Task(process="p", activity=name, performer=able[:1], able=tuple(able.split()), work=work, **more)  # type: ignore[arg-type]


def enterprise_of(world: World, drawn: ProcessBuilder) -> Enterprise:
    """Return the enterprise of a world: its posts with their people and office hours."""
    found = Enterprise().department("D").calendar(world.calendars["OFFICE"])
    for post in sorted({each.post or "" for each in world.workers}):
        people = [each.id for each in world.workers if each.post == post]
        found = found.post(post, "D", headcount=len(people), calendar="OFFICE")
        for each in people:
            found = found.person(each, post)
    for task in world.tasks:
        found = found.duty(task.activity, R=task.performer)
    return found.process(drawn)


def played_log(
    world: World, seed: int = 5, *, known: Callable[[str], str | None] = lambda person: person
) -> tuple[Happened, ...]:
    """Play a world once and return what its log says; `known` is what that calls a person."""
    run = play_world(world, Protocol(replications=1, seed=seed, resamples=False)).replications[0]
    rows = []
    for step in range(len(run.steps)):
        person = int(run.played.person[step])
        name = known(world.workers[person].id) if person >= 0 else "SYS"
        begin, end = ((int(each[step]) - MIDNIGHT) // MINUTE for each in (run.played.begin, run.played.end))
        row = Row(
            case=world.cases.ids[int(run.steps.case[step])],
            activity=world.tasks[int(run.steps.activity[step])].activity,
            start=begin,
            end=end,
        )
        rows.append(Happened(row=row, said={} if name is None else {"resource": name}))
    return tuple(rows)


def with_log(enterprise: Enterprise, happened: Sequence[Happened], name: str = "p") -> Enterprise:
    return replace(enterprise, events=MappingProxyType({**enterprise.events, name: tuple(happened)}))
