"""A log that ended: whether nothing has happened since, or nothing is exported any more, its events cannot tell.

A log is silent from its last event to the day of the look. It may be for as long as the baseline was at most, from the Monday of
a week with cases to the end of the next week with some, and for two weeks in any case. Beyond that nobody knows what happened.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from workbench.normalization.watch.record import WEEK, ProcessRecord
from workbench.normalization.watch.signal import Judged, Look, Monitor, untold

ENDED = "WATCH_LOG_ENDED"
"""The code of the sentence that a log ended too long before a look."""


def watch_silence(baseline: ProcessRecord, new: ProcessRecord, today: date) -> Judged:
    """Say of a log that ended longer before a day than the baseline was ever silent that it cannot tell what happened since."""
    if new.through is None:
        return Judged()
    weeks = [each.week for each in baseline.deviating]
    usual = max((after - before for before, after in pairwise(weeks)), default=WEEK) + WEEK
    silent = today - new.through
    if silent <= usual:
        return Judged()
    return untold(Look(monitor=Monitor.LOG, process=new.id), ENDED, silent.days, usual.days)
