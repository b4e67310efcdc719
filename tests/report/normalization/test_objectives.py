"""Objectives and KPIs are told with their units, and say why there is no figure or forecast."""

from dataclasses import replace

from tests.report.normalization.strategic import assessed
from workbench.fit.kpis.forecasting import Forecast
from workbench.language import Language
from workbench.normalization.chain import Intentions, intentions_of
from workbench.report.normalization.objectives import interval_said, kpis_panel, objectives_panel
from workbench.report.page import Table
from workbench.shown import figure_text


def rows_of(table: Table | None) -> list[dict[str, str]]:
    assert table is not None
    return [dict(zip((each.text.en for each in table.headings), (cell.en for cell in row), strict=True)) for row in table.rows]


def foreseen(intentions: Intentions) -> Intentions:
    """Return what is intended with a forecast for the first objective."""
    forecast = Forecast(value=3.0, low=2.0, high=4.0, slope=0.1, months=6)
    first = replace(intentions.states["O1"], forecast=forecast, reason=None)
    return replace(intentions, states={**intentions.states, "O1": first})


def test_an_interval_with_an_open_end_is_not_told() -> None:
    assert interval_said(1.0, None, "h").en == "–"
    assert interval_said(1.0, 2.5, "h").en == "1 h – 2.50 h"


def test_objectives_stand_with_baseline_target_and_forecast_or_say_why_there_is_none() -> None:
    intentions = foreseen(intentions_of(assessed().evidence))
    panel = objectives_panel(assessed(), intentions)
    first, second = rows_of(panel.table)
    figure = intentions.figures["K1"].value
    assert figure is not None
    assert (first["Objective"], first["Owner (post)"], first["Due"]) == ("O1 =cycle", "Clerk", "2026-06-30")
    assert (first["Baseline"], first["Target"], first["Reached"]) == (figure_text(figure, "d", Language.EN), "2 d", "not reached")
    assert first["Forecast (95 %)"] == "3 d (2 d – 4 d)"
    assert (second["All cases"], second["Forecast (95 %)"]) == ("–", "–")
    assert [each.en for each in panel.notes] == [intentions.figures["K2"].reason.text()]  # type: ignore[union-attr]


def test_a_kpi_tells_its_n_and_interval_or_why_it_has_no_figure() -> None:
    first, second = rows_of(kpis_panel(assessed(), intentions_of(assessed().evidence)).table)
    assert (first["Measure"], first["Level"], first["n"], first["Known"]) == ("Cycle time", "Process p", "40", "100.0%")
    assert (second["Figure"], second["n"], second["Standing"]) == ("–", "–", "unknown")
    assert second["Why there is no figure"] != ""
