"""PO13: the part of cycle time that is waiting between departments, on the clock of the process."""

from dataclasses import replace

from tests.builders import process
from tests.enterprise_builder import Enterprise
from tests.fit.indicators.readings import read, rows, said, why
from workbench.organization import ALWAYS, WorkingCalendar
from workbench.process import Sidecar

DRAWN = process("p").start().task("a").task("b").end()
CLOCKED = Sidecar(calendar="DAY")
PEOPLE = Enterprise().department("D1").department("D2").post("P1", "D1").post("P2", "D2").person("x", "P1").person("y", "P2")
DAY = replace(ALWAYS, id="DAY")
TIMED = PEOPLE.calendar(DAY).process(DRAWN, CLOCKED)


def test_half_an_hour_of_an_hour_and_a_half_is_waited() -> None:
    # a 9:00–9:30, b 10:00–10:30
    reading = read("PO13", TIMED.cases("p", "a:x b:y", times=2))
    assert said(reading) == ("measured", round(2 / 3, 6), 2)
    assert rows(reading) == [("p", "D1", "D2", 2.0, 3.0)]


def test_what_waits_within_a_department_is_none_of_it() -> None:
    assert said(read("PO13", TIMED.cases("p", "a:x b:x"))) == ("measured", 1.0, 1)


def test_hours_that_are_not_worked_count_neither_way() -> None:
    morning = (((9 * 60), (9 * 60 + 45)),)
    calendar = WorkingCalendar(id="DAY", timezone="UTC", weekly=(morning,) * 7)
    reading = read("PO13", PEOPLE.calendar(calendar).process(DRAWN, CLOCKED).cases("p", "a:x b:y"))
    assert said(reading) == ("measured", round(1 - 15 / 45, 6), 1)


def test_what_is_missing_is_said() -> None:
    assert why(read("PO13", TIMED)) == ("unknown", "UNKNOWN_NO_LOG")
    assert why(read("PO13", TIMED.cases("p", "a b"))) == ("unknown", "UNKNOWN_NO_RESOURCES")
    assert why(read("PO13", PEOPLE.process(DRAWN, CLOCKED).cases("p", "a:x b:y"))) == ("unknown", "UNKNOWN_NO_CALENDARS")
    assert why(read("PO13", PEOPLE.calendar(DAY).process(DRAWN).cases("p", "a:x b:y"))) == ("unknown", "UNKNOWN_NO_CALENDARS")


def test_a_process_without_calendar_is_not_covered() -> None:
    two = TIMED.process(process("q").start().task("c").end()).cases("p", "a:x b:y").cases("q", "c:x")
    reading = read("PO13", two)
    assert (said(reading), reading.covered) == (("partial", round(2 / 3, 6), 1), 0.5)
