"""Working time agrees with the clocks on the wall, minute by minute, on holidays, make-up days and changes of the clocks."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.findings import InputError, Severity
from workbench.organization import ALWAYS, Calendars, WorkingCalendar, clock_of, read_calendars

ROOT = Path(__file__).resolve().parents[2]
OFFICE = read_calendars(ROOT / "models/organization/calendars.yaml", "UTC").by_id["OFFICE"]
BERLIN = WorkingCalendar(id="night", timezone="Europe/Berlin", weekly=(((0, 150), (180, 300), (1200, 1440)),) * 7)
SHIFT = WorkingCalendar(
    id="shift",
    timezone="Asia/Shanghai",
    weekly=(((1320, 1800),), (), ((1320, 1800),), (), (), ((1380, 1500),), ((1320, 1800),)),
    closed=frozenset({date(2025, 4, 30)}),
    make_up=frozenset({date(2025, 4, 26)}),
)
"""Nights that begin on Monday, Wednesday, Saturday and Sunday."""
HOUR = 3_600_000_000


def instant(text: str, zone: str = "Asia/Shanghai") -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp() * 1e6)


def hours(calendar: WorkingCalendar, begin: str, end: str) -> float:
    span = (np.array([instant(each, calendar.timezone)], dtype=np.int64) for each in (begin, end))
    return float(calendar.working_time(*span)[0]) / HOUR


def counted_minutes(calendar: WorkingCalendar, begin: int, end: int) -> int:
    """Count the minutes (since 1970-01-01 UTC) on which the clocks show a working hour."""
    count = 0
    for minute in range(begin, end):
        clock = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)).astimezone(ZoneInfo(calendar.timezone))
        today, passed = clock.date(), clock.hour * 60 + clock.minute
        days = (today, passed), (today - timedelta(days=1), passed + 1440)
        count += any(opens <= time < closes for day, time in days for opens, closes in hours_on(calendar, day))
    return count


def hours_on(calendar: WorkingCalendar, day: date) -> tuple[tuple[int, int], ...]:
    if day in calendar.make_up:
        return calendar.weekly[0]
    return () if day in calendar.closed else calendar.weekly[day.weekday()]


def test_a_holiday_vanishes_in_business_hours() -> None:
    assert hours(OFFICE, "2025-04-30T17:00", "2025-05-06T09:00") == 1.0
    assert hours(OFFICE, "2025-05-01T00:00", "2025-05-06T00:00") == 0.0


def test_a_make_up_sunday_has_the_hours_of_a_monday() -> None:
    assert hours(OFFICE, "2025-04-27T00:00", "2025-04-28T00:00") == 7.5
    assert hours(OFFICE, "2025-04-20T00:00", "2025-04-21T00:00") == 0.0


@pytest.mark.parametrize(
    ("day", "is_worked"), [("2025-04-03", True), ("2025-04-04", False), ("2025-04-26", False), ("2025-04-27", True)]
)
def test_a_day_is_worked_unless_it_is_closed_or_free_and_a_make_up_sunday_is(day: str, is_worked: bool) -> None:
    number = (date.fromisoformat(day) - date(1970, 1, 1)).days
    assert OFFICE.works_on(np.array([number])).tolist() == [is_worked]


def test_an_end_before_its_begin_is_no_time() -> None:
    assert hours(OFFICE, "2025-03-04T12:00", "2025-03-03T09:00") == 0.0


def test_where_every_hour_is_worked_time_is_elapsed_time() -> None:
    assert hours(ALWAYS, "2025-03-03T09:10", "2025-03-09T10:40") == 6 * 24 + 1.5


def test_a_calendar_without_hours_gives_no_time() -> None:
    never = WorkingCalendar(id="never", timezone="UTC", weekly=((),) * 7)
    assert hours(never, "2025-03-03T09:10", "2025-03-09T10:40") == 0.0


@pytest.mark.parametrize("change", ["2025-03-30", "2025-10-26"])
def test_a_change_of_the_clocks_counts_as_it_passed(change: str) -> None:
    always = WorkingCalendar(id="all", timezone="Europe/Berlin", weekly=(((0, 1440),),) * 7)
    day = date.fromisoformat(change)
    assert hours(always, f"{day}T00:00", f"{day + timedelta(days=1)}T00:00") == (23 if day.month == 3 else 25)


@given(
    calendar=st.sampled_from([OFFICE, BERLIN, ALWAYS, SHIFT]),
    day=st.sampled_from(["2025-03-29", "2025-10-25", "2025-04-26", "2025-04-30", "2024-12-31"]),
    begin=st.integers(0, 3000),
    length=st.integers(0, 3000),
)
def test_working_time_is_what_counting_minutes_gives(calendar: WorkingCalendar, day: str, begin: int, length: int) -> None:
    first = instant(day, calendar.timezone) // 60_000_000 + begin
    # clocks that are set back show two hours twice; work is done at the first showing of its end
    last = first + length
    shown_twice = calendar is BERLIN and day == "2025-10-25"
    span = (np.array([minute * 60_000_000], dtype=np.int64) for minute in (first, last))
    measured = int(calendar.working_time(*span)[0]) / 60_000_000
    expected = counted_minutes(calendar, first, last)
    assert measured == expected or (shown_twice and abs(measured - expected) <= 60)


@given(st.lists(st.integers(0, 10**9), min_size=3, max_size=3))
def test_working_time_adds_up(moments: list[int]) -> None:
    begin, middle, end = (np.array([instant("2025-03-01T00:00") + each * 10_000], dtype=np.int64) for each in sorted(moments))
    parts = OFFICE.working_time(begin, middle) + OFFICE.working_time(middle, end)
    assert parts.tolist() == OFFICE.working_time(begin, end).tolist()


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("calendars:\n  A:\n    weekly: {mon: ['12:00-28:00']}\n", 3, "calendars: A: weekly: mon"),
        ("calendars:\n  A:\n    weekly:\n      mo: []\n", 4, "calendars: A: weekly: mo"),
        ("calendars:\n  A:\n    weekly: {mon: ['08:00-12:00', '11:00-13:00']}\n", 3, "calendars: A: weekly: mon"),
        ("calendars:\n  A:\n    closed: [tomorrow]\n", 3, "calendars: A: closed"),
        ("timezone: Nowhere/Land\n", 1, "timezone"),
        ("- a\n", 1, "(the file)"),
        ("calendars: {A: \n", 2, None),
    ],
)
def test_a_fault_names_file_line_and_key(tmp_path: Path, text: str, line: int, key: str | None) -> None:
    path = tmp_path / "calendars.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as stopped:
        read_calendars(path, "Asia/Shanghai")
    finding = stopped.value.finding
    assert (finding.place.file, finding.place.line, finding.facts.get("key")) == (str(path), line, key)


def read(tmp_path: Path, text: str) -> Calendars:
    path = tmp_path / "calendars.yaml"
    path.write_text(text, encoding="utf-8")
    return read_calendars(path, "Asia/Shanghai")


def test_a_shift_over_midnight_ends_on_the_next_day(tmp_path: Path) -> None:
    days = "mon: ['06:00-14:00', '14:00-22:00', '22:00-06:00'], tue: ['06:00-06:00']"
    found = read(tmp_path, f"calendars: {{THREE: {{weekly: {{{days}}}, closed: [2025-03-11]}}}}\n")
    three = found.named("THREE")
    assert found.findings == ()
    assert hours(three, "2025-03-03T00:00", "2025-03-05T00:00") == 42
    assert hours(three, "2025-03-04T23:00", "2025-03-06T00:00") == 7
    assert hours(three, "2025-03-10T22:00", "2025-03-13T00:00") == 8


@pytest.mark.parametrize(
    ("weekly", "key"),
    [
        ("mon: ['22:00-06:00'], tue: ['05:00-09:00']", "mon"),
        ("sun: ['22:00-06:00'], mon: ['05:00-09:00']", "sun"),
        ("mon: ['08:00-12:00', '11:00-13:00']", "mon"),
    ],
)
def test_hours_that_overlap_cost_their_own_calendar_alone(tmp_path: Path, weekly: str, key: str) -> None:
    found = read(tmp_path, f"calendars:\n  A: {{weekly: {{fri: ['08:00-12:00']}}}}\n  B: {{weekly: {{{weekly}}}}}\n")
    (told,) = found.findings
    assert sorted(found.by_id) == ["A"]
    assert (told.code, told.severity, told.place.line) == ("CALENDAR_OVERLAP", Severity.MAJOR, 3)
    assert told.facts["key"] == f"calendars: B: weekly: {key}"


def test_a_calendar_of_another_form_costs_itself_alone(tmp_path: Path) -> None:
    found = read(tmp_path, "calendars:\n  A: {weekly: {fri: ['8-12']}}\n  B: {weekly: {fri: ['08:00-12:00']}}\n")
    assert sorted(found.by_id) == ["B"]
    assert [(each.code, each.place.line) for each in found.findings] == [("YAML_WRONG_FORM", 2)]


def test_the_end_of_hours_is_told_as_clocks_show_it() -> None:
    assert [clock_of(minute) for minute in (0, 510, 1440, 1800, 2880)] == ["00:00", "08:30", "24:00", "06:00", "24:00"]


def test_a_file_without_a_time_zone_is_read_on_the_clocks_of_the_workspace(tmp_path: Path) -> None:
    path = tmp_path / "calendars.yaml"
    path.write_text("calendars: {A: {weekly: {mon: ['8:00-24:00']}}}\n", encoding="utf-8")
    calendars = read_calendars(path, "Europe/Berlin")
    assert calendars.named("B", "A").timezone == "Europe/Berlin"
    assert calendars.named(None, "B") is ALWAYS
