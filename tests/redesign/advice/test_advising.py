"""Advice: what simulation says, what a change breaks, who must agree, and in which order advice is given."""

from dataclasses import replace

from tests.redesign.advice.benches import PROTOCOL, Idea, bench, bench_of, faster, shop
from workbench.fit.codes import Element
from workbench.organization import Letter
from workbench.redesign.advice import Advice, Bench, advice_of
from workbench.redesign.changes import AddDuty, HoldPost, RemoveActivity, RemoveDuty, SetHeadcount

GOOD = Idea(about="good", edits=(faster("a", 0.9),))
BETTER = Idea(about="better", edits=(faster("a", 0.5),))
REFUSED = Idea(about="refused", changes=(RemoveActivity(process="p", activity="nowhere"),), edits=(faster("b", 0.1),))
BREAKING = Idea(about="breaking", changes=(RemoveDuty(activity="b", post="Q", letter=Letter("R")),), edits=(faster("b", 0.2),))


def test_a_change_that_cannot_be_made_says_why_and_is_not_feasible() -> None:
    advice = REFUSED.advice()
    assert advice.refusal is not None
    assert "nowhere" in advice.refusal.text()
    assert not advice.is_feasible


def test_taking_away_the_only_one_who_is_to_do_something_breaks_that() -> None:
    advice = BREAKING.advice()
    assert [(each.code, each.object) for each in advice.broken] == [("PO-NOR", ("b",))]
    assert not advice.is_feasible


def test_what_lets_one_post_or_one_person_do_what_a_rule_keeps_apart_is_broken() -> None:
    apart = Bench.of(shop().apart("a", "b").evidence(), None, PROTOCOL)
    given = Idea(about="given", changes=(AddDuty(activity="b", post="P", letter=Letter.SUPPORTING),)).advice(apart)
    assert [(each.code, each.object) for each in given.broken] == [("DUTIES_MEET", ("a", "b", "P"))]
    both = Idea(about="both", changes=(HoldPost(person="x", post="Q"),)).advice(apart)
    assert [each.object for each in both.broken] == [("a", "b", "x")]
    other = Idea(about="other", changes=(AddDuty(activity="c", post="Q", letter=Letter.SUPPORTING),)).advice(apart)
    assert other.is_feasible


def test_what_is_wrong_already_is_not_broken_by_a_change() -> None:
    wrong = bench().flaws
    assert any(each for each in wrong)
    assert Idea(about="more", changes=(SetHeadcount(post="P", number=3),)).advice().is_feasible


def test_what_is_possible_comes_first_then_what_saves_most_whatever_the_order_it_was_asked_in() -> None:
    ideas = (GOOD, REFUSED, BETTER, BREAKING)
    for order in (ideas, ideas[::-1]):
        found = advice_of([each.proposal() for each in order], bench())
        assert [each.proposal.about[0] for each in found] == ["better", "good", "refused", "breaking"]
    assert found[2].saved > found[0].saved


def test_who_answers_for_what_is_touched_must_agree() -> None:
    agree = dict(Idea(about="a", changes=(AddDuty(activity="a", post="Q", letter=Letter("C")),)).advice().agree)
    assert agree[Element.ORGANIZATION] == ("P", "Q")


def test_what_nobody_owns_has_nobody_to_agree() -> None:
    assert Idea(about="nothing").advice().agree == ()


def test_advice_stops_where_the_reader_has_had_enough() -> None:
    heard: list[Advice] = []

    def hear(advice: Advice) -> bool:
        heard.append(advice)
        return len(heard) < 2

    assert len(advice_of([each.proposal() for each in (GOOD, BETTER, REFUSED)], bench(), hear)) == len(heard) == 2


def test_without_a_world_or_without_edits_there_is_no_effect_and_nothing_is_claimed() -> None:
    nowhere = Bench.of(shop().evidence(), None, PROTOCOL)
    assert nowhere.base is None
    for advice in (GOOD.advice(nowhere), Idea(about="told").advice()):
        assert (advice.effect, advice.saved, advice.is_feasible) == (None, None, True)


def test_advice_leaves_design_and_world_as_they_are() -> None:
    own = bench_of(shop())
    before = own.evidence.design.activities, own.world
    BREAKING.advice(own)
    assert (own.evidence.design.activities, own.world) == before
    assert replace(own).effect_of(()) is None
