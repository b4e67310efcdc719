"""Delays of which only bounds are known."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.organization import ALWAYS, WorkingCalendar
from workbench.simulation.calibration.availability import Availability, Intervals
from workbench.simulation.calibration.delays import Waited, delay_of, in_turn, waited_for_people
from workbench.simulation.gate import earth_movers_distance

MINUTE = 60_000_000
DAYS = WorkingCalendar(id="days", timezone="UTC", weekly=(((0, 720),),) * 7)


def at(*minutes: float) -> np.ndarray:
    return np.array([round(each * MINUTE) for each in minutes], dtype=np.int64)


def spans(*pairs: tuple[float, float]) -> Intervals:
    return Intervals(opens=at(*(begin for begin, _ in pairs)), closes=at(*(end for _, end in pairs)))


def bounds(found: Waited) -> list[tuple[float, float]]:
    return [(low / MINUTE, high / MINUTE) for low, high in zip(found.least.tolist(), found.most.tolist(), strict=True)]


def test_somebody_is_free_where_one_of_several_is_at_work_and_does_nothing() -> None:
    people = Availability(busy=(spans((60, 120)), spans((90, 300))), calendars=(DAYS, DAYS), span=(0, 300 * MINUTE))
    found = people.of((0, 1))
    today = (found.opens >= 0) & (found.opens < 720 * MINUTE)
    assert found.opens[today].tolist() == at(0, 120).tolist()
    assert found.closes[today].tolist() == at(90, 720).tolist()


def test_with_somebody_idle_the_end_of_a_delay_is_seen_and_else_within_what_is_known() -> None:
    free = spans((0, 100), (400, 500))
    found = waited_for_people(at(20, 20, 150), at(80, 300, 390), free)
    assert bounds(found) == [(80, 80), (100, 300), (150, 390)]


def test_who_only_just_came_free_was_not_idle() -> None:
    assert bounds(waited_for_people(at(20), at(203), spans((0, 100), (200, 203)))) == [(100, 203)]


def test_what_was_taken_up_before_and_after_narrows_it_unless_it_contradicts() -> None:
    waited = waited_for_people(at(0), at(300), spans((0, 100)))
    one_before, one_after = (at(250), at(180)), (at(310), at(260))
    assert bounds(in_turn(waited, one_before, one_after)) == [(180, 260)]
    assert bounds(in_turn(waited, (at(250), at(270)), one_after)) == [(100, 300)]
    nothing = np.zeros(0, dtype=np.int64)
    assert bounds(in_turn(waited, (nothing, nothing), (nothing, nothing))) == [(100, 300)]


def test_delays_that_are_all_seen_are_the_law() -> None:
    delay = delay_of(
        Waited(ready=at(0, 0, 0, 0), start=at(10, 20, 30, 60), least=at(10, 20, 30, 60), most=at(10, 20, 30, 60)), ALWAYS, ()
    )
    assert delay is not None
    assert delay.law.mean == pytest.approx(30 * MINUTE)
    assert delay.calendar == "24/7"


def test_what_is_known_within_bounds_counts_with_what_is_seen_there() -> None:
    """Seen are 10, 10 and 40; one lies from 5 to 30: it can only be 10, which is thus three of four (Turnbull)."""
    start = at(10, 10, 40, 30)
    delay = delay_of(Waited(ready=at(0, 0, 0, 0), start=start, least=at(10, 10, 40, 5), most=start), ALWAYS, ())
    assert delay is not None
    assert delay.law.mean == pytest.approx((3 * 10 + 40) / 4 * MINUTE)


def test_what_need_not_have_been_waited_for_was_not() -> None:
    start = at(10, 500, 40)
    assert delay_of(Waited(ready=at(0, 0, 0), start=start, least=at(0, 0, 0), most=start), ALWAYS, ()) is None


def test_what_passes_outside_of_hours_is_no_delay_and_the_steadiest_calendar_is_its_own() -> None:
    over_night = Waited(ready=at(720, 720 + 1440), start=at(1440, 2880), least=at(1440, 2880), most=at(1440, 2880))
    assert delay_of(over_night, DAYS, (ALWAYS,)) is None
    ready, start = at(600, 60, 660), at(1440 + 180, 60 + 300, 1440 + 240)
    steady = delay_of(Waited(ready=ready, start=start, least=start, most=start), ALWAYS, (ALWAYS, DAYS))
    assert steady is not None
    assert steady.calendar == "days"
    assert steady.law.mean == pytest.approx(300 * MINUTE)


def test_the_earth_movers_distance_is_how_far_a_shift_moves_everything() -> None:
    values = np.array([1.0, 4.0, 5.5])
    assert earth_movers_distance(values, values) == 0
    assert earth_movers_distance(values, values + 2) == pytest.approx(2)
    assert earth_movers_distance(np.array([0.0]), np.array([0.0, 3.0])) == pytest.approx(1.5)
