"""Load by week: what began in a week against the time that its calendar offers."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from tests.builders import process
from tests.enterprise_builder import Enterprise
from workbench.collaboration import WeeklyLoads, weekly_loads_of, workloads_of
from workbench.organization import WorkingCalendar

MINUTE = 60_000_000
UTC = ZoneInfo("UTC")
DAILY = WorkingCalendar(id="DAILY", timezone="UTC", weekly=(((540, 1020),),) * 7)
SHOP = (
    Enterprise()
    .department("D")
    .calendar(DAILY)
    .post("P", "D", headcount=2, calendar="DAILY")
    .post("Q", "D")
    .person("x", "P")
    .person("y", "P")
    .person("z", "Q")
    .process(process("p").start().task("a").end())
)


def loads(enterprise: Enterprise) -> WeeklyLoads:
    found = weekly_loads_of(enterprise.linkage(), UTC)
    assert found is not None
    return found


def test_each_week_of_the_window_has_its_load() -> None:
    found = loads(SHOP.cases("p", "a:x").cases("p", "a:y", day=1).cases("p", "a:x", day=8).cases("p", "a:z", day=15))
    assert found.posts == ("P",)
    assert found.mondays == (date(2025, 3, 3), date(2025, 3, 10), date(2025, 3, 17))
    assert (found.busy[0] // MINUTE).tolist() == [60, 30, 0]
    assert found.events.tolist() == [[2, 1, 0]]
    assert found.persons.tolist() == [[2, 1, 0]]


def test_the_weeks_add_up_to_the_whole_window() -> None:
    enterprise = SHOP.cases("p", "a:x").cases("p", "a:y", day=3).cases("p", "a:x", day=20)
    found, whole = loads(enterprise), workloads_of(enterprise.linkage())
    assert whole is not None
    post = next(each for each in whole.posts if each.post == "P")
    assert (int(found.available.sum()), int(found.busy.sum())) == (post.available, post.busy)


def test_a_week_is_full_when_its_hours_are_worked() -> None:
    found = loads(SHOP.cases("p", "a:x").cases("p", "a:x", day=7, minutes=480 * 7).cases("p", "a:x", day=14))
    assert found.utilisation(0, 1) == pytest.approx(found.busy[0, 1] / (2 * 7 * 480 * MINUTE))


def test_without_starts_nothing_is_known() -> None:
    assert weekly_loads_of(SHOP.linkage(), UTC) is None
