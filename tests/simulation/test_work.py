"""Steps, people and calendars: who does what when."""

from __future__ import annotations

import numpy as np

from workbench.organization.calendars import ALWAYS, WorkingCalendar
from workbench.simulation.work import Activity, Crew, Played, Steps, play

HOUR = 3_600_000_000
MONDAY = 4 * 24 * HOUR
"""1970-01-05 was a Monday."""

OFFICE = WorkingCalendar(id="office", timezone="UTC", weekly=(((480, 720), (780, 1020)),) * 5 + ((),) * 2)
FRIDAY = WorkingCalendar(id="friday", timezone="UTC", weekly=((),) * 4 + (((840, 1020),),) + ((),) * 2)
LATER = MONDAY + 60 * 24 * HOUR


def steps(*rows: tuple[int, int, float, float, float], order: tuple[tuple[int, int], ...] = ()) -> Steps:
    """Return steps from rows of activity, case, hours of work, hours of delay and hours since Monday."""
    activity, case, work, delay, earliest = (np.array(column) for column in zip(*rows, strict=True))
    return Steps(
        activity=activity.astype(np.int64),
        case=case.astype(np.int64),
        work=np.round(work * HOUR).astype(np.int64),
        delay=np.round(delay * HOUR).astype(np.int64),
        earliest=MONDAY + np.round(earliest * HOUR).astype(np.int64),
        draw=np.zeros(len(rows)),
        order=np.array(order, dtype=np.int64).reshape(-1, 2),
    )


def hours(instants: np.ndarray) -> list[float]:
    return [round(float(each - MONDAY) / HOUR, 6) for each in instants]


def played(work: Steps, *activities: Activity, people: tuple[int, ...]) -> Played:
    return play(work, Crew(activities=activities, persons=people, calendars=(OFFICE, ALWAYS, FRIDAY)), LATER)


def test_work_rests_over_noon_and_over_night() -> None:
    done = played(steps((0, 0, 6, 0, 9)), Activity(name="a", able=(0,)), people=(0,))
    assert (hours(done.begin), hours(done.end)) == ([9], [16])
    done = played(steps((0, 0, 9, 0, 9)), Activity(name="a", able=(0,)), people=(0,))
    assert hours(done.end) == [24 + 10]


def test_what_comes_out_of_hours_waits_for_them() -> None:
    done = played(steps((0, 0, 1, 0, 20)), Activity(name="a", able=(0,)), people=(0,))
    assert (hours(done.ready), hours(done.begin)) == ([20], [24 + 8])


def test_a_delay_holds_nobody() -> None:
    work = steps((0, 0, 1, 6, 9), (1, 1, 1, 0, 10))
    done = played(work, Activity(name="late", able=(0,)), Activity(name="now", able=(0,)), people=(0,))
    assert hours(done.begin) == [16, 10]


def test_first_come_first_served_but_for_priority() -> None:
    rows = [(0, 0, 2, 0, 8), (0, 1, 1, 0, 8.5), (1, 2, 1, 0, 9)]
    done = played(steps(*rows), Activity(name="a", able=(0,)), Activity(name="b", able=(0,)), people=(0,))
    assert hours(done.begin) == [8, 10, 11]
    done = played(steps(*rows), Activity(name="a", able=(0,)), Activity(name="b", able=(0,), priority=1), people=(0,))
    assert hours(done.begin) == [8, 11, 10]


def test_a_gate_releases_what_has_been_saved_up() -> None:
    rows = [(0, 0, 0.5, 0, 9), (0, 1, 0.5, 0, 33)]
    done = played(steps(*rows), Activity(name="pay", able=(0,), gate=2), people=(0,))
    assert hours(done.begin) == [4 * 24 + 14, 4 * 24 + 14.5]


def test_one_person_does_all_of_a_group_in_a_case() -> None:
    work = steps((0, 0, 1, 0, 8), (0, 1, 4, 0, 9), (1, 0, 1, 0, 0), order=((0, 2),))
    pair = (0, 1)
    free = played(work, Activity(name="a", able=pair), Activity(name="b", able=pair), people=(0, 0))
    assert free.person.tolist() == [0, 0, 1]
    kept = played(work, Activity(name="a", able=pair, group=0), Activity(name="b", able=pair, group=0), people=(0, 0))
    assert kept.person.tolist() == [0, 0, 0]
    assert hours(kept.begin) == [8, 9, 14]


def test_of_what_waits_for_one_person_only_the_higher_priority_comes_first() -> None:
    rows = [(0, 0, 1, 0, 8), (3, 1, 3, 0, 9), (1, 0, 1, 1, 0), (1, 0, 1, 1.2, 0), (2, 0, 1, 1.5, 0)]
    work = steps(*rows, order=((0, 2), (0, 3), (0, 4)))
    kept = [Activity(name=name, able=(0, 1), group=0, priority=int(name == "high")) for name in ("first", "low", "high")]
    done = played(work, *kept, Activity(name="long", able=(0,)), people=(1, 1))
    assert done.person.tolist() == [0] * 5
    assert hours(done.begin) == [8, 9, 13, 14, 12]


def test_what_needs_nobody_is_never_queued_and_parallel_steps_meet() -> None:
    work = steps((0, 0, 1, 0, 8), (0, 0, 2, 0, 8), (1, 0, 1, 0, 0), order=((0, 2), (1, 2)))
    done = played(work, Activity(name="system", calendar=1), Activity(name="b", able=(0,)), people=(0,))
    assert hours(done.end) == [9, 10, 11]
    assert done.person.tolist() == [-1, -1, 0]


def test_the_order_of_rows_does_not_matter_and_the_same_gives_the_same() -> None:
    rows = [(0, case, 1 + case % 3, 0, 8 + case * 0.3) for case in range(40)]
    one = played(steps(*rows), Activity(name="a", able=(0, 1)), people=(0, 0))
    other = played(steps(*rows[::-1]), Activity(name="a", able=(0, 1)), people=(0, 0))
    assert hours(one.end) == hours(other.end)[::-1]


def test_what_nobody_has_hours_for_never_ends() -> None:
    done = played(steps((0, 0, 2000, 0, 8)), Activity(name="a", able=(0,)), people=(0,))
    assert not done.is_done.any()
