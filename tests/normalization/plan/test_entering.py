"""What happens to items stands in the register, in order, and the plan is read from it as of any day."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.normalization.plan.items import AT, TODAY, item
from workbench.findings import InputError, UsageError
from workbench.fit.codes import Element
from workbench.fit.plan import Proof, Verification
from workbench.normalization import Register, Statement, Subject, open_register
from workbench.normalization.plan import (
    Aspect,
    Cancelled,
    Done,
    EffectCheck,
    FindingCheck,
    FindingProof,
    Happening,
    ItemEvent,
    ItemState,
    PostChange,
    PredictedEffect,
    Reopened,
    Revised,
    SignedOff,
    Started,
    Verified,
    enter_event,
    enter_items,
    given_up,
    item_events,
    new_items,
    plan_in,
    told,
)

FULL = item(
    scopes=("p",),
    findings=("f1", "f2"),
    elements=(Element.TECHNOLOGY, Element.DATA),
    sign_offs="S2",
    cost=3.5,
    effects=(PredictedEffect(process="p", base=5.0, change=-1.0, low=-2.0, high=-0.5, saved=None, is_indicative=True),),
    verifications=(
        FindingCheck(
            subject=Subject(id="f1", code="CF-SKIP", scope="p", object=("b",), count=36, exposed=300),
            elements=("Task_b",),
            verification=Verification(rule="none", most=0.01, needed=300, a_day=2.5),
        ),
    ),
    effect_checks=(EffectCheck(process="p", change=-1.0, needed=80, a_day=2.0),),
    post_changes=(PostChange(post="S1", aspect=Aspect.DUTY, object=("a",), by=told("item-own-words", {"text": "x"}), after="R"),),
)


PROOF = FindingProof(finding="f1", proof=Proof.REFUTED, violations=3, exposed=40, needed=300, low=0.02, high=0.2)


def enter(register: Register, happening: Happening, days: int = 0, seen: int | None = None) -> int:
    event = ItemEvent(happening=happening, by="王工", at=AT + timedelta(days=days))
    return enter_event(register, FULL.id, event, seen).number


def planned(folder: Path) -> Register:
    register = open_register(folder)
    enter_items(register, [FULL], "王工", AT)
    return register


def test_a_plan_is_read_back_as_it_was_entered(tmp_path: Path) -> None:
    planned(tmp_path)
    (found,) = plan_in(open_register(tmp_path), TODAY).items
    assert (found.planned, found.state) == (FULL, ItemState.PLANNED)
    assert plan_in(open_register(tmp_path), TODAY - timedelta(days=1)).items == ()


def test_all_that_happens_is_read_back(tmp_path: Path) -> None:
    register = planned(tmp_path)
    story: tuple[Happening, ...] = (
        Revised(reason="报价", cost=2.0),
        SignedOff(post="S2"),
        Started(on=TODAY),
        Done(on=TODAY),
        Verified(proof=Proof.REFUTED, findings=(PROOF,), run="r"),
        Reopened(reason="仍有发生"),
        Cancelled(reason="改由他项解决"),
    )
    for each in story:
        enter(register, each)
    assert tuple(each.happening for each in item_events(register)[FULL.id][1:]) == story
    assert plan_in(register, date.max).items[0].state is ItemState.CANCELLED


def test_an_item_that_is_in_the_plan_is_not_planned_twice(tmp_path: Path) -> None:
    register = planned(tmp_path)
    enter(register, SignedOff(post="S2"))
    entered = enter_items(register, [FULL, item("other")], "李工", AT)
    assert [each.statement.subject for each in entered] == ["other"]
    assert plan_in(register, TODAY).item[FULL.id].state is ItemState.AGREED


def test_findings_that_an_item_deals_with_already_are_not_planned_again_when_they_are_grouped_otherwise(tmp_path: Path) -> None:
    register = planned(tmp_path)
    part, more = item("f2", findings=("f2",)), item("f3", findings=("f2", "f3"))
    assert [each.statement.subject for each in enter_items(register, [part, more], "李工", AT)] == ["f3"]
    enter(register, Cancelled(reason="撤销"))
    assert [each.statement.subject for each in enter_items(register, [item("f1", findings=("f1",))], "李工", AT)] == ["f1"]


def test_an_item_that_was_cancelled_is_offered_and_planned_again(tmp_path: Path) -> None:
    register = planned(tmp_path)
    enter(register, Cancelled(reason="撤销"))
    assert new_items(register, [FULL]) == (FULL,)
    assert len(enter_items(register, [FULL], "李工", AT)) == 1
    assert plan_in(register, TODAY).item[FULL.id].state is ItemState.PLANNED
    assert new_items(register, [FULL]) == ()


def test_what_was_given_up_is_known_with_its_reason_and_so_is_what_asks_for_no_more(tmp_path: Path) -> None:
    register = planned(tmp_path)
    part, more = item("f2", findings=("f2",)), item("f3", findings=("f2", "f3"))
    assert given_up(register, [FULL, part]) == {}
    enter(register, Cancelled(reason="撤销"))
    found = given_up(register, [FULL, part, more, item("other")])
    assert {key: each.reason for key, each in found.items()} == {FULL.id: "撤销", "f2": "撤销"}


def test_what_may_not_happen_is_not_recorded(tmp_path: Path) -> None:
    register = planned(tmp_path)
    with pytest.raises(UsageError) as error:
        enter(register, Started(on=TODAY))
    assert error.value.finding.code == "ITEM_UNSIGNED"
    assert len(item_events(register)[FULL.id]) == 1


def test_who_has_not_seen_the_last_record_is_told_who_was_first(tmp_path: Path) -> None:
    register = planned(tmp_path)
    enter(register, Revised(reason="成本", cost=2.0))
    with pytest.raises(UsageError) as error:
        enter(register, Revised(reason="成本", cost=9.0), seen=1)
    assert (error.value.finding.code, error.value.finding.facts["by"]) == ("STATEMENT_OVERTAKEN", "王工")
    assert plan_in(register, TODAY).item[FULL.id].planned.cost == 2.0


def test_the_day_is_that_of_who_entered_it(tmp_path: Path) -> None:
    register = planned(tmp_path)
    enter(register, SignedOff(post="S2"), days=5)
    assert plan_in(register, TODAY + timedelta(days=4)).items[0].unsigned == ("S2",)
    assert plan_in(register, TODAY + timedelta(days=5)).items[0].unsigned == ()


def test_a_record_that_tells_of_no_item_is_refused(tmp_path: Path) -> None:
    register = open_register(tmp_path)
    register.enter(Statement(kind="item", subject="m", says={"happening": {"is": "Exploded"}}, by="王工", at=AT))
    with pytest.raises(InputError) as error:
        plan_in(register, TODAY)
    assert error.value.finding.code == "REGISTER_RECORD"
