"""What is done by whom, how long it takes, and what it waits for: the tasks of a world, each from the events that show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog import NO_TIME
from workbench.organization import ALWAYS, WorkingCalendar
from workbench.simulation.calibration.availability import Availability, busy_of
from workbench.simulation.calibration.delays import (
    LARGEST,
    Delay,
    Waited,
    delay_of,
    in_turn,
    waited_for_nobody,
    waited_for_people,
)
from workbench.simulation.calibration.happened import Happened, Performed
from workbench.simulation.calibration.skills import able_of, bindings_of
from workbench.simulation.calibration.staff import Staff
from workbench.simulation.calibration.windows import gate_of
from workbench.simulation.laws import NOTHING, Law, Sampled
from workbench.simulation.world import Task

_Ints = NDArray[np.int64]
RARE: Final = 0.05
"""Work that is not measured in up to this share of a process's events is taken from what is alike."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Observed:
    """The tasks that events show, one for each of `whats`, and whether its work `is_measured`, or nothing says how long it takes.

    `gates` are the calendars of those that are bound to a few hours of the week.
    """

    tasks: tuple[Task, ...]
    is_measured: tuple[bool, ...]
    gates: tuple[WorkingCalendar, ...]


def tasks_of(happened: Happened, staff: Staff) -> Observed:
    """Make a task of everything that happened."""
    sight = _Sight(happened=happened, staff=staff)
    numbers = range(len(happened.whats))
    gates = [_gate(sight, number) for number in numbers]
    waited = [_waited(sight, number, gates[number]) for number in numbers]
    delays = [delay_of(waited[number], sight.own(number), sight.usual) for number in numbers]
    is_prompt = np.array([delay is None and gate is None for delay, gate in zip(delays, gates, strict=True)], dtype=np.bool_)
    for number in numbers:
        if delays[number] and sight.able[number] and not gates[number]:
            known = _in_turn(sight, number, waited[number], is_prompt)
            delays[number] = delay_of(known, sight.own(number), sight.usual)
    passes = [_passes(sight, each) for each in delays]
    works = [_work(sight, number, passes[number]) for number in numbers]
    return Observed(
        tasks=tuple(
            replace(
                _task(sight, number, gates[number]),
                work=works[number] or NOTHING,
                calendar=passes[number].id,
                delay=delay.law if delay else NOTHING,
            )
            for number, delay in enumerate(delays)
        ),
        is_measured=tuple(each is not None for each in works),
        gates=tuple(each for each in gates if each is not None),
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Sight:
    """What happened, as it is looked at for each task."""

    happened: Happened
    staff: Staff

    @cached_property
    def rows(self) -> Sequence[_Ints]:
        """Return the events of each of `whats`."""
        order = np.argsort(self.happened.what, kind="stable")
        return np.split(order, np.cumsum(np.bincount(self.happened.what, minlength=len(self.happened.whats)))[:-1])

    @cached_property
    def able(self) -> tuple[tuple[int, ...], ...]:
        """Return who is able to do each of them: who nearly always does it, but for those who only stood in for others."""
        happened = self.happened
        is_only_lent = np.array([bool(happened.is_lent[rows].all()) for rows in self.rows], dtype=np.bool_)
        people = np.where(happened.is_lent & ~is_only_lent[happened.what], -1, self.staff.person)
        return tuple(
            () if what.is_nobodys else able_of(people[rows]) for what, rows in zip(happened.whats, self.rows, strict=True)
        )

    @cached_property
    def bound(self) -> Mapping[int, int]:
        """Return which of them are bound, with the least of those that they are bound to."""
        return bindings_of(self.happened, self.staff.person, self.able)

    @cached_property
    def is_later(self) -> NDArray[np.bool_]:
        """Return which events must be done by whoever has done what they are bound to."""
        group = np.array([self.bound.get(what, -1) for what in range(len(self.happened.whats))], dtype=np.int64)
        of_event = group[self.happened.what] if len(group) else np.zeros(0, dtype=np.int64)
        order = np.lexsort((self.happened.start, self.happened.case, of_event))
        same = (np.diff(of_event[order]) == 0) & (np.diff(self.happened.case[order]) == 0)
        later = np.zeros(len(order), dtype=np.bool_)
        later[order[1:]] = same
        return later & (of_event >= 0)

    @cached_property
    def availability(self) -> Availability:
        """Return when people were there and idle."""
        happened = self.happened
        return Availability(
            busy=busy_of(self.staff.person, happened.start, happened.end, len(self.staff.workers)),
            calendars=self.staff.calendar_of,
            span=(int(happened.start.min()), int(happened.end.max())),
        )

    def own(self, number: int) -> WorkingCalendar:
        """Return the calendar of most of those who are able to do something, elapsed time for nobody."""
        names = [self.staff.workers[each].calendar for each in self.able[number]]
        return self.staff.calendars[max(sorted(set(names)), key=names.count)] if names else ALWAYS

    @cached_property
    def usual(self) -> tuple[WorkingCalendar, ...]:
        """Return the calendars in which a delay may pass: that of most people first, elapsed time last."""
        used = [each.calendar for each in self.staff.workers]
        declared = {name: each for name, each in self.staff.calendars.items() if not name.startswith("seen/")}
        return (*(declared[name] for name in sorted(declared, key=lambda it: (-used.count(it), it)) if name != ALWAYS.id), ALWAYS)


def _task(sight: _Sight, number: int, gate: WorkingCalendar | None) -> Task:
    """Return who does what, without how long it takes."""
    what = sight.happened.whats[number]
    return Task(
        process=what.process,
        activity=what.activity,
        performer=what.performer,
        able=tuple(sight.staff.workers[each].id for each in sight.able[number]),
        gate=gate.id if gate else None,
        binding=_named(sight.happened.whats[sight.bound[number]]) if number in sight.bound else None,
    )


def _passes(sight: _Sight, delay: Delay | None) -> WorkingCalendar:
    """Return the calendar in which a delay passes, elapsed time without one."""
    return sight.staff.calendars[delay.calendar] if delay and delay.calendar != ALWAYS.id else ALWAYS


def _gate(sight: _Sight, number: int) -> WorkingCalendar | None:
    if not sight.able[number]:
        return None
    happened, rows = sight.happened, sight.rows[number]
    rows = rows[(happened.ready[rows] != NO_TIME) & happened.has_start[rows]]
    return gate_of(f"begins/{_named(happened.whats[number])}", happened.ready[rows], happened.start[rows], sight.own(number))


def _in_turn(sight: _Sight, number: int, waited: Waited, is_prompt: NDArray[np.bool_]) -> Waited:
    """Narrow what is known of delays by what else the able took up before and after; `is_prompt` tells what has no delay."""
    happened, able = sight.happened, sight.able[number]
    known = (happened.ready != NO_TIME) & happened.has_start
    theirs = np.flatnonzero(known & np.isin(sight.staff.person, able))
    shared = is_prompt & np.array([set(able) <= set(each) for each in sight.able], dtype=np.bool_)
    alike = np.flatnonzero(known & shared[happened.what])
    return in_turn(waited, (happened.start[theirs], happened.ready[theirs]), (happened.start[alike], happened.ready[alike]))


def _waited(sight: _Sight, number: int, gate: WorkingCalendar | None) -> Waited:
    """Return what is known of the delay before each event of complete cases; where only the end is known, it ends there."""
    happened, able = sight.happened, sight.able[number]
    rows = sight.rows[number]
    rows = rows[(happened.ready[rows] != NO_TIME) & happened.is_complete[happened.case[rows]]]
    if not able:
        return waited_for_nobody(happened.ready[rows], happened.start[rows])
    rows = rows[happened.has_start[rows] & np.isin(sight.staff.person[rows], able)]
    parts = list(_by_able(rows[sight.is_later[rows]], sight.staff.person))
    parts.append((rows[~sight.is_later[rows]], able))
    found = [
        waited_for_people(happened.ready[some], happened.start[some], sight.availability.of(persons, gate))
        for some, persons in parts
        if len(some)
    ]
    names = ("ready", "start", "least", "most")
    return Waited(**{name: np.concatenate([np.zeros(0, np.int64), *(getattr(each, name) for each in found)]) for name in names})


def _by_able(rows: _Ints, person: _Ints) -> Iterator[tuple[_Ints, tuple[int, ...]]]:
    """Yield events that only one person could do, by that person."""
    for each in np.unique(person[rows]).tolist():
        yield rows[person[rows] == each], (each,)


def _work(sight: _Sight, number: int, passes: WorkingCalendar) -> Law | None:
    """Return the law of how long something takes, None where nothing says so: no start, or for people none before the end.

    What holds nobody takes its time in the calendar in which its delay `passes`; that of a system may be none.
    """
    happened, rows, able = sight.happened, sight.rows[number], sight.able[number]
    rows = rows[happened.has_start[rows] & ((sight.staff.person[rows] >= 0) | (not able))]
    if not happened.whats[number].is_nobodys and not (happened.end[rows] > happened.start[rows]).any():
        return None
    if able:
        return _seen(sight.staff.working_time(rows, happened))
    return _seen(passes.working_time(happened.start[rows], happened.end[rows])) if len(rows) else NOTHING


def _seen(values: _Ints) -> Law:
    """Return the law of values that were seen, of many as many evenly over all."""
    ascending = np.sort(values)
    few = (
        ascending[((np.arange(LARGEST) + 0.5) / LARGEST * len(ascending)).astype(np.int64)]
        if len(values) > LARGEST
        else ascending
    )
    return Sampled(values=tuple(few.astype(np.float64).tolist()))


def _named(what: Performed) -> str:
    return "/".join(filter(None, (what.process, what.activity, what.performer)))
