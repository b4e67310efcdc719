"""KPIs month by month with their targets, as a release freezes them."""

from datetime import date
from types import MappingProxyType

from workbench.fit.indicators.model import Standing
from workbench.fit.kpis import KpiFigure, KpiPoint, Level
from workbench.normalization.chain import Intentions
from workbench.normalization.watch.targets import Direction
from workbench.strategy import KPI, Objective, Strategy
from workbench.study.target_figures import target_figures


def intentions(direction: str | None) -> Intentions:
    points = (
        KpiPoint(period="2025-02", n=20, value=14.0, low=12.0, high=16.0),
        KpiPoint(period="2025-03", n=2, is_whole=False, value=3.0),
    )
    figure = KpiFigure(kpi="K1", level=Level.PROCESS, standing=Standing.MEASURED, value=14.0, n=22, points=points)
    goals = (
        Objective(id="O1", capability="C", kpi="K1", target=16.0, due=date(2025, 12, 31)),
        Objective(id="O2", capability="C", kpi="K1", target=10.0, due=date(2026, 12, 31)),
        Objective(id="O3", capability="C", kpi="K1", due=date(2027, 12, 31)),
    )
    strategy = Strategy(kpis=(KPI(id="K1", name="Cycle time", process="OTD", direction=direction),), objectives=goals)
    return Intentions(strategy=strategy, figures=MappingProxyType({"K1": figure}), states=MappingProxyType({}))


def test_each_whole_month_has_its_days_its_interval_and_the_target_that_is_due_last() -> None:
    (only,) = target_figures(intentions("down"))
    assert (only.first, only.last) == (date(2025, 2, 1), date(2025, 2, 28))
    assert (only.value, only.low, only.high, only.target) == (14.0, 12.0, 16.0, 10.0)
    assert (only.direction, only.process, only.is_off) == (Direction.DOWN, "OTD", True)


def test_without_a_direction_there_is_no_target_to_miss() -> None:
    (only,) = target_figures(intentions(None))
    assert (only.target, only.is_off) == (None, False)
