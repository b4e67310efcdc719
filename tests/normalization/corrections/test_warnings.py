"""A warning comes before a limit is reached, and hardly ever without cause: counted on series that are known to be steady."""

from datetime import date, timedelta

import numpy as np
import pytest
from numpy.typing import NDArray

from workbench.language import Language
from workbench.normalization.corrections.series import Point, Series, Watched
from workbench.normalization.corrections.warnings import Forecast, Outlook, WarningRules, forecast

MONDAY = date(2025, 3, 3)


def weekly(
    values: NDArray[np.float64] | list[float], *, limit: float = 0.85, watched: Watched = Watched.LOAD, about: str = "P1"
) -> Series:
    points = tuple(Point(day=MONDAY + timedelta(weeks=week), value=float(value), n=20) for week, value in enumerate(values))
    return Series(watched=watched, scope="enterprise", about=about, limit=limit, points=points)


def told(series: Series, rules: WarningRules | None = None) -> Forecast:
    (row,) = forecast([series], rules).rows
    return row


def steady(seed: int, level: float = 0.7, weeks: int = 16) -> NDArray[np.float64]:
    return level + 0.03 * np.random.default_rng(seed).normal(size=weeks)


def test_a_post_whose_load_rises_by_a_point_a_week_is_warned_of_before_it_is_overloaded() -> None:
    row = told(weekly([0.60 + 0.01 * week for week in range(12)]))
    assert row.outlook is Outlook.WARNING
    assert row.stands_at == pytest.approx(0.71)
    assert row.a_week == pytest.approx(0.01)
    assert row.reached_on == MONDAY + timedelta(weeks=25)
    assert (row.earliest, row.latest) == (row.reached_on, row.reached_on)


def test_the_day_lies_within_its_interval_and_a_steeper_line_gets_there_sooner() -> None:
    row = told(weekly(steady(1, 0.60) + 0.01 * np.arange(16)))
    assert row.outlook is Outlook.WARNING
    assert row.last is not None
    assert row.earliest is not None
    assert row.reached_on is not None
    assert row.latest is not None
    assert row.last <= row.earliest < row.reached_on < row.latest


def test_steady_series_are_silent() -> None:
    """Of 500, each looked at alone, no more are warned of than one in twenty; looked at together hardly any."""
    series = [weekly(steady(seed, 0.84)) for seed in range(500)]
    alone = sum(told(each).outlook is Outlook.WARNING for each in series)
    assert alone <= 25 + 3 * (500 * 0.05 * 0.95) ** 0.5
    assert len(forecast(series).warnings) <= 1


def test_a_few_rising_series_are_found_among_many_steady_ones() -> None:
    rising = [weekly(steady(seed, 0.60) + 0.01 * np.arange(16), about=f"rising {seed}") for seed in range(10)]
    quiet = [weekly(steady(seed), about=f"steady {seed}") for seed in range(100, 190)]
    warned = {each.about for each in forecast([*quiet, *rising]).warnings}
    assert sum(each.startswith("rising") for each in warned) >= 9
    assert sum(each.startswith("steady") for each in warned) <= 1


def test_what_is_beyond_its_limit_already_is_no_warning() -> None:
    row = told(weekly([0.80 + 0.01 * week for week in range(12)]))
    assert (row.outlook, row.reached_on, row.earliest, row.latest) == (Outlook.REACHED, None, None, None)


def test_what_goes_the_other_way_is_steady() -> None:
    row = told(weekly([0.80 - 0.01 * week for week in range(12)]))
    assert (row.outlook, row.reached_on) == (Outlook.STEADY, None)


def test_a_limit_far_away_is_not_told_as_a_warning() -> None:
    far = weekly([0.10 + 0.001 * week for week in range(12)])
    assert told(far).outlook is Outlook.DISTANT
    assert told(far, WarningRules(horizon_days=10_000)).outlook is Outlook.WARNING


def test_seven_weeks_are_too_short() -> None:
    row = told(weekly([0.60 + 0.01 * week for week in range(7)]))
    assert (row.outlook, row.p) == (Outlook.TOO_SHORT, None)


def test_a_score_is_warned_of_when_it_falls() -> None:
    falling = weekly([0.95 - 0.002 * week for week in range(12)], limit=0.9, watched=Watched.SCORE)
    row = told(falling)
    assert row.outlook is Outlook.WARNING
    assert row.a_week == pytest.approx(-0.002)
    assert row.reached_on == MONDAY + timedelta(weeks=25)


@pytest.mark.parametrize("watched", list(Watched))
def test_a_warning_says_itself_with_its_days_and_its_limit(watched: Watched) -> None:
    values = (
        [0.95 - 0.002 * week for week in range(12)] if watched is Watched.SCORE else [0.6 + 0.01 * week for week in range(12)]
    )
    found = forecast([weekly(values, limit=0.9 if watched is Watched.SCORE else 0.85, watched=watched)])
    (row,) = found.warnings
    assert row.reached_on is not None
    for language in Language:
        assert row.reached_on.isoformat() in row.text(language)
        assert row.text(language) in found.to_html(language)


def test_where_nothing_is_to_be_warned_of_that_is_said() -> None:
    assert "1 series" in forecast([weekly(steady(4))]).to_html(Language.EN)


def test_the_order_of_series_and_points_never_matters() -> None:
    series = [weekly(steady(seed, 0.6) + 0.005 * np.arange(16), about=str(seed)) for seed in range(6)]
    backwards = [
        Series(watched=each.watched, scope=each.scope, about=each.about, limit=each.limit, points=each.points[::-1])
        for each in series[::-1]
    ]
    assert forecast(series).rows == forecast(backwards).rows
