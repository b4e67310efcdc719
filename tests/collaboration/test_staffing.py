"""Who does what: counts and times, and what is not known."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.collaboration.arrays import MINUTE, names, staffing
from workbench.collaboration import Staffing, staffing_of, staffing_of_groups
from workbench.eventlog import NO_TIME
from workbench.language import Language

EVENTS = st.lists(st.tuples(st.integers(0, 2), st.integers(-1, 3), st.sampled_from([NO_TIME, 0, 1, 2**55 + 1])))


def staffed(events: list[tuple[int, int, int]]) -> Staffing:
    codes = np.array(events, np.int64).reshape(-1, 3)
    return staffing_of(codes[:, 0], codes[:, 1], codes[:, 2], names("a", 3), names("p", 4))


@given(events=EVENTS)
def test_events_are_counted_and_timed_as_by_hand(events: list[tuple[int, int, int]]) -> None:
    found = staffed(events)
    for activity in range(3):
        for performer in range(4):
            durations = [duration for a, p, duration in events if (a, p) == (activity, performer)]
            known = [duration for duration in durations if duration != NO_TIME]
            assert found.counts[activity, performer] == len(durations)
            assert (found.timed[activity, performer], found.times[activity, performer]) == (len(known), sum(known))
        assert found.unknown[activity] == sum((a, p) == (activity, -1) for a, p, _ in events)


@given(events=EVENTS)
def test_groups_together_do_what_their_members_did(events: list[tuple[int, int, int]]) -> None:
    group_of = {-1: -1, 0: 0, 1: 1, 2: 0, 3: -1}
    grouped = staffing_of_groups(staffed(events), np.array([group_of[each] for each in range(4)]), ("x", "y"))
    by_hand = staffed([(activity, group_of[performer], duration) for activity, performer, duration in events])
    for figure in ("counts", "timed", "times"):
        assert np.array_equal(getattr(grouped, figure), getattr(by_hand, figure)[:, :2])
    assert np.array_equal(grouped.unknown, by_hand.unknown)


def test_how_much_is_known_is_said() -> None:
    assert staffed([(0, 1, 5), (0, -1, 5), (1, -1, NO_TIME), (2, 0, 1)]).known == 0.5
    assert staffed([]).known is None


def test_it_is_a_table_of_what_was_done() -> None:
    frame = staffing(ann={"sell": 2, "buy": 1}, ben={"buy": 3}).to_pandas()
    assert frame[["activity", "performer", "count"]].to_numpy().tolist() == [
        ["buy", "ann", 1],
        ["buy", "ben", 3],
        ["sell", "ann", 2],
    ]
    assert frame["duration"].dt.total_seconds().tolist() == [MINUTE / 1e6, 3 * MINUTE / 1e6, 2 * MINUTE / 1e6]


def test_a_duration_that_nobody_knows_is_unknown_and_not_zero() -> None:
    found = staffed([(0, 1, NO_TIME)])
    assert found.to_pandas()["duration"].isna().all()
    assert "执行者" in found.to_html(Language.ZH_CN)
