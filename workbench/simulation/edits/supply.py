"""More people, other hours, more cases."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.organization import WorkingCalendar
from workbench.simulation.edits.surgery import by_name
from workbench.simulation.edits.tasks import with_calendar
from workbench.simulation.taking import taken
from workbench.simulation.world import Cases, World

_WEEK: Final = 7 * 86_400_000_000
_Ints = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Hire:
    """So many more hold a post: with the calendar that most of its workers have, and able to do what any of them can."""

    post: str
    number: int = 1

    def apply(self, world: World) -> World:
        """Return the changed world; the new ones are called after the post, +1 and so on."""
        mates = [each for each in world.workers if each.post == self.post]
        if not mates or self.number < 1:
            return world
        ids = {each.id for each in mates}
        calendar = Counter(sorted(each.calendar for each in mates)).most_common(1)[0][0]
        taken_ids = world.worker.keys()
        names = (f"{self.post}+{turn}" for turn in range(1, len(taken_ids) + self.number + 1))
        new = tuple(name for name in names if name not in taken_ids)[: self.number]
        workers = (*world.workers, *(replace(mates[0], id=name, calendar=calendar) for name in new))
        tasks = tuple(replace(task, able=(*task.able, *new)) if ids & set(task.able) else task for task in world.tasks)
        return replace(world, workers=workers, tasks=tasks)


@dataclass(frozen=True, kw_only=True)
class WorkingHours:
    """Who holds a post works in another calendar."""

    post: str
    calendar: WorkingCalendar

    def apply(self, world: World) -> World:
        """Return the changed world."""
        if all(each.post != self.post for each in world.workers):
            return world
        workers = tuple(replace(each, calendar=self.calendar.id) if each.post == self.post else each for each in world.workers)
        return replace(with_calendar(world, self.calendar), workers=workers)


@dataclass(frozen=True, kw_only=True)
class MoreArrivals:
    """`factor` times as many cases of a process arrive; fewer, where it is below 1.

    Those that come or go are chosen by a hash of their names. A new case takes the steps of an old one and arrives at its
    weekday and hour, whole weeks earlier or later within the whole weeks in which cases of the process arrive; where these are
    fewer than two, half-way between its arrival and the next.
    """

    process: str
    factor: float

    def apply(self, world: World) -> World:
        """Return the changed world."""
        cases = world.cases
        if self.process not in cases.processes:
            return world
        mine = np.flatnonzero(cases.process == cases.processes.index(self.process))
        change = round((max(self.factor, 0.0) - 1) * len(mine))
        if change == 0:
            return world
        shuffled = by_name(cases, mine, "arrivals")
        if change < 0:
            return replace(world, cases=taken(cases, np.setdiff1d(np.arange(len(cases)), shuffled[:-change])))
        return replace(world, cases=_more(cases, mine, np.resize(shuffled, change)))


def _more(cases: Cases, mine: _Ints, models: _Ints) -> Cases:
    """Return the cases and one more after each of some models, which may come several times; `mine` are those of the process."""
    rounds = np.arange(len(models)) // len(mine) + 1
    everybody = np.concatenate((np.arange(len(cases)), models))
    new = (f"{cases.ids[model]}+{turn}" for model, turn in zip(models.tolist(), rounds.tolist(), strict=True))
    return replace(
        taken(cases, everybody),
        ids=(*cases.ids, *new),
        arrival=np.concatenate((cases.arrival, _arrivals(cases.arrival[mine], cases.arrival[models]))),
    )


def _arrivals(known: _Ints, models: _Ints) -> _Ints:
    """Return when new cases arrive that are modelled after some of the known arrivals of their process."""
    known = np.unique(known)
    first, weeks = int(known[0]), int((known[-1] - known[0]) // _WEEK)
    turn = np.arange(len(models))
    if weeks > 1:
        shift = 1 + turn % (weeks - 1)
        return first + (models - first + shift * _WEEK) % (weeks * _WEEK)
    later = known[np.minimum(np.searchsorted(known, models) + 1, len(known) - 1)]
    return models + (later - models) // 2
