"""Activities handled otherwise: by whom, for how long, when and in which turn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from workbench.organization import ALWAYS, SYSTEM, WorkingCalendar
from workbench.simulation.edits.surgery import Meant, with_task
from workbench.simulation.laws import NOTHING, Law, Scaled
from workbench.simulation.world import Task, World

_Handling = Callable[[Task], Task]


@dataclass(frozen=True, kw_only=True)
class Ungate:
    """An activity no longer waits for a day or hour of its own: it is done one by one."""

    process: str
    activity: str

    def apply(self, world: World) -> World:
        """Return the changed world."""
        return _handled(world, _of(self.process, self.activity), lambda task: replace(task, gate=None))


@dataclass(frozen=True, kw_only=True)
class Gated:
    """An activity is released only while a calendar is open."""

    process: str
    activity: str
    calendar: WorkingCalendar

    def apply(self, world: World) -> World:
        """Return the changed world."""
        meant = _of(self.process, self.activity)
        if not meant.tasks(world):
            return world
        known = with_calendar(world, self.calendar)
        return _handled(known, meant, lambda task: replace(task, gate=self.calendar.id))


@dataclass(frozen=True, kw_only=True)
class PerformedBy:
    """An activity is done by others: `workers`, known as `performer_now`; it is bound no longer to whoever began the case."""

    process: str
    activity: str
    workers: tuple[str, ...]
    performer_now: str
    performer: str | None = None

    def apply(self, world: World) -> World:
        """Return the changed world."""
        able = _known(world, self.workers)
        if not able:
            return world
        meant = _of(self.process, self.activity, self.performer)
        return _handled(world, meant, lambda task: replace(task, able=able, performer=self.performer_now, binding=None))


@dataclass(frozen=True, kw_only=True)
class Pooled:
    """More workers are able to do an activity that somebody has to do."""

    process: str
    activity: str
    workers: tuple[str, ...]

    def apply(self, world: World) -> World:
        """Return the changed world."""
        more = _known(world, self.workers)

        def pooled(task: Task) -> Task:
            return replace(task, able=tuple(dict.fromkeys((*task.able, *more)))) if task.able else task

        return _handled(world, _of(self.process, self.activity), pooled)


@dataclass(frozen=True, kw_only=True)
class Bound:
    """One person does all of some activities in a case: whoever does the first of them."""

    process: str
    activities: tuple[str, ...]
    name: str

    def apply(self, world: World) -> World:
        """Return the changed world."""
        meant = Meant(process=self.process, activities=self.activities)
        return _handled(world, meant, lambda task: replace(task, binding=self.name) if task.able else task)


@dataclass(frozen=True, kw_only=True)
class Delayed:
    """The time that passes before an activity follows another law, if one is given, and is `factor` times as long."""

    process: str
    activity: str
    factor: float = 1.0
    law: Law | None = None
    performer: str | None = None

    def apply(self, world: World) -> World:
        """Return the changed world."""

        def delayed(task: Task) -> Task:
            return replace(task, delay=_scaled(self.law or task.delay, self.factor))

        return _handled(world, _of(self.process, self.activity, self.performer), delayed)


@dataclass(frozen=True, kw_only=True)
class Worked:
    """The work of an activity follows another law, if one is given, and is `factor` times as long."""

    process: str
    activity: str
    factor: float = 1.0
    law: Law | None = None
    performer: str | None = None

    def apply(self, world: World) -> World:
        """Return the changed world."""

        def worked(task: Task) -> Task:
            return replace(task, work=_scaled(self.law or task.work, self.factor))

        return _handled(world, _of(self.process, self.activity, self.performer), worked)


@dataclass(frozen=True, kw_only=True)
class Automated:
    """An activity needs nobody any more: a system does it, at any hour, in a time of this law.

    Where a delay comes before it, its work goes by the same calendar as the delay.
    """

    process: str
    activity: str
    law: Law

    def apply(self, world: World) -> World:
        """Return the changed world."""

        def automated(task: Task) -> Task:
            calendar = ALWAYS.id if task.delay == NOTHING else task.calendar
            return replace(task, able=(), performer=SYSTEM, work=self.law, calendar=calendar, binding=None)

        return _handled(world, _of(self.process, self.activity), automated)


@dataclass(frozen=True, kw_only=True)
class Prioritized:
    """An activity – of cases of these kinds, where any are named – comes in another turn: higher priority first."""

    process: str
    activity: str
    priority: int
    kinds: tuple[str, ...] = ()

    def apply(self, world: World) -> World:
        """Return the changed world."""
        meant = replace(_of(self.process, self.activity), kinds=self.kinds)
        return _handled(world, meant, lambda task: replace(task, priority=self.priority))


@dataclass(frozen=True, kw_only=True)
class Separated:
    """In an activity, cases of some kinds have a queue of their own and these workers, who do the others no longer.

    Where nobody would be left for the others, all who do them now still do.
    """

    process: str
    activity: str
    kinds: tuple[str, ...]
    workers: tuple[str, ...]

    def apply(self, world: World) -> World:
        """Return the changed world."""
        own = _known(world, self.workers)
        meant = replace(_of(self.process, self.activity), kinds=self.kinds)
        if not own or not self.kinds or not meant.among(world).any():
            return world
        apart = _handled(world, meant, lambda task: replace(task, able=own))
        others = Meant(
            process=self.process,
            activities=(self.activity,),
            kinds=tuple(kind for kind in world.cases.kinds if kind not in self.kinds),
        )
        return _handled(apart, others, lambda task: _left_to_others(task, own)) if others.kinds else apart


def with_calendar(world: World, calendar: WorkingCalendar) -> World:
    """Return a world that knows a calendar by its id."""
    return replace(world, calendars=MappingProxyType({**world.calendars, calendar.id: calendar}))


def _of(process: str, activity: str, performer: str | None = None) -> Meant:
    return Meant(process=process, activities=(activity,), performer=performer)


def _known(world: World, workers: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each for each in workers if each in world.worker)


def _scaled(law: Law, factor: float) -> Law:
    return law if factor == 1.0 or law == NOTHING else Scaled(law=law, factor=factor)


def _left_to_others(task: Task, taken: tuple[str, ...]) -> Task:
    left = tuple(each for each in task.able if each not in taken)
    return replace(task, able=left) if left else task


def _handled(world: World, meant: Meant, handling: _Handling) -> World:
    """Return a world in which some steps are handled otherwise; a task that only some of its cases' kinds change is split."""
    if meant.kinds:
        return _split(world, meant, handling)
    numbers = frozenset(meant.tasks(world))
    tasks = tuple(handling(task) if number in numbers else task for number, task in enumerate(world.tasks))
    return world if tasks == world.tasks else replace(world, tasks=tasks)


def _split(world: World, meant: Meant, handling: _Handling) -> World:
    """Return a world in which the meant steps are of tasks handled otherwise, beside those of before."""
    steps, cases = meant.among(world), world.cases
    number = np.arange(len(world.tasks))
    for each in meant.tasks(world):
        if steps[cases.task == each].any():
            world, number[each] = with_task(world, handling(world.tasks[each]))
    if (number == np.arange(len(number))).all():
        return world
    return replace(world, cases=replace(cases, task=np.where(steps, number[cases.task], cases.task)))
