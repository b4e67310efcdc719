"""What a standard says, row by row: a calendar as the hours of each weekday and the days that are none of the usual."""

from datetime import date

from tests.enterprise_builder import Enterprise
from workbench.fit import DEFAULT_POLICY
from workbench.normalization.release.rows import Area, rows_of
from workbench.organization import WorkingCalendar

_MORNING, _AFTERNOON = (8 * 60 + 30, 12 * 60), (13 * 60, 17 * 60)


def test_a_calendar_says_the_hours_of_each_weekday_and_its_days_apart() -> None:
    week = (((_MORNING, _AFTERNOON),) * 5) + ((_MORNING,), ())
    holidays = frozenset({date(2025, 5, 2), date(2025, 5, 1)})
    calendar = WorkingCalendar(id="OFFICE", timezone="Asia/Shanghai", weekly=week, closed=holidays)
    (row,) = (each for each in rows_of(Enterprise().calendar(calendar).design(), DEFAULT_POLICY) if each.area is Area.CALENDAR)
    assert row.key == ("OFFICE",)
    assert {name: row.says.get(name) for name in ("monday", "saturday", "sunday", "closed", "make_up", "timezone")} == {
        "monday": "08:30–12:00|13:00–17:00",
        "saturday": "08:30–12:00",
        "sunday": None,
        "closed": "2025-05-01|2025-05-02",
        "make_up": None,
        "timezone": "Asia/Shanghai",
    }
