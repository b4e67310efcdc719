"""What one log says week by week: deviations, load, delay of recording and cycle time, each against its limit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from workbench.collaboration import weekly_loads_of
from workbench.eventlog import NO_TIME
from workbench.eventlog.log import DAY, HOUR
from workbench.eventlog.looks.throughput import local_days
from workbench.eventlog.looks.weeks import day_number, monday_of, week_of
from workbench.findings import ENTERPRISE, Finding
from workbench.fit.detection import Evidence
from workbench.fit.indicators.cycle_times import cycle_hours, target_clock
from workbench.fit.plan.priority import FULL_RATE
from workbench.linkage import LinkedProcess
from workbench.normalization.corrections.series import Point, Series, Watched
from workbench.usage import delays_of

FEW: Final = 5
"""Of fewer cases or events a week has no figure."""

_FEW_FOR_TENTH: Final = 10
_SLOWEST: Final = 0.95


@dataclass(frozen=True, kw_only=True, eq=False)
class _Weeks:
    """The weeks of a process that its log shows whole: `of_case` (int64) is that in which a case began, -1 outside of them.

    They begin after the log's first week, and end so long before its last day as all but one in twenty cases take: of what began
    later the slow ones would be missing. `settled` is the first week in which hardly any work is on cases that began before the
    log, which it does not show; None where no case is complete.
    """

    numbers: range
    settled: int | None
    of_case: NDArray[np.int64]


def weekly_series(evidence: Evidence, findings: Iterable[Finding]) -> tuple[Series, ...]:
    """Return what is to be watched in a log: the cases with `findings`, claimed or not, by code; load, delay and cycle time.

    Cases count in the week in which they began, events in that in which they were done. The limit of a code is the floor from
    which on it is reported, or, where its findings are, the rate from which on it counts in full.
    """
    zone = ZoneInfo(evidence.timezone)
    weeks = {each.id: _weeks(each, zone) for each in evidence.linkage.processes}
    every = tuple(findings)
    found: list[Series] = []
    for process in evidence.linkage.processes:
        its = weeks[process.id]
        found += _deviations(process, its, [each for each in every if each.scope == process.id], evidence)
        found += _delays(process, its, evidence, zone)
        found += _cycle_times(process, its, evidence)
    return (*found, *_loads(evidence, weeks.values(), zone))


def _weeks(process: LinkedProcess, zone: ZoneInfo) -> _Weeks:
    first, last = process.case_window()
    whole = process.complete & (last != NO_TIME) & process.is_timed
    of_case = np.full(len(first), -1, dtype=np.int64)
    if not whole.any():
        return _Weeks(numbers=range(0), settled=None, of_case=of_case)
    days = local_days(np.stack((first[whole], last[whole])).ravel(), zone).reshape(2, -1)
    slow = int(np.ceil(np.quantile(last[whole] - first[whole], _SLOWEST) / DAY))
    numbers = range(week_of(int(days[0].min())) + 1, week_of(int(days[1].max()) - slow))
    of_case[whole] = week_of(days[0])
    of_case[(of_case < numbers.start) | (of_case >= numbers.stop)] = -1
    return _Weeks(numbers=numbers, settled=week_of(int(days[0].min()) + slow) + 1, of_case=of_case)


def _deviations(process: LinkedProcess, weeks: _Weeks, findings: list[Finding], evidence: Evidence) -> Iterator[Series]:
    """Yield for each code that names cases in which part of the complete cases it is found."""
    floor = evidence.policy.rules.least_share
    number = {case: place for place, case in enumerate(process.cases)}
    for code in sorted({each.code for each in findings if each.cases}):
        shows = np.zeros(len(process.cases), dtype=np.float64)
        shows[[number[case] for each in findings if each.code == code for case in each.cases if case in number]] = 1
        share = float(shows[process.complete].mean()) if process.complete.any() else 0.0
        points = _points(weeks.numbers, weeks.of_case, shows, np.mean, FEW)
        yield Series(
            watched=Watched.DEVIATIONS, scope=process.id, about=code, limit=floor if share < floor else FULL_RATE, points=points
        )


def _delays(process: LinkedProcess, weeks: _Weeks, evidence: Evidence, zone: ZoneInfo) -> Iterator[Series]:
    delays = delays_of(process)
    known = np.flatnonzero((delays != NO_TIME) & process.is_counted)
    if len(known):
        of_event = week_of(local_days(process.end[known], zone))
        points = _points(weeks.numbers, of_event, delays[known] / HOUR, _ninth_decile, _FEW_FOR_TENTH)
        limit = evidence.policy.rules.late_hours
        yield Series(watched=Watched.DELAY, scope=process.id, about="", limit=limit, points=points)


def _cycle_times(process: LinkedProcess, weeks: _Weeks, evidence: Evidence) -> Iterator[Series]:
    target, clock = evidence.design.process[process.id].sidecar.target, target_clock(process.id, evidence)
    if target is None or clock is None:
        return
    hours = cycle_hours(process, clock)
    figures = ((Watched.CYCLE_TIME, np.median, FEW), (Watched.LONG_CASES, _ninth_decile, _FEW_FOR_TENTH))
    for watched, figure, few in figures:
        points = _points(weeks.numbers, weeks.of_case, hours, figure, few)
        yield Series(watched=watched, scope=process.id, about="", limit=target.hours, points=points)


def _loads(evidence: Evidence, weeks: Iterable[_Weeks], zone: ZoneInfo) -> Iterator[Series]:
    """Yield the load of each post in the weeks that show all that its people did; what is too few to be shown is left out."""
    loads = weekly_loads_of(evidence.linkage, zone)
    settled = [each.settled for each in weeks if each.settled is not None]
    if loads is None or not settled:
        return
    limit, privacy = evidence.policy.rules.overload_utilisation, evidence.policy.privacy
    for post, name in enumerate(loads.posts):
        points = [
            Point(day=monday, value=share, n=int(loads.events[post, week]))
            for week, monday in enumerate(loads.mondays[:-1])
            if week_of(day_number(monday)) >= max(settled)
            and not privacy.suppresses(int(loads.events[post, week]), int(loads.persons[post, week]))
            and (share := loads.utilisation(post, week)) is not None
        ]
        if points:
            yield Series(watched=Watched.LOAD, scope=ENTERPRISE, about=name, limit=limit, points=tuple(points))


def _points(
    weeks: range,
    week: NDArray[np.int64],
    values: NDArray[np.float64],
    figure: Callable[[NDArray[np.float64]], float],
    few: int,
) -> tuple[Point, ...]:
    """Return a figure of the values of each week that has enough."""
    points = []
    for number in weeks:
        its = values[(week == number) & ~np.isnan(values)]
        if len(its) >= few:
            points.append(Point(day=monday_of(number), value=float(figure(its)), n=len(its)))
    return tuple(points)


def _ninth_decile(values: NDArray[np.float64]) -> float:
    return float(np.quantile(values, 0.9))
