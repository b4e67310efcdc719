"""Advice as cards: named things, effects with intervals, limits said, nobody shown by a clear id."""

import json
from dataclasses import replace

import pytest

from tests.report.redesign.ideas import proposed, with_advice
from tests.report.redesign.small import small
from workbench.language import Language
from workbench.organization import Letter
from workbench.redesign.changes import HoldPost, MovePost, RemoveActivity, RemoveDuty
from workbench.report.redesign.advice_cards import advice_cards, interval_text, saved_text
from workbench.report.redesign.recommendation_file import recommendation_json
from workbench.report.redesign.shown import AdviceCard
from workbench.simulation.edits import LeaveOut, Worked
from workbench.simulation.experiment import Interval

FASTER = Worked(process="p", activity="b", factor=0.5)


def the(cards: tuple[AdviceCard, ...]) -> AdviceCard:
    (card,) = cards
    return card


def test_a_card_says_what_was_noticed_what_to_do_and_what_it_brings() -> None:
    card = the(advice_cards(small()))
    assert (card.key, card.heuristic, card.title.en, card.is_feasible) == ("H4·p·b", "H4", "Order-based work", True)
    assert "100.0%" in card.trigger.en
    assert len(card.cases) == 40
    assert card.effects is not None
    ((process, verdict, base, mean, *_),) = card.effects.rows
    (effect,) = small().advice[0].effect.processes if small().advice[0].effect else ()
    assert (process.en, base.en) == ("p", f"{effect.base.mean:.2f}")
    assert mean.en == interval_text(effect.cycle_time, 2)
    assert effect.cycle_time.excludes_zero
    assert verdict != the(advice_cards(with_advice(proposed(edits=(LeaveOut(process="p", activity="-"), FASTER))))).title


def test_what_changes_nothing_has_no_row_and_no_saving() -> None:
    card = the(advice_cards(with_advice(proposed(edits=(LeaveOut(process="p", activity="nowhere"),)))))
    assert card.effects is not None
    assert card.effects.rows == ()
    assert card.saved == saved_text(with_advice(proposed(edits=(Worked(process="p", activity="-"),))).advice[0].effect)


def test_what_was_not_simulated_says_so() -> None:
    card = the(advice_cards(with_advice(proposed())))
    assert card.effects is None
    assert card.saved.en == "Not simulated"


def test_a_change_names_things_as_the_design_does_and_text_is_kept_as_it_is() -> None:
    card = the(advice_cards(with_advice(proposed(MovePost(post="Q", department="D")))))
    assert card.changes[0].en == "Move post Cashier to department Sales <b>"
    assert card.agree.en == "Clerk, Cashier"


@pytest.mark.parametrize("language", Language)
def test_nobody_is_shown_by_a_clear_id(language: Language) -> None:
    recommendation = with_advice(proposed(HoldPost(person="z", post="P")))
    people = recommendation.assessment.study.names
    card = the(advice_cards(recommendation))
    assert people.called("z") != "z"
    assert people.called("z") in card.changes[0].said(language)
    assert " z " not in card.changes[0].said(language)
    (told,) = json.loads(recommendation_json(recommendation))["advice"][0]["changes"]
    assert told == {"kind": "hold-post", "person": people.called("z"), "post": "P"}


def test_a_refusal_a_break_and_an_assumption_stand_against_advice() -> None:
    refused = proposed(RemoveActivity(process="p", activity="nowhere"), about="a")
    breaking = proposed(RemoveDuty(activity="b", post="Q", letter=Letter("R")), assumed=("external_factor",))
    cards = {card.key: card for card in advice_cards(with_advice(refused, breaking))}
    assert "nowhere" in cards["H23·p·a"].limits[0].en
    limits = [each.en for each in cards["H23·p·b"].limits]
    assert len(limits) == 2
    assert "Assumed" in limits[1]
    assert not any(card.is_feasible for card in cards.values())


def test_where_the_simulation_is_not_calibrated_effects_are_indicative() -> None:
    recommendation = small()
    (process,) = recommendation.gate.processes
    reason = recommendation.calibrated.assumed[:1] or tuple(each.reason for each in recommendation.unknown[:1])
    doubtful = replace(recommendation, gate=replace(recommendation.gate, processes=(replace(process, reasons=reason),)))
    assert the(advice_cards(recommendation)).limits == ()
    assert [each.en for each in the(advice_cards(doubtful)).limits] == [
        "The simulation is not calibrated (p): effects are indicative."
    ]


def test_a_difference_that_is_unknown_is_no_number() -> None:
    nan = float("nan")
    assert interval_text(Interval(mean=nan, low=nan, high=nan), 2) == "–"
    assert interval_text(Interval(mean=-1.0, low=-1.5, high=-0.5), 1) == "-1.0 [-1.5, -0.5]"
