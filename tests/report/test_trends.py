"""A figure over time: by months, by weeks where the log is short, and unknown where too few cases ended."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog import NO_TIME
from workbench.findings import wilson_interval
from workbench.language import Language
from workbench.report.trends import Periods, draw_trend, periods_of, trend_of_scores, trend_of_shares

SHANGHAI, LONDON = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/London")


def ends(*moments: str) -> NDArray[np.int64]:
    return np.array(
        [int(datetime.fromisoformat(each).replace(tzinfo=UTC).timestamp() * 1e6) if each else NO_TIME for each in moments],
        dtype=np.int64,
    )


def test_a_long_log_is_told_by_months_with_those_in_between() -> None:
    periods = periods_of(ends("2025-01-10", "2025-04-02", "", "2025-01-31"), SHANGHAI)
    assert periods.names == ("2025-01", "2025-02", "2025-03", "2025-04")
    assert periods.of_case.tolist() == [0, 3, -1, 0]


def test_a_case_ends_in_the_month_that_the_clocks_of_the_workspace_show() -> None:
    late = ends("2025-01-31T17:00", "2025-06-01")
    assert periods_of(late, SHANGHAI).names[0] == "2025-02"
    assert periods_of(late, LONDON).names[0] == "2025-01"


def test_a_short_log_is_told_by_weeks_that_begin_on_mondays() -> None:
    periods = periods_of(ends("2025-03-03", "2025-03-09T15:00", "2025-03-09T17:00", "2025-03-20"), SHANGHAI)
    assert periods.names == ("2025-03-03", "2025-03-10", "2025-03-17")
    assert periods.of_case.tolist() == [0, 0, 1, 2]


def test_ten_weeks_are_where_months_begin() -> None:
    first = datetime(2025, 1, 6)
    spans = {days: periods_of(ends(first.isoformat(), (first + timedelta(days=days)).isoformat()), LONDON) for days in (69, 70)}
    assert [len(each.names[0]) for each in spans.values()] == [len("2025-01-06"), len("2025-01")]


def test_a_log_over_centuries_leaves_out_what_is_empty() -> None:
    assert periods_of(ends("1970-01-05", "2025-01-05"), LONDON).names == ("1970-01", "2025-01")


def test_without_times_there_is_no_trend() -> None:
    assert periods_of(ends("", ""), LONDON).names == ()


PERIODS = Periods(names=("2025-01", "2025-02"), of_case=np.array([0] * 6 + [1] * 4 + [-1]))


def test_a_share_has_its_n_and_wilsons_interval() -> None:
    trend = trend_of_shares(PERIODS, np.array([1.0] * 3 + [0.0] * 8), np.ones(11))
    january, february = trend.points
    interval = wilson_interval(3, 6)
    assert interval is not None
    assert (january.n, january.value, january.low, january.high) == (6, 0.5, interval.low, interval.high)
    assert (february.n, february.value, february.low) == (4, None, None)


def test_cases_that_count_nothing_make_no_figure() -> None:
    (january, _) = trend_of_shares(PERIODS, np.zeros(11), np.array([3.0] * 4 + [0.0] * 7)).points
    assert (january.n, january.value) == (12, None)


def test_a_score_is_asked_of_the_cases_of_each_period() -> None:
    trend = trend_of_scores(PERIODS, lambda cases: float(cases.sum()) / 10)
    assert [(each.n, each.value, each.low) for each in trend.points] == [(6, 0.6, None), (4, None, None)]
    assert trend_of_scores(PERIODS, lambda _: None).points[0].value is None


def test_the_drawing_has_a_dot_where_something_is_known_and_a_table_says_the_same() -> None:
    trend = trend_of_shares(PERIODS, np.ones(11), np.ones(11))
    assert trend.drawing.en.count("<title>") == 1
    assert "2025-01: 100.0%" in trend.drawing.en
    assert [[cell.en for cell in row] for row in trend.table.rows] == [
        ["2025-01", "100.0%", "61.0%–100.0%", "6"],
        ["2025-02", "–", "–", "4"],
    ]


def test_a_trend_of_nothing_can_be_drawn() -> None:
    assert draw_trend((), Language.ZH_CN).startswith("<svg")
