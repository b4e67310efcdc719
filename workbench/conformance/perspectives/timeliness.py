"""Whether activities and cases kept the time that the design gives them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.perspectives.range_sums import Numbers
from workbench.conformance.perspectives.steps import NOTHING, AlignedExecutions
from workbench.eventlog import NO_TIME
from workbench.eventlog.log import HOUR
from workbench.organization import ALWAYS, WorkingCalendar
from workbench.process.sidecar import TimeLimit

CalendarNamed = Callable[[str | None], WorkingCalendar]
"""Which calendar an id means; None means that of the process."""


@dataclass(frozen=True, kw_only=True)
class Timeliness:
    """How one time limit was kept: of `exposed` executions (cases, where `element` is None) `late` took longer.

    `unknown` more have no time to measure; `cases` are the late ones, each once, sorted, of `exposed_cases`.
    """

    element: str | None
    limit: TimeLimit
    exposed: int
    exposed_cases: int
    late: int
    unknown: int
    cases: tuple[str, ...]


def timeliness_of(
    steps: AlignedExecutions, limits: Mapping[str, TimeLimit], target: TimeLimit | None, calendar: CalendarNamed
) -> Iterator[Timeliness]:
    """Hold complete cases against the limits of their activities, by element id, and against that of the whole case.

    An activity has its time from when it was enabled – or begun, where it waits for nothing – to its completion; a case from
    its first start (completion, where no start is known) to its last completion.
    """
    log = steps.executions
    if target is not None:
        counted = np.flatnonzero(steps.is_counted)
        begun = np.where(log.start != NO_TIME, np.minimum(log.start, log.end), log.end)[counted]
        cases = np.unique(log.case[counted])
        first, last = (np.full(len(log.cases), bound, dtype=np.int64) for bound in (np.iinfo(np.int64).max, NO_TIME))
        np.minimum.at(first, log.case[counted], begun)
        np.maximum.at(last, log.case[counted], log.end[counted])
        yield _kept(steps, None, target, (cases, first[cases], last[cases]), calendar)
    enabled = np.where(steps.enabler != NOTHING, log.end[steps.enabler], log.start)
    for code, element in enumerate(steps.elements):
        if element in limits:
            rows = steps.of(code)
            yield _kept(steps, element, limits[element], (log.case[rows], enabled[rows], log.end[rows]), calendar)


def _kept(
    steps: AlignedExecutions,
    element: str | None,
    limit: TimeLimit,
    spans: tuple[NDArray[np.int32], Numbers, Numbers],
    calendar: CalendarNamed,
) -> Timeliness:
    case, begin, end = spans
    known = begin != NO_TIME
    clock = ALWAYS if limit.is_elapsed else calendar(limit.calendar)
    late = clock.working_time(begin[known], end[known]) > limit.hours * HOUR
    return Timeliness(
        element=element,
        limit=limit,
        exposed=int(known.sum()),
        exposed_cases=len(np.unique(case[known])),
        late=int(late.sum()),
        unknown=int((~known).sum()),
        cases=tuple(steps.executions.cases[number] for number in np.unique(case[known][late]).tolist()),
    )
