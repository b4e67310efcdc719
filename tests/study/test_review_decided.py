"""What a management review decides comes into the plan where it moves an element, from the day of it until it is due."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from workbench.design import join
from workbench.design.joining import Subjects
from workbench.fit.codes import Element
from workbench.language import Language
from workbench.normalization import Author, Register, open_register
from workbench.normalization.plan import AdjustmentWindow, Cancelled, ItemState, Source, plan_in
from workbench.normalization.review import FollowedUp, ReviewDecision, enter_review_decision, follow_up, review_decisions
from workbench.study.adjusting import design_beside, state
from workbench.study.review_decided import adopt_decided, decide_in_review, decided_items
from workbench.templates import example_workspace, write_with_files

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
DUE = date(2026, 6, 30)
GM = Author(by="GM", at=AT)
DESIGN = join((), Subjects())


def decision(*elements: Element, text: str = "train planners") -> ReviewDecision:
    return ReviewDecision(review="2026-1", text=text, responsible="P1", due=DUE, elements=elements)


def decided(folder: Path, *elements: Element) -> Register:
    register = open_register(folder)
    decide_in_review(register, decision(*elements), DESIGN, GM)
    return register


def test_a_decision_that_moves_an_element_is_an_item_until_it_is_due(tmp_path: Path) -> None:
    register = decided(tmp_path, Element.ORGANIZATION, Element.PROCESS)
    (item,) = plan_in(register, AT.date()).items
    (made,) = review_decisions(register, AT.date()).rows
    planned = item.planned
    assert (planned.source, planned.origin, planned.responsible) == (Source.REVIEW, made.decision, ("P1",))
    assert (planned.elements, planned.window) == (
        (Element.ORGANIZATION, Element.PROCESS),
        AdjustmentWindow(first=AT.date(), last=DUE),
    )


def test_a_decision_that_moves_nothing_is_no_item(tmp_path: Path) -> None:
    assert plan_in(decided(tmp_path), AT.date()).items == ()


def test_what_was_decided_and_never_planned_is_planned_once_with_the_next_decision(tmp_path: Path) -> None:
    register = open_register(tmp_path)
    enter_review_decision(register, decision(Element.DATA), "GM", AT)
    later = Author(by="QM", at=AT.replace(month=5))
    decided = decide_in_review(register, decision(Element.PROCESS, text="draw it anew"), DESIGN, later)
    assert len(decided.items) == 2
    assert {each.planned.window.last for each in plan_in(register, later.today).items} == {DUE}
    assert adopt_decided(register, DESIGN, later) == ()


def test_an_item_that_was_cancelled_stays_so_when_something_else_is_decided(tmp_path: Path) -> None:
    register = decided(tmp_path, Element.DATA)
    (item,) = plan_in(register, AT.date()).items
    state(register, item, Cancelled(reason="no budget"), GM)
    later = Author(by="QM", at=AT.replace(month=5))
    (entered,) = decide_in_review(register, decision(Element.PROCESS, text="draw it anew"), DESIGN, later).items
    found = {each.id: each.state for each in plan_in(register, later.today).items}
    assert found == {item.id: ItemState.CANCELLED, entered.statement.subject: ItemState.AGREED}


def test_what_is_done_asks_for_nothing_any_more(tmp_path: Path) -> None:
    register = decided(tmp_path, Element.DATA)
    (made,) = review_decisions(register, AT.date()).rows
    follow_up(register, made.decision, FollowedUp(on=AT.date(), result="two trained"), "QM", AT)
    assert list(decided_items(review_decisions(register, AT.date()), DESIGN)) == []


def test_the_department_of_who_answers_comes_from_the_tables_alone(tmp_path: Path) -> None:
    write_with_files(example_workspace(Language.EN), tmp_path)
    design = design_beside(tmp_path)
    register = open_register(tmp_path)
    decide_in_review(register, decision(Element.DATA), design, GM)
    (item,) = plan_in(register, AT.date()).items
    assert item.planned.departments == (design.organization.post["P1"].department,)
