"""Doubts about clocks: times that are no times, times too coarse to order events, times entered long afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import DAY, NO_TIME, EventLog
from workbench.eventlog.mappings.mapping import END, RECORDED, START
from workbench.eventlog.quality.evidence import Evidence, has_times, is_plausible
from workbench.eventlog.quality.local_time import local_of
from workbench.eventlog.quality.pathology import Pathology, Unjudged, of_events

_MINUTE: Final = 60_000_000
_COARSE: Final = 0.05
"""Share of midnights from which dates without a clock are suspected: by chance it is 1 in 1,440 at a precision of minutes."""

_ROUNDED: Final = 0.8
_FEW: Final = 30
"""Clock times too few to say that they are rounded."""

_ROUNDINGS: Final = (60, 30, 15, 5)
_LATE: Final = 4 * 60 * _MINUTE
"""Beyond four hours an entry is late (indicator DT4)."""

_BATCH: Final = 10
_SPOKEN: Final = 3


def ties(evidence: Evidence) -> Iterator[Pathology]:
    """Events of one case and one time have no order among them."""
    log = evidence.log
    same = evidence.follows.copy()
    same[1:] &= log.end[1:] == log.end[:-1]
    tied = same.copy()
    tied[:-1] |= same[1:]
    if tied.any():
        yield of_events(log, "LOG_TIES", tied, log.n_events)


def date_only(evidence: Evidence) -> Iterator[Pathology]:
    """A clock at midnight sharp, or ever the same hour, is no clock but a date."""
    bare = evidence.dated & evidence.plausible
    if bare.sum() >= max(1, _COARSE * evidence.log.n_events):
        yield of_events(evidence.log, "LOG_DATE_ONLY", bare, evidence.log.n_events)


def rounded_clock(evidence: Evidence) -> Iterator[Pathology]:
    """Times that nearly all lie on whole hours, or on the same fractions of one, were entered by hand or rounded."""
    told = ~evidence.dated & evidence.plausible
    clocks = evidence.clock[told]
    if len(clocks) < _FEW:
        return
    for minutes in _ROUNDINGS:
        whole = clocks % (minutes * _MINUTE) == 0
        if whole.mean() >= _ROUNDED:
            events = np.zeros(evidence.log.n_events, dtype=np.bool_)
            events[np.flatnonzero(told)[whole]] = True
            yield of_events(evidence.log, "LOG_ROUNDED_CLOCK", events, len(clocks), {"minutes": minutes})
            return


def batch_entry(evidence: Evidence) -> Iterator[Pathology | Unjudged]:
    """Events recorded hours after they ended, many at one instant, were entered from memory or paper."""
    log = evidence.log
    if not has_times(log.recorded):
        yield Unjudged(code="LOG_BATCH_ENTRY", reason="unjudged-attribute", facts={"attribute": RECORDED})
        return
    known = log.recorded != NO_TIME
    late = np.flatnonzero(known & (log.recorded > log.end + _LATE))
    _, batch, sizes = np.unique(log.recorded[late], return_inverse=True, return_counts=True)
    events = np.zeros(log.n_events, dtype=np.bool_)
    events[late[sizes[batch] >= _BATCH]] = True
    if events.any():
        facts = {"batches": int((sizes >= _BATCH).sum()), "largest": int(sizes.max())}
        yield of_events(log, "LOG_BATCH_ENTRY", events, int(known.sum()), facts)


def negative_duration(evidence: Evidence) -> Iterator[Pathology | Unjudged]:
    """What ends before it starts has a wrong clock at one end."""
    log = evidence.log
    if not has_times(log.start):
        yield Unjudged(code="LOG_NEGATIVE_DURATION", reason="unjudged-attribute", facts={"attribute": START})
        return
    known = log.start != NO_TIME
    backward = known & (log.start > log.end)
    if backward.any():
        yield of_events(log, "LOG_NEGATIVE_DURATION", backward, int(known.sum()))


def recorded_early(evidence: Evidence) -> Iterator[Pathology | Unjudged]:
    """What is recorded before it ended was entered in advance, or one of the two clocks is wrong."""
    log = evidence.log
    if not has_times(log.recorded):
        yield Unjudged(code="LOG_RECORDED_EARLY", reason="unjudged-attribute", facts={"attribute": RECORDED})
        return
    known = log.recorded != NO_TIME
    early = known & (log.recorded < log.end)
    if early.any():
        yield of_events(log, "LOG_RECORDED_EARLY", early, int(known.sum()))


def placeholder_time(evidence: Evidence) -> Iterator[Pathology]:
    """Dates such as 1900-01-01, 1904-01-01, 1970-01-01, 9999-12-31 or year 1 are what programs write for nothing."""
    log, zone = evidence.log, evidence.circumstances.zone
    for attribute, times in _columns(log):
        known = times != NO_TIME
        odd = known.copy()
        odd[known] = ~(is_plausible(times[known]) & is_plausible(local_of(times[known], zone)))
        if odd.any():
            days = _days(local_of(times[odd], zone))
            facts = {"attribute": attribute, "values": ", ".join(days)}
            yield of_events(log, "LOG_PLACEHOLDER_TIME", odd, int(known.sum()), facts, (attribute,))


def future_time(evidence: Evidence) -> Iterator[Pathology | Unjudged]:
    """What has not happened yet at the moment of judgement is a plan or a typing error."""
    log, reference = evidence.log, evidence.circumstances.reference
    if reference is None:
        yield Unjudged(code="LOG_FUTURE_TIME", reason="unjudged-reference")
        return
    now = round(reference.timestamp() * 1_000_000)
    for attribute, times in _columns(log):
        known = times != NO_TIME
        future = known & (times > now)
        if future.any():
            facts = {"attribute": attribute, "reference": reference.isoformat(timespec="minutes")}
            yield of_events(log, "LOG_FUTURE_TIME", future, int(known.sum()), facts, (attribute,))


def _columns(log: EventLog) -> Sequence[tuple[str, NDArray[np.int64]]]:
    columns = ((END, log.end), (START, log.start), (RECORDED, log.recorded))
    return [(attribute, times) for attribute, times in columns if has_times(times)]


def _days(clocks: NDArray[np.int64]) -> list[str]:
    """Return the most frequent days of some clocks as text, the first of the calendar first."""
    days, counts = np.unique(clocks // DAY, return_counts=True)
    frequent = sorted(np.argsort(-counts, kind="stable")[:_SPOKEN].tolist())
    return [str(np.datetime64(int(days[place]), "D")) for place in frequent]
