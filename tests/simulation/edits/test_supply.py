"""More people, other hours, more cases."""

from __future__ import annotations

import numpy as np
import pytest

from tests.simulation.worlds import DAY, HOUR, MONDAY, OFFICE, STAFF, chains, task, work_of, world
from workbench.simulation.edits import Hire, MoreArrivals, WorkingHours, apply_all


def test_who_is_hired_has_the_calendar_and_the_abilities_of_the_post() -> None:
    start = WorkingHours(post="Q", calendar=OFFICE).apply(world({"one": "a>b@Q"}))
    edited = apply_all(start, (Hire(post="Q", number=2), Hire(post="Q")))
    assert [each.id for each in edited.workers] == ["P1", "P2", "Q1", "Q+1", "Q+2", "Q+3"]
    assert {(each.post, each.calendar) for each in edited.workers[2:]} == {("Q", "office")}
    assert task(edited, "b", "Q").able == ("Q1", "Q+1", "Q+2", "Q+3")
    assert task(edited, "a").able == ("P1", "P2")


def test_nobody_is_hired_for_a_post_that_nobody_holds() -> None:
    start = world({"one": "a"})
    assert Hire(post="R").apply(start) is start
    assert Hire(post="P", number=0).apply(start) is start
    assert WorkingHours(post="R", calendar=OFFICE).apply(start) is start


def test_only_who_holds_the_post_works_other_hours() -> None:
    edited = WorkingHours(post="P", calendar=OFFICE).apply(world({"one": "a"}))
    assert [each.calendar for each in edited.workers] == ["office", "office", "24/7"]
    assert edited.calendars["office"] == OFFICE
    assert [each.calendar for each in STAFF] == ["24/7"] * 3


def weekdays(number: int) -> tuple[int, ...]:
    """Return arrivals at ten o'clock on working days."""
    return tuple(MONDAY + (day // 5 * 7 + day % 5) * DAY + 10 * HOUR for day in range(number))


def test_more_cases_arrive_on_the_same_weekdays_and_the_old_ones_draw_the_same() -> None:
    start = world({str(number): "a>b" if number % 3 else "a" for number in range(40)}, arrivals=weekdays(40))
    edited = MoreArrivals(process="p", factor=1.5).apply(start)
    assert len(edited.cases) == 60
    assert (edited.cases.arrival[:40] == start.cases.arrival).all()
    assert set((edited.cases.arrival - MONDAY) % (7 * DAY)) == set((start.cases.arrival - MONDAY) % (7 * DAY))
    assert edited.cases.arrival.max() <= start.cases.arrival.max()
    assert len(set(edited.cases.ids)) == 60
    new = {name.split("+")[0]: place for place, name in enumerate(edited.cases.ids) if "+" in name}
    assert all(chains(edited)[place] == chains(edited)[int(name)] for name, place in new.items())
    assert all(edited.cases.arrival[place] != edited.cases.arrival[int(name)] for name, place in new.items())
    before, after = work_of(start), work_of(edited)
    assert all(after[key] == before[key] for key in before)


def test_in_a_short_time_new_cases_come_between_the_old() -> None:
    edited = MoreArrivals(process="p", factor=3).apply(world({str(number): "a" for number in range(4)}))
    assert sorted(edited.cases.ids) == sorted([*"0123", *(f"{name}+{turn}" for name in "0123" for turn in (1, 2))])
    assert np.unique(edited.cases.arrival).tolist() == [MONDAY + half * HOUR // 2 for half in range(7)]


@pytest.mark.parametrize(("factor", "expected"), [(0.25, 10), (0, 0), (-1, 0)])
def test_fewer_cases_keep_their_steps(factor: float, expected: int) -> None:
    start = world({str(number): "a>b" if number % 3 else "a" for number in range(40)}, arrivals=weekdays(40))
    edited = MoreArrivals(process="p", factor=factor).apply(start)
    assert len(edited.cases) == expected
    assert chains(edited) == tuple(chains(start)[int(name)] for name in edited.cases.ids)


def test_other_processes_arrive_as_before() -> None:
    start = world({"one": "a"})
    assert MoreArrivals(process="q", factor=2).apply(start) is start
    assert MoreArrivals(process="p", factor=1.2).apply(start) is start
