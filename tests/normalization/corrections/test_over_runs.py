"""What recorded runs say one after another: a fit that falls, and a rate that rises, are warned of."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.normalization.sightings.runs import run as any_run
from tests.normalization.sightings.runs import seen
from workbench.fit.scoring import Level
from workbench.fit.scoring_rules import LevelRules
from workbench.normalization.corrections.over_runs import series_of_runs
from workbench.normalization.corrections.series import Series, Watched
from workbench.normalization.corrections.warnings import Outlook, WarningRules, forecast
from workbench.normalization.sightings import Run, SeenFinding, SeenScope, SeenScore

MONTHS = range(10)
RULES = LevelRules()


def run(month: int, *findings: SeenFinding, codes: str = "CF-SKIP PO-COORD") -> Run:
    """Return the run of a month, over a log of that month alone."""
    return over(any_run(month, *findings, codes=codes), timedelta(days=29))


def over(of: Run, days: timedelta) -> Run:
    """Return a run over a log of so many days before it, and its own."""
    return replace(of, processes=tuple(replace(each, first=of.day - days, last=of.day) for each in of.processes))


def fitting(of: Run, value: float | None) -> Run:
    score = SeenScore(value=value, low=value, high=value, coverage=1.0)
    return replace(of, scopes=(SeenScope(scope="p", level=Level.M3, score=score),))


def one(series: tuple[Series, ...], watched: Watched) -> Series:
    (found,) = (each for each in series if each.watched is watched)
    return found


def test_a_fit_that_falls_is_warned_of_before_it_loses_its_level() -> None:
    runs = [fitting(run(month), 0.90 - 0.01 * month) for month in MONTHS]
    series = one(series_of_runs(runs, RULES), Watched.SCORE)
    assert (series.scope, series.limit) == ("p", RULES.basic_score)
    (row,) = forecast([series], WarningRules(horizon_days=400)).rows
    assert row.outlook is Outlook.WARNING
    assert row.reached_on == runs[-1].day + timedelta(days=180)


def test_a_rate_that_rises_is_warned_of() -> None:
    runs = [run(month, seen("CF-SKIP", "a", count=15 + 3 * month)) for month in MONTHS]
    series = one(series_of_runs(runs, RULES), Watched.DEVIATIONS)
    assert [each.value for each in series.points] == [pytest.approx((15 + 3 * month) / 300) for month in MONTHS]
    assert forecast([series], WarningRules(horizon_days=400)).rows[0].outlook is Outlook.WARNING


def test_a_run_that_could_have_seen_a_finding_and_did_not_saw_it_never() -> None:
    runs = [run(0, seen("CF-SKIP", "a")), run(1), run(2, codes="PO-COORD"), run(3, seen("CF-SKIP", "a"))]
    series = one(series_of_runs(runs, RULES), Watched.DEVIATIONS)
    assert [each.value for each in series.points] == [0.1, 0.0, 0.1]


def test_what_was_not_rated_has_no_point_and_of_one_day_the_last_run_counts() -> None:
    again = fitting(replace(run(1), at=run(1).at + timedelta(hours=1)), 0.7)
    runs = [fitting(run(0), None), fitting(run(1), 0.8), again]
    series = one(series_of_runs(runs, RULES), Watched.SCORE)
    assert [(each.day, each.value, each.n) for each in series.points] == [(run(1).day, 0.7, 300)]


def test_a_run_without_times_stands_on_its_own_day() -> None:
    bare = fitting(replace(run(0), processes=()), 0.8)
    series = one(series_of_runs([bare], RULES), Watched.SCORE)
    assert series.points[0].day == date(2025, 7, 1)


def test_runs_over_a_log_that_grows_are_one_point_for_they_share_their_evidence() -> None:
    """A rate over all that was ever recorded wanders by itself."""
    growing = [
        over(any_run(month, seen("CF-SKIP", "a", count=15 + 3 * month)), timedelta(days=500 + 30 * month)) for month in MONTHS
    ]
    series = one(series_of_runs(growing, RULES), Watched.DEVIATIONS)
    assert [each.day for each in series.points] == [growing[-1].day]
    assert forecast([series]).rows[0].outlook is Outlook.TOO_SHORT


def test_of_runs_that_overlap_as_many_count_as_share_no_day() -> None:
    whole = over(fitting(any_run(5), 0.5), timedelta(days=2000))
    again = fitting(replace(run(9), at=run(9).at + timedelta(hours=1)), 0.7)
    runs = [*(fitting(run(month), 0.8) for month in MONTHS), whole, again]
    series = one(series_of_runs(runs, RULES), Watched.SCORE)
    assert [each.value for each in series.points] == [0.8] * 9 + [0.7]


def test_runs_without_times_are_one_point() -> None:
    bare = [fitting(replace(any_run(month), processes=()), 0.8) for month in MONTHS]
    series = one(series_of_runs(bare, RULES), Watched.SCORE)
    assert [each.day for each in series.points] == [bare[-1].day]
