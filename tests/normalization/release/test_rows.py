"""What a standard says, row by row: calendars by weekday, time limits of every element that an activity has."""

from datetime import date

from tests.builders import process
from tests.enterprise_builder import Enterprise
from workbench.fit import DEFAULT_POLICY
from workbench.normalization.release.rows import Area, rows_of
from workbench.organization import WorkingCalendar
from workbench.process import Sidecar
from workbench.process.sidecar import ActivityFacts, TimeLimit

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


def limits_of(*limits: TimeLimit | None) -> tuple[str | None, ...]:
    facts = {key: ActivityFacts(code="X", time_limit=each) for key, each in zip("ab", limits, strict=True)}
    design = Enterprise().process(process("p").start().task("a").task("b").end(), Sidecar(activities=facts)).design()
    (row,) = (each for each in rows_of(design, DEFAULT_POLICY) if each.area is Area.ACTIVITY)
    return tuple(row.says.get(name) for name in ("time_limit", "time_limit_calendar", "time_limit_is_elapsed"))


def test_every_element_of_an_activity_says_its_limit_and_the_same_one_once() -> None:
    eight, nine = TimeLimit(hours=8.0), TimeLimit(hours=9.0)
    assert limits_of(eight, nine) != limits_of(eight, TimeLimit(hours=10.0))
    assert limits_of(eight, eight) == limits_of(None, eight)
    assert limits_of(None, None) == (None, None, None)
    assert limits_of(eight, nine) == ("8|9", None, limits_of(eight, eight)[2])
