"""The formulas of the monitors on numbers that can be worked out by hand or elsewhere."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from workbench.fit.watch_rules import WatchRules
from workbench.normalization.watch.calendar import Calendar, DeclaredChange, is_review, months_after, watch_calendar
from workbench.normalization.watch.divergence import distance
from workbench.normalization.watch.p_chart import Usual, usual_of, watch_conformance
from workbench.normalization.watch.record import WEEK, ProcessRecord, WeekCount
from workbench.normalization.watch.signal import Touch
from workbench.normalization.watch.targets import Direction, TargetFigure, watch_targets
from workbench.normalization.watch.watching import opens_case

MONDAY = date(2025, 1, 6)


def weeks(*counts: tuple[int, int]) -> list[WeekCount]:
    return [WeekCount(week=MONDAY + WEEK * place, count=x, exposed=n) for place, (x, n) in enumerate(counts)]


def test_without_doubt_on_the_share_the_tail_is_the_binomial_one() -> None:
    """P(X ≥ 2) of 3 trials at ½ is 4 / 8."""
    usual = Usual(share=0.5, cases=10**9, variance=1.0, mean_size=10)
    assert usual.tail(weeks((0, 3))) == pytest.approx([1, 7 / 8, 4 / 8, 1 / 8], abs=1e-6)


def test_with_few_cases_behind_it_the_tail_is_the_beta_binomial_one() -> None:
    """Mean ½ and a + b = 2 (uniform): all counts are equally probable."""
    usual = Usual(share=0.5, cases=2, variance=1.0, mean_size=10)
    assert usual.tail(weeks((0, 3))) == pytest.approx([1, 3 / 4, 2 / 4, 1 / 4])


def test_weeks_that_vary_as_by_chance_or_less_do_not_narrow_the_limits() -> None:
    assert usual_of(weeks(*[(5, 50)] * 8)).variance == 1.0
    assert usual_of(weeks(*[(0, 50), (20, 50)] * 4)).variance > 10


@pytest.mark.parametrize(
    ("new", "place"),
    [
        ([(1, 20), (2, 20), (9, 20), (9, 20), (9, 20)], 2),
        ([(5, 20), (5, 20), (12, 20)], 0),  # not the last, though by itself it is the least probable by chance
        ([(1, 20), (16, 20), (1, 20), (1, 20)], 1),  # one week alone, and higher from it on
        ([(16, 20), (0, 150), (0, 150)], 0),  # one week alone, and no higher from any week on
    ],
)
def test_a_share_is_higher_since_the_week_that_parts_all_weeks_best(new: list[tuple[int, int]], place: int) -> None:
    record = ProcessRecord(id="p", deviating=tuple(weeks(*[(1, 20)] * 8)))
    later = replace(record, deviating=tuple(weeks(*new)))
    (signal,) = watch_conformance(record, later, WatchRules()).signals
    assert signal.since == MONDAY + WEEK * place


def test_the_distance_of_distributions_is_0_where_they_are_the_same_and_1_where_they_share_nothing() -> None:
    same = distance(np.array([[2.0, 2.0]]), np.array([[5.0, 5.0]]))
    apart = distance(np.array([[3.0, 0.0]]), np.array([[0.0, 7.0]]))
    assert (same.tolist(), apart.tolist()) == ([0.0], [1.0])
    half = distance(np.array([[1.0, 0.0]]), np.array([[1.0, 1.0]]))
    assert half[0] == pytest.approx((0.75 * np.log2(4 / 3) + 0.25 * 2 - 0.5) ** 0.5)


def figure(number: int, value: float, high: float | None = None) -> TargetFigure:
    first = date(2025, 1, 1) + timedelta(days=30 * number)
    return TargetFigure(id="K", first=first, last=first + timedelta(days=29), value=value, high=high, target=0.9)


def test_a_kpi_off_target_three_periods_in_a_row_is_a_signal_since_the_first_of_them() -> None:
    figures = [figure(0, 0.95), *(figure(each, 0.8, 0.85) for each in (1, 2, 3))]
    (signal,) = watch_targets(figures, WatchRules()).signals
    assert (signal.since, signal.n, signal.touches) == (figures[1].first, 3, (Touch(kind="kpi", id="K"),))
    (of_process,) = watch_targets([replace(each, process="p") for each in figures], WatchRules()).signals
    assert of_process.touches == (Touch(kind="process", id="p"), Touch(kind="kpi", id="K"))


def test_a_period_whose_interval_reaches_the_target_is_not_off() -> None:
    assert watch_targets([figure(0, 0.8, 0.85), figure(1, 0.8, 0.95), figure(2, 0.8, 0.85)], WatchRules()).signals == ()


def test_of_less_is_better_the_low_end_counts() -> None:
    late = TargetFigure(id="K", first=MONDAY, last=MONDAY, value=20.0, low=17.0, high=23.0, target=16.0, direction=Direction.DOWN)
    assert late.is_off


@pytest.mark.parametrize(("value", "target", "reason"), [(None, 0.9, "WATCH_NO_FIGURE"), (0.5, None, "WATCH_NO_TARGET")])
def test_a_kpi_without_value_or_target_is_unknown(value: float | None, target: float | None, reason: str) -> None:
    only = TargetFigure(id="K", first=MONDAY, last=MONDAY, value=value, target=target)
    assert [each.reason for each in watch_targets([only], WatchRules()).unknown] == [reason]


def test_a_review_is_due_when_its_months_have_passed_since_the_last() -> None:
    rules = WatchRules(review_months=6)
    calendar = Calendar(effective=date(2025, 1, 31), reviewed=(date(2025, 3, 31),))
    assert watch_calendar(calendar, (), date(2025, 9, 29), rules).signals == ()
    (signal,) = watch_calendar(calendar, (), date(2025, 9, 30), rules).signals
    assert signal.since == date(2025, 9, 30)


def test_a_waiver_that_ran_out_is_asked_about_from_the_next_day_on() -> None:
    calendar = Calendar(effective=date(2025, 5, 10), processes=("p",), waived_until=date(2025, 12, 31))
    assert watch_calendar(calendar, (), date(2025, 12, 31), WatchRules()).signals == ()
    (signal,) = watch_calendar(calendar, (), date(2026, 1, 1), WatchRules()).signals
    assert (signal.detail, signal.since, signal.touches) == ("waiver", date(2026, 1, 1), (Touch(kind="process", id="p"),))
    assert opens_case(signal)
    assert not is_review(signal)


def test_a_review_and_a_declared_change_are_about_the_processes_of_the_release_unless_somebody_says_of_what() -> None:
    calendar, day = Calendar(effective=date(2025, 1, 1), processes=("p", "q")), date(2026, 1, 1)
    named = (Touch(kind="system", id="ERP"),)
    changes = [DeclaredChange(id="a", day=day, text=""), DeclaredChange(id="b", day=day, text="", touches=named)]
    whole = (Touch(kind="process", id="p"), Touch(kind="process", id="q"))
    assert [each.touches for each in watch_calendar(calendar, changes, day, WatchRules()).signals] == [whole, whole, named]


def test_months_end_where_a_month_is_shorter() -> None:
    assert months_after(date(2024, 2, 29), 12) == date(2025, 2, 28)


def test_a_declared_change_counts_from_the_day_on_which_the_release_took_effect() -> None:
    calendar = Calendar(effective=date(2025, 1, 1))
    changes = [
        DeclaredChange(id=each, day=day, text="") for each, day in (("old", date(2024, 12, 31)), ("new", date(2025, 1, 1)))
    ]
    assert [each.object for each in watch_calendar(calendar, changes, date(2025, 2, 1), WatchRules()).signals] == [("new",)]
