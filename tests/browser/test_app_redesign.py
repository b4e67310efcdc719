"""What should change, in a real browser: worked out once for all, every part, a point chosen, a what-if tried."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import PATIENCE, Server, Visit, pick
from tests.browser.test_app_accessible import is_ours, violations

Visiting = Callable[[Server], Visit]
PARTS = ("plan", "advice", "front", "jobs", "whatif", "trust")
LONG = 5 * PATIENCE
"""Milliseconds that the whole work may take."""


@pytest.fixture(scope="module")
def server(serve: Callable[[Path], Server], demo: Path, chromium: Any) -> Server:
    """Serve the demo enterprise, assessed, with what should change worked out by one session."""
    served = serve(demo)
    visited = Visit(page=chromium.new_page(locale="zh-CN"), url=served.url)
    visited.go("redesign").get_by_role("button", name="开始评估").click()
    visited.page.get_by_role("button", name="开始计算").click(timeout=LONG)
    visited.page.get_by_role("heading", name="最小方案").wait_for(timeout=LONG)
    assert (visited.strangers, visited.errors) == ([], [])
    visited.page.close()
    return served


def told(page: Any) -> str:
    """Return what the tables of the page say, as those hear it who do not see it."""
    return " ".join(page.locator('[data-testid="stDataFrame"] td').all_text_contents())


def test_the_plan_names_the_changes_that_bring_most_to_a_session_that_did_not_ask(server: Server, visit: Visiting) -> None:
    visited = visit(server)
    page = visited.go("redesign")
    page.get_by_role("heading", name="最小方案").wait_for()
    page.locator("td").first.wait_for(state="attached")
    assert [each for each in ("逐单处理：付款审批", "授权：总经理审批") if each not in told(page)] == []
    assert (visited.strangers, visited.errors) == ([], [])


def test_advice_says_what_it_brings_who_must_agree_and_shows_the_flow_it_changes(server: Server, visit: Visiting) -> None:
    visited = visit(server)
    page = visited.go("redesign?part=advice")
    page.get_by_text("H14 增加资源").wait_for()
    page.get_by_text("需要同意： 计划物控经理").first.wait_for()
    page.get_by_text("再显示").click()
    page.get_by_text("在流程图上看前后对比").first.click()
    page.locator(".djs-container").wait_for()
    assert (visited.strangers, visited.errors) == ([], [])


def test_a_point_of_the_front_shows_who_moves_and_the_chart_before_and_after(server: Server, visit: Visiting) -> None:
    visited = visit(server)
    page = visited.go("redesign?part=front&lang=en&other=0")
    page.get_by_text("Nothing is changed.").wait_for()
    pick(page, "Which grouping to look at", "Cost of change 8,")
    page.get_by_text("Nothing is changed.").wait_for(state="hidden")
    page.get_by_role("tab", name="The chart at this point").click()
    page.get_by_role("heading", name="The chart at this point").wait_for()
    assert "other=8" in page.url
    assert (visited.strangers, visited.errors) == ([], [])


def test_a_what_if_is_played_once_the_button_is_pressed(server: Server, visit: Visiting) -> None:
    visited = visit(server)
    page = visited.go("redesign?part=whatif&lang=en")
    pick(page, "Post that gets more people", "Production planner")
    slider = page.get_by_role("slider", name="People more")
    slider.press("ArrowRight")
    visited.settled()
    assert page.get_by_role("heading", name="What the trial brings").count() == 0
    page.get_by_role("button", name="Try it").click()
    page.get_by_role("heading", name="What the trial brings").wait_for(timeout=LONG)
    page.locator("td").first.wait_for(state="attached")
    assert "OTD" in told(page)
    assert (visited.strangers, visited.errors) == ([], [])


def test_advice_that_was_not_simulated_is_not_offered_and_what_limits_a_chosen_one_is_said(
    server: Server, visit: Visiting
) -> None:
    visited = visit(server)
    page = visited.go("redesign?part=whatif&lang=en")
    box = page.get_by_role("combobox", name="Advice taken together")
    box.fill("H12 ")
    page.get_by_text("No results").wait_for()
    pick(page, "Advice taken together", "H21 Task automation")
    box.press("Escape")
    page.get_by_role("button", name="Try it").click()
    page.get_by_text("Assumed: an automatic execution takes").wait_for()
    page.get_by_role("heading", name="What the trial brings").wait_for(timeout=LONG)
    assert (visited.strangers, visited.errors) == ([], [])


@pytest.mark.parametrize(
    ("part", "scheme"), [*((part, "light") for part in PARTS), ("advice", "dark"), ("front", "dark"), ("whatif", "dark")]
)
def test_no_part_has_a_barrier_of_ours(server: Server, visit: Visiting, part: str, scheme: str) -> None:
    visited = visit(server)
    visited.page.emulate_media(color_scheme=scheme)
    page = visited.go(f"redesign?part={part}")
    assert page.get_by_test_id("stException").count() == 0
    assert [each for each in violations(page) if is_ours(page, *each)] == []
