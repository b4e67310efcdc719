"""Objectives: gap, reached or not, forecast and outlook, from the months of a figure."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from workbench.findings import Place
from workbench.fit.indicators.model import Standing
from workbench.fit.kpis import (
    ChangePoint,
    Forecast,
    KpiFigure,
    KpiPoint,
    Level,
    ObjectiveState,
    Outlook,
    Reached,
    ReleaseDay,
    state_of,
)
from workbench.fit.kpis.forecasting import forecast_at, student_975
from workbench.language import Language
from workbench.strategy import KPI, Objective

DOWN = KPI(id="K1", name="k", direction="down")
OBJECTIVE = Objective(id="O1", capability="C1", kpi="K1", target=16, due=date(2025, 12, 31))


def figure(*months: float | None, spread: float = 0.5, unit: str = "d") -> KpiFigure:
    points = tuple(
        KpiPoint(period=f"2025-{number:02}", n=20)
        if value is None
        else KpiPoint(period=f"2025-{number:02}", n=20, value=value, low=value - spread, high=value + spread)
        for number, value in enumerate(months, 1)
    )
    value = float(np.mean([each for each in months if each is not None]))
    return KpiFigure(
        kpi="K1", level=Level.PROCESS, of="p", unit=unit, standing=Standing.MEASURED, value=value, n=100, points=points
    )


def state(*months: float | None, kpi: KPI = DOWN, **says: Any) -> ObjectiveState:
    return state_of(replace(OBJECTIVE, **says), kpi, figure(*months))


def test_the_gap_is_what_is_lacking_in_the_better_direction() -> None:
    assert state(18, 18).gap == 2
    assert state(15, 15).gap == -1
    assert state(0.9, 0.9, kpi=replace(DOWN, direction="up"), target=0.95).gap == pytest.approx(0.05)


def test_a_target_is_reached_when_the_bound_was_beyond_it_for_three_months() -> None:
    assert state(18, 15, 15, 15).reached is Reached.REACHED
    assert (state(15, 15, 15.8).months_met, state(15, 15, 15.8).reached) == (0, Reached.NOT_PROVABLE)
    assert (state(15, 15).months_met, state(15, 15).reached) == (2, Reached.NOT_PROVABLE)
    assert state(15, None, 15, 15).reached is Reached.NOT_PROVABLE
    assert state(15, 15, 15, 18).reached is Reached.NOT_REACHED


def test_a_month_at_the_edge_of_the_log_proves_nothing() -> None:
    found = figure(15, 15, 15, 18)
    edge = replace(found, points=(*found.points[:3], replace(found.points[3], is_whole=False)))
    assert state_of(OBJECTIVE, DOWN, edge).reached is Reached.REACHED


def test_a_trend_leads_on_or_off_course() -> None:
    assert state(20, 19, 18, 17).outlook is Outlook.ON_COURSE
    assert state(17, 18, 19, 20).outlook is Outlook.OFF_COURSE
    assert state(17, 18, 16.6, 17.2).outlook in {Outlook.LIKELY, Outlook.AT_RISK}


@pytest.mark.parametrize(
    ("months", "says", "code"),
    [
        ((18, 18, 18), {}, "OBJECTIVE_FEW_PERIODS"),
        ((18, 18, 18, 18), {"due": None}, "OBJECTIVE_NO_DUE"),
        ((18, 18, 18, 18), {"due": date(2025, 4, 1)}, "OBJECTIVE_DUE_PASSED"),
        ((18, 18), {"target": None}, "OBJECTIVE_NO_TARGET"),
    ],
)
def test_what_is_not_forecast_says_why(months: tuple[float, ...], says: dict[str, Any], code: str) -> None:
    found = state(*months, **says)
    assert found.forecast is None
    assert found.reason is not None
    assert found.reason.code == code
    assert all("{" not in found.reason.text(language) for language in Language)


def test_a_kpi_without_direction_or_figure_tells_nothing_of_its_objective() -> None:
    undirected = state(18, kpi=replace(DOWN, direction=None))
    assert undirected.reason is not None
    assert (undirected.reason.code, undirected.gap) == ("OBJECTIVE_NO_DIRECTION", None)
    unknown = KpiFigure(kpi="K1", level=Level.PROCESS, standing=Standing.UNKNOWN)
    assert (state_of(OBJECTIVE, DOWN, unknown).reached, state_of(OBJECTIVE, DOWN, unknown).gap) == (Reached.UNKNOWN, None)


@pytest.mark.parametrize(
    ("target", "written_in", "unit", "means"),
    [
        (95, None, "%", 95.0),
        (0.95, "%", "%", 95.0),
        (0.005, "%", "%", 0.5),
        (0, None, "%", 0.0),
        (0.95, None, "share", 0.95),
        (0.95, "%", "share", 0.95),
        (1.2, "%", "%", 120.0),
        (0.5, None, "d", 0.5),
    ],
)
def test_a_target_is_in_the_unit_of_the_kpi_or_a_share_in_percent(
    target: float, written_in: str | None, unit: str, means: float
) -> None:
    written = replace(OBJECTIVE, target=target, target_unit=written_in)
    found = state_of(written, DOWN, figure(4, 4, 4, unit=unit))
    assert (found.target, found.gap) == (pytest.approx(means), pytest.approx(4 - means))


@pytest.mark.parametrize(
    ("target", "written_in", "unit", "code"),
    [
        (1, None, "%", "OBJECTIVE_TARGET_UNCLEAR"),
        (0.5, None, "%", "OBJECTIVE_TARGET_UNCLEAR"),
        (95, None, "share", "OBJECTIVE_TARGET_UNCLEAR"),
        (0.95, "%", "d", "OBJECTIVE_TARGET_NO_SHARE"),
        (0.95, "%", "count", "OBJECTIVE_TARGET_NO_SHARE"),
    ],
)
def test_a_target_that_may_mean_two_things_is_not_reached_by_mistake(
    target: float, written_in: str | None, unit: str, code: str
) -> None:
    written = replace(OBJECTIVE, target=target, target_unit=written_in, place=Place(line=7))
    found = state_of(written, DOWN, figure(0.8, 0.8, 0.8, 0.8, unit=unit))
    assert (found.target, found.gap, found.reached) == (None, None, Reached.UNKNOWN)
    assert found.reason is not None
    assert found.reason.code == code
    assert "7" in found.reason.text(Language.EN)
    assert all("{" not in found.reason.text(language) for language in Language)


def test_a_figure_without_months_is_not_called_reached_however_good_it_is() -> None:
    found = state_of(OBJECTIVE, DOWN, replace(figure(15, 15), points=()))
    assert (found.gap, found.reached, found.outlook) == (-1, Reached.UNKNOWN, Outlook.UNKNOWN)
    assert found.reason is not None
    assert found.reason.code == "OBJECTIVE_NO_MONTHS"
    assert all("{" not in found.reason.text(language) for language in Language)


def test_the_baseline_is_what_was_before_the_first_release() -> None:
    release = ReleaseDay(version="1.0.0", effective=date(2025, 4, 1), processes=("p",))
    changed = replace(figure(18, 18, 16), changes=(ChangePoint(release=release, before=18.0, since=16.0),))
    assert state_of(OBJECTIVE, DOWN, changed).baseline == 18.0
    assert state(18, 18).baseline == 18.0
    thin = replace(figure(18, 18, 16), changes=(ChangePoint(release=release, since=16.0),))
    assert state_of(OBJECTIVE, DOWN, thin).baseline is None


def test_a_line_without_error_is_forecast_exactly() -> None:
    assert forecast_at(6, [(0, 10.0), (1, 9.0), (2, 8.0)], None) == Forecast(value=4.0, low=4.0, high=4.0, slope=-1.0, months=3)
    assert forecast_at(20, [(0, 10.0), (1, 9.0), (2, 8.0)], None).value == 0.0


def test_the_interval_of_a_forecast_is_that_of_the_textbook() -> None:
    # y = 1, 3, 2, 4 at 0 … 3: line 1.3 + 0.8 x, s² = 1.8 / 2; at 4: 4.5 ± 4.303 √(0.9 (1 + 1/4 + 6.25/5))
    found = forecast_at(4, [(0, 1.0), (1, 3.0), (2, 2.0), (3, 4.0)], None)
    assert found.value == pytest.approx(4.5)
    assert found.slope == pytest.approx(0.8)
    assert found.high == pytest.approx(4.5 + 4.303 * (0.9 * 2.5) ** 0.5)
    assert found.low == 0.0


@pytest.mark.parametrize(("freedom", "quantile"), [(2, 4.303), (10, 2.228), (11, 2.201), (30, 2.042), (120, 1.980)])
def test_quantiles_of_student_are_those_of_the_tables(freedom: int, quantile: float) -> None:
    assert student_975(freedom) == pytest.approx(quantile, abs=1e-3)
