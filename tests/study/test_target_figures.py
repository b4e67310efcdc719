"""KPIs month by month with their targets, as a release freezes them."""

from datetime import date
from types import MappingProxyType

from workbench.fit.indicators.model import Standing
from workbench.fit.kpis import KpiFigure, KpiPoint, Level, state_of
from workbench.normalization.chain import Intentions
from workbench.normalization.watch.targets import Direction
from workbench.strategy import KPI, Objective, Strategy
from workbench.study.target_figures import target_figures

GOALS = (
    Objective(id="O1", capability="C", kpi="K1", target=16.0, due=date(2025, 12, 31)),
    Objective(id="O2", capability="C", kpi="K1", target=10.0, due=date(2026, 12, 31)),
    Objective(id="O3", capability="C", kpi="K1", due=date(2027, 12, 31)),
)
HOURS = KpiFigure(
    kpi="K1",
    level=Level.PROCESS,
    standing=Standing.MEASURED,
    value=14.0,
    n=22,
    points=(
        KpiPoint(period="2025-02", n=20, value=14.0, low=12.0, high=16.0),
        KpiPoint(period="2025-03", n=2, is_whole=False, value=3.0),
    ),
)


def intentions(direction: str | None, goals: tuple[Objective, ...] = GOALS, figure: KpiFigure = HOURS) -> Intentions:
    kpi = KPI(id="K1", name="Cycle time", process="OTD", direction=direction)
    return Intentions(
        strategy=Strategy(kpis=(kpi,), objectives=goals),
        figures=MappingProxyType({"K1": figure}),
        states=MappingProxyType({each.id: state_of(each, kpi, figure) for each in goals}),
    )


def test_each_whole_month_has_its_days_its_interval_and_the_target_that_is_due_last() -> None:
    (only,) = target_figures(intentions("down"))
    assert (only.first, only.last) == (date(2025, 2, 1), date(2025, 2, 28))
    assert (only.value, only.low, only.high, only.target) == (14.0, 12.0, 16.0, 10.0)
    assert (only.direction, only.process, only.is_off) == (Direction.DOWN, "OTD", True)


def test_a_target_of_95_percent_is_held_against_a_figure_in_percent() -> None:
    goal = Objective(id="O1", capability="C", kpi="K1", target=0.95, target_unit="%", due=date(2026, 12, 31))
    share = KpiFigure(
        kpi="K1",
        level=Level.PROCESS,
        standing=Standing.MEASURED,
        unit="%",
        value=80.0,
        n=20,
        points=(KpiPoint(period="2025-02", n=20, value=80.0, low=70.0, high=88.0),),
    )
    (only,) = target_figures(intentions("up", (goal,), share))
    assert (only.target, only.is_off) == (95.0, True)


def test_without_a_direction_there_is_no_target_to_miss() -> None:
    (only,) = target_figures(intentions(None))
    assert (only.target, only.is_off) == (None, False)
