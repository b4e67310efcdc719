"""Steps that vanish, come, move, go side by side or become one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.simulation.worlds import HOUR, chains, played, task, work_of, world
from workbench.simulation.edits import Edit, FewerRounds, Insert, LeaveOut, Merge, MoveBefore, SideBySide, Thin, apply_all
from workbench.simulation.laws import Fixed
from workbench.simulation.order import reduced
from workbench.simulation.world import Task, World

NEW = Task(process="p", activity="n", performer="Q", able=("Q1",), work=Fixed(value=HOUR))


def after(cases: str, edit: Edit) -> str:
    """Return a case after an edit."""
    (found,) = chains(edit.apply(world({"one": cases})))
    return found


def test_what_followed_a_step_left_out_follows_what_came_before() -> None:
    assert after("a>b>c", LeaveOut(process="p", activity="b")) == "a>c"
    assert after("a>b>c>d a>x>c", LeaveOut(process="p", activity="c")) == "a>b a>x b>d x>d"
    assert after("b>b1>b2>c", LeaveOut(process="p", activity="b")) == "c"
    assert after("a>b>b1>c>d", LeaveOut(process="p", activity="b")) == "a>c c>d"
    assert after("a>b", LeaveOut(process="p", activity="a")) == "b"


def test_a_branch_left_out_leaves_no_pair_that_the_other_branch_implies() -> None:
    edited = LeaveOut(process="p", activity="x").apply(world({"one": "a>b>c a>x>c"}))
    assert len(edited.cases.order) == 2


def test_only_one_performer_or_one_kind_of_cases_leaves_out() -> None:
    start = world({"one": "a>b@Q>c", "two": "a>b>c"}, kinds=("big", "small"))
    assert chains(LeaveOut(process="p", activity="b", performer="Q").apply(start)) == ("a>c", "a>b b>c")
    assert chains(LeaveOut(process="p", activity="b", kinds=("small",)).apply(start)) == ("a>b b>c", "a>c")


def test_a_case_can_lose_all_its_steps_and_then_has_no_cycle_time() -> None:
    edited = LeaveOut(process="p", activity="a").apply(world({"one": "a", "two": "a>b"}))
    assert chains(edited) == ("", "b")
    assert np.isnan(played(edited).cycle_time).tolist() == [True, False]


def test_a_share_of_the_cases_that_have_it_is_spared_by_name() -> None:
    start = world({f"case {number}": "a>b>c" if number % 2 else "a>c" for number in range(40)})
    few = Thin(process="p", activities=("b",), share=0.25).apply(start)
    more = Thin(process="p", activities=("b",), share=0.5).apply(start)
    with_b = [{place for place, case in enumerate(chains(each)) if "b" in case} for each in (start, few, more)]
    assert [len(each) for each in with_b] == [20, 15, 10]
    assert with_b[2] < with_b[1] < with_b[0]
    turned = world({f"case {number}": "a>b>c" if number % 2 else "a>c" for number in range(39, -1, -1)})
    again = chains(Thin(process="p", activities=("b",), share=0.5).apply(turned))
    assert {39 - place for place, case in enumerate(again) if "b" in case} == with_b[2]


def test_rounds_beyond_the_wanted_ones_vanish() -> None:
    assert after("a>b>a1>b1>a2>c", FewerRounds(process="p", activities=("a", "b"), rounds=1)) == "a>b b>c"
    assert after("a>b>a1>b1>a2>c", FewerRounds(process="p", activities=("a",), rounds=2)) == "a1>b1 a>b b1>c b>a1"
    twice = (LeaveOut(process="p", activity="a", performer="Q"), FewerRounds(process="p", activities=("a",), rounds=1))
    assert chains(apply_all(world({"one": "a@Q>a1>a2>c"}), twice)) == ("a1>c",)


def test_a_new_step_comes_after_each_of_another_and_before_what_followed() -> None:
    insert = Insert(process="p", activity="n", after="a", task=NEW)
    assert after("a>b a>c", insert) == "a>n n>b n>c"
    assert after("a>b>a1", insert) == "a1>n1 a>n b>a1 n>b"
    assert after("b>a", insert) == "a>n b>a"
    edited = insert.apply(world({"one": "a>b", "two": "b>c", "three": "c>a"}))
    assert edited.cases.case.tolist() == sorted(edited.cases.case.tolist())
    assert task(edited, "n", "Q") == NEW
    assert len(apply_all(edited, [insert]).tasks) == len(edited.tasks)


def test_a_new_step_of_an_activity_that_the_case_has_is_a_further_occurrence() -> None:
    start = world({"one": "a>b>c"})
    found = Insert(process="p", activity="b", after="c", task=task(start, "b")).apply(start)
    assert chains(found) == ("a>b b>c c>b1",)


def test_a_step_moves_directly_before_another_from_earlier_or_later() -> None:
    assert after("a>b>c>d", MoveBefore(process="p", activity="d", before="b")) == "a>d b>c d>b"
    assert after("a>b>c>d", MoveBefore(process="p", activity="a", before="d")) == "a>d b>c c>a"
    assert after("a>b>d a>c>d", MoveBefore(process="p", activity="c", before="a")) == "a>b b>d c>a"
    assert after("a>b>a1>c", MoveBefore(process="p", activity="a", before="c")) == "a1>a a>c b>a1"
    assert after("a>b", MoveBefore(process="p", activity="a", before="c")) == "a>b"


def test_what_followed_directly_goes_side_by_side_and_what_came_after_waits_for_both() -> None:
    edit = SideBySide(process="p", first="b", second="c")
    assert after("a>b>c>d", edit) == "a>b a>c b>d c>d"
    assert after("b>c", edit) == "b c"
    assert after("a>b>c>d b>x>d", edit) == "a>b a>c b>x c>x x>d"
    assert after("a>b>x>c", edit) == "a>b b>x x>c"
    assert after("b>c>b1>c1>d", edit) == "b1>d b>b1 b>c1 c1>d c>b1 c>c1"


def test_pairs_that_cross_are_left_as_they_are() -> None:
    crossed = "a>b>c a>b1>c b>c1 b1>c1"
    assert after(crossed, SideBySide(process="p", first="b", second="c")) == after(
        crossed, LeaveOut(process="p", activity="none")
    )


def test_merged_steps_are_done_by_the_first_in_the_time_of_both_but_what_is_saved() -> None:
    start = world({"one": "a>b>c@Q>d", "two": "a>b>d>c"})
    edited = Merge(process="p", first="b", second="c", saved=0).apply(start)
    assert chains(edited) == ("a>b b>d", "a>b b>d d>c")
    (merged,) = [each for each in edited.tasks if each.activity == "b" and each not in start.tasks]
    assert (merged.able, merged.work.mean) == (("P1", "P2"), task(start, "b").work.mean + task(start, "c", "Q").work.mean)
    saving = Merge(process="p", first="b", second="c", saved=10.0**12).apply(start)
    assert work_of(saving)["one", "b", 0][0] == 0


EDITS: tuple[Edit, ...] = (
    LeaveOut(process="p", activity="b"),
    Thin(process="p", activities=("a", "c"), share=0.5),
    FewerRounds(process="p", activities=("a", "b"), rounds=1),
    Insert(process="p", activity="n", after="b", task=NEW),
    MoveBefore(process="p", activity="c", before="a"),
    SideBySide(process="p", first="a", second="b"),
    SideBySide(process="p", first="b", second="c"),
    Merge(process="p", first="b", second="c", saved=0.0),
    Merge(process="p", first="c", second="a", saved=0.0),
)


@pytest.mark.parametrize("edit", EDITS, ids=lambda each: type(each).__name__)
def test_an_edit_that_names_nothing_changes_nothing(edit: Edit) -> None:
    start = world({"one": "x>y>x1", "two": "y"})
    assert edit.apply(start) is start


@pytest.mark.parametrize("edit", EDITS, ids=lambda each: type(each).__name__)
def test_steps_that_stay_draw_the_same_and_the_world_before_is_as_it_was(edit: Edit) -> None:
    start = world({"one": "a>b>c>a1", "two": "c>a>b"})
    before, shape = work_of(start), chains(start)
    edited = work_of(edit.apply(start))
    assert chains(start) == shape
    assert work_of(start) == before
    merged = {"b", "c"} if isinstance(edit, Merge) else set()
    common = [key for key in edited if key in before and key[1] not in merged]
    assert common
    assert all(edited[key] == before[key] for key in common)


def test_edits_apply_one_after_another() -> None:
    start = world({"one": "a>b>c>d"})
    edits = (LeaveOut(process="p", activity="b"), SideBySide(process="p", first="a", second="c"))
    assert chains(apply_all(start, edits)) == ("a>d c>d",)
    assert chains(apply_all(start, edits[::-1])) == ("a>c c>d",)
    assert apply_all(start, ()) is start


@st.composite
def partial_orders(draw: st.DrawFn) -> str:
    """Return a case of up to nine steps of three activities with any pairs from an earlier to a later one."""
    seen: dict[str, int] = {}
    names = []
    for activity in draw(st.lists(st.sampled_from("abc"), min_size=1, max_size=9)):
        names.append(activity + (str(seen[activity]) if activity in seen else ""))
        seen[activity] = seen.get(activity, 0) + 1
    every = [(one, other) for place, one in enumerate(names) for other in names[place + 1 :]]
    pairs = draw(st.lists(st.sampled_from(every), max_size=14)) if every else []
    return " ".join([*names, *(f"{one}>{other}" for one, other in pairs)])


def reaches(given_world: World) -> np.ndarray:
    """Return which step comes before which, on whatever way; raises where an order goes in a circle."""
    n = len(given_world.cases.task)
    found = np.zeros((n, n), dtype=np.bool_)
    found[tuple(given_world.cases.order.T)] = True
    for _ in range(n):
        found |= found @ found
    assert not found.diagonal().any(), "a circle"
    return found


@given(cases=st.lists(partial_orders(), min_size=1, max_size=3), edits=st.lists(st.sampled_from(EDITS), max_size=4))
@settings(max_examples=150, deadline=None)
def test_no_order_ever_goes_in_a_circle(cases: list[str], edits: list[Edit]) -> None:
    edited = apply_all(world({str(number): case for number, case in enumerate(cases)}), edits)
    reaches(edited)
    assert (edited.cases.case[edited.cases.order[:, 0]] == edited.cases.case[edited.cases.order[:, 1]]).all()


@given(case=partial_orders())
@settings(max_examples=150, deadline=None)
def test_leaving_out_keeps_the_order_of_the_rest(case: str) -> None:
    start = world({"one": case})
    kept = [number for number, each in enumerate(start.cases.task) if start.tasks[each].activity != "b"]
    edited = LeaveOut(process="p", activity="b").apply(start)
    assert (reaches(edited) == reaches(start)[np.ix_(kept, kept)]).all()


@given(case=partial_orders())
@settings(max_examples=150, deadline=None)
def test_a_reduced_order_says_the_same_with_the_fewest_pairs(case: str) -> None:
    start = world({"one": case})
    way = reaches(start)
    direct = way & ~(way.astype(np.int64) @ way.astype(np.int64)).astype(np.bool_)
    assert reduced(start.cases.order, len(way)).tolist() == np.argwhere(direct).tolist()
