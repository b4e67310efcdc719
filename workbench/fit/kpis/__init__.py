"""KPIs of strategy.yaml as figures: over the evidence, at four levels, over time; and objectives held against them."""

from workbench.fit.kpis.asking import level_of
from workbench.fit.kpis.figures import figure_of, level_figures
from workbench.fit.kpis.forecasting import Forecast
from workbench.fit.kpis.measures import MEASURES, Measure, measure_of, nearest_measure
from workbench.fit.kpis.model import ChangePoint, KpiFigure, KpiPoint, Level, ReleaseDay
from workbench.fit.kpis.objectives import ObjectiveState, Outlook, Reached, state_of

__all__ = [
    "MEASURES",
    "ChangePoint",
    "Forecast",
    "KpiFigure",
    "KpiPoint",
    "Level",
    "Measure",
    "ObjectiveState",
    "Outlook",
    "Reached",
    "ReleaseDay",
    "figure_of",
    "level_figures",
    "level_of",
    "measure_of",
    "nearest_measure",
    "state_of",
]
