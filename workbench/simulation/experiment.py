"""A world played again and again: replications with common random numbers, their figures with intervals, two worlds compared."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from statistics import NormalDist
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.organization.calendars import ALWAYS, WorkingCalendar
from workbench.simulation.draws import key_of, uniforms
from workbench.simulation.kernel import NEVER
from workbench.simulation.taking import with_steps_of
from workbench.simulation.work import Activity, Crew, Played, Roster, Steps, roster_of
from workbench.simulation.world import Cases, Task, World

DAY: Final = 86_400_000_000
_T975_OF_FEW: Final = MappingProxyType({1: 12.7062, 2: 4.3027, 3: 3.1824, 4: 2.7764})
_LONGEST: Final = 400 * DAY
"""How long after the last arrival work may go on before a case counts as never done."""


@dataclass(frozen=True, kw_only=True)
class Protocol:
    """How a world is played: how often, from which seed; cases that arrive within `warm_up` (µs) of the first are not counted.

    Where `resamples`, each arrival takes the steps of a case drawn from those of its process, else its own.
    """

    replications: int = 30
    seed: int = 7
    warm_up: int = 0
    resamples: bool = True


@dataclass(frozen=True, kw_only=True)
class Interval:
    """A mean over replications with its 95 % interval (Student's t)."""

    mean: float
    low: float
    high: float

    @property
    def excludes_zero(self) -> bool:
        """Return whether 0 is outside."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, kw_only=True, eq=False)
class Replication:
    """One play: `steps` and what became of them, the `source` case whose steps each case took, and which cases count."""

    cases: Cases
    steps: Steps
    played: Played
    source: NDArray[np.int64]
    counts: NDArray[np.bool_]

    @cached_property
    def cycle_time(self) -> NDArray[np.float64]:
        """Return µs from the arrival of each case to the end of its last step; nan where it was not done or does not count."""
        bounds = self.cases.bounds
        has_steps = bounds[1:] > bounds[:-1]
        end = np.zeros(len(self.cases), dtype=np.int64)
        end[has_steps] = np.maximum.reduceat(self.played.end, bounds[:-1][has_steps]) if has_steps.any() else 0
        known = self.counts & has_steps & (end < NEVER)
        return np.where(known, (end - self.cases.arrival).astype(np.float64), np.nan)


@dataclass(frozen=True, kw_only=True, eq=False)
class Runs:
    """All replications of a world; figures are one a replication (float64, shape (replications,))."""

    world: World
    replications: tuple[Replication, ...]

    def cycle_times(self, process: str) -> tuple[NDArray[np.float64], ...]:
        """Return the cycle times (µs) of the cases of a process that were done and count, by replication."""
        number = self.world.cases.processes.index(process)
        found = []
        for each in self.replications:
            times = each.cycle_time[each.cases.process == number]
            found.append(times[~np.isnan(times)])
        return tuple(found)

    def mean_cycle_time(self, process: str) -> NDArray[np.float64]:
        """Return the mean cycle time of a process, in days."""
        return np.array([times.mean() / DAY if len(times) else np.nan for times in self.cycle_times(process)])

    def working_minutes(self, process: str) -> NDArray[np.float64]:
        """Return the working time of people for a case of a process that counts, in minutes; nan where none does."""
        number = self.world.cases.processes.index(process)
        found = []
        for each in self.replications:
            counted = each.counts & (each.cases.process == number)
            mine = counted[each.steps.case] & (each.played.person >= 0)
            cases = int(counted.sum())
            found.append(each.steps.work[mine].sum() / 60e6 / cases if cases else np.nan)
        return np.array(found)

    def utilisation(self, since: int, until: int) -> Mapping[str, NDArray[np.float64]]:
        """Return the share of its working time in a window that each post works, by post."""
        posts: dict[str, list[int]] = {}
        for number, worker in enumerate(self.world.workers):
            posts.setdefault(worker.post or worker.id, []).append(number)
        hours = {name: _working(calendar, since, until) for name, calendar in _calendars(self.world).items()}
        found = {post: np.zeros(len(self.replications)) for post in posts}
        for place, each in enumerate(self.replications):
            busy = self._busy(each, since, until)
            for post, numbers in posts.items():
                room = sum(hours[self.world.workers[number].calendar] for number in numbers)
                found[post][place] = busy[numbers].sum() / room if room else np.nan
        return MappingProxyType(found)

    def _busy(self, each: Replication, since: int, until: int) -> NDArray[np.float64]:
        """Return the working time (µs) of each worker within a window."""
        done = np.flatnonzero(each.played.person >= 0)
        person = each.played.person[done]
        begin = np.clip(each.played.begin[done], since, until)
        end = np.clip(each.played.end[done], since, until)
        busy = np.zeros(len(self.world.workers))
        for name, calendar in _calendars(self.world).items():
            mine = np.array([worker.calendar == name for worker in self.world.workers], dtype=np.bool_)[person]
            np.add.at(busy, person[mine], calendar.working_time(begin[mine], end[mine]).astype(np.float64))
        return busy


def play_world(world: World, protocol: Protocol | None = None) -> Runs:
    """Play a world; the same world, seed and number give the same, and what two worlds have in common draws the same in both."""
    return Runs(world=world, replications=tuple(replications_of(world, protocol)))


def replications_of(world: World, protocol: Protocol | None = None) -> Iterator[Replication]:
    """Play a world as `play_world` does, one replication after another, for those who keep figures only."""
    protocol = protocol or Protocol()
    arrival = world.cases.arrival
    first, last = (int(arrival.min()), int(arrival.max())) if len(arrival) else (0, 0)
    roster = roster_of(_crew(world), first, last + _LONGEST)
    tables = [_Table.of(task) for task in world.tasks]
    for turn in range(protocol.replications):
        yield _replication(world, roster, tables, protocol, turn)


def interval_of(figures: NDArray[np.float64]) -> Interval:
    """Return the mean of one figure a replication with its 95 % interval, endless where one replication is all there is."""
    kept = figures[~np.isnan(figures)]
    if not len(kept):
        return Interval(mean=float("nan"), low=float("nan"), high=float("nan"))
    mean = float(kept.mean())
    half = _t975(len(kept) - 1) * float(kept.std(ddof=1)) / len(kept) ** 0.5 if len(kept) > 1 else math.inf
    return Interval(mean=mean, low=mean - half, high=mean + half)


def difference(base: NDArray[np.float64], changed: NDArray[np.float64]) -> Interval:
    """Return the mean of the paired differences changed − base with its 95 % interval."""
    return interval_of(changed - base)


def _t975(freedom: int) -> float:
    """Return the 97.5 % quantile of Student's t: for few degrees of freedom from the table, else expanded.

    Abramowitz and Stegun, table 26.10 and expansion 26.7.5.
    """
    if freedom in _T975_OF_FEW:
        return _T975_OF_FEW[freedom]
    z = NormalDist().inv_cdf(0.975)
    terms = (z**3 + z) / 4, (5 * z**5 + 16 * z**3 + 3 * z) / 96, (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return float(z + sum(term / freedom ** (power + 1) for power, term in enumerate(terms)))


@dataclass(frozen=True, kw_only=True)
class _Table:
    """The names under which a task draws."""

    work: int
    delay: int
    choice: int

    @classmethod
    def of(cls, task: Task) -> _Table:
        return cls(**{what: key_of(what, task.process, task.activity) for what in ("work", "delay", "choice")})


def _replication(world: World, roster: Roster, tables: list[_Table], protocol: Protocol, turn: int) -> Replication:
    source = _sources(world.cases, protocol, turn)
    cases = with_steps_of(world.cases, source)
    slot, task = cases.case, cases.task
    work, delay, choice = (np.zeros(len(task)) for _ in range(3))
    by_task = np.argsort(task, kind="stable")
    bounds = np.searchsorted(task[by_task], np.arange(len(world.tasks) + 1))
    for number, each in enumerate(world.tasks):
        mine = by_task[bounds[number] : bounds[number + 1]]
        if not len(mine):
            continue
        keys = slot[mine], cases.occurrence[mine]

        def numbers(name: int, k: int, keys: tuple[NDArray[np.int64], NDArray[np.int64]] = keys) -> NDArray[np.float64]:
            return uniforms(protocol.seed, turn, name, k, *keys)

        table = tables[number]
        work[mine] = each.work.of(lambda k, name=table.work: numbers(name, k))  # type: ignore[misc]
        delay[mine] = each.delay.of(lambda k, name=table.delay: numbers(name, k))  # type: ignore[misc]
        choice[mine] = numbers(table.choice, 0)
    steps = Steps(
        activity=task,
        case=slot,
        work=np.round(work).astype(np.int64),
        delay=np.round(delay).astype(np.int64),
        earliest=cases.arrival[slot],
        draw=choice,
        order=cases.order,
    )
    first = int(cases.arrival.min()) if len(cases) else 0
    return Replication(
        cases=cases,
        steps=steps,
        played=roster.play(steps),
        source=source,
        counts=cases.arrival >= first + protocol.warm_up,
    )


def _sources(cases: Cases, protocol: Protocol, turn: int) -> NDArray[np.int64]:
    """Return the case whose steps each arrival takes."""
    source = np.arange(len(cases))
    if protocol.resamples:
        for number, process in enumerate(cases.processes):
            mine = np.flatnonzero(cases.process == number)
            if len(mine):
                draw = uniforms(protocol.seed, turn, key_of("case", process), mine)
                source[mine] = mine[(draw * len(mine)).astype(np.int64)]
    return source


def _calendars(world: World) -> Mapping[str, WorkingCalendar]:
    return {ALWAYS.id: ALWAYS, **world.calendars}


def _crew(world: World) -> Crew:
    calendars = _calendars(world)
    number = {name: place for place, name in enumerate(calendars)}
    person = {worker.id: place for place, worker in enumerate(world.workers)}
    bindings = sorted({task.binding for task in world.tasks if task.binding is not None})
    group = {name: place for place, name in enumerate(bindings)}
    activities = tuple(
        Activity(
            name="/".join(task.key),
            able=tuple(person[each] for each in task.able),
            calendar=number[task.calendar],
            gate=None if task.gate is None else number[task.gate],
            priority=task.priority,
            group=None if task.binding is None else group[task.binding],
        )
        for task in world.tasks
    )
    persons = tuple(number[worker.calendar] for worker in world.workers)
    return Crew(activities=activities, persons=persons, calendars=tuple(calendars.values()))


def _working(calendar: WorkingCalendar, since: int, until: int) -> float:
    passed = calendar.working_time(np.array([since]), np.array([until]))
    return float(passed.sum())
