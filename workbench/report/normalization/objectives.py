"""Objectives and KPIs as tables: baseline, target and forecast of each, or why there is none; figures with n and interval."""

from __future__ import annotations

from workbench.fit.indicators.model import Standing
from workbench.fit.kpis import ChangePoint, KpiFigure, Level, measure_of
from workbench.fit.kpis.forecasting import Forecast
from workbench.language import Language
from workbench.normalization.chain import Intentions
from workbench.report.looks import Panel
from workbench.report.page import Texts
from workbench.report.tables import UNKNOWN, both, called, count, figure_said, in_both, percent, same, table
from workbench.shown import change_text
from workbench.strategy import KPI, Objective
from workbench.study import Assessment

_OBJECTIVE = (
    "objectives-objective",
    "objectives-owner",
    "objectives-due",
    "objectives-reached",
    "objectives-outlook",
)
_FIGURES = (
    "objectives-baseline",
    "objectives-now",
    "objectives-interval",
    "objectives-target",
    "objectives-gap",
    "objectives-months",
    "objectives-forecast",
)
_KPI = ("kpis-kpi", "kpis-measure", "kpis-level", "kpis-standing", "kpis-change", "kpis-why")
_KPI_FIGURES = ("kpis-value", "kpis-interval", "kpis-n", "kpis-known")


def objectives_panel(assessment: Assessment, intentions: Intentions) -> Panel:
    """Return every objective held against its KPI."""
    objectives = intentions.strategy.objectives
    if not objectives:
        return Panel(key="objectives", missing=both("objectives-none"))
    rows = [_objective_row(each, assessment, intentions) for each in objectives]
    return Panel(key="objectives", table=table(_OBJECTIVE, (*_FIGURES,), rows), notes=_reasons(intentions))


def kpis_panel(assessment: Assessment, intentions: Intentions) -> Panel:
    """Return every KPI of strategy.yaml with its figure, or why it has none."""
    kpis = intentions.strategy.kpis
    if not kpis:
        return Panel(key="kpis", missing=both("kpis-none"))
    return Panel(
        key="kpis", table=table(_KPI, _KPI_FIGURES, [_kpi_row(each, intentions.figures[each.id], assessment) for each in kpis])
    )


def interval_said(low: float | None, high: float | None, unit: str) -> Texts:
    """Write an interval with its unit."""
    if low is None or high is None:
        return same(UNKNOWN)
    first, last = figure_said(low, unit), figure_said(high, unit)
    return Texts(zh=f"{first.zh} – {last.zh}", en=f"{first.en} – {last.en}")


def _objective_row(objective: Objective, assessment: Assessment, intentions: Intentions) -> list[Texts]:
    state = intentions.states[objective.id]
    unit = state.figure.unit
    return [
        _named(objective, intentions),
        _post(objective.owner, assessment),
        same(UNKNOWN if state.due is None else state.due.isoformat()),
        both(f"objective-reached-{state.reached.value}"),
        both(f"objective-outlook-{state.outlook.value}"),
        figure_said(state.baseline, unit),
        figure_said(state.figure.value, unit),
        interval_said(state.figure.low, state.figure.high, unit),
        figure_said(state.target, unit),
        figure_said(state.gap, unit),
        same(count(state.months_met)),
        _forecast(state.forecast, unit),
    ]


def _forecast(forecast: Forecast | None, unit: str) -> Texts:
    if forecast is None:
        return same(UNKNOWN)
    middle, around = figure_said(forecast.value, unit), interval_said(forecast.low, forecast.high, unit)
    return Texts(zh=f"{middle.zh}（{around.zh}）", en=f"{middle.en} ({around.en})")


def _reasons(intentions: Intentions) -> tuple[Texts, ...]:
    """Say of each objective without a forecast why there is none."""
    return tuple(in_both(each.reason.text) for each in intentions.states.values() if each.reason is not None)


def _named(objective: Objective, intentions: Intentions) -> Texts:
    kpi = next((each for each in intentions.strategy.kpis if each.id == objective.kpi), None)
    return same(objective.id) if kpi is None else Texts(zh=f"{objective.id} {kpi.name}", en=f"{objective.id} {_english(kpi)}")


def _kpi_row(kpi: KPI, figure: KpiFigure, assessment: Assessment) -> list[Texts]:
    is_known = figure.standing is not Standing.UNKNOWN
    return [
        Texts(zh=f"{kpi.id} {kpi.name}", en=f"{kpi.id} {_english(kpi)}"),
        _measure(kpi),
        _level(figure, assessment),
        both(f"kpi-standing-{figure.standing.name.lower()}"),
        _changes(figure),
        same("") if figure.reason is None else in_both(figure.reason.text),
        figure_said(figure.value, figure.unit),
        interval_said(figure.low, figure.high, figure.unit),
        same(count(figure.n) if is_known else UNKNOWN),
        same(percent(figure.covered) if is_known else UNKNOWN),
    ]


def _measure(kpi: KPI) -> Texts:
    measure = measure_of(kpi.measure or "")
    return same(kpi.measure or UNKNOWN) if measure is None else both(measure.title)


def _level(figure: KpiFigure, assessment: Assessment) -> Texts:
    """Say for whom a KPI is told."""
    level, vocabulary = both(f"kpi-level-{figure.level.value}"), assessment.study.design.vocabulary
    match figure.level:
        case Level.ENTERPRISE:
            return level
        case Level.DEPARTMENT:
            of = called(vocabulary.departments.called(figure.of))
        case Level.POST:
            of = called(vocabulary.posts.called(figure.of))
        case Level.PROCESS:
            of = same(figure.of)
    return Texts(zh=f"{level.zh} {of.zh}", en=f"{level.en} {of.en}")


def _changes(figure: KpiFigure) -> Texts:
    """Say what changed at each release beyond chance."""
    changes = [each for each in figure.changes if each.difference]
    return in_both(lambda language: "; ".join(_change(each, figure.unit, language) for each in changes))


def _change(change: ChangePoint, unit: str, language: Language) -> str:
    """Say between what a figure changed at a release."""
    if change.difference is None:
        return change.release.version
    ends = (change_text(each, unit, language) for each in (change.difference.low, change.difference.high))
    return f"{change.release.version}: {' … '.join(ends)}"


def _post(owner: str | None, assessment: Assessment) -> Texts:
    posts = assessment.study.design.vocabulary.posts
    known = None if owner is None else posts.id_of(owner)
    return same(owner or UNKNOWN) if known is None else called(posts.called(known))


def _english(kpi: KPI) -> str:
    return kpi.name_en or kpi.name
