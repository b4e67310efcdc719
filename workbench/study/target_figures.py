"""The KPIs of a workspace as figures with targets, month by month: what a release freezes, and what is watched."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date
from typing import Final

from workbench.findings import ENTERPRISE
from workbench.fit.kpis import KpiFigure, KpiPoint
from workbench.normalization.chain import Intentions
from workbench.normalization.watch import TargetFigure
from workbench.normalization.watch.targets import Direction
from workbench.strategy import KPI

_DIRECTIONS: Final = {each.value: each for each in Direction}


def target_figures(intentions: Intentions) -> tuple[TargetFigure, ...]:
    """Return every KPI over each whole month of the evidence, with the target of its objective that is due last.

    A KPI that does not say which way is better has no target to miss.
    """
    kpis = intentions.strategy.kpis
    return tuple(each for kpi in kpis for each in _months(kpi, intentions.figures[kpi.id], intentions.target_of(kpi.id)))


def _months(kpi: KPI, figure: KpiFigure, goal: float | None) -> Iterator[TargetFigure]:
    direction = _DIRECTIONS.get(kpi.direction or "")
    for point in figure.points:
        if point.is_whole:
            first, last = _days(point)
            yield TargetFigure(
                id=kpi.id,
                first=first,
                last=last,
                value=point.value,
                low=point.low,
                high=point.high,
                target=None if goal is None or direction is None else goal,
                direction=direction or Direction.UP,
                process=kpi.process or ENTERPRISE,
                unit=figure.unit,
            )


def _days(point: KpiPoint) -> tuple[date, date]:
    year, month = map(int, point.period.split("-"))
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
