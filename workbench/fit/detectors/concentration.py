"""PO-CONC: an activity that rests on one person although others may do it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from workbench.design import DesignedActivity
from workbench.eventlog.looks.weeks import day_of
from workbench.fit.detection import Counted, Evidence, Verdict, first_missing, of_events, without, without_logs, without_people
from workbench.linkage import LinkedProcess

CODE = "PO-CONC"


def concentrated(evidence: Evidence) -> Iterator[Verdict]:
    """Claim PO-CONC where one person did most of many executions, and several may do the activity; nobody is named."""
    organization, rules = evidence.design.organization, evidence.policy.rules
    tables = {"responsibilities": organization.responsibilities, "persons": organization.holdings}
    missing = first_missing(tables)
    if missing is not None:
        yield without(missing, CODE)
        return
    yield from without_logs(evidence, CODE)
    yield from without_people(evidence, CODE)
    for process in evidence.linkage.processes:
        for code, activity in enumerate(process.activities):
            rows = events_of_persons(process, code)
            if len(rows) < rules.concentration_events or not may_be_shared(activity, process, evidence):
                continue
            counts = np.bincount(process.person[rows])
            mine = rows[process.person[rows] == counts.argmax()]
            if len(mine) >= rules.concentration_share * len(rows):
                facts = {"activity": activity.texts, "person_count": _authorized(activity, process, evidence)}
                counted = Counted(process=process, shown=mine, exposed=rows, facts=facts)
                yield replace(of_events(CODE, (activity.id,), counted, activity.elements), exposed_cases=None)


def events_of_persons(process: LinkedProcess, activity: int) -> NDArray[np.int64]:
    """Return the counted events of an activity of which it is known who did them."""
    rows = process.of(activity)
    return rows[process.person[rows] >= 0]


def may_be_shared(activity: DesignedActivity, process: LinkedProcess, evidence: Evidence) -> bool:
    """Return whether an activity is left to people, and to as many that it need not rest on one."""
    return not activity.is_automatic and _authorized(activity, process, evidence) >= evidence.policy.rules.concentration_persons


def _authorized(activity: DesignedActivity, process: LinkedProcess, evidence: Evidence) -> int:
    """Count the persons who hold a post that may do an activity on any day of the log, second posts included.

    Of a log without times those alone who hold it always.
    """
    may = [each for each in evidence.design.organization.holdings or () if each.post in activity.allowed]
    if not process.is_timed:
        return len({each.person for each in may if each.since is None and each.until is None})
    first, last = (day_of(int(day)) for day in (process.day.min(), process.day.max()))
    return len({each.person for each in may if each.overlaps(first, last)})
