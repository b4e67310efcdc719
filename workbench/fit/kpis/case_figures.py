"""Measures of cases: one figure a case, nan where nothing is known of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.collaboration.workload import busy_times
from workbench.eventlog import NO_TIME
from workbench.eventlog.log import HOUR
from workbench.fit.indicators.cycle_times import cycle_hours
from workbench.fit.indicators.events import NOBODY_KNOWN
from workbench.fit.indicators.execution import costs_of_cases, punctuality_of
from workbench.fit.indicators.grounds import events_by_case
from workbench.fit.kpis.enabling import waits_of
from workbench.fit.kpis.part import Amounts, Flags, Part
from workbench.linkage import LinkedProcess, Performer
from workbench.organization import ALWAYS


def cycle_time(_: Part, process: LinkedProcess) -> Amounts:
    """Return the elapsed hours from the first start (completion, where no start is known) to the last completion of a case."""
    return cycle_hours(process, ALWAYS)


def waiting_time(part: Part, process: LinkedProcess) -> Amounts:
    """Return the elapsed hours that steps waited: from the last completion that each directly depends on to its start, summed.

    Branches may wait at the same time, so that it may be more than the cycle time.
    """
    return part.of_events(waits_of(process), process)


def working_time(part: Part, process: LinkedProcess) -> Amounts:
    """Return the hours that people worked, on the calendars of their posts, from start to completion of each step, summed."""
    busy = busy_times(part.evidence.linkage, process) / HOUR
    organization = part.evidence.design.organization
    calendars = organization.calendars.by_id if organization.calendars is not None else {}
    has_calendar = [
        (organization.post[each].calendar if each in organization.post else None) in calendars for each in _posts(part)
    ]
    is_known = np.array([*has_calendar, False], dtype=np.bool_)[process.own_post] & (process.start != NO_TIME)
    return part.of_events(np.where(is_known, busy, np.nan), process)


def cost(part: Part, process: LinkedProcess) -> Amounts:
    """Return what the log says its events cost, summed."""
    return part.of_events(process.cost, process)


def conforming(part: Part, process: LinkedProcess) -> Amounts:
    """Return 1 where the alignment of a case costs nothing on the observable projection, else 0 (as PX3)."""
    return np.asarray(costs_of_cases(process, part.evidence) == 0, dtype=np.float64)


def on_time(part: Part, process: LinkedProcess) -> Amounts:
    """Return 1 where a case kept the target cycle time of its process, else 0 (as PX6)."""
    return punctuality_of(process, part.evidence)


def rework(part: Part, process: LinkedProcess) -> Amounts:
    """Return 1 where an activity looked at was done more than once in a case, else 0."""
    return _repeats(part, process).astype(np.float64)


def first_time_right(part: Part, process: LinkedProcess) -> Amounts:
    """Return 1 where a case conforms and no activity looked at was done more than once, else 0."""
    return ((conforming(part, process) > 0) & ~_repeats(part, process)).astype(np.float64)


def steps(part: Part, process: LinkedProcess) -> Amounts:
    """Return how many events a case has."""
    return events_by_case(process, np.flatnonzero(part.events(process)))


def handovers(part: Part, process: LinkedProcess) -> Amounts:
    """Return how often work came from another person to what is looked at, by causality and not by adjacency."""
    return _handed_over(part, process, process.person)


def cross_department_handovers(part: Part, process: LinkedProcess) -> Amounts:
    """Return how often work came from another department, both departments being known."""
    return _handed_over(part, process, process.department)


def contacts(part: Part, process: LinkedProcess) -> Amounts:
    """Return how often a party outside acted in a case; nan where no performer is known at all."""
    if np.isin(process.performer, NOBODY_KNOWN).all():
        return np.full(len(process.cases), np.nan)
    return events_by_case(process, np.flatnonzero(part.events(process) & (process.performer == Performer.EXTERNAL)))


def _handed_over(part: Part, process: LinkedProcess, of: NDArray[np.int32]) -> Amounts:
    """Count the causal handovers whose two ends are known and differ in `of` (one an event); nan where none is known at all."""
    if not (of >= 0).any():
        return np.full(len(process.cases), np.nan)
    before, after = process.handovers.before, process.handovers.after
    differs = (of[before] >= 0) & (of[after] >= 0) & (of[before] != of[after])
    return events_by_case(process, after[part.events(process)[after] & differs])


def _posts(part: Part) -> tuple[str, ...]:
    return part.evidence.linkage.posts


def _repeats(part: Part, process: LinkedProcess) -> Flags:
    rows = np.flatnonzero(part.events(process) & (process.activity >= 0))
    pairs = np.stack((process.case[rows], process.activity[rows]), axis=1)
    found, counts = np.unique(pairs, axis=0, return_counts=True)
    repeats = np.zeros(len(process.cases), dtype=np.bool_)
    repeats[found[counts > 1, 0]] = True
    return repeats
