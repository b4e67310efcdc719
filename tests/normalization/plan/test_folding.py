"""An item goes from planned to agreed to in work to done, and is judged from new evidence; what may not happen is refused."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from tests.normalization.plan.items import AT, TODAY, after, happened, in_work, item
from workbench.findings import InputError, UsageError
from workbench.fit.plan import Proof
from workbench.language import Language
from workbench.normalization.plan import (
    AdjustmentWindow,
    Cancelled,
    Done,
    FindingProof,
    Happening,
    ItemEvent,
    ItemState,
    Planned,
    Reopened,
    Revised,
    SignedOff,
    Started,
    Verified,
    folded,
)
from workbench.normalization.plan.folding import checked

LATE = date(2025, 12, 31)
DONE = (*in_work(), Done(on=TODAY))
NEXT_WINDOW = AdjustmentWindow(first=date(2026, 1, 1), last=date(2026, 1, 31))


def refusal(happening: Happening, *before: Happening, sign_offs: str = "") -> UsageError:
    """Return the error that refuses what is to happen last, half a year later."""
    found = after(*before, of=item(sign_offs=sign_offs))
    with pytest.raises(UsageError) as error:
        checked(found, found.id, ItemEvent(happening=happening, by="王工", at=AT + timedelta(days=183)))
    return error.value


def test_an_item_is_agreed_once_all_who_are_asked_have_signed() -> None:
    asked = item(sign_offs="S2 H1")
    assert after(of=asked).state is ItemState.PLANNED
    half = after(SignedOff(post="H1"), of=asked)
    assert (half.state, half.unsigned) == (ItemState.PLANNED, ("S2",))
    assert after(SignedOff(post="H1"), SignedOff(post="S2"), of=asked).state is ItemState.AGREED


def test_an_item_that_nobody_has_to_sign_is_agreed_as_it_is() -> None:
    assert after().state is ItemState.AGREED


def test_work_begins_and_is_done() -> None:
    assert after(Started(on=TODAY)).state is ItemState.IN_WORK
    found = after(Started(on=TODAY), Done(on=TODAY + timedelta(days=3)))
    assert (found.state, found.started, found.done) == (ItemState.DONE, TODAY, TODAY + timedelta(days=3))


@pytest.mark.parametrize(
    ("proof", "state"),
    [
        (Proof.PROVEN, ItemState.EFFECTIVE),
        (Proof.NOT_YET, ItemState.NOT_YET),
        (Proof.REFUTED, ItemState.INEFFECTIVE),
    ],
)
def test_new_evidence_decides_whether_it_worked(proof: Proof, state: ItemState) -> None:
    said = Verified(proof=proof, findings=(FindingProof(finding="f", proof=proof, violations=0, exposed=300, needed=300),))
    found = after(*DONE, said)
    assert (found.state, found.judgement, found.judged) == (state, said, TODAY + timedelta(days=3))


def test_later_evidence_may_say_otherwise() -> None:
    assert after(*DONE, Verified(proof=Proof.NOT_YET), Verified(proof=Proof.PROVEN)).state is ItemState.EFFECTIVE
    assert after(*DONE, Verified(proof=Proof.PROVEN), Verified(proof=Proof.REFUTED)).state is ItemState.INEFFECTIVE


def test_what_came_back_is_planned_again_and_signed_again() -> None:
    asked = item(sign_offs="S2")
    again = (*in_work(asked), Done(on=TODAY), Verified(proof=Proof.PROVEN), Reopened(reason="复发", window=NEXT_WINDOW))
    found = after(*again, of=asked)
    assert (found.state, found.reopened, found.reason) == (ItemState.PLANNED, 1, "复发")
    assert (found.unsigned, found.started, found.done) == (("S2",), None, None)
    assert found.planned.window == NEXT_WINDOW


def test_what_is_entered_for_a_day_before_the_item_was_planned_counts_from_then_on() -> None:
    told = (Planned(item=item()), Started(on=TODAY))
    events = tuple(
        ItemEvent(happening=each, by="王工", at=AT + timedelta(days=day), number=number)
        for number, (each, day) in enumerate(zip(told, (3, 0), strict=True), 1)
    )
    assert folded(events, TODAY) is None
    found = folded(events, LATE)
    assert found is not None
    assert found.state is ItemState.IN_WORK


def test_a_history_that_begins_with_anything_else_than_the_plan_is_damaged() -> None:
    with pytest.raises(InputError) as error:
        folded(happened(Started(on=TODAY)), LATE)
    assert (error.value.finding.code, error.value.finding.facts["number"]) == ("REGISTER_RECORD", 1)


def test_a_revision_takes_the_place_of_what_was_planned_and_is_signed_anew() -> None:
    revision = Revised(reason="改期", responsible=("S9",), window=NEXT_WINDOW, cost=12_000.0, risk="停线", control="周末切换")
    found = after(SignedOff(post="S2"), revision, of=item(sign_offs="S2"))
    planned = found.planned
    assert (planned.responsible, planned.window, planned.cost) == (("S9",), NEXT_WINDOW, 12_000.0)
    assert [each.text(Language.EN) for each in (*planned.risks, *planned.controls)] == ["停线", "周末切换"]
    assert (found.state, found.unsigned) == (ItemState.PLANNED, ("S2",))


def test_departments_move_with_who_answers() -> None:
    revision = Revised(reason="调岗", responsible=("H2",), departments=("D1", "D2"))
    assert after(revision).planned.departments == ("D1", "D2")
    assert after(revision).escalation is not None


def test_a_revision_leaves_alone_what_it_does_not_name() -> None:
    found = after(Revised(reason="成本", cost=5.0))
    assert found.planned == replace(item(), cost=5.0)


def test_work_goes_on_while_its_window_is_extended() -> None:
    assert after(Started(on=TODAY), Revised(reason="延期", window=NEXT_WINDOW)).state is ItemState.IN_WORK


def test_an_item_is_overdue_from_the_day_after_its_window_until_it_is_done() -> None:
    last = item().window.last
    assert not after(on=last).is_overdue
    assert after(on=last + timedelta(days=1)).is_overdue
    assert not after(*DONE, on=LATE).is_overdue
    assert not after(Cancelled(reason="撤销"), on=LATE).is_overdue


def test_a_day_in_the_past_knows_nothing_of_what_came_after() -> None:
    events = happened(Planned(item=item()), Started(on=TODAY), Done(on=TODAY), every=10)
    assert folded(events, TODAY - timedelta(days=1)) is None
    states = [found.state for day in (0, 9, 10, 20) if (found := folded(events, TODAY + timedelta(days=day)))]
    assert states == [ItemState.AGREED, ItemState.AGREED, ItemState.IN_WORK, ItemState.DONE]
    assert [a == b for a, b in pairwise(states)] == [True, False, False]


def test_work_does_not_begin_before_all_have_signed_and_who_has_not_is_said() -> None:
    error = refusal(Started(on=TODAY), SignedOff(post="H1"), sign_offs="S2 H1")
    assert (error.finding.code, error.finding.facts["posts"]) == ("ITEM_UNSIGNED", "S2")
    assert "S2" in error.finding.text(Language.ZH_CN)


@pytest.mark.parametrize("post", ["S9", "H1"], ids=["not asked", "signed already"])
def test_only_who_is_asked_signs_and_once(post: str) -> None:
    error = refusal(SignedOff(post=post), SignedOff(post="H1"), sign_offs="S2 H1")
    assert (error.finding.code, error.finding.facts["posts"]) == ("ITEM_NOT_ASKED", "S2")


@pytest.mark.parametrize(
    ("before", "happening", "possible"),
    [
        ((), Done(on=TODAY), "revise, start, cancel"),
        ((), Verified(proof=Proof.PROVEN), "revise, start, cancel"),
        ((), Planned(item=item()), "revise, start, cancel"),
        (DONE, Started(on=TODAY), "verify, open again"),
        (DONE, Cancelled(reason="a"), "verify, open again"),
        ((Cancelled(reason="a"),), Started(on=TODAY), "plan"),
        ((Started(on=TODAY),), Reopened(reason="a"), "revise, report as done, cancel"),
    ],
)
def test_what_may_not_happen_is_refused_and_what_may_is_said(
    before: tuple[Happening, ...], happening: Happening, possible: str
) -> None:
    finding = refusal(happening, *before).finding
    assert finding.code == "ITEM_STATE"
    assert finding.facts["possible"]["en"] == possible  # type: ignore[index]


def test_what_is_not_in_the_plan_can_only_be_planned() -> None:
    planned = ItemEvent(happening=Planned(item=item()), by="王工", at=AT)
    assert checked(None, "m", planned) == planned
    with pytest.raises(UsageError) as error:
        checked(None, "m", ItemEvent(happening=Started(on=TODAY), by="王工", at=AT))
    assert error.value.finding.code == "ITEM_UNKNOWN"


@pytest.mark.parametrize("happening", [Revised(reason=" "), Cancelled(reason="")])
def test_a_reason_is_asked_for(happening: Happening) -> None:
    assert refusal(happening).finding.code == "ITEM_REASON"


@pytest.mark.parametrize("cost", [-1.0, float("inf"), float("nan")])
def test_a_cost_is_a_number_from_nothing_on(cost: float) -> None:
    assert refusal(Revised(reason="报价", cost=cost)).finding.code == "ITEM_COST"


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), date(2026, 3, 1)], ids=["before it began", "still to come"])
def test_a_day_that_cannot_be_is_refused(day: date) -> None:
    assert refusal(Done(on=day), Started(on=TODAY)).finding.code == "ITEM_DAY"


def test_a_window_does_not_end_before_it_begins() -> None:
    with pytest.raises(UsageError) as error:
        AdjustmentWindow(first=TODAY, last=TODAY - timedelta(days=1))
    assert error.value.finding.code == "ITEM_WINDOW"


def test_the_management_representative_sees_to_what_spans_departments_or_has_no_owner() -> None:
    assert after().escalation is None
    spanning = after(of=item(departments=("D1", "D2"))).escalation
    assert spanning is not None
    assert spanning.text(Language.ZH_CN) == "涉及 2 个部门：由管理者代表协调。"
    nobody = after(of=item(responsible=())).escalation
    assert nobody is not None
    assert nobody.key == "item-escalated-nobody"
    assert after(*DONE, of=item(departments=("D1", "D2"))).escalation is None


def test_work_does_not_begin_before_it_was_planned() -> None:
    assert refusal(Started(on=TODAY - timedelta(days=1))).finding.facts["first"] == TODAY.isoformat()


def test_work_that_is_to_be_done_again_does_not_begin_before_it_was_opened_again() -> None:
    again = (*DONE, Verified(proof=Proof.REFUTED), Reopened(reason="仍有发生"))
    opened = TODAY + timedelta(days=len(again))
    assert refusal(Started(on=opened - timedelta(days=1)), *again).finding.code == "ITEM_DAY"
    assert after(*again, Started(on=opened)).started == opened
