"""Every minute of waiting has one cause, and the causes add up to the whole."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import process
from tests.conformance.perspectives.stepping import stepped
from tests.eventlog.logs import MINUTE, Row, event, log_of
from workbench.conformance.perspectives.range_sums import sums_below
from workbench.conformance.perspectives.steps import AlignedExecutions
from workbench.conformance.perspectives.waiting import Transition, Waits, transitions_of, waits_of
from workbench.eventlog import NO_TIME
from workbench.organization import ALWAYS, WorkingCalendar

LINE = process("p").start().task("a").task("b").task("c").end().build()
MORNINGS = WorkingCalendar(id="mornings", timezone="UTC", weekly=(((0, 60),),) * 7)
PARTS = ("unavailability", "contention", "prioritisation", "batching", "extraneous")


def waiting(*rows: Row, calendar: WorkingCalendar = ALWAYS) -> tuple[AlignedExecutions, Waits]:
    steps = stepped(LINE, log_of(*rows))
    return steps, waits_of(steps, [calendar] * len(steps.elements))


def minutes(*rows: Row, calendar: WorkingCalendar = ALWAYS) -> dict[str, int]:
    """Return the parts of the wait of `b` in case 1, in minutes, without those that are nothing."""
    steps, waits = waiting(*rows, calendar=calendar)
    log = steps.executions
    row = next(n for n in range(len(log.case)) if log.cases[int(log.case[n])] == "1" and log.activities[log.activity[n]] == "b")
    return {name: int(getattr(waits, name)[row]) // MINUTE for name in PARTS if getattr(waits, name)[row]}


def transition(*rows: Row) -> Transition:
    return next(each for each in transitions_of(*waiting(*rows)) if each.target == "b")


FIRST = event("1", "a", 10, "x", start=0)


def test_idle_time_without_a_cause_is_extraneous() -> None:
    assert minutes(FIRST, event("1", "b", 50, "y", start=40)) == {"extraneous": 30}


def test_time_outside_the_calendar_is_unavailability() -> None:
    assert minutes(FIRST, event("1", "b", 1450, "y", start=1441), calendar=MORNINGS) == {"unavailability": 1380, "extraneous": 51}


def test_work_that_had_come_first_is_contention_and_work_that_came_later_prioritisation() -> None:
    earlier = [event("2", "a", 5, "x", start=4), event("2", "b", 20, "y", start=12)]
    later = [event("3", "a", 15, "x", start=14), event("3", "b", 36, "y", start=30)]
    found = minutes(FIRST, event("1", "b", 60, "y", start=50), *earlier, *later)
    assert found == {"contention": 8, "prioritisation": 6, "extraneous": 26}


def test_idle_time_until_a_batch_is_whole_is_batching() -> None:
    others = [event("2", "a", 25, "x", start=21), event("2", "b", 50, "y", start=46)]
    assert minutes(FIRST, event("1", "b", 46, "y", start=40), *others) == {"batching": 15, "extraneous": 15}


def test_a_backlog_is_no_batch() -> None:
    backlog = [event("2", "a", 5, "x", start=4), event("2", "b", 40, "y", start=6), event("3", "a", 20, "x", start=19)]
    found = minutes(FIRST, event("1", "b", 46, "y", start=40), *backlog, event("3", "b", 50, "y", start=46))
    assert found == {"contention": 30}


def test_an_execution_begun_before_its_predecessor_ended_did_not_wait() -> None:
    assert minutes(FIRST, event("1", "b", 50, "y", start=7)) == {}


def test_without_a_start_the_wait_is_unknown() -> None:
    found = transition(FIRST, event("1", "b", 50, "y"))
    assert (found.count, found.known, found.elapsed, found.median_working, found.parts) == (1, 0, None, None, None)


def test_without_a_performer_the_wait_is_known_and_its_causes_are_not() -> None:
    found = transition(FIRST, event("1", "b", 50, start=40))
    assert (found.known, found.told, found.elapsed, found.parts) == (1, 0, 30 * MINUTE, None)


CASES = st.lists(
    st.tuples(
        *(st.tuples(st.integers(0, 90), st.integers(0, 40), st.sampled_from(["x", "y", None]), st.booleans()) for _ in range(3))
    ),
    min_size=1,
    max_size=8,
)


def rows_of(cases: list) -> list[Row]:
    rows, names = [], "123456789"
    for name, steps in zip(names, cases, strict=False):
        for label, (begin, length, performer, is_started) in zip("abc", steps, strict=True):
            rows.append(event(name, label, begin + length, performer, start=begin if is_started else None))
    return rows


@given(CASES, st.sampled_from([ALWAYS, MORNINGS]))
def test_the_parts_add_up_to_the_whole(cases: list, calendar: WorkingCalendar) -> None:
    steps, waits = waiting(*rows_of(cases), calendar=calendar)
    parts = sum(getattr(waits, name) for name in PARTS)
    assert parts[waits.is_told].tolist() == waits.elapsed[waits.is_told].tolist()
    assert all((getattr(waits, name) >= 0).all() for name in (*PARTS, "elapsed", "working"))
    assert (waits.elapsed == waits.unavailability + waits.working).all()
    for each in transitions_of(steps, waits):
        assert each.parts is None or each.told < each.known or each.parts.total == each.elapsed


@given(CASES)
def test_contention_and_prioritisation_are_what_counting_minutes_gives(cases: list) -> None:
    steps, waits = waiting(*rows_of(cases))
    log, performer = steps.executions, steps.executions.columns["resource"].codes
    works = []
    for row in np.flatnonzero((log.start != NO_TIME) & (performer >= 0)).tolist():
        enabled = log.end[steps.enabler[row]] if steps.enabler[row] >= 0 else log.start[row]
        works.append((log.start[row], log.end[row], min(enabled, log.start[row]), performer[row]))
    for row in np.flatnonzero(waits.is_told).tolist():
        enabled, begun = int(log.end[steps.enabler[row]]), int(log.start[row])
        own = sorted(each[:3] for each in works if each[3] == performer[row])
        at = [next((came for start, end, came in own if start <= now < end), None) for now in range(enabled, begun, MINUTE)]
        earlier, later = (sum(came is not None and bool(came <= enabled) == first for came in at) for first in (True, False))
        assert (earlier, later) == (int(waits.contention[row]) // MINUTE, int(waits.prioritisation[row]) // MINUTE)


STRETCH = st.lists(st.integers(0, 30), min_size=2, max_size=2)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 9)), max_size=30), STRETCH, st.integers(0, 30))
def test_sums_of_stretches_below_a_bound(pairs: list, stretch: list[int], bound: int) -> None:
    first, last = (min(each, len(pairs)) for each in sorted(stretch))
    columns = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    question = (np.array([each]) for each in (first, last, bound))
    assert sums_below(columns[:, 0], columns[:, 1], *question).tolist() == [
        sum(weight for value, weight in pairs[first:last] if value < bound)
    ]


@pytest.mark.parametrize("edge", [True, False])
def test_cases_cut_by_the_edge_are_work_but_no_evidence(edge: bool) -> None:
    steps, waits = waiting(FIRST, event("1", "b", 50, "y", start=40), *([event("2", "a", 30, "y", start=20)] if edge else []))
    assert int(waits.prioritisation.sum() + waits.contention.sum()) // MINUTE == (10 if edge else 0)
    assert {(each.source, each.target, each.count) for each in transitions_of(steps, waits)} == {("a", "b", 1)}
