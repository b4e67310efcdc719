"""DT-LATE: work that is recorded long after it was done."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog import NO_TIME
from workbench.eventlog.log import HOUR
from workbench.fit.detection import Counted, Evidence, Verdict, of_events, without, without_logs
from workbench.linkage import LinkedProcess
from workbench.usage import delays_of

CODE = "DT-LATE"


def recorded_late(evidence: Evidence) -> Iterator[Verdict]:
    """Claim DT-LATE of activities whose record follows their completion by more than the policy's hours, elapsed."""
    hours = evidence.policy.rules.late_hours
    yield from without_logs(evidence, CODE)
    for process in evidence.linkage.processes:
        delays = delays_of(process)
        if not (delays != NO_TIME).any():
            yield without("recorded", CODE, scope=process.id)
        for code, activity in enumerate(process.activities):
            exposed = _timed(process, code, delays)
            shown = exposed[delays[exposed] > hours * HOUR]
            if len(shown):
                facts = {"activity": activity.texts, "hours": f"{hours:g}"}
                counted = Counted(process=process, shown=shown, exposed=exposed, facts=facts)
                yield of_events(CODE, (activity.id,), counted, activity.elements)


def recorded_events(process: LinkedProcess, activity: int) -> NDArray[np.int64]:
    """Return the counted events of an activity of which it is known when they were recorded."""
    return _timed(process, activity, delays_of(process))


def _timed(process: LinkedProcess, activity: int, delays: NDArray[np.int64]) -> NDArray[np.int64]:
    rows = process.of(activity)
    return np.asarray(rows[delays[rows] != NO_TIME])
