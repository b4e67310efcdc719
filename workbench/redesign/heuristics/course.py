"""A process as it went: how long work took, what waited for what and why, what came before what, and what was repeated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from workbench.conformance import Conformance
from workbench.conformance.perspectives.causality import predecessors_of_alignments
from workbench.conformance.perspectives.steps import NOTHING, AlignedExecutions, steps_of
from workbench.conformance.perspectives.waiting import Waits, waits_of
from workbench.design import DesignedActivity, DesignedProcess
from workbench.eventlog import NO_TIME
from workbench.eventlog.engines.executions import Executions
from workbench.eventlog.log import Column
from workbench.eventlog.looks.staffing import PERFORMER
from workbench.eventlog.texts import Texts
from workbench.fit.deciding import labels_of_events
from workbench.fit.detection import Evidence
from workbench.linkage import LinkedProcess
from workbench.organization import ALWAYS, Calendars, Organization, WorkingCalendar

_Ints = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Course:
    """One process as it went; arrays are one an event, in the rows of `process`.

    `calendars` are one an activity. `before` (int64) is the event that an event waited for, where the design tells it, else the
    one before it in its case; -1 for the first. `work` (int64) is the working time between start and end, µs, NO_TIME where the
    start is unknown. `occurrence` (int64) counts the executions of an activity in a case from 0.
    """

    process: LinkedProcess
    designed: DesignedProcess
    conformance: Conformance
    calendars: tuple[WorkingCalendar, ...]
    steps: AlignedExecutions
    label: NDArray[np.int32]

    @property
    def id(self) -> str:
        """Return the id of the process."""
        return self.process.id

    @property
    def is_timed(self) -> bool:
        """Return whether any event tells when it was begun."""
        return bool((self.process.start != NO_TIME).any())

    @cached_property
    def code(self) -> Mapping[str, int]:
        """Return the number of each activity by id."""
        return MappingProxyType({each.id: code for code, each in enumerate(self.process.activities)})

    @cached_property
    def waits(self) -> Waits:
        """Return how long each execution waited, and for what."""
        of_element = {
            element: self.calendars[code] for code, each in enumerate(self.process.activities) for element in each.elements
        }
        return waits_of(self.steps, [of_element.get(element, ALWAYS) for element in self.steps.elements])

    @cached_property
    def before(self) -> _Ints:
        """Return what each event waited for."""
        case = self.process.case
        row = np.arange(len(case))
        same = np.concatenate(([False], case[1:] == case[:-1]))[: len(case)]
        previous = np.where(same, row - 1, NOTHING)
        return np.asarray(np.where(self.process.is_aligned, self.steps.enabler, previous))

    @cached_property
    def is_followed(self) -> NDArray[np.bool_]:
        """Return which events some later one depends on, or follows where nobody designed it."""
        found = np.zeros(len(self.before) + 1, dtype=np.bool_)
        found[self.process.dependencies.before] = True
        found[self.before] = True
        return found[:-1]

    @cached_property
    def work(self) -> _Ints:
        """Return how long each execution of an activity took."""
        process = self.process
        found = np.full(len(process.case), NO_TIME, dtype=np.int64)
        for calendar in set(self.calendars):
            codes = [code for code, each in enumerate(self.calendars) if each == calendar]
            rows = np.flatnonzero(np.isin(process.activity, codes) & (process.start != NO_TIME))
            found[rows] = calendar.working_time(process.start[rows], process.end[rows])
        return found

    @cached_property
    def occurrence(self) -> _Ints:
        """Return how often an activity had been done in its case before."""
        key = self.process.case.astype(np.int64) * (len(self.process.activities) + 1) + self.process.activity
        order = np.argsort(key, kind="stable")
        begins = np.flatnonzero(np.diff(key[order], prepend=-2))
        length = np.diff(np.append(begins, len(key)))
        found = np.zeros(len(key), dtype=np.int64)
        found[order] = np.arange(len(key)) - np.repeat(begins, length)
        return found

    @cached_property
    def returns(self) -> _Ints:
        """Return the counted executions (rows) with which a case goes back: again, after what is not done again."""
        process = self.process
        again = np.flatnonzero(process.is_counted & (process.activity >= 0) & (self.occurrence > 0) & (self.before != NOTHING))
        before = self.before[again]
        is_return = (process.activity[before] >= 0) & (self.occurrence[before] < self.occurrence[again])
        return np.asarray(again[is_return])

    @cached_property
    def predecessors(self) -> Mapping[int, frozenset[int]]:
        """Return for each activity those that the design lets come immediately before it."""
        of_element = {element: code for code, each in enumerate(self.process.activities) for element in each.elements}
        found: dict[int, set[int]] = {code: set() for code in range(len(self.process.activities))}
        for element, before in predecessors_of_alignments(self.conformance.observable).items():
            if element in of_element:
                found[of_element[element]] |= {of_element[each] for each in before if each in of_element}
        return MappingProxyType({code: frozenset(before) for code, before in found.items()})

    @cached_property
    def successors(self) -> Mapping[int, frozenset[int]]:
        """Return for each activity those that the design lets come immediately after it."""
        return MappingProxyType(
            {
                code: frozenset(after for after, before in self.predecessors.items() if code in before)
                for code in self.predecessors
            }
        )

    def sequences(self) -> list[tuple[int, int]]:
        """Return the pairs of activities drawn one after the other, nothing else before the second or after the first."""
        return [
            (first, second)
            for second, before in sorted(self.predecessors.items())
            for first in before
            if first != second and before == {first} and self.successors[first] == {second}
        ]

    def worked(self, rows: _Ints) -> NDArray[np.float64]:
        """Return how long some executions took (µs), those with a start alone."""
        work = self.work[rows]
        return np.asarray(work[work != NO_TIME], dtype=np.float64)

    def cases_of(self, rows: _Ints) -> tuple[str, ...]:
        """Return the ids of the cases of some events, each once."""
        return tuple(self.process.cases[number] for number in np.unique(self.process.case[rows]).tolist())

    def after(self, first: int, second: int) -> _Ints:
        """Return the counted executions of one activity that waited for one of another."""
        rows = self.process.of(second)
        before = self.before[rows]
        return np.asarray(rows[(before != NOTHING) & (self.process.activity[before] == first)])


def is_independent(one: DesignedActivity, other: DesignedActivity) -> bool | None:
    """Return whether neither reads or writes what the other writes; None where nothing says what one of them works on."""
    if not one.uses or not other.uses:
        return None
    return not (set(one.writes) & {*other.reads, *other.writes} or set(other.writes) & set(one.reads))


def course_of(process: LinkedProcess, evidence: Evidence) -> Course:
    """Lay a process out as it went; persons, not the texts of the log, are who worked."""
    conformance, designed = evidence.conformance[process.id], evidence.design.process[process.id]
    label = labels_of_events(process, conformance)
    executions = Executions(
        cases=process.cases,
        activities=conformance.log.activities,
        case=process.case,
        activity=label,
        end=process.end,
        start=process.start,
        recorded=process.recorded,
        columns={PERFORMER: Column(codes=process.person, values=Texts.of(evidence.linkage.persons))},
        case_columns=process.case_columns,
        is_timed=process.is_timed,
    )
    return Course(
        process=process,
        designed=designed,
        conformance=conformance,
        calendars=tuple(_calendar(each, designed, evidence.design.organization) for each in process.activities),
        steps=steps_of(conformance.observable, executions, conformance.complete),
        label=label,
    )


def _calendar(activity: DesignedActivity, process: DesignedProcess, organization: Organization) -> WorkingCalendar:
    """Return when an activity is worked on: in the calendar of the posts that do it, if they share one, else of the process."""
    calendars = organization.calendars or Calendars()
    mine = {organization.post[post].calendar for post in activity.responsible if post in organization.post}
    return calendars.named(next(iter(mine)) if len(mine) == 1 else None, process.sidecar.calendar)
