"""The minimal plan: what brings most together, feasible together, and no more of it than is needed."""

from itertools import pairwise, permutations

import pytest

from tests.redesign.advice.benches import Idea, bench, faster
from workbench.organization import Letter
from workbench.redesign.advice import Advice, Frugality, Plan, advice_of, minimal_plan
from workbench.redesign.changes import RemoveActivity, RemoveDuty
from workbench.simulation.edits import LeaveOut

SHORTER = (Idea(about="a", edits=(faster("a", 0.5),)), Idea(about="b", edits=(faster("b", 0.8),)))
WITHOUT_B = Idea(about="no b", changes=(RemoveActivity(process="p", activity="b"),), edits=(LeaveOut(process="p", activity="b"),))
WITHOUT_B_AGAIN = Idea(about="no b again", changes=WITHOUT_B.changes, edits=WITHOUT_B.edits)
WITHOUT_P, WITHOUT_Q = (
    Idea(about=post, changes=(RemoveDuty(activity="b", post=post, letter=Letter("A")),), edits=(faster(activity, 0.5),))
    for post, activity in (("P", "a"), ("Q", "c"))
)
ALL = Frugality(steps=9, enough=2.0)


def advised(*ideas: Idea) -> tuple[Advice, ...]:
    return advice_of([each.proposal() for each in ideas], bench())


def about(plan: Plan) -> list[str]:
    return [step.advice.proposal.about[0] for step in plan.steps]


def test_what_each_step_adds_makes_the_shares_ascend_to_the_whole() -> None:
    plan = minimal_plan(advised(*SHORTER, WITHOUT_B), bench(), ALL)
    shares = [plan.share(number) or 0.0 for number in range(1, len(plan.steps) + 1)]
    assert about(plan) == ["no b", "a"]
    assert shares == pytest.approx([120 / 150, 1.0])
    assert all(one < other for one, other in pairwise(shares))
    assert plan.share(0) is None


def test_greedy_choice_is_the_best_of_all_choices_and_orders_of_as_many() -> None:
    advice = advised(*SHORTER, WITHOUT_B, Idea(about="c", edits=(faster("c", 0.1),)))
    for size in (1, 2, 3):
        brought = [
            effect.saved
            for chosen in permutations(advice, size)
            if (effect := bench().effect_of([edit for each in chosen for edit in each.proposal.edits])) is not None
        ]
        plan = minimal_plan(advice, bench(), Frugality(steps=size, enough=2.0))
        assert plan.steps[-1].together.saved == pytest.approx(max(brought))


def test_a_plan_is_full_once_it_brings_enough() -> None:
    assert about(minimal_plan(advised(*SHORTER, WITHOUT_B), bench(), Frugality(enough=0.7))) == ["no b"]


def test_what_cannot_be_made_after_the_steps_before_is_left_out() -> None:
    plan = minimal_plan(advised(WITHOUT_B, WITHOUT_B_AGAIN), bench(), ALL)
    assert len(plan.steps) == 1
    assert plan.share(1) == pytest.approx(1.0)


def test_two_changes_that_break_something_only_together_are_not_both_in_a_plan() -> None:
    advice = advised(WITHOUT_P, WITHOUT_Q)
    assert all(each.is_feasible for each in advice)
    plan = minimal_plan(advice, bench(), ALL)
    assert about(plan) == ["P"]
    assert not bench().broken_by([change for step in plan.steps for change in step.advice.proposal.changes])


def test_what_cannot_be_followed_takes_no_place_from_what_can() -> None:
    plan = minimal_plan(advised(WITHOUT_B, WITHOUT_B_AGAIN, *SHORTER), bench(), Frugality(enough=2.0, tried=1))
    assert about(plan)[:2] == ["no b", "a"]


def test_what_is_refused_or_breaks_something_or_does_not_help_is_in_no_plan() -> None:
    refused = Idea(about="refused", changes=(RemoveActivity(process="p", activity="nowhere"),), edits=(faster("b", 0.1),))
    breaking = Idea(
        about="breaking", changes=(RemoveDuty(activity="b", post="Q", letter=Letter("R")),), edits=(faster("b", 0.1),)
    )
    slower, silent = Idea(about="slower", edits=(faster("a", 2.0),)), Idea(about="silent")
    plan = minimal_plan(advised(refused, breaking, slower, silent), bench(), ALL)
    assert (plan.steps, plan.everything, plan.share(1)) == ((), None, None)
