"""Objectives held against the evidence: a computed baseline, the gap to the target, whether it is reached, and a forecast."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from workbench.findings import Finding, Severity
from workbench.fit.kpis.figures import FEW
from workbench.fit.kpis.forecasting import Forecast, forecast_at, months_since
from workbench.fit.kpis.model import KpiFigure, KpiPoint
from workbench.strategy import KPI, Objective

SUSTAINED: Final = 3
"""For how many months in a row, the last ones, the 95 % bound must be beyond the target (domain IO-4a)."""

LEAST_PERIODS: Final = 4
"""With fewer months that have a figure a trend cannot be told."""


class Reached(StrEnum):
    """Whether the target is reached: proven and kept up, the contrary proven, neither yet; UNKNOWN of what has no months."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    NOT_PROVABLE = "not_provable"
    UNKNOWN = "unknown"


class Outlook(StrEnum):
    """Where the trend leads by the due date: all of its interval is beyond the target, its middle, its end only, or nothing."""

    ON_COURSE = "on_course"
    LIKELY = "likely"
    AT_RISK = "at_risk"
    OFF_COURSE = "off_course"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class ObjectiveState:
    """How an objective stands: its KPI's `figure`, and target and gap in the unit of the KPI.

    `gap` is by how much the figure falls short of the target, negative where it is beyond it. `months_met` is for how many of
    the last months in a row the target was met with its 95 % bound. `reason` says why there is no forecast.
    """

    objective: str
    figure: KpiFigure
    target: float | None
    due: date | None
    gap: float | None = None
    months_met: int = 0
    reached: Reached = Reached.UNKNOWN
    forecast: Forecast | None = None
    outlook: Outlook = Outlook.UNKNOWN
    reason: Finding | None = None

    @property
    def baseline(self) -> float | None:
        """Return what it started from: the figure before the first release; without a release that of the whole window.

        Where too little was seen before the first release it is not known: the whole window holds what came after.
        """
        return self.figure.changes[0].before if self.figure.changes else self.figure.value

    @property
    def latest(self) -> KpiPoint | None:
        """Return the last whole month that has a figure."""
        return next((each for each in reversed(_whole(self.figure)) if each.value is not None), None)


def state_of(objective: Objective, kpi: KPI | None, figure: KpiFigure) -> ObjectiveState:
    """Hold an objective against what its KPI says.

    The forecast is the linear trend of the whole months that have a figure, with its 95 % prediction interval. Months are those
    in which cases ended; those at the edges of the log prove nothing and are left out.
    """
    wrong = None if figure.value is None else _unusable(objective, figure.unit)
    target = None if wrong is not None else _target(objective, figure.unit)
    direction = kpi.direction if kpi is not None else None
    blank = ObjectiveState(objective=objective.id, figure=figure, target=target, due=objective.due)
    if figure.value is None or target is None or direction is None:
        return replace(blank, reason=figure.reason or wrong or _lacking(objective))
    sign = 1.0 if direction == "up" else -1.0
    forecast = _forecast(objective, figure)
    return replace(
        blank,
        gap=sign * (target - figure.value),
        months_met=_months_met(figure, target, sign),
        reached=_reached(figure, target, sign),
        forecast=forecast if isinstance(forecast, Forecast) else None,
        outlook=_outlook(forecast, target, sign) if isinstance(forecast, Forecast) else Outlook.UNKNOWN,
        reason=forecast if isinstance(forecast, Finding) else None,
    )


def _target(objective: Objective, unit: str) -> float | None:
    """Return the target in the unit of the KPI: `95%` was read as 0.95, which in % is 95."""
    target = objective.target
    return target * 100 if target is not None and objective.target_unit == "%" and unit == "%" else target


def _unusable(objective: Objective, unit: str) -> Finding | None:
    """Return why a target cannot be held against figures in a unit: one may be 100 times the other, or no share at all."""
    target = objective.target
    if target is None:
        return None
    if objective.target_unit == "%":
        is_share = unit in ("share", "%")
        return (
            None if is_share else _says("OBJECTIVE_TARGET_NO_SHARE", objective, value=f"{target * 100:.15g}%", unit=unit or "–")
        )
    is_clear = target <= 1 if unit == "share" else unit != "%" or target <= 0 or target > 1
    facts = {"value": f"{target:.15g}", "larger": f"{target * 100:.15g}"}
    return None if is_clear else _says("OBJECTIVE_TARGET_UNCLEAR", objective, **facts)


def _lacking(objective: Objective) -> Finding:
    return _says("OBJECTIVE_NO_TARGET" if objective.target is None else "OBJECTIVE_NO_DIRECTION", objective)


def _months_met(figure: KpiFigure, target: float, sign: float) -> int:
    met = 0
    for point in reversed(_whole(figure)):
        bound = _worse_bound(point, sign)
        if bound is None or sign * (bound - target) < 0:
            break
        met += 1
    return met


def _reached(figure: KpiFigure, target: float, sign: float) -> Reached:
    if not figure.points:
        return Reached.UNKNOWN
    if _months_met(figure, target, sign) >= SUSTAINED:
        return Reached.REACHED
    latest = next((each for each in reversed(_whole(figure)) if each.value is not None), None)
    best = None if latest is None else _worse_bound(latest, -sign)
    return Reached.NOT_REACHED if best is not None and sign * (best - target) < 0 else Reached.NOT_PROVABLE


def _whole(figure: KpiFigure) -> tuple[KpiPoint, ...]:
    return tuple(each for each in figure.points if each.is_whole)


def _worse_bound(point: KpiPoint, sign: float) -> float | None:
    return point.low if sign > 0 else point.high


def _forecast(objective: Objective, figure: KpiFigure) -> Forecast | Finding:
    if not figure.points:
        return _says("OBJECTIVE_NO_MONTHS", objective)
    if objective.due is None:
        return _says("OBJECTIVE_NO_DUE", objective)
    told = [(months_since(each.period), each.value) for each in _whole(figure) if each.value is not None]
    if len(told) < LEAST_PERIODS:
        return _says("OBJECTIVE_FEW_PERIODS", objective, periods=len(told), least=LEAST_PERIODS, few=FEW)
    due = months_since(objective.due.isoformat())
    if due <= told[-1][0]:
        return _says("OBJECTIVE_DUE_PASSED", objective, due=objective.due.isoformat(), last=_whole(figure)[-1].period)
    return forecast_at(due, told, highest={"share": 1.0, "%": 100.0}.get(figure.unit))


def _outlook(forecast: Forecast, target: float, sign: float) -> Outlook:
    worse, better = (forecast.low, forecast.high) if sign > 0 else (forecast.high, forecast.low)
    if sign * (worse - target) >= 0:
        return Outlook.ON_COURSE
    if sign * (forecast.value - target) >= 0:
        return Outlook.LIKELY
    return Outlook.AT_RISK if sign * (better - target) >= 0 else Outlook.OFF_COURSE


def _says(code: str, objective: Objective, **facts: object) -> Finding:
    facts = {"objective": objective.id, "row": objective.place.line or "?", **facts}
    return Finding(code=code, severity=Severity.INFO, place=objective.place, object=("objectives", objective.id), facts=facts)
