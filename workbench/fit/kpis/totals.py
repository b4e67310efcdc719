"""Measures of no single case or event: how much is done in a month, how busy posts are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.collaboration.workload import busy_times, workloads_of
from workbench.eventlog.log import HOUR
from workbench.findings import NORMAL_975, Interval
from workbench.fit.indicators.grounds import by_case, events_by_case
from workbench.fit.indicators.sample import OfCounts, Weights
from workbench.fit.kpis.model import Level
from workbench.fit.kpis.part import Part
from workbench.fit.kpis.periods import end_days, months_in, whole_days


@dataclass(frozen=True, kw_only=True, eq=False)
class Monthly:
    """How many cases end a month, over some `days` (since 1970-01-01), which need not be whole months.

    `day` (int64, one a complete case) says on which each ended; -1 for those without a time, or that do not count.
    """

    day: NDArray[np.int64]
    days: range

    @property
    def n(self) -> int:
        """Return how many cases there are."""
        return int(self._counts.sum())

    @property
    def value(self) -> float | None:
        """Return cases / months; None without any."""
        return self.n / months_in(self.days) if self.n else None

    def drawn(self, weights: Weights) -> NDArray[np.float64]:
        """Return the count of the drawn cases by the same months."""
        return np.asarray((weights * self._counts).sum(axis=1) / months_in(self.days))

    @property
    def interval(self) -> Interval:
        """Return the 95 % interval of the figure, the cases being a Poisson count."""
        found, months = poisson_interval(self.n), months_in(self.days)
        return Interval(low=found.low / months, high=found.high / months)

    @property
    def _counts(self) -> NDArray[np.bool_]:
        return (self.day >= max(self.days.start, 0)) & (self.day < self.days.stop)


def poisson_interval(count: float) -> Interval:
    """Return the 95 % interval of a Poisson count ≥ 0 (Byar's approximation: Breslow and Day 1987, ISBN 978-92-832-0182-3)."""
    more = count + 1
    low = count * (1 - 1 / (9 * count) - NORMAL_975 / (3 * count**0.5)) ** 3 if count else 0.0
    return Interval(low=max(0.0, low), high=more * (1 - 1 / (9 * more) + NORMAL_975 / (3 * more**0.5)) ** 3)


def difference_of(was: float, old: Interval, now: float, new: Interval) -> Interval:
    """Return the interval of the difference of two independent figures by recovering their variances from their intervals.

    MOVER: Zou and Donner 2008, doi 10.1002/sim.3095; of two rates it keeps what is skewed in them.
    """
    change = now - was
    low = change - ((now - new.low) ** 2 + (old.high - was) ** 2) ** 0.5
    high = change + ((new.high - now) ** 2 + (was - old.low) ** 2) ** 0.5
    return Interval(low=low, high=high)


def throughput(part: Part) -> Monthly | None:
    """Return how many of the cases looked at end a month, over the days on which cases of any length could end.

    None where no case has times.
    """
    chosen = by_case(part.evidence, part.scope, lambda each: part.cases(each).astype(np.float64)) > 0
    day = np.where(chosen, end_days(part.evidence, part.scope), -1)
    return Monthly(day=day, days=whole_days(part.evidence, part.scope)) if (day >= 0).any() else None


def utilisation(part: Part) -> OfCounts | None:
    """Return busy / available hours of the posts looked at; None where no calendar or no start is known.

    Both as for PO9: available is head count × calendar between the first and the last arrival; busy what persons of the posts
    did in the processes of the scope, incomplete cases included. A draw of cases moves what complete ones take.
    """
    found = workloads_of(part.evidence.linkage)
    if found is None:
        return None
    wanted = {load.post: load.available for load in found.posts if load.available and _is_meant(part, load.post)}
    available = sum(wanted.values()) / HOUR
    if not available:
        return None
    is_wanted = np.array([*(each in wanted for each in part.evidence.linkage.posts), False], dtype=np.bool_)
    busy = {each.id: busy_times(part.evidence.linkage, each) / HOUR * is_wanted[each.own_post] for each in part.processes}
    rest = sum(float(busy[each.id][~each.complete[each.case]].sum()) for each in part.processes)
    hours = by_case(part.evidence, part.scope, lambda each: events_by_case(each, np.arange(len(each.case)), busy[each.id]))
    return OfCounts(counts=hours[:, None], figure=lambda sums: (sums[:, 0] + rest) / available, units=len(wanted))


def _is_meant(part: Part, post: str) -> bool:
    known = part.evidence.design.organization.post
    match part.level:
        case Level.POST:
            return post == part.of
        case Level.DEPARTMENT:
            return post in known and known[post].department in part.departments
        case _:
            return True
