"""Activities handled otherwise: by whom, how long, when, in which turn."""

from __future__ import annotations

import pytest

from tests.simulation.worlds import DAY, HOUR, MONDAY, OFFICE, played, task, work_of, world
from workbench.organization import ALWAYS
from workbench.simulation.edits import (
    Automated,
    Bound,
    Delayed,
    Edit,
    Gated,
    PerformedBy,
    Pooled,
    Prioritized,
    Separated,
    Ungate,
    Worked,
    apply_all,
)
from workbench.simulation.laws import NOTHING, Exponential, Fixed
from workbench.simulation.world import World


def test_a_gate_saves_up_what_comes_and_is_lifted_again() -> None:
    start = Delayed(process="p", activity="a", law=NOTHING).apply(world({"one": "a", "two": "a"}))
    gated = Gated(process="p", activity="a", calendar=OFFICE).apply(start)
    assert (task(gated, "a").gate, gated.calendars["office"]) == ("office", OFFICE)
    assert played(gated).played.begin.tolist() == [MONDAY + 8 * HOUR] * 2
    lifted = Ungate(process="p", activity="a").apply(gated)
    assert lifted.tasks == start.tasks
    assert played(lifted).played.begin.tolist() == [MONDAY, MONDAY + HOUR]


def test_others_do_it_under_their_name() -> None:
    start = world({"one": "a>b"})
    edited = PerformedBy(process="p", activity="b", workers=("Q1", "nobody"), performer_now="Q").apply(start)
    assert task(edited, "b", "Q").able == ("Q1",)
    assert played(edited).played.person.tolist()[1] == 2
    assert PerformedBy(process="p", activity="b", workers=("nobody",), performer_now="Q").apply(start) is start
    assert PerformedBy(process="p", activity="b", workers=("Q1",), performer_now="Q", performer="R").apply(start) is start


def test_others_do_it_even_where_one_person_did_all() -> None:
    bound = Bound(process="p", activities=("a", "b"), name="one").apply(world({"one": "a>b"}))
    edited = PerformedBy(process="p", activity="b", workers=("Q1",), performer_now="Q").apply(bound)
    assert played(edited).played.person.tolist()[1] == 2


def test_more_become_able_each_once() -> None:
    edited = Pooled(process="p", activity="a", workers=("Q1", "P1", "nobody")).apply(world({"one": "a>b"}))
    assert (task(edited, "a").able, task(edited, "b").able) == (("P1", "P2", "Q1"), ("P1", "P2"))


def test_nobody_is_pooled_or_bound_for_what_needs_nobody() -> None:
    start = Automated(process="p", activity="a", law=NOTHING).apply(world({"one": "a"}))
    assert Pooled(process="p", activity="a", workers=("Q1",)).apply(start) is start
    assert Bound(process="p", activities=("a",), name="case manager").apply(start) is start


def test_one_person_does_all_that_is_bound() -> None:
    cases = {str(number): "a>b>c" for number in range(12)}
    start = world(cases, arrivals=(MONDAY,) * 12)
    person = played(start).played.person.reshape(-1, 3)
    assert (person[:, 0] != person[:, 1]).any()
    person = played(Bound(process="p", activities=("a", "b"), name="one").apply(start)).played.person.reshape(-1, 3)
    assert (person[:, 0] == person[:, 1]).all()


def test_delays_and_work_are_scaled_or_follow_another_law() -> None:
    start = world({"one": "a>b@Q", "two": "a"})
    before = work_of(start)
    slower = apply_all(start, (Delayed(process="p", activity="a", factor=2), Worked(process="p", activity="a", factor=0.5)))
    for case in ("one", "two"):
        work, delay, draw = before[case, "a", 0]
        assert work_of(slower)[case, "a", 0] == (pytest.approx(work / 2, abs=1), pytest.approx(2 * delay, abs=1), draw)
    assert work_of(slower)["one", "b", 0] == before["one", "b", 0]
    fixed = Worked(process="p", activity="a", law=Fixed(value=HOUR), factor=3).apply(start)
    assert task(fixed, "a").work.mean == 3 * HOUR
    assert Delayed(process="p", activity="a", law=NOTHING).apply(start).tasks[0].delay == NOTHING
    assert Worked(process="p", activity="a", factor=2, performer="Q").apply(start) is start


def test_what_is_automated_needs_nobody_at_any_hour() -> None:
    start = Bound(process="p", activities=("a", "b"), name="one").apply(world({"one": "a>b"}, arrivals=(MONDAY,)))
    now = Automated(process="p", activity="a", law=Fixed(value=5)).apply(start)
    assert played(now).played.person.tolist()[0] == -1
    assert (task(now, "a", "SYS").able, task(now, "a", "SYS").binding) == ((), None)
    at_once = apply_all(
        start, (Delayed(process="p", activity="a", law=NOTHING), Automated(process="p", activity="a", law=NOTHING))
    )
    assert played(at_once).played.end.tolist()[0] == MONDAY
    assert task(at_once, "a", "SYS").calendar == ALWAYS.id


def prepared(*cases: str, kinds: tuple[str, ...]) -> World:
    """Return cases of one step of an hour that all come at once, done by Q."""
    given = world({str(number): case for number, case in enumerate(cases)}, arrivals=(MONDAY,) * len(cases), kinds=kinds)
    return apply_all(given, [Worked(process="p", activity=each, law=Fixed(value=HOUR)) for each in "ab"])


def test_priority_comes_first_of_all_or_of_some_kinds() -> None:
    edits = [Delayed(process="p", activity=each, law=NOTHING) for each in "ab"]
    start = apply_all(prepared("a@Q", "a@Q", "b@Q", kinds=("small", "big", "small")), edits)
    first = Prioritized(process="p", activity="b", priority=1)
    assert (played(first.apply(start)).played.begin - MONDAY).tolist() == [0, 2 * HOUR, HOUR]
    start = apply_all(prepared("a@Q", "a@Q", "a@Q", kinds=("small", "small", "big")), edits)
    first = Prioritized(process="p", activity="a", priority=1, kinds=("big",))
    edited = first.apply(start)
    assert (played(edited).played.begin - MONDAY).tolist() == [0, 2 * HOUR, HOUR]
    assert [each.priority for each in edited.tasks] == [0, 1]
    assert first.apply(edited).tasks[1].priority == 1


def test_separated_kinds_have_people_and_a_queue_of_their_own() -> None:
    start = prepared("a", "a", "a", "a", kinds=("big", "small", "big", "small"))
    edited = Separated(process="p", activity="a", kinds=("big",), workers=("P2",)).apply(start)
    assert played(edited).played.person.tolist() == [1, 0, 1, 0]
    alone = Separated(process="p", activity="a", kinds=("big",), workers=("P1", "P2")).apply(start)
    able = [alone.tasks[number].able for number in alone.cases.task]
    assert able == [("P1", "P2")] * 4
    assert Separated(process="p", activity="a", kinds=("big", "small"), workers=("Q1",)).apply(start).tasks[-1].able == ("Q1",)


EDITS: tuple[Edit, ...] = (
    Ungate(process="p", activity="b"),
    Gated(process="p", activity="b", calendar=OFFICE),
    PerformedBy(process="p", activity="b", workers=("Q1",), performer_now="Q"),
    Pooled(process="p", activity="b", workers=("Q1",)),
    Bound(process="p", activities=("b",), name="one"),
    Delayed(process="p", activity="b", factor=3),
    Worked(process="p", activity="b", factor=3),
    Automated(process="p", activity="b", law=Fixed(value=DAY)),
    Prioritized(process="p", activity="b", priority=3),
    Prioritized(process="p", activity="b", priority=3, kinds=("big",)),
    Separated(process="p", activity="b", kinds=("big",), workers=("Q1",)),
)


@pytest.mark.parametrize("edit", EDITS, ids=lambda each: type(each).__name__)
def test_an_edit_that_names_nothing_changes_nothing_and_others_draw_the_same(edit: Edit) -> None:
    nothing = world({"one": "a>c", "two": "a"}, kinds=("big", "small"))
    assert edit.apply(nothing) is nothing
    start = world({"one": "a>b>c", "two": "b>a"}, kinds=("big", "small"))
    before, edited = work_of(start), work_of(edit.apply(start))
    assert before.keys() == edited.keys()
    assert all(before[key] == edited[key] for key in before if key[1] != "b")


def test_a_law_of_a_delay_alone_keeps_the_work() -> None:
    start = world({"one": "a"})
    edited = Delayed(process="p", activity="a", law=Exponential(mean=9 * DAY)).apply(start)
    assert work_of(edited)["one", "a", 0][0] == work_of(start)["one", "a", 0][0]
    assert work_of(edited)["one", "a", 0][1] != work_of(start)["one", "a", 0][1]
