"""What a KPI of strategy.yaml asks for: its measure, statistic, unit, and the part of the evidence; or what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Final

from workbench.findings import ENTERPRISE, Finding, Severity
from workbench.fit.detection import Evidence, without
from workbench.fit.indicators.model import Scope, Standing
from workbench.fit.kpis.measures import Measure, measure_of, nearest_measure
from workbench.fit.kpis.model import LEVEL_WORDS, KpiFigure, Level
from workbench.fit.kpis.part import Part
from workbench.fit.kpis.statistics import STATISTICS, Statistic, statistic_of
from workbench.fit.kpis.units import unit_of, units_of
from workbench.strategy import KPI

_NAMED: Final = (Level.PROCESS, Level.DEPARTMENT, Level.POST)
"""The levels of which `of` names one."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Asked:
    """A question that can be put: `blank` is the figure without its value."""

    measure: Measure
    statistic: Statistic
    part: Part
    blank: KpiFigure

    def unknown(self, reason: Finding) -> KpiFigure:
        """Return the figure that says why there is none."""
        return replace(self.blank, reason=reason)


def asked_of(kpi: KPI, evidence: Evidence) -> Asked | KpiFigure:
    """Return what a KPI asks for; a figure that says why where that cannot be put."""
    level = level_of(kpi)
    of = _of(kpi, level)
    blank = KpiFigure(kpi=kpi.id, level=level, of=of or ENTERPRISE, unit=kpi.unit or "", standing=Standing.UNKNOWN)
    measure = measure_of(kpi.measure or "")
    if measure is None:
        return replace(blank, reason=_without_measure(kpi))
    statistic = statistic_of(kpi.statistic or measure.statistic)
    unit = unit_of(measure.quantity, kpi.unit)
    blank = blank if unit is None else replace(blank, unit=unit)
    wrong = _wrong(kpi, measure, statistic, unit) or _nowhere(kpi, level, of, evidence) or _not_here(kpi, measure, level)
    if wrong is not None or statistic is None or unit is None or of is None:
        return replace(blank, reason=wrong)
    part = Part(
        asked=kpi.id, evidence=evidence, scope=_scope(kpi, level, of, evidence), level=level, of=of, activity=kpi.activity
    )
    reason = None if part.processes else without("log", kpi.id, scope=part.scope.id).reason
    if reason is None and not any(each.complete.any() for each in part.processes):
        reason = _says(kpi, "MEASURE_NO_CASES")
    return replace(blank, reason=reason) if reason else Asked(measure=measure, statistic=statistic, part=part, blank=blank)


def level_of(kpi: KPI) -> Level:
    """Return for whom a KPI is told, as its level is written; where it is not, a process, or without one the enterprise."""
    return LEVEL_WORDS.get((kpi.level or "").strip().casefold(), Level.PROCESS if kpi.process else Level.ENTERPRISE)


def _of(kpi: KPI, level: Level) -> str | None:
    """Return whom a KPI is about, None where its level needs one and none is named."""
    match level:
        case Level.ENTERPRISE:
            return ENTERPRISE
        case Level.PROCESS:
            return kpi.of or kpi.process
        case _:
            return kpi.of


def _scope(kpi: KPI, level: Level, of: str, evidence: Evidence) -> Scope:
    process = of if level is Level.PROCESS else kpi.process
    if process is not None:
        return Scope(id=process, processes=(process,))
    return Scope(id=ENTERPRISE, processes=tuple(each.id for each in evidence.design.processes))


def _without_measure(kpi: KPI) -> Finding:
    if not kpi.measure:
        return _says(kpi, "KPI_NO_MEASURE")
    return _says(kpi, "KPI_MEASURE_UNKNOWN", value=kpi.measure, nearest=nearest_measure(kpi.measure) or "–")


def _wrong(kpi: KPI, measure: Measure, statistic: Statistic | None, unit: str | None) -> Finding | None:
    """Return what is wrong with level, activity, statistic or unit by themselves."""
    if kpi.level and kpi.level.strip().casefold() not in LEVEL_WORDS:
        return _says(kpi, "KPI_LEVEL", value=kpi.level, wanted=", ".join(Level))
    if kpi.activity and not measure.has_activities:
        return _says(kpi, "KPI_NOT_OF_ACTIVITY", activity=kpi.activity, measure=measure.name)
    wanted = measure.statistics or STATISTICS
    if statistic is None or (measure.statistics and kpi.statistic and kpi.statistic.strip().casefold() not in wanted):
        return _says(kpi, "KPI_STATISTIC", value=kpi.statistic or "", wanted=", ".join(wanted))
    if unit is None:
        return _says(kpi, "KPI_UNIT", value=kpi.unit or "", wanted=", ".join(units_of(measure.quantity)))
    return None


def _nowhere(kpi: KPI, level: Level, of: str | None, evidence: Evidence) -> Finding | None:
    """Return which id of a KPI is not there, or not given."""
    design, organization = evidence.design, evidence.design.organization
    if of is None:
        return _says(kpi, "KPI_OF_NOBODY", level=level.value)
    if kpi.of and kpi.of != kpi.process and (level is Level.ENTERPRISE or not kpi.level):
        return _says(kpi, "KPI_OF_WITHOUT_LEVEL", of=kpi.of, level=level.value, wanted=", ".join(_NAMED))
    if level is Level.PROCESS and kpi.process not in (None, of):
        return _says(kpi, "KPI_OF_OTHER_PROCESS", of=of, process=kpi.process)
    known: dict[Level, Iterable[str]] = {
        Level.DEPARTMENT: organization.department,
        Level.POST: organization.post,
        Level.PROCESS: design.process,
    }
    named = [(of, known[level])] if level in known else []
    named += [(kpi.process, design.process)] if kpi.process else []
    named += [(kpi.activity, [each.id for each in design.activities])] if kpi.activity else []
    for value, among in named:
        if value not in (ids := sorted(among)):
            return _says(kpi, "KPI_UNKNOWN_ID", value=value, nearest=", ".join(get_close_matches(value, ids, n=1)) or "–")
    return None


def _not_here(kpi: KPI, measure: Measure, level: Level) -> Finding | None:
    if level not in measure.levels:
        return _says(kpi, "KPI_NOT_AT_LEVEL", level=level.value, wanted=", ".join(measure.levels))
    return None


def _says(kpi: KPI, code: str, **facts: object) -> Finding:
    return Finding(code=code, severity=Severity.MINOR, place=kpi.place, object=("kpis", kpi.id), facts={"kpi": kpi.id, **facts})
