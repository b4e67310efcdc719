"""Measures of single events: one figure an event, nan where it is not judged or nothing is known of it."""

from __future__ import annotations

import numpy as np

from workbench.eventlog import NO_TIME
from workbench.eventlog.log import HOUR
from workbench.fit.indicators.events import NOBODY_KNOWN, at_events
from workbench.fit.indicators.in_system import placed
from workbench.fit.kpis.enabling import enabled_at
from workbench.fit.kpis.part import Amounts, Part
from workbench.linkage import LinkedProcess, Performer
from workbench.organization import ALWAYS, WorkingCalendar
from workbench.process.sidecar import TimeLimit


def in_system(part: Part, process: LinkedProcess) -> Amounts:
    """Return 1 where an event was executed in a permitted function, 0 where it was not (as TP3)."""
    tally = placed(part.evidence, process)
    return np.where(tally.exposed, tally.fine.astype(np.float64), np.nan)


def automation(_: Part, process: LinkedProcess) -> Amounts:
    """Return 1 where a system or a party outside executed a designed activity, 0 where people did."""
    is_judged = at_events(process, [True] * len(process.activities)) & ~np.isin(process.performer, NOBODY_KNOWN)
    is_machine = np.isin(process.performer, (Performer.SYSTEM, Performer.EXTERNAL))
    return np.where(is_judged, is_machine.astype(np.float64), np.nan)


def recording_delay(_: Part, process: LinkedProcess) -> Amounts:
    """Return the hours from the completion of an event to its being recorded."""
    is_known = (process.recorded != NO_TIME) & process.is_timed
    return np.where(is_known, (process.recorded - process.end) / HOUR, np.nan)


def late(part: Part, process: LinkedProcess) -> Amounts:
    """Return 1 where an activity took longer than its time limit, from being enabled – or begun – to its completion, else 0."""
    found = np.full(len(process.case), np.nan)
    enabled = enabled_at(process)
    begin = np.where(enabled == NO_TIME, process.start, enabled)
    for code, activity in enumerate(process.activities):
        limit = _limit_of(part, process, activity.elements)
        clock = None if limit is None else _clock(part, process, limit)
        if limit is not None and clock is not None:
            rows = process.of(code)
            rows = rows[begin[rows] != NO_TIME]
            found[rows] = clock.working_time(begin[rows], process.end[rows]) > limit.hours * HOUR
    return found


def _limit_of(part: Part, process: LinkedProcess, elements: tuple[str, ...]) -> TimeLimit | None:
    facts = part.evidence.design.process[process.id].sidecar.activities
    return next((facts[each].time_limit for each in elements if each in facts and facts[each].time_limit is not None), None)


def _clock(part: Part, process: LinkedProcess, limit: TimeLimit) -> WorkingCalendar | None:
    if limit.is_elapsed:
        return ALWAYS
    calendars = part.evidence.design.organization.calendars
    named = limit.calendar or part.evidence.design.process[process.id].sidecar.calendar
    return None if calendars is None or named is None else calendars.by_id.get(named)
