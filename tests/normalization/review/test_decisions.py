"""What a management review decides is kept, followed up, and proposed to the plan."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.normalization.decisions import AT, DAY
from workbench.design import Design
from workbench.findings import UsageError
from workbench.fit.codes import Element
from workbench.normalization import Register, open_register
from workbench.normalization.plan import Source, item_of_demand
from workbench.normalization.review import (
    FollowedUp,
    ReviewDecision,
    ReviewDecisions,
    ReviewedDecision,
    decision_id,
    demands_of,
    enter_review_decision,
    follow_up,
    review_decisions,
)

BUY = ReviewDecision(
    review="2026-H1",
    text="buy two more scanners",
    responsible="IT",
    due=DAY + timedelta(days=60),
    about=("5c1b0a7d9e3f2468",),
    elements=(Element.TECHNOLOGY,),
)
INFORM = ReviewDecision(review="2026-H1", text="tell everybody", responsible="GM", due=DAY + timedelta(days=5))
DONE = FollowedUp(on=DAY + timedelta(days=40), result="they stand in the warehouse")


@pytest.fixture
def register(tmp_path: Path) -> Register:
    register = open_register(tmp_path)
    for each in (BUY, INFORM):
        enter_review_decision(register, each, "王总", AT)
    return register


def after(register: Register, days: int) -> ReviewDecisions:
    return review_decisions(register, DAY + timedelta(days=days))


def bought(register: Register, days: int) -> ReviewedDecision:
    return next(each for each in after(register, days).rows if each.decision == decision_id(BUY))


def test_what_was_decided_is_read_back_in_its_order(register: Register) -> None:
    rows = after(register, 0).rows
    assert [(each.text, each.owner, each.due, each.about) for each in rows] == [
        (each.text, each.responsible, each.due, each.about) for each in (BUY, INFORM)
    ]
    assert {(each.by, each.decided) for each in rows} == {("王总", DAY)}
    assert after(register, -1).rows == ()


def test_a_decision_is_overdue_from_the_day_after_until_it_is_done(register: Register) -> None:
    assert [each.is_overdue for each in after(register, 5).rows] == [False, False]
    assert [each.is_overdue for each in after(register, 6).rows] == [False, True]
    follow_up(register, decision_id(BUY), DONE, "王总", AT + timedelta(days=40))
    assert (bought(register, 61).is_overdue, bought(register, 61).done, bought(register, 61).result) == (
        False,
        DONE.on,
        DONE.result,
    )
    assert bought(register, 39).done is None


def test_what_moves_an_element_is_asked_of_the_plan_until_it_is_done(register: Register) -> None:
    (demand,) = demands_of(after(register, 0))
    assert (demand.source, demand.origin, demand.text) == (Source.REVIEW, decision_id(BUY), BUY.text)
    assert (demand.elements, demand.responsible) == ((Element.TECHNOLOGY,), ("IT",))
    item = item_of_demand(demand, Design(), DAY)
    assert (item.window.first, item.window.last) == (DAY, BUY.due)
    follow_up(register, decision_id(BUY), DONE, "王总", AT + timedelta(days=40))
    assert demands_of(after(register, 40)) == ()


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        (replace(BUY, text=" "), "REVIEW_LACKS"),
        (replace(BUY, responsible=""), "REVIEW_LACKS"),
        (replace(BUY, text="late", due=DAY - timedelta(days=1)), "REVIEW_DUE"),
        (BUY, "STATEMENT_OVERTAKEN"),
    ],
    ids=["nothing", "nobody", "due already", "twice"],
)
def test_what_says_too_little_or_was_said_is_refused(register: Register, decision: ReviewDecision, code: str) -> None:
    with pytest.raises(UsageError) as refused:
        enter_review_decision(register, decision, "王总", AT)
    assert refused.value.finding.code == code
    assert len(review_decisions(register, date.max)) == 2


def test_only_a_decision_that_is_still_to_be_done_is_followed_up(register: Register) -> None:
    follow_up(register, decision_id(BUY), DONE, "王总", AT + timedelta(days=40))
    for identity, said in ((decision_id(BUY), DONE), ("nobody", DONE), (decision_id(INFORM), replace(DONE, result=""))):
        with pytest.raises(UsageError):
            follow_up(register, identity, said, "王总", AT + timedelta(days=41))
