"""A world to be played: who works when, what is done by whom and how long, and the cases with their steps in causal order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from workbench.organization import WorkingCalendar
from workbench.simulation.laws import NOTHING, Law


@dataclass(frozen=True, kw_only=True)
class Worker:
    """A person: the post that he holds, if any is known, and the calendar in which he works, by its id."""

    id: str
    calendar: str
    post: str | None = None


@dataclass(frozen=True, kw_only=True)
class Task:
    """An activity of a process as one kind of performer does it.

    `activity` is its id, or the label of what nobody designed; `performer` the post, SYS, EXT, or "" where none is known: tasks
    of one activity that different posts do are different ones. `able` are ids of workers, none where it needs nobody. `work` is
    working time (µs) of whoever does it, of `calendar` where it needs nobody. Before it passes a `delay` (µs of working time of
    `calendar`) that holds nobody; then it waits until `gate`, a calendar, is open. Higher `priority` comes first. What bears the
    same `binding` is done by one person within a case.
    """

    process: str
    activity: str
    performer: str = ""
    able: tuple[str, ...] = ()
    work: Law = NOTHING
    delay: Law = NOTHING
    calendar: str = "24/7"
    gate: str | None = None
    priority: int = 0
    binding: str | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what names it."""
        return self.process, self.activity, self.performer


@dataclass(frozen=True, kw_only=True, eq=False)
class Cases:
    """Cases as partial orders of steps; those of one process are alternatives of each other when a replication draws.

    Of each step `task` and `case` (int64) are numbers and `occurrence` (int64) counts the steps of its activity in its case
    from 0; `order` (int64, shape (m, 2)) are pairs (before, after) of steps. Of each case `process` (int64) is a number in
    `processes`, `kind` (int64) one in `kinds`, `arrival` (int64) µs since 1970-01-01 UTC. Steps are sorted by case.
    """

    ids: tuple[str, ...]
    processes: tuple[str, ...]
    kinds: tuple[str, ...]
    process: NDArray[np.int64]
    kind: NDArray[np.int64]
    arrival: NDArray[np.int64]
    task: NDArray[np.int64]
    case: NDArray[np.int64]
    occurrence: NDArray[np.int64]
    order: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.arrival)

    @cached_property
    def bounds(self) -> NDArray[np.int64]:
        """Return the first step of each case, and the number of steps."""
        return np.searchsorted(self.case, np.arange(len(self) + 1)).astype(np.int64)

    def taking(self, source: NDArray[np.int64]) -> Cases:
        """Return cases that arrive as these do and take the steps, and the kind, of others: case c those of `source[c]`."""
        sizes = np.diff(self.bounds)[source]
        begins = np.concatenate(([0], np.cumsum(sizes)))
        rows = np.arange(int(begins[-1])) + np.repeat(self.bounds[source] - begins[:-1], sizes)
        of_pair = self.case[self.order[:, 0]]
        by_case = np.argsort(of_pair, kind="stable")
        pair_bounds = np.searchsorted(of_pair[by_case], np.arange(len(self) + 1))
        counts = np.diff(pair_bounds)[source]
        first = np.cumsum(counts) - counts
        places = np.arange(int(counts.sum())) + np.repeat(pair_bounds[source] - first, counts)
        return replace(
            self,
            kind=self.kind[source],
            task=self.task[rows],
            case=np.repeat(np.arange(len(self)), sizes),
            occurrence=self.occurrence[rows],
            order=self.order[by_case[places]] + np.repeat(begins[:-1] - self.bounds[source], counts)[:, None],
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class World:
    """All that is played together: everybody works in all processes that need him."""

    workers: tuple[Worker, ...]
    tasks: tuple[Task, ...]
    cases: Cases
    calendars: Mapping[str, WorkingCalendar] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def worker(self) -> Mapping[str, Worker]:
        """Return the workers by id."""
        return MappingProxyType({each.id: each for each in self.workers})

    def numbers_of(self, process: str, activities: Sequence[str], performer: str | None = None) -> tuple[int, ...]:
        """Return the numbers of the tasks of some activities of a process, of one performer where one is named."""
        return tuple(
            number
            for number, task in enumerate(self.tasks)
            if task.process == process and task.activity in activities and performer in (None, task.performer)
        )
