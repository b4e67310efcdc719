"""Meant elsewhere in their cases: new ones, earlier or later ones, side by side, or two as one."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from workbench.simulation.edits.surgery import Meant, inserted_after, rank_in_case, with_order, with_task, without
from workbench.simulation.laws import Scaled, Total
from workbench.simulation.order import bypassed, directly, pairs, reduced
from workbench.simulation.world import Task, World

_Ints = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Insert:
    """A new step of an activity, done as `task` says, comes after each step of `after`, before all that followed that."""

    process: str
    activity: str
    after: str
    task: Task
    kinds: tuple[str, ...] = ()

    def apply(self, world: World) -> World:
        """Return the changed world."""
        steps = Meant(process=self.process, activities=(self.after,), kinds=self.kinds).among(world)
        return inserted_after(world, np.flatnonzero(steps), replace(self.task, process=self.process, activity=self.activity))


@dataclass(frozen=True, kw_only=True)
class MoveBefore:
    """The first step of an activity in a case is done directly before the first of another, be that earlier or later.

    A case that has not both stays as it is.
    """

    process: str
    activity: str
    before: str

    def apply(self, world: World) -> World:
        """Return the changed world."""
        if self.activity == self.before:
            return world
        moved, goals = (self._first(world, activity) for activity in (self.activity, self.before))
        case_of = world.cases.case
        _, one, other = np.intersect1d(case_of[moved], case_of[goals], assume_unique=True, return_indices=True)
        moved, goals = moved[one], goals[other]
        if not len(moved):
            return world
        gone = np.zeros(len(case_of), dtype=np.bool_)
        gone[moved] = True
        now_first = np.arange(len(case_of))
        now_first[goals] = moved
        order = bypassed(world.cases.order, gone)
        return with_order(world, np.concatenate((pairs(order[:, 0], now_first[order[:, 1]]), pairs(moved, goals))))

    def _first(self, world: World, activity: str) -> _Ints:
        """Return the first step of an activity in each case that has any."""
        steps = Meant(process=self.process, activities=(activity,)).among(world)
        return np.flatnonzero(rank_in_case(world.cases, steps) == 0)


@dataclass(frozen=True, kw_only=True)
class SideBySide:
    """Where an activity directly follows another, both begin after what the first followed; what followed either follows both.

    Left as they are: pairs of which the first leads to something else besides, and the second follows something else besides.
    """

    process: str
    first: str
    second: str

    def apply(self, world: World) -> World:
        """Return the changed world."""
        together = _together(world, self.process, self.first, self.second)
        if not len(together):
            return world
        order, n = reduced(world.cases.order, len(world.cases.task)), len(world.cases.task)
        joins, leads = np.arange(n), np.arange(n)
        joins[together[:, 0]], joins[together[:, 1]] = together[:, 1], together[:, 0]
        leads[together[:, 0]] = together[:, 1]
        between = joins[order[:, 0]] == order[:, 1]
        before, after = order[~between].T
        found = [pairs(one, other) for one in (before, joins[before]) for other in (after, leads[after])]
        return with_order(world, np.concatenate(found))


@dataclass(frozen=True, kw_only=True)
class Merge:
    """Where an activity directly follows another, both are one step, done as the first is, in the time of both but `saved` µs.

    What the second waited for by itself – its delay, its gate – falls away. Left as they are: pairs as of `SideBySide`.
    """

    process: str
    first: str
    second: str
    saved: float = 0.0

    def apply(self, world: World) -> World:
        """Return the changed world."""
        together = _together(world, self.process, self.first, self.second)
        if not len(together):
            return world
        kinds, which = np.unique(world.cases.task[together], axis=0, return_inverse=True)
        task, tasks = world.cases.task.copy(), world.tasks
        for number, (first, second) in enumerate(kinds.tolist()):
            work = Scaled(law=Total(laws=(tasks[first].work, tasks[second].work)), extra=-self.saved)
            world, new = with_task(world, replace(tasks[first], work=work))
            task[together[which.ravel() == number, 0]] = new
        gone = np.zeros(len(task), dtype=np.bool_)
        gone[together[:, 1]] = True
        merged = np.arange(len(task))
        merged[together[:, 1]] = together[:, 0]
        order = merged[reduced(world.cases.order, len(task))]
        order = reduced(order[order[:, 0] != order[:, 1]], len(task))
        return without(replace(world, cases=replace(world.cases, task=task, order=order)), gone)


def _together(world: World, process: str, first: str, second: str) -> _Ints:
    """Return the pairs of steps of two activities of which one directly follows the other."""
    ones, others = (Meant(process=process, activities=(activity,)).among(world) for activity in (first, second))
    return directly(reduced(world.cases.order, len(world.cases.task)), ones, others)
