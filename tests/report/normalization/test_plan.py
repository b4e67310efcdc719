"""The plan as a page and as lines: which items are looked at, what is proven, who signs, and what happened, in both languages."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from tests.normalization.plan.items import AT, TODAY, after, happened, in_work, item
from tests.report.small_workspaces import workspace
from workbench.design.names import Names
from workbench.fit.codes import Element
from workbench.fit.plan import Proof, Verification
from workbench.language import Language
from workbench.normalization import Subject
from workbench.normalization.heads import Head
from workbench.normalization.plan import (
    AdjustmentWindow,
    Aspect,
    Cancelled,
    Done,
    FindingCheck,
    FindingProof,
    Happening,
    ItemState,
    Plan,
    Planned,
    PlannedItem,
    PostChange,
    Reopened,
    Revised,
    Verified,
    in_own_words,
    plan_of,
    told,
)
from workbench.report.normalization.plan_board import (
    PlanChoice,
    changes_table,
    drafts_table,
    item_named,
    plan_facts,
    plan_of_drafts,
    plan_posts,
    plan_table,
    proof_of,
)
from workbench.report.normalization.plan_file import plan_json
from workbench.report.normalization.plan_item import item_page
from workbench.report.normalization.plan_lines import plan_lines, said_beside
from workbench.report.page import Table
from workbench.report.planned import drafts_content
from workbench.study import assess, open_study
from workbench.study.planning import planned_items

LATER = date(2025, 12, 31)
POSTS = Names(texts={"S1": {"zh-CN": "销售员", "en": "Salesperson"}, "S2": {"zh-CN": "经理", "en": "Manager"}})
CHECK = FindingCheck(
    subject=Subject(id="f1", code="CF-SKIP", scope="p", object=("b",), count=36, exposed=300),
    verification=Verification(rule="none", most=0.01, needed=300),
)
LACKING = FindingProof(finding="f1", proof=Proof.NOT_YET, violations=0, exposed=40, needed=300, low=0.0, high=0.09)
ASKED = item("asked", sign_offs="S2", verifications=(CHECK,))
FREE = item("free", priority=2.0, elements=(Element.DATA,), responsible=(), after="asked")


def plan(*happenings: Happening, on: date = TODAY, of: PlannedItem = ASKED) -> Plan:
    """Return a plan of an item to which something happened, and of one that follows it."""
    return plan_of({of.id: happened(Planned(item=of), *happenings, every=0), "free": happened(Planned(item=FREE))}, on)


def cells(table: Table, row: int) -> list[str]:
    return [cell.en for cell in table.rows[row]]


def test_the_figures_count_what_is_open_late_waiting_and_proven() -> None:
    proven = Verified(proof=Proof.PROVEN, findings=(LACKING,))
    late = plan(*in_work(ASKED), on=LATER)
    assert [each.value.en for each in plan_facts(late)] == ["2", "2", "1", "0", "0", "0"]
    done = plan(*in_work(ASKED), Done(on=TODAY), proven)
    assert [each.value.en for each in plan_facts(done)] == ["1", "0", "0", "1", "0", "0"]


def test_items_are_looked_at_by_state_element_and_post_and_keep_their_number() -> None:
    found = plan()
    chosen = PlanChoice(state=ItemState.AGREED).of(found)
    assert [each.id for each in chosen] == ["free"]
    assert cells(plan_table(found, chosen, POSTS), 0)[:4] == [
        "2 · free",
        "agreed",
        "data",
        "Move “free” into the lane of the post that is responsible.",
    ]
    assert [each.id for each in PlanChoice(element=Element.DATA).of(found)] == ["free"]
    assert [each.id for each in PlanChoice(post="S2").of(found)] == ["asked"]
    assert PlanChoice(state=ItemState.DONE, post="S2").of(found) == ()
    assert plan_posts(found) == ("S1", "S2")


def test_the_proof_is_that_of_the_finding_that_lacks_most() -> None:
    other = FindingProof(finding="f0", proof=Proof.PROVEN, violations=0, exposed=500, needed=300)
    judged = plan(*in_work(ASKED), Done(on=TODAY), Verified(proof=Proof.NOT_YET, findings=(other, LACKING))).item["asked"]
    assert proof_of(judged).en == "0 violations on 40 exposures (300 needed)"
    assert proof_of(plan().item["asked"]).en == "takes 300 exposures once done"
    assert proof_of(plan().item["free"]).en == "the design shows it"


def test_one_item_opened_says_who_still_signs_what_may_happen_and_what_did() -> None:
    found = plan(Revised(reason="报价", cost=12.5, window=AdjustmentWindow(first=TODAY, last=LATER)))
    events = happened(Planned(item=ASKED), Revised(reason="报价 <b>", cost=12.5))
    page = item_page(found.item["asked"], found, events, POSTS)
    facts = {each.label.en: each.value.en for each in page.facts}
    assert (facts["Responsible"], facts["Signed off"], facts["Still to sign"]) == ("Salesperson", "–", "Manager")
    assert (facts["Cost"], facts["Window"]) == ("12.50", "2025-07-01 – 2025-12-31")
    assert page.may == ("revised", "signed-off", "cancelled")
    assert page.proofs is None
    assert [row[0].en for row in page.history.rows] == ["1", "2"]
    assert cells(page.history, 1)[2:] == ["王工", "revise", "报价 <b>, Cost: 12.50"]
    assert page.history.rows[1][3].zh == "修订"


def test_an_item_that_came_back_says_so_and_nobody_is_asked_twice() -> None:
    back = Reopened(reason="复发")
    found = plan(*in_work(ASKED), Done(on=TODAY), Verified(proof=Proof.REFUTED, findings=(LACKING,)), back)
    page = item_page(found.item["asked"], found, (), POSTS)
    assert "Opened again 1 times." in [each.en for each in page.notes]
    assert page.proofs is not None
    assert cells(page.proofs, 0) == ["CF-SKIP b", "not yet provable", "0", "40", "300", "0.0% – 9.0%"]


def test_drafts_say_who_would_sign() -> None:
    drafts = plan_of_drafts([ASKED], TODAY)
    assert cells(drafts_table(drafts, POSTS), 0)[3:5] == ["Salesperson", "Manager"]
    assert item_named(drafts.items[0], drafts).zh.startswith("1 · ")


def test_a_draft_that_was_cancelled_stands_so_and_says_why() -> None:
    cancelled = {ASKED.id: after(Cancelled(reason="no budget"), of=ASKED)}
    drafts = plan_of_drafts([ASKED, FREE], TODAY, cancelled)
    assert [each.state for each in drafts.items] == [ItemState.CANCELLED, ItemState.PLANNED]
    assert [cells(drafts_table(drafts, POSTS), row)[-1] for row in (0, 1)] == ["no budget", "–"]


def test_what_changes_for_a_post_tells_nothing_from_unknown() -> None:
    by = told("item-own-words", {"text": "x"})
    changes = (
        PostChange(post="S1", aspect=Aspect.DUTY, object=("a",), by=by, before="R", after=""),
        PostChange(post="S1", aspect=Aspect.SYSTEM, object=("a",), by=by),
    )
    table = changes_table("S1", plan(of=item("asked", post_changes=changes)), POSTS)
    assert [cells(table, row)[:4] for row in (0, 1)] == [["duty", "a", "R", "nothing"], ["system", "a", "–", "–"]]


def test_lines_and_json_tell_the_same_plan_and_the_last_record() -> None:
    found, head = plan(on=LATER), Head(number=7, hash="ab" * 32)
    told_lines = plan_lines(found, head, POSTS, Language.ZH_CN)
    assert "1. [已策划] 流程 · asked" in told_lines
    assert "（逾期）" in told_lines
    assert head.hash in told_lines
    content = json.loads(plan_json(found, head, Language.EN, ("S1",)))
    assert [each["id"] for each in content["items"]] == ["asked", "free"]
    assert (content["on"], content["totals"]["overdue"], content["items"][1]["waits_for"]) == ("2025-12-31", 2, ["asked"])
    assert content["register"] == {"number": 7, "hash": head.hash}
    assert content["changes"] == {"S1": []}


def test_an_item_has_one_form_as_a_draft_and_in_the_plan(tmp_path: Path) -> None:
    assessment = assess(open_study(workspace(tmp_path, "p")))
    planned = planned_items(assessment, None, TODAY)
    (draft,) = drafts_content(assessment, Language.EN)
    events = {each.id: happened(Planned(item=each)) for each in planned}
    (item,) = json.loads(plan_json(plan_of(events, TODAY), Head(number=1, hash="ab" * 32), Language.EN))["items"]
    days = {"first": "2025-07-01", "last": planned[0].window.last.isoformat(), "days": draft["window"]["days"]}
    alike = draft.keys() - {"window", "factors", "effort"}
    assert {key: item.get(key) for key in alike} == {key: draft[key] for key in alike}
    assert (item["window"], item["verification"][0]["exposure_needed"]) == (days, 300)


def test_events_name_the_minute_on_the_clock_of_who_stated_them() -> None:
    found = plan()
    page = item_page(found.items[0], found, happened(Planned(item=ASKED)), POSTS)
    assert page.history.rows[0][1].zh == f"{AT:%Y-%m-%d %H:%M}"


def test_what_went_along_with_several_items_is_said_once_with_all_of_them() -> None:
    faster, lower = in_own_words("faster"), in_own_words("lower")
    said = said_beside({"a" * 16: (faster, lower), "b" * 16: (lower,), "c" * 16: ()})
    assert [each.en for each in said] == ["faster (aaaaaaaa)", "lower (aaaaaaaa, bbbbbbbb)"]
    assert [each.en for each in said_beside({each * 16: (lower,) for each in "abc"})] == ["lower (all 3 items)"]
