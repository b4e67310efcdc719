"""Of an assessment and of what is recommended on it a plan is made: items with owners, days in their order, and their proof."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.report.redesign.small import small
from workbench.fit.codes import Element
from workbench.fit.plan import draft_items
from workbench.fit.plan.items import LOOP
from workbench.language import Language
from workbench.normalization import open_register
from workbench.normalization.plan import (
    AdjustmentWindow,
    Item,
    ItemState,
    PlannedItem,
    Source,
    changes_for,
    enter_items,
    item_of_advice,
    plan_in,
    posts_concerned,
)
from workbench.normalization.register import UNDECIDED
from workbench.normalization.sightings import enter_run, lifelines, runs_in
from workbench.study import Assessment, assess, open_study
from workbench.study.planning import planned_items
from workbench.study.recording import run_of_assessment

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2025, 7, 1)
AT = datetime(2025, 7, 1, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo() -> Assessment:
    return assess(open_study(ROOT))


@pytest.fixture(scope="module")
def items(demo: Assessment) -> tuple[PlannedItem, ...]:
    return planned_items(demo, None, TODAY)


def test_every_finding_of_the_demo_is_in_one_item(demo: Assessment, items: tuple[PlannedItem, ...]) -> None:
    planned = [finding for each in items for finding in each.findings]
    assert sorted(planned) == sorted(each.id for each in demo.findings)
    assert (len(planned), len(items)) == (30, len(draft_items(demo.findings, demo.evidence)))


def test_only_a_system_without_an_owner_has_nobody_responsible(items: tuple[PlannedItem, ...]) -> None:
    nobody = [each for each in items if not each.responsible]
    assert [[told.key for told in each.moved_from] for each in nobody] == [["TO-NOOWNER"]]
    assert all(each.needs_management for each in nobody)


def test_every_window_begins_after_those_of_the_items_before(items: tuple[PlannedItem, ...]) -> None:
    by_id = {each.id: each for each in items}
    following = [(each, by_id[before]) for each in items for before in each.after]
    assert following
    for item, before in following:
        assert item.window.first > before.window.last
        assert LOOP.index(before.elements[0]) < LOOP.index(item.elements[0])
    free = [each for each in items if not each.after]
    assert {each.window.first for each in free} == {TODAY}


def test_every_item_tells_how_it_is_proven_and_what_it_takes(items: tuple[PlannedItem, ...]) -> None:
    checks = {check.subject.code: check for each in items for check in each.verifications}
    assert all(len(each.verifications) == len(each.findings) for each in items)
    assert checks["CF-SKIP"].verification.needed == 300
    assert checks["PO-NOA"].verification.needed is None
    assert {check.verification.rule for check in checks.values()} == {"structural", "whole", "threshold", "none", "always"}


def test_every_item_of_the_demo_is_said_without_a_gap(items: tuple[PlannedItem, ...]) -> None:
    for item in items:
        told = (*item.moved_from, *item.moved_to, *item.risks, *item.controls, item.outlay)
        assert all("{" not in each.text(language) for each in told for language in Language)
        assert item.risks
        assert item.controls


def test_every_item_that_somebody_answers_for_changes_something_for_a_post(items: tuple[PlannedItem, ...]) -> None:
    assert [each.id for each in items if not each.post_changes] == [each.id for each in items if not each.responsible]


def test_the_plan_of_the_demo_stands_in_the_register_as_it_was_made(tmp_path: Path, items: tuple[PlannedItem, ...]) -> None:
    enter_items(open_register(tmp_path), items, "王工", AT)
    plan = plan_in(open_register(tmp_path), TODAY)
    assert {each.id: each.planned for each in plan.items} == {each.id: each for each in items}
    assert plan.circles == ()
    assert plan.overdue == ()
    after = plan_in(open_register(tmp_path), TODAY + timedelta(days=400))
    assert len(after.overdue) == len(items)


def test_the_clerk_of_the_demo_sees_what_changes_for_him(tmp_path: Path, items: tuple[PlannedItem, ...]) -> None:
    enter_items(open_register(tmp_path), items, "王工", AT)
    plan = plan_in(open_register(tmp_path), TODAY)
    posts = posts_concerned(plan)
    assert len(posts) > 5
    assert all(changes_for(post, plan).rows for post in posts)


def test_the_same_assessment_gives_the_same_plan(demo: Assessment, items: tuple[PlannedItem, ...]) -> None:
    assert planned_items(demo, None, TODAY) == items


def test_the_demo_is_one_run_with_all_that_it_says(tmp_path: Path, demo: Assessment) -> None:
    run = run_of_assessment(demo, "王工", AT)
    entered = enter_run(open_register(tmp_path), run)
    assert entered.is_new
    (found,) = runs_in(open_register(tmp_path))
    assert found == run
    assert sum(each.is_claimed for each in run.findings) == 30
    assert {each.id for each in run.findings if not each.is_claimed} == {each.id for each in demo.below_threshold}
    assert {each.process for each in run.processes} == {each.id for each in demo.processes}
    assert all(each.first is not None and each.cases for each in run.processes)
    lives = lifelines([run], UNDECIDED)
    assert len(lives) == 30
    assert {each.state.value for each in lives.rows} == {"open"}


def test_a_step_of_what_is_recommended_gives_the_item_of_its_finding_the_simulated_effect() -> None:
    recommendation = small()
    (step,) = recommendation.plan.steps
    (item,) = planned_items(recommendation.assessment, recommendation, TODAY)
    assert (item.source, item.origin) == (Source.FINDING, step.advice.proposal.heuristic)
    assert [each.subject.code for each in item.verifications] == ["PF-BATCH"]
    (effect,) = item.effects
    assert effect.is_clear
    assert effect.is_indicative == ("p" in recommendation.gate.indicative)
    assert [each.process for each in item.effect_checks] == ["p"]


def test_a_step_that_mends_no_finding_is_an_item_of_its_own() -> None:
    recommendation = small()
    detected = replace(recommendation.assessment.detected, findings=())
    processes = tuple(replace(each, of_times=()) for each in recommendation.assessment.processes)
    clean = replace(recommendation.assessment, detected=detected, processes=processes)
    assert clean.findings == ()
    (item,) = planned_items(clean, recommendation, TODAY)
    assert (item.source, item.origin) == (Source.ADVICE, "H4")
    assert item.effects
    assert item.window.first == TODAY


def in_plan(planned: PlannedItem, state: ItemState = ItemState.AGREED) -> Item:
    return Item(planned=planned, state=state, on=TODAY, since=TODAY)


def test_what_shares_a_cause_with_an_item_of_the_plan_is_an_item_of_its_own_after_it(
    demo: Assessment, items: tuple[PlannedItem, ...]
) -> None:
    whole = next(each for each in items if len(each.findings) > 1)
    revised = AdjustmentWindow(first=TODAY, last=TODAY + timedelta(days=500))
    known = replace(whole, findings=whole.findings[1:], verifications=whole.verifications[1:], window=revised)
    found = planned_items(demo, None, TODAY, [in_plan(known)])
    (joining,) = (each for each in found if known.id in each.after and each.id == whole.findings[0])
    assert joining.findings == whole.findings[:1]
    assert joining.window.first == revised.last + timedelta(days=1)
    dealt_with = [*known.findings, *(finding for each in found for finding in each.findings)]
    assert sorted(dealt_with) == sorted(each.id for each in demo.findings)


def test_what_is_done_is_not_waited_for_and_what_is_cancelled_is_drafted_again(
    demo: Assessment, items: tuple[PlannedItem, ...]
) -> None:
    everything = [in_plan(each, ItemState.EFFECTIVE) for each in items]
    assert planned_items(demo, None, TODAY, everything) == ()
    assert planned_items(demo, None, TODAY, [replace(each, state=ItemState.CANCELLED) for each in everything]) == items
    whole = next(each for each in items if len(each.findings) > 1)
    checks = tuple(each for each in whole.verifications if each.subject.id != whole.findings[0])
    part = replace(whole, findings=whole.findings[1:], verifications=checks)
    (rest,) = planned_items(
        demo, None, TODAY, [*(each for each in everything if each.id != whole.id), in_plan(part, ItemState.DONE)]
    )
    assert (rest.findings, rest.after, rest.window.first) == (whole.findings[:1], (), TODAY)


def test_advice_on_a_finding_that_is_planned_is_an_item_of_its_own_after_it_and_comes_once() -> None:
    recommendation = small()
    assessment = recommendation.assessment
    (known,) = planned_items(assessment, None, TODAY)
    (advised,) = planned_items(assessment, recommendation, TODAY, [in_plan(known)])
    assert (advised.source, advised.origin, advised.after) == (Source.ADVICE, "H4", (known.id,))
    assert advised.effects
    assert advised.window.first == known.window.last + timedelta(days=1)
    assert planned_items(assessment, recommendation, TODAY, [in_plan(known), in_plan(advised)]) == ()
    (whole,) = planned_items(assessment, recommendation, TODAY)
    assert planned_items(assessment, recommendation, TODAY, [in_plan(whole)]) == ()


def test_any_advice_that_can_be_followed_may_become_an_item() -> None:
    recommendation = small()
    feasible = [each for each in recommendation.advice if each.refusal is None]
    made = [item_of_advice(each, recommendation.assessment.evidence, (), TODAY) for each in feasible]
    assert len({each.id for each in made}) == len(feasible)
    for item in made:
        assert item.elements[0] in Element
        told = (*item.moved_from, *item.moved_to)
        assert all("{" not in each.text(language) for each in told for language in Language)
