"""PO13: how much of the time that cases take is waiting between departments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog import NO_TIME
from workbench.eventlog.log import HOUR
from workbench.fit.detection import Evidence
from workbench.fit.indicators.cycle_times import cycle_hours
from workbench.fit.indicators.departments import share_between_known, without_known_departments
from workbench.fit.indicators.grounds import by_case, events_by_case, unknown_without
from workbench.fit.indicators.model import EvidenceRow, Reading, Scope, measured
from workbench.fit.indicators.sample import OfCounts
from workbench.linkage import LinkedProcess
from workbench.organization import WorkingCalendar


def handover_waiting(evidence: Evidence, scope: Scope) -> Reading:
    """Read PO13: 1 − waiting between different departments / cycle time, both in business hours, summed over complete cases.

    Range [0, 1], higher is better, 0 where more is waited than passes: branches may wait at the same time. A step waits from the
    end of the last one that hands over to it; what systems and parties outside take in between is waiting too. Both are hours
    of the calendar of the process, since a share needs one clock; processes without one are not covered. A row for each process
    and pair of departments (from, to): its hours, of all hours of the scope.
    Sources: R, L. Reference: waiting told apart by its cause, Lashkevich et al. 2023, Kronos.
    """
    missing = without_known_departments("PO13", evidence, scope)
    if missing is not None:
        return missing
    if not any((each.start != NO_TIME).any() for each in scope.linked(evidence)):
        return unknown_without("starts", "PO13", scope)
    calendars = {each.id: calendar for each in scope.linked(evidence) if (calendar := _calendar(each, evidence)) is not None}
    if not calendars:
        return unknown_without("calendars", "PO13", scope)
    waits = {each.id: _waits(each, calendars[each.id], evidence) for each in scope.linked(evidence) if each.id in calendars}

    def waited(process: LinkedProcess) -> NDArray[np.float64]:
        return waits[process.id].by_case if process.id in waits else np.zeros(len(process.cases))

    def passed(process: LinkedProcess) -> NDArray[np.float64]:
        calendar = calendars.get(process.id)
        return np.zeros(len(process.cases)) if calendar is None else np.nan_to_num(cycle_hours(process, calendar))

    counts = np.stack([by_case(evidence, scope, figure) for figure in (waited, passed)], axis=1)
    total = float(counts[:, 1].sum())
    rows = tuple(
        EvidenceRow(about=(process, *pair), part=total - hours, whole=total)
        for process, each in sorted(waits.items())
        for pair, hours in sorted(each.of_pairs.items())
    )
    sample = OfCounts(counts=counts, figure=_unwaited, units=int((counts[:, 1] > 0).sum()))
    covered = share_between_known(evidence, scope) * len(calendars) / len(scope.linked(evidence))
    return measured("PO13", scope, sample, rows, covered)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Waits:
    """The hours waited between departments: of each case (float64), and of each pair (from, to) in complete cases."""

    by_case: NDArray[np.float64]
    of_pairs: Mapping[tuple[str, str], float]


def _waits(process: LinkedProcess, calendar: WorkingCalendar, evidence: Evidence) -> _Waits:
    kept = process.is_counted[process.handovers.after]
    before, after = process.handovers.before[kept], process.handovers.after[kept]
    here, there = process.department[before], process.department[after]
    is_across = (here >= 0) & (there >= 0) & (here != there)
    order = np.lexsort((~is_across, -process.end[before], after))
    last = order[np.unique(after[order], return_index=True)[1]]
    chosen = last[is_across[last] & (process.start[after[last]] != NO_TIME)]
    hours = calendar.working_time(process.end[before[chosen]], process.start[after[chosen]]) / HOUR
    pairs, of_row = np.unique(np.stack((here[chosen], there[chosen]), axis=1), axis=0, return_inverse=True)
    sums = np.bincount(of_row.ravel(), weights=hours, minlength=len(pairs)).tolist()
    names = evidence.linkage.departments
    of_pairs = {(names[giver], names[taker]): of_pair for (giver, taker), of_pair in zip(pairs.tolist(), sums, strict=True)}
    return _Waits(by_case=events_by_case(process, after[chosen], hours), of_pairs=of_pairs)


def _calendar(process: LinkedProcess, evidence: Evidence) -> WorkingCalendar | None:
    """Return the declared calendar of a process, None where it has none."""
    calendars, name = evidence.design.organization.calendars, evidence.design.process[process.id].sidecar.calendar
    return calendars.by_id.get(name) if calendars is not None and name is not None else None


def _unwaited(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    waited, passed = sums[:, 0], sums[:, 1]
    share = np.divide(waited, passed, out=np.full(len(sums), np.nan), where=passed > 0)
    return np.asarray(np.clip(1 - share, 0.0, 1.0))
