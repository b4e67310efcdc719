"""What a log says week by week, and that its edges – where slow cases or older work are missing – are left out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.builders import process
from tests.enterprise_builder import DAY, Enterprise
from workbench.findings import Finding, Severity
from workbench.fit.detection import Evidence
from workbench.normalization.corrections.series import Series, Watched
from workbench.normalization.corrections.warnings import Outlook, forecast
from workbench.normalization.corrections.weekly import weekly_series
from workbench.organization import WorkingCalendar
from workbench.process import Sidecar
from workbench.process.sidecar import TimeLimit

WEEKS = 14
OFFICE = WorkingCalendar(id="OFFICE", timezone="UTC", weekly=(*(((480, 1140),),) * 5, (), ()))
SMALL = (
    Enterprise()
    .department("D")
    .post("P1", "D", headcount=2, calendar="OFFICE")
    .person("x", "P1")
    .person("y", "P1")
    .calendar(OFFICE)
    .process(process("p").start().task("a").task("b").end(), Sidecar(calendar="OFFICE", target=TimeLimit(hours=4)))
)


def evidence(minutes: int = 20, grows: int = 0) -> Evidence:
    """Let twelve cases begin a week, Monday to Saturday; each step takes so many minutes, and some more every week."""
    enterprise = SMALL
    for week in range(WEEKS):
        for day in range(6):
            enterprise = enterprise.cases("p", "a:x b:y", times=2, day=7 * week + day, minutes=minutes + grows * week)
    return enterprise.evidence()


def of(series: tuple[Series, ...], watched: Watched) -> Series:
    (found,) = (each for each in series if each.watched is watched)
    return found


STEADY, GROWING = evidence(), evidence(minutes=30, grows=5)


def test_the_first_week_and_the_last_are_left_out() -> None:
    points = of(weekly_series(STEADY, ()), Watched.LOAD).points
    assert [each.day for each in points] == [date(2025, 3, 3) + timedelta(weeks=week) for week in range(1, WEEKS - 1)]
    assert {each.n for each in points} == {24}


def test_the_load_of_a_week_is_that_of_its_working_hours() -> None:
    series = of(weekly_series(STEADY, ()), Watched.LOAD)
    assert [each.value for each in series.points] == [pytest.approx(20 * 20 / (2 * 5 * 660))] * (WEEKS - 2)
    assert (series.about, series.limit) == ("P1", STEADY.policy.rules.overload_utilisation)


def test_cycle_times_are_held_against_the_target_of_the_process() -> None:
    series = of(weekly_series(STEADY, ()), Watched.CYCLE_TIME)
    assert series.limit == 4
    assert [each.value for each in series.points] == [pytest.approx(80 / 60)] * (WEEKS - 2)


def test_a_code_counts_the_cases_that_show_it_in_the_week_in_which_they_began() -> None:
    cases = tuple(f"{12 * week + number:03}" for week in range(WEEKS) for number in range(week // 2))
    finding = Finding(code="CF-SKIP", severity=Severity.MAJOR, scope="p", cases=cases)
    series = of(weekly_series(STEADY, [finding]), Watched.DEVIATIONS)
    assert [each.value for each in series.points] == [pytest.approx(week // 2 / 12) for week in range(1, WEEKS - 1)]
    assert series.limit == pytest.approx(0.2)


def test_a_code_below_the_floor_is_watched_until_it_is_reported() -> None:
    finding = Finding(code="CF-SKIP", severity=Severity.MAJOR, scope="p", cases=("100",))
    assert of(weekly_series(STEADY, [finding]), Watched.DEVIATIONS).limit == STEADY.policy.rules.least_share


def test_work_that_grows_is_warned_of_and_steady_work_is_not() -> None:
    assert {each.outlook for each in forecast(weekly_series(STEADY, ())).rows} == {Outlook.STEADY}
    rows = {each.watched: each.outlook for each in forecast(weekly_series(GROWING, ())).rows}
    assert rows[Watched.CYCLE_TIME] is Outlook.WARNING


def test_weeks_too_near_to_the_end_for_slow_cases_are_left_out() -> None:
    """A case that takes three weeks and began two weeks before the end is not in the log: the quick ones alone would be."""
    enterprise = SMALL
    for week in range(WEEKS):
        enterprise = enterprise.cases("p", "a:x b:y", times=6, day=7 * week)
        if week < WEEKS - 3:
            enterprise = enterprise.cases("p", "a:x b:y", times=1, day=7 * week, minutes=21 * DAY)
    last = of(weekly_series(enterprise.evidence(), ()), Watched.CYCLE_TIME).points[-1].day
    assert last <= date(2025, 3, 3) + timedelta(weeks=WEEKS - 4)


def test_a_log_without_times_says_nothing_of_weeks() -> None:
    untimed = replace(SMALL.cases("p", "a:x b:y", times=30), untimed=frozenset({"p"})).evidence()
    assert all(not each.points for each in weekly_series(untimed, ()))
