"""The demo enterprise as a world, from what its generator is given – never from the log that it writes."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from dataclasses import replace
from types import MappingProxyType
from zoneinfo import ZoneInfo

import numpy as np

from demo.cases import Case, Dealer, Step, all_cases
from demo.enterprise import POSTS
from demo.play import arrivals
from demo.seasons import FIRST
from demo.worktime import CALENDARS, CLOSED, MAKE_UP, WorkCalendar
from workbench.organization import WorkingCalendar
from workbench.simulation.laws import NOTHING, Fixed, Law, Lognormal, Uniform
from workbench.simulation.world import Cases, Task, Worker, World

ZONE = "Asia/Shanghai"
MINUTE = 60_000_000
FRIDAYS = "FRIDAYS"
PROCESSES = ("ECM", "OTD", "P2P")


def calendars() -> dict[str, WorkingCalendar]:
    """Return the calendars of the enterprise, and the Friday afternoons on which payments are approved."""
    found = {name: _calendar(each) for name, each in CALENDARS.items()}
    fridays = replace(found["OFFICE"], id=FRIDAYS, weekly=((), (), (), (), ((14 * 60, 17 * 60),), (), ()), make_up=frozenset())
    return {**found, FRIDAYS: fridays}


def demo_world(seed: int, left_out: Collection[str] = ()) -> World:
    """Return the world of one seed with its arrivals, without cases that the window cuts; nobody does steps `left_out`."""
    dealt = all_cases(Dealer(dice=random.Random(f"cases {seed}"), repaired=()))
    moments = arrivals(dealt, FIRST, random.Random(f"play {seed}"))
    arrived = [(case, moment) for case, moment in zip(dealt, moments, strict=True) if case.cut_after is None]
    cases = [case for case, _ in arrived]
    instants = [int(moment.replace(tzinfo=ZoneInfo(ZONE)).timestamp()) * 1_000_000 for _, moment in arrived]
    tasks: dict[Task, int] = {}
    parts = [_steps(case, tasks, left_out) for case in cases]
    return World(
        workers=tuple(
            Worker(id=person, calendar=post.calendar, post=post.id) for post in POSTS.values() for person in post.persons
        ),
        tasks=tuple(tasks),
        cases=_cases(cases, instants, parts, tuple(tasks)),
        calendars=MappingProxyType(calendars()),
    )


def daily_approval(world: World) -> World:
    """Return the world in which payments are approved whenever the approver is at work (H4)."""
    return replace(world, tasks=tuple(replace(each, gate=None) for each in world.tasks))


def one_more_planner(world: World) -> World:
    """Return the world with a third planner (H14)."""
    tasks = tuple(replace(each, able=(*each.able, "P1-03")) if "P1-01" in each.able else each for each in world.tasks)
    return replace(world, workers=(*world.workers, Worker(id="P1-03", calendar="OFFICE", post="P1")), tasks=tasks)


def _calendar(each: WorkCalendar) -> WorkingCalendar:
    hours = tuple((_minutes(begin), _minutes(end)) for begin, end in each.hours)
    mon, tue, wed, thu, fri, sat, sun = (hours if day < each.weekdays else () for day in range(7))
    return WorkingCalendar(
        id=each.id,
        timezone=ZONE,
        weekly=(mon, tue, wed, thu, fri, sat, sun),
        closed=frozenset(CLOSED),
        make_up=frozenset(MAKE_UP),
    )


def _minutes(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def _task(process: str, step: Step) -> Task:
    is_human = step.post in POSTS
    work: Law = Lognormal(mean=step.minutes * MINUTE, variation=step.cv) if step.cv else Fixed(value=step.minutes * MINUTE)
    delay: Law = Uniform(low=step.delay[0] * MINUTE, high=step.delay[1] * MINUTE) if step.delay else NOTHING
    return Task(
        process=process,
        activity=step.activity,
        performer=step.post if step.same_as is None else f"{step.post} who ordered",
        able=step.persons if is_human else (),
        work=work,
        delay=delay,
        calendar="OFFICE" if step.delay else "24/7",
        gate=FRIDAYS if step.activity == "P2P-12" else None,
        binding="orders" if step.activity == "P2P-05" or step.same_as == "P2P-05" else None,
    )


def _steps(case: Case, tasks: dict[Task, int], left_out: Collection[str]) -> list[list[int]]:
    """Return the tasks of a case by stage; new ones are entered in `tasks`."""
    stages = [[each for each in stage if each.activity not in left_out] for stage in case.stages]
    return [[tasks.setdefault(_task(case.process, each), len(tasks)) for each in stage] for stage in stages if stage]


def _cases(cases: Sequence[Case], arrivals: Sequence[int], parts: Sequence[list[list[int]]], names: Sequence[Task]) -> Cases:
    task, of_case, occurrence = list[int](), list[int](), list[int]()
    order = list[tuple[int, int]]()
    for number, stages in enumerate(parts):
        seen: dict[str, int] = {}
        before: list[int] = []
        for stage in stages:
            now = list(range(len(task), len(task) + len(stage)))
            order += [(one, other) for one in before for other in now]
            before = now
            for each in stage:
                task.append(each)
                of_case.append(number)
                activity = names[each].activity
                occurrence.append(seen.get(activity, 0))
                seen[activity] = seen.get(activity, 0) + 1
    kinds = tuple(sorted({each.order_type for each in cases}))
    return Cases(
        ids=tuple(each.id for each in cases),
        processes=PROCESSES,
        kinds=kinds,
        process=np.array([PROCESSES.index(each.process) for each in cases], dtype=np.int64),
        kind=np.array([kinds.index(each.order_type) for each in cases], dtype=np.int64),
        arrival=np.array(arrivals, dtype=np.int64),
        task=np.array(task, dtype=np.int64),
        case=np.array(of_case, dtype=np.int64),
        occurrence=np.array(occurrence, dtype=np.int64),
        order=np.array(order, dtype=np.int64).reshape(-1, 2),
    )
