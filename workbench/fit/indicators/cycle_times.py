"""How long cases take, from their first begin to their last completion, in working time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog import NO_TIME
from workbench.eventlog.log import HOUR
from workbench.fit.detection import Evidence
from workbench.linkage import LinkedProcess
from workbench.organization import ALWAYS, WorkingCalendar


def cycle_hours(process: LinkedProcess, calendar: WorkingCalendar) -> NDArray[np.float64]:
    """Return the working hours of each case (float64), nan where it, or the log, has no times.

    A case runs from its first start (completion, where no start is known) to its last completion.
    """
    first, last = process.case_window()
    hours = np.full(len(process.cases), np.nan)
    known = last != NO_TIME
    hours[known] = calendar.working_time(first[known], last[known]) / HOUR
    return hours


def target_clock(process: str, evidence: Evidence) -> WorkingCalendar | None:
    """Return the calendar that the target of a process is held against, None where it is in working time and none is declared."""
    sidecar, calendars = evidence.design.process[process].sidecar, evidence.design.organization.calendars
    if sidecar.target is not None and sidecar.target.is_elapsed:
        return ALWAYS
    names = (sidecar.target.calendar if sidecar.target else None, sidecar.calendar)
    known = calendars.by_id if calendars is not None else {}
    return next((known[name] for name in names if name is not None and name in known), None)
