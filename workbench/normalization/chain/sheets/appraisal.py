"""Appraisal at the four levels (考核, domain MD4.4): what each KPI says of enterprise, processes, departments and posts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar, Final

from workbench.findings import Finding
from workbench.fit.detection import Evidence
from workbench.fit.indicators.model import Standing
from workbench.fit.kpis import KpiFigure, Level, level_figures, measure_of
from workbench.normalization.chain.intentions import Intentions
from workbench.normalization.chain.sheets.sheet import Sheet
from workbench.shown.tabular import in_both
from workbench.strategy import KPI


def _kpi(measure: str, statistic: str | None = None, unit: str | None = None) -> KPI:
    return KPI(id=measure, name=measure, measure=measure, statistic=statistic, unit=unit)


APPRAISED: Final[Mapping[Level, tuple[KPI, ...]]] = MappingProxyType(
    {
        Level.ENTERPRISE: (
            _kpi("on_time_share"),
            _kpi("conforming_share"),
            _kpi("first_time_right"),
            _kpi("in_system_share"),
            _kpi("throughput"),
            _kpi("utilisation"),
        ),
        Level.PROCESS: (
            _kpi("cycle_time", "p90", "d"),
            _kpi("waiting_time", "median", "d"),
            _kpi("working_time", "median", "h"),
            _kpi("on_time_share"),
            _kpi("conforming_share"),
            _kpi("first_time_right"),
            _kpi("cross_department_handovers"),
            _kpi("throughput"),
            _kpi("cost"),
        ),
        Level.DEPARTMENT: (
            _kpi("working_time", "median", "h"),
            _kpi("waiting_time", "median", "h"),
            _kpi("late_share"),
            _kpi("in_system_share"),
            _kpi("recording_delay", "p90", "h"),
            _kpi("utilisation"),
        ),
        Level.POST: (
            _kpi("working_time", "median", "h"),
            _kpi("late_share"),
            _kpi("in_system_share"),
            _kpi("recording_delay", "p90", "h"),
            _kpi("utilisation"),
        ),
    }
)
"""What is appraised at each level beside the KPIs of strategy.yaml: time, quality, cost, where it is done, load (domain P5.3)."""


@dataclass(frozen=True, kw_only=True)
class AppraisalRow:
    """One KPI of one department, post, process, or the enterprise; `reason` says why there is no value."""

    level: Level
    of: str
    of_name: Mapping[str, str]
    kpi: str
    name: Mapping[str, str]
    statistic: str
    value: float | None
    measured_in: str
    n: int
    low: float | None
    high: float | None
    standing: Standing
    target_value: float | None
    reason: Finding | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Appraisal(Sheet[AppraisalRow]):
    """The appraisal tables, from the enterprise down."""

    kind = AppraisalRow
    measured_by: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"value": "measured_in", "low": "measured_in", "high": "measured_in", "target_value": "measured_in"}
    )
    words: ClassVar[Mapping[str, str]] = MappingProxyType({"level": "kpi-level", "standing": "kpi-standing"})

    def at(self, level: Level) -> tuple[AppraisalRow, ...]:
        """Return the table of one level."""
        return tuple(each for each in self.rows if each.level is level)


def appraisal_of(evidence: Evidence, intentions: Intentions) -> Appraisal:
    """Appraise at all levels: the KPIs of strategy.yaml as they are, then what is appraised everywhere.

    Departments and posts with too few people or events to be shown have no value, with that as the reason; nobody is ranked.
    """
    rows = [row for level in Level for row in _rows(level, evidence, intentions)]
    return Appraisal(rows=tuple(rows))


def _rows(level: Level, evidence: Evidence, intentions: Intentions) -> Iterator[AppraisalRow]:
    for kpi in intentions.strategy.kpis:
        figure = intentions.figures[kpi.id]
        if figure.level is level:
            yield _row(figure, kpi, evidence, intentions.target_of(kpi.id))
    for kpi in APPRAISED[level]:
        for figure in level_figures(kpi, level, evidence):
            yield _row(figure, kpi, evidence, None)


def _row(figure: KpiFigure, kpi: KPI, evidence: Evidence, target: float | None) -> AppraisalRow:
    measure = measure_of(kpi.measure or "")
    is_own = kpi.id != kpi.measure or measure is None
    return AppraisalRow(
        level=figure.level,
        of=figure.of,
        of_name=_called(figure, evidence),
        kpi=kpi.id,
        name={"zh-CN": kpi.name, "en": kpi.name_en or kpi.name} if is_own or measure is None else in_both(measure.title),
        statistic=kpi.statistic or (measure.statistic if measure else ""),
        value=figure.value,
        measured_in=figure.unit,
        n=figure.n,
        low=figure.low,
        high=figure.high,
        standing=figure.standing,
        target_value=target,
        reason=figure.reason,
    )


def _called(figure: KpiFigure, evidence: Evidence) -> Mapping[str, str]:
    design = evidence.design
    match figure.level:
        case Level.DEPARTMENT:
            return design.vocabulary.departments.called(figure.of)
        case Level.POST:
            return design.vocabulary.posts.called(figure.of)
        case Level.PROCESS if figure.of in design.process:
            return design.process[figure.of].texts
        case _:
            return in_both("kpi-level-enterprise")
