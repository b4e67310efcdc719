"""Small worlds written down: chains of steps that follow each other, and the same read back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

import numpy as np

from workbench.organization import WorkingCalendar
from workbench.simulation.experiment import Protocol, Replication, play_world
from workbench.simulation.laws import Exponential
from workbench.simulation.order import reduced
from workbench.simulation.world import Cases, Task, Worker, World

HOUR = 3_600_000_000
DAY = 24 * HOUR
MONDAY = 4 * DAY
"""1970-01-05 was a Monday."""

OFFICE = WorkingCalendar(id="office", timezone="UTC", weekly=(((480, 720), (780, 1020)),) * 5 + ((),) * 2)
STAFF = tuple(Worker(id=name, calendar="24/7", post=post) for name, post in (("P1", "P"), ("P2", "P"), ("Q1", "Q")))
_STEP = re.compile(r"(?P<activity>[a-z])(?P<occurrence>\d*)(@(?P<performer>\w+))?")


def world(cases: Mapping[str, str], arrivals: tuple[int, ...] | None = None, kinds: tuple[str, ...] = ()) -> World:
    """Return a world of a process "p" from chains: "a>b>c a>d>c" is a, then b and d, then c; "b1" is the second b of its case.

    A step is done by a person of post P, or of that named, as in "b@Q"; cases arrive an hour apart unless said otherwise.
    """
    tasks: dict[str, Task] = {}
    rows: list[tuple[int, int, int]] = []
    order: list[tuple[int, int]] = []
    for number, text in enumerate(cases.values()):
        steps: dict[str, int] = {}
        for chain in text.split():
            for name in chain.split(">"):
                found = _STEP.fullmatch(name)
                assert found is not None, name
                if found[0].split("@")[0] not in steps:
                    steps[found[0].split("@")[0]] = len(rows)
                    task = _task(found["activity"], found["performer"] or "P")
                    tasks.setdefault("/".join(task.key), task)
                    rows.append((list(tasks).index("/".join(task.key)), number, int(found["occurrence"] or 0)))
            names = [name.split("@")[0] for name in chain.split(">")]
            order += [(steps[one], steps[other]) for one, other in pairwise(names)]
    task_of, case_of, occurrence = (np.array(column, dtype=np.int64) for column in zip(*rows, strict=True))
    names = sorted(set(kinds)) or ["any"]
    return World(
        workers=STAFF,
        tasks=tuple(tasks.values()),
        cases=Cases(
            ids=tuple(cases),
            processes=("p",),
            kinds=tuple(names),
            process=np.zeros(len(cases), dtype=np.int64),
            kind=np.array([names.index(kind) for kind in kinds or ["any"] * len(cases)], dtype=np.int64),
            arrival=np.array(arrivals or [MONDAY + turn * HOUR for turn in range(len(cases))], dtype=np.int64),
            task=task_of,
            case=case_of,
            occurrence=occurrence,
            order=np.array(order, dtype=np.int64).reshape(-1, 2),
        ),
    )


def chains(given: World) -> tuple[str, ...]:
    """Return the cases written as pairs that follow each other directly, sorted, and steps that stand alone."""
    cases = given.cases
    order = reduced(cases.order, len(cases.task))
    names = [
        given.tasks[task].activity + (str(occurrence) if occurrence else "")
        for task, occurrence in zip(cases.task.tolist(), cases.occurrence.tolist(), strict=True)
    ]
    found: list[list[str]] = [[] for _ in cases.ids]
    for one, other in order.tolist():
        found[cases.case[one]].append(f"{names[one]}>{names[other]}")
    for step in sorted(set(range(len(names))) - set(order.ravel().tolist())):
        found[cases.case[step]].append(names[step])
    return tuple(" ".join(sorted(each)) for each in found)


def played(given: World) -> Replication:
    """Play a world once, each case with its own steps."""
    return play_world(given, Protocol(replications=1, resamples=False)).replications[0]


def work_of(given: World) -> dict[tuple[str, str, int], tuple[int, int, float]]:
    """Return what each step draws in a play – work, delay and choice –, by case, activity and occurrence."""
    found = played(given)
    cases, steps = found.cases, found.steps
    return {
        (cases.ids[cases.case[step]], given.tasks[cases.task[step]].activity, int(cases.occurrence[step])): (
            int(steps.work[step]),
            int(steps.delay[step]),
            float(steps.draw[step]),
        )
        for step in range(len(steps))
    }


def task(given: World, activity: str, performer: str = "P") -> Task:
    """Return a task of a world."""
    return next(each for each in given.tasks if (each.activity, each.performer) == (activity, performer))


def _task(activity: str, performer: str) -> Task:
    able = tuple(each.id for each in STAFF if each.post == performer)
    return Task(
        process="p",
        activity=activity,
        performer=performer,
        able=able,
        work=Exponential(mean=0.2 * HOUR),
        delay=Exponential(mean=0.5 * HOUR),
    )
