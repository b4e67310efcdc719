"""The plan on a day: in which order, what waits, what is overdue, what it adds up to, and what changes for each post."""

from collections.abc import Mapping
from datetime import timedelta
from random import Random

from tests.normalization.plan.items import DAYS, TODAY, happened, in_work, item
from workbench.fit.codes import Element
from workbench.fit.plan import Verification
from workbench.language import Language
from workbench.normalization import Subject
from workbench.normalization.plan import (
    AdjustmentWindow,
    Aspect,
    Cancelled,
    Done,
    FindingCheck,
    Happening,
    Plan,
    Planned,
    PlannedItem,
    PostChange,
    PredictedEffect,
    Revised,
    changes_for,
    following,
    in_turn,
    order_of,
    plan_of,
    posts_concerned,
    told,
)

LATER = TODAY + timedelta(days=DAYS)
DUTY = PostChange(post="S1", aspect=Aspect.DUTY, object=("a",), by=told("move-assign", {"activity": "a"}))
STEP = PostChange(post="S1", aspect=Aspect.STEP, object=("b",), by=told("move-redraw", {"activity": "b"}))


def plan(*items: PlannedItem, on: int = 10, **happenings: tuple[Happening, ...]) -> Plan:
    """Return the plan so many days after all items were planned on the first and more happened to some, day by day."""
    events = {each.id: happened(Planned(item=each), *happenings.get(each.id, ())) for each in items}
    return plan_of(events, TODAY + timedelta(days=on))


def test_items_come_after_those_they_follow_then_by_priority() -> None:
    items = [item("a", priority=1), item("b", priority=3, after="c"), item("c", priority=2), item("d", priority=2.5)]
    assert order_of(items).ids == ("d", "c", "b", "a")
    assert [each.id for each in plan(*items).items] == ["d", "c", "b", "a"]
    shuffled = Random(3).sample(items, len(items))
    assert order_of(shuffled) == order_of(items)


def test_items_that_wait_for_each_other_are_told_and_still_have_a_place() -> None:
    items = [
        item("a", after="b"),
        item("b", after="c"),
        item("c", after="a", priority=2),
        item("d", after="a"),
        item("e", after="e"),
    ]
    order = order_of(items)
    assert order.circles == (("a", "b", "c"), ("e",))
    assert sorted(order.ids) == ["a", "b", "c", "d", "e"]
    said = [each["en"] for each in plan(*items).table.said if isinstance(each, dict)]
    assert any("a → b → c → a" in each for each in said)


def test_a_window_begins_after_those_of_the_items_before() -> None:
    first, second, third = in_turn([item("c", after="b"), item("b", after="a"), item("a")])
    assert first.window == item().window
    assert second.window.first == first.window.last + timedelta(days=1)
    assert (third.window.first, third.window.days) == (second.window.last + timedelta(days=1), DAYS)


def test_a_window_begins_after_what_is_in_the_plan_already_which_stays_as_it_is() -> None:
    moved = AdjustmentWindow(first=TODAY, last=TODAY + timedelta(days=99))
    (found,) = in_turn([item("b", after="a")], [item("a", window=moved)])
    assert (found.id, found.window.first, found.window.days) == ("b", TODAY + timedelta(days=100), DAYS)


def test_technology_that_is_in_the_plan_already_turns_before_process() -> None:
    technical = item("t", elements=(Element.TECHNOLOGY,))
    touched = dict.fromkeys(("t", "p"), frozenset({("activity", "a")}))
    assert [(each.id, each.after) for each in following([item("p")], touched, [technical])] == [("p", ("t",))]


def test_technology_turns_before_process_where_both_touch_the_same() -> None:
    technical = item("t", elements=(Element.TECHNOLOGY,))
    flow, other = item("p"), item("q")
    touched = {"t": frozenset({("activity", "a")}), "p": frozenset({("activity", "a")}), "q": frozenset({("activity", "b")})}
    assert {each.id: each.after for each in following([flow, other, technical], touched)} == {"t": (), "p": ("t",), "q": ()}


def test_an_item_waits_for_what_is_not_done_and_not_cancelled() -> None:
    items = item("a"), item("b", after="a missing")
    assert plan(*items).waits_for(plan(*items).item["b"]) == ("a",)
    for end in ((*in_work(), Done(on=TODAY)), (Cancelled(reason="x"),)):
        found = plan(*items, a=end)
        assert found.waits_for(found.item["b"]) == ()


def test_what_is_overdue_is_told_the_longest_first() -> None:
    late, later = item("a"), item("b", window=in_turn([item("x"), item("b", after="x")])[1].window)
    assert [each.id for each in plan(late, later, on=40).overdue] == ["a"]
    assert [each.id for each in plan(late, later, on=70).overdue] == ["a", "b"]
    assert plan(late, later, on=29).overdue == ()


def test_it_all_adds_up() -> None:
    found = plan(
        item("a", departments=("D1", "D2")),
        item("b", after="a"),
        item("c"),
        a=(Revised(reason="报价", cost=1_000.0),),
        c=(Cancelled(reason="x"),),
    )
    totals = found.totals
    assert (totals.cost, totals.without_cost, totals.waiting, totals.escalated) == (1_000.0, 1, 1, 1)
    assert {state.value: count for state, count in totals.by_state.items() if count} == {"agreed": 2, "cancelled": 1}
    html = found.to_html(Language.ZH_CN)
    assert "共 3 项" in html
    assert "已知成本合计 1,000；1 项尚未填写成本" in html
    assert "3 items" in found.to_html(Language.EN)


def test_a_row_tells_what_it_saves_and_the_exposure_it_needs() -> None:
    checks = tuple(
        FindingCheck(subject=Subject(id="f", code="CF-SKIP", scope="p"), verification=Verification(rule="none", needed=needed))
        for needed in (300, None)
    )
    saving = PredictedEffect(process="p", base=5.0, change=-1.0, low=-1.5, high=-0.5, saved=60.0)
    chance = PredictedEffect(process="q", base=5.0, change=0.1, low=-0.5, high=0.7, saved=0.0)
    row, empty = plan(item("a", verifications=checks, effects=(saving, chance), priority=2), item("b")).table.rows
    assert (row.needed, row.saved) == (300, 60.0)
    assert isinstance(row.effect, Mapping)
    assert row.effect["en"].startswith("p: mean cycle time 5.00 days")
    assert "q:" not in row.effect["en"]
    assert (empty.needed, empty.saved) == (None, None)


def test_each_post_sees_what_changes_for_it_in_the_order_of_the_plan() -> None:
    items = item("a", post_changes=(STEP, DUTY)), item("b", priority=2, post_changes=(DUTY,)), item("c", post_changes=(DUTY,))
    found = plan(*items, c=(Cancelled(reason="x"),))
    rows = changes_for("S1", found).rows
    assert [(each.item, each.object) for each in rows] == [("b", ("a",)), ("a", ("a",)), ("a", ("b",))]
    assert rows[0].aspect == {"zh-CN": "职责", "en": "duty"}
    assert posts_concerned(found) == ("S1",)
    assert changes_for("S9", found).rows == ()
