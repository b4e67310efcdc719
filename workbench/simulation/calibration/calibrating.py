"""A linkage made into a world: its people, its tasks and its cases, and what had to be assumed on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from workbench.findings import ENTERPRISE, Finding, Severity
from workbench.linkage import Linkage
from workbench.simulation.calibration.cases import cases_of
from workbench.simulation.calibration.happened import Happened, happened_in
from workbench.simulation.calibration.model import Calibrated
from workbench.simulation.calibration.naming import Naming
from workbench.simulation.calibration.staff import Staff, staff_of
from workbench.simulation.calibration.tasks import RARE, Observed, tasks_of
from workbench.simulation.world import Task, World

_Ints = NDArray[np.int64]


def calibrated(linkage: Linkage, timezone: str = "UTC") -> Calibrated:
    """Make the world that a linkage shows: people with the hours of their posts, tasks as they were done, cases as they went.

    Cases are complete ones, with their steps in causal order; one that the log cuts arrives when it did, and takes the steps
    of a complete one, so that its work is there. Hours that no calendar gives are read off the log, on the clocks of
    `timezone`. First come is first served. A process of whose work nothing is known is left out, and said to be.
    """
    happened = happened_in(linkage)
    if not len(happened.case):
        return _nothing(linkage, happened)
    staff = staff_of(linkage, happened, timezone)
    seen = tasks_of(happened, staff)
    names = Naming(design=linkage.design)
    tasks, unknown, assumed = _worked(happened, seen, names)
    played = [process for process, _ in enumerate(happened.processes) if process not in unknown and _complete(happened, process)]
    calendars = {**staff.calendars, **{each.id: each for each in seen.gates}}
    its = {happened.processes[each] for each in played}
    world = World(
        workers=staff.workers,
        tasks=tuple(each for each in tasks if each.process in its),
        cases=cases_of(linkage, happened, played),
        calendars=MappingProxyType(calendars),
    )
    is_played = np.isin(happened.process, played)
    counted = np.flatnonzero(is_played & happened.is_complete)
    window = (int(happened.arrival[counted].min()), int(happened.arrival[counted].max())) if len(counted) else None
    times = happened.finish - happened.arrival
    return Calibrated(
        world=world,
        window=window,
        cycle_times=MappingProxyType(
            {happened.processes[each]: np.sort(times[counted[happened.process[counted] == each]]) for each in played}
        ),
        utilisation=_utilisation(happened, staff, is_played[happened.case], window) if window else MappingProxyType({}),
        assumed=(*assumed, *_assumed(happened, staff, (seen, played), names)),
        unknown=(*_untold(linkage, happened), *unknown.values()),
        naming=names,
    )


def _nothing(linkage: Linkage, happened: Happened) -> Calibrated:
    return Calibrated(
        world=World(workers=(), tasks=(), cases=cases_of(linkage, happened, ())),
        window=None,
        cycle_times=MappingProxyType({}),
        utilisation=MappingProxyType({}),
        unknown=tuple(_untold(linkage, happened)),
        naming=Naming(design=linkage.design),
    )


def _complete(happened: Happened, process: int) -> bool:
    return bool((happened.is_complete & (happened.process == process)).any())


def _worked(happened: Happened, seen: Observed, naming: Naming) -> tuple[tuple[Task, ...], Mapping[int, Finding], list[Finding]]:
    """Return all tasks, the processes of which too much work is not measured, and what was assumed for the rest.

    Work that is not measured is taken from that of the same activity by others, else of the whole process.
    """
    counts = np.bincount(happened.what, minlength=len(happened.whats))
    unknown: dict[int, Finding] = {}
    assumed: list[Finding] = []
    tasks = list(seen.tasks)
    for process, name in enumerate(happened.processes):
        mine = [number for number, each in enumerate(happened.whats) if each.process == name]
        without = [number for number in mine if not seen.is_measured[number]]
        affected, total = int(counts[without].sum()), int(counts[mine].sum())
        known = [seen.tasks[number] for number in mine if seen.is_measured[number] and seen.tasks[number].able]
        called = naming.activities(name, (happened.whats[each].activity for each in without))
        facts = {"process": naming.process(name), "activities": called, "count": affected, "exposed": total}
        if affected and (affected > RARE * total or not known):
            unknown[process] = _finding("SIM_WORK_UNKNOWN", Severity.MAJOR, name, facts)
        elif affected:
            assumed.append(_finding("SIM_WORK_ASSUMED", Severity.INFO, name, facts))
            for number in without:
                tasks[number] = replace(tasks[number], work=_alike(tasks[number], known).work)
    return tuple(tasks), unknown, assumed


def _alike(task: Task, known: Sequence[Task]) -> Task:
    """Return a task of the same activity, of any other where there is none."""
    return next((each for each in known if each.activity == task.activity), known[0])


def _utilisation(happened: Happened, staff: Staff, is_played: NDArray[np.bool_], window: tuple[int, int]) -> Mapping[str, float]:
    """Return the share of its working time in a window that the people of each post worked on what is played."""
    rows = np.flatnonzero(is_played & (staff.person >= 0))
    begin, end = (np.clip(each[rows], *window) for each in (happened.start, happened.end))
    busy, room = np.zeros(len(staff.workers)), np.zeros(len(staff.workers))
    for calendar in {each.id: each for each in staff.calendar_of}.values():
        has_it = np.array([each.calendar == calendar.id for each in staff.workers])
        mine = has_it[staff.person[rows]]
        np.add.at(busy, staff.person[rows[mine]], calendar.working_time(begin[mine], end[mine]).astype(np.float64))
        room[has_it] = calendar.working_time(*(np.array([each]) for each in window))[0]
    posts = [each.post or each.id for each in staff.workers]
    of_post = {post: np.array([each == post for each in posts]) for post in sorted(set(posts))}
    return MappingProxyType({post: float(busy[it].sum() / room[it].sum()) for post, it in of_post.items() if room[it].sum()})


def _assumed(happened: Happened, staff: Staff, shown: tuple[Observed, Sequence[int]], naming: Naming) -> Iterator[Finding]:
    """Yield what the log does not say and was taken for given; `shown` are the tasks, and the processes that are played."""
    seen, played = shown
    if staff.observed:
        yield _finding("SIM_HOURS_OBSERVED", Severity.INFO, ENTERPRISE, {"posts": naming.posts(staff.observed)})
    if staff.unnamed:
        yield _finding("SIM_PERFORMERS_ASSUMED", Severity.INFO, ENTERPRISE, {"posts": naming.posts(staff.unnamed)})
    for number in played:
        name = happened.processes[number]
        cut = int((~happened.is_complete & (happened.process == number) & (np.diff(happened.bounds) > 0)).sum())
        if cut:
            yield _finding("SIM_CASES_CUT", Severity.INFO, name, {"process": naming.process(name), "count": cut})
        nobody = {
            task.activity
            for task, what in zip(seen.tasks, happened.whats, strict=True)
            if task.process == name and not task.able and not what.is_nobodys
        }
        if nobody:
            facts = {"process": naming.process(name), "activities": naming.activities(name, nobody)}
            yield _finding("SIM_NOBODY_KNOWN", Severity.MINOR, name, facts)


def _untold(linkage: Linkage, happened: Happened) -> Iterator[Finding]:
    """Yield the processes of which nothing says when their cases ran, or that have no complete one."""
    naming = Naming(design=linkage.design)
    for process in linkage.processes:
        facts = {"process": naming.process(process.id)}
        if process.id not in happened.processes:
            yield _finding("SIM_TIMES_UNKNOWN", Severity.MAJOR, process.id, facts)
        elif not _complete(happened, happened.processes.index(process.id)):
            yield _finding("SIM_NO_CASES", Severity.MAJOR, process.id, facts)


def _finding(code: str, severity: Severity, scope: str, facts: Mapping[str, object]) -> Finding:
    return Finding(code=code, severity=severity, scope=scope, facts=MappingProxyType(dict(facts)))
