"""KPIs off target for several periods in a row.

A period is off target where even the better end of its 95 % interval misses the target; without an interval, where its value
does. So a KPI that stands exactly on its target is off in one period of 40 by chance, and k = 3 times in a row in (1/40)³;
without intervals in one of two, and three times in a row in one of eight.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workbench.findings import ENTERPRISE
from workbench.fit.watch_rules import WatchRules
from workbench.normalization.watch.signal import Alarm, Judged, Look, Monitor, Touch, Window, judged, together, untold


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, kw_only=True)
class TargetFigure:
    """One KPI over one period (its first and last day), in `unit`, with 95 % interval and target; None where there is none."""

    id: str
    first: date
    last: date
    value: float | None
    low: float | None = None
    high: float | None = None
    target: float | None = None
    direction: Direction = Direction.UP
    process: str = ENTERPRISE
    unit: str = ""

    @property
    def is_off(self) -> bool:
        """Return whether the target is missed beyond chance."""
        if self.value is None or self.target is None:
            return False
        if self.direction is Direction.UP:
            return (self.value if self.high is None else self.high) < self.target
        return (self.value if self.low is None else self.low) > self.target


def watch_targets(figures: Iterable[TargetFigure], rules: WatchRules) -> Judged:
    """Judge the last periods of each KPI."""
    by_kpi: dict[tuple[str, str], list[TargetFigure]] = {}
    for each in sorted(figures, key=lambda it: (it.process, it.id, it.first)):
        by_kpi.setdefault((each.process, each.id), []).append(each)
    return together(_judged(each, rules) for each in by_kpi.values())


def _judged(periods: Sequence[TargetFigure], rules: WatchRules) -> Judged:
    last = periods[-1]
    look = Look(monitor=Monitor.TARGET, process=last.process, object=(last.id,), unit=last.unit)
    if last.target is None:
        return untold(look, "WATCH_NO_TARGET")
    if last.value is None:
        return untold(look, "WATCH_NO_FIGURE")
    off = 0
    while off < len(periods) and periods[-1 - off].is_off:
        off += 1
    if off < rules.target_periods and len(periods) < rules.target_periods:
        return untold(look, "WATCH_TOO_FEW_PERIODS", len(periods), rules.target_periods)
    first = periods[-off] if off else periods[-rules.target_periods]
    window = Window(first=first.first, last=last.last)
    seen = Look(
        monitor=look.monitor,
        process=look.process,
        object=look.object,
        statistic=last.value,
        limit=last.target,
        n=off,
        window=window,
        unit=last.unit,
    )
    process = () if last.process == ENTERPRISE else (Touch(kind="process", id=last.process),)
    alarm = Alarm(since=first.first, touches=(*process, Touch(kind="kpi", id=last.id)))
    return judged(seen, alarm if off >= rules.target_periods else None)
