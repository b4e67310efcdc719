"""Days and weeks as numbers lead back to where they came from, and every week begins on a Monday."""

from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from workbench.eventlog.looks.weeks import day_number, day_of, first_day, monday_of, week_of

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(DAYS)
def test_a_day_leads_to_its_number_and_back(day: date) -> None:
    assert day_of(day_number(day)) == day


@given(DAYS)
def test_the_week_of_a_day_begins_on_the_monday_before_it(day: date) -> None:
    monday = monday_of(week_of(day_number(day)))
    assert monday.weekday() == 0
    assert monday <= day < monday + timedelta(days=7)


def test_whole_columns_are_counted_alike() -> None:
    days = np.arange(-20, 20)
    assert week_of(days).tolist() == [week_of(day) for day in days.tolist()]
    assert first_day(week_of(days)).tolist() == [day_number(monday_of(week_of(day))) for day in days.tolist()]
