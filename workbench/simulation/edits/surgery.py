"""Meant found, taken out of their cases and put into them; what is left alone keeps its place and what it draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from workbench.simulation.draws import key_of
from workbench.simulation.order import bypassed, pairs, reduced
from workbench.simulation.world import Cases, Task, World

_Ints = NDArray[np.int64]
_Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Meant:
    """Which steps are meant: those of some activities of a process, of one performer and of some case kinds where named."""

    process: str
    activities: tuple[str, ...]
    performer: str | None = None
    kinds: tuple[str, ...] = ()

    def tasks(self, world: World) -> tuple[int, ...]:
        """Return the numbers of the tasks that are meant."""
        return world.numbers_of(self.process, self.activities, self.performer)

    def among(self, world: World) -> _Flags:
        """Return which steps of a world are meant (bool, one a step)."""
        cases = world.cases
        is_meant = np.zeros(len(world.tasks), dtype=np.bool_)
        is_meant[list(self.tasks(world))] = True
        return is_meant[cases.task] & of_kinds(cases, self.kinds)[cases.case]


def of_kinds(cases: Cases, kinds: Sequence[str]) -> _Flags:
    """Return which cases are of some kinds, all where none is named (bool, one a case)."""
    named = np.array([not kinds or kind in kinds for kind in cases.kinds], dtype=np.bool_)
    return named[cases.kind] if len(named) else np.zeros(0, dtype=np.bool_)


def rank_in_case(cases: Cases, steps: _Flags) -> _Ints:
    """Return of some steps (bool, one a step) how many of them come before each in its case, by occurrence; -1 for others."""
    found = np.full(len(cases.task), -1, dtype=np.int64)
    numbers = np.flatnonzero(steps)
    numbers = numbers[np.lexsort((numbers, cases.occurrence[numbers], cases.case[numbers]))]
    case = cases.case[numbers]
    found[numbers] = np.arange(len(numbers)) - np.searchsorted(case, case)
    return found


def by_name(cases: Cases, numbers: _Ints, purpose: str) -> _Ints:
    """Return some cases in an order that rests on their names only, another for each purpose."""
    keys = np.array([key_of(purpose, cases.ids[number]) for number in numbers.tolist()], dtype=np.uint64)
    return numbers[np.argsort(keys, kind="stable")]


def without(world: World, gone: _Flags) -> World:
    """Return a world without some steps (bool, one a step): what followed one follows what came before it."""
    if not gone.any():
        return world
    cases = world.cases
    kept = ~gone
    number = np.cumsum(kept) - 1
    order = number[bypassed(cases.order, gone)]
    found = replace(cases, task=cases.task[kept], case=cases.case[kept], occurrence=cases.occurrence[kept], order=order)
    return replace(world, cases=found)


def with_order(world: World, order: _Ints) -> World:
    """Return a world whose cases have another order of steps, acyclic; pairs that others imply are left out."""
    return replace(world, cases=replace(world.cases, order=reduced(order, len(world.cases.task))))


def inserted_after(world: World, steps: _Ints, task: Task) -> World:
    """Return a world with a new step directly after each of some steps, before all that followed it."""
    if not len(steps):
        return world
    world, number = with_task(world, task)
    cases = world.cases
    n = len(cases.task)
    new = np.full(n, -1, dtype=np.int64)
    new[steps] = n + np.arange(len(steps))
    before = cases.order[:, 0]
    moved = np.where(new[before] >= 0, new[before], before)
    order = np.concatenate((pairs(moved, cases.order[:, 1]), pairs(steps, new[steps])))
    case = np.concatenate((cases.case, cases.case[steps]))
    occurrence = np.concatenate((cases.occurrence, _next_occurrences(world, steps, task)))
    by_case = np.argsort(case, kind="stable")
    place = np.empty(len(case), dtype=np.int64)
    place[by_case] = np.arange(len(case))
    found = replace(
        cases,
        task=np.concatenate((cases.task, np.full(len(steps), number)))[by_case],
        case=case[by_case],
        occurrence=occurrence[by_case],
        order=reduced(place[order], len(case)),
    )
    return replace(world, cases=found)


def with_task(world: World, task: Task) -> tuple[World, int]:
    """Return a world that knows a task, and the number of it there."""
    if task in world.tasks:
        return world, world.tasks.index(task)
    return replace(world, tasks=(*world.tasks, task)), len(world.tasks)


def _next_occurrences(world: World, steps: _Ints, task: Task) -> _Ints:
    """Return the occurrence of each new step of an activity: those after the last one that its case has."""
    cases = world.cases
    same = Meant(process=task.process, activities=(task.activity,)).among(world)
    highest = np.full(len(cases), -1, dtype=np.int64)
    np.maximum.at(highest, cases.case[same], cases.occurrence[same])
    meant = np.zeros(len(cases.task), dtype=np.bool_)
    meant[steps] = True
    return highest[cases.case[steps]] + 1 + rank_in_case(cases, meant)[steps]
