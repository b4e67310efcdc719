"""The plan board in a real browser: an item adopted, signed off, started and done; the command line then tells the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.browser.conftest import PATIENCE, Server, Visit, pick
from tests.browser.test_app_accessible import is_ours, violations
from tests.test_cli import run
from workbench.normalization import open_register
from workbench.normalization.plan import Item, ItemEvent, SignedOff, enter_event, item_events, plan_in

Visiting = Callable[[Server], Visit]
LONG = 5 * PATIENCE
"""Milliseconds that an assessment may take."""
SAVED = ["planned", "signed-off", "signed-off", "started", "done"]


@pytest.fixture(scope="module")
def server(serve: Callable[[Path], Server], demo: Path, chromium: Any) -> Server:
    """Serve the demo enterprise with all drafts put into the plan by one session."""
    served = serve(demo)
    visited = Visit(page=chromium.new_page(locale="zh-CN"), url=served.url)
    page = visited.go("plan?part=drafts")
    page.get_by_role("button", name="开始评估").click()
    page.get_by_role("button", name="列入计划").click(timeout=LONG)
    page.get_by_text("没有写明由谁记录").wait_for()
    page.get_by_label("登记人").fill("管理者代表")
    page.get_by_role("button", name="列入计划").click()
    page.get_by_text("所依据的评估在登记簿第 1 条").wait_for()
    assert (visited.strangers, visited.errors) == ([], [])
    visited.page.close()
    return served


def today() -> date:
    """Return the day that it is where the enterprise is."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()


def asking_two(folder: Path) -> Item:
    """Return the first item that two posts have to sign off."""
    return next(each for each in plan_in(open_register(folder), today()).items if len(each.planned.sign_offs) == 2)


def state(page: Any, button: str) -> Any:
    """Open a form of the item that is shown."""
    page.get_by_role("button", name=button, exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("登记人").fill("王工")
    return dialog


def saved(visited: Visit, dialog: Any) -> None:
    dialog.get_by_role("button", name="保存").click()
    dialog.wait_for(state="detached")
    visited.settled()


def test_an_item_is_signed_started_and_done_and_the_command_line_tells_the_same(
    server: Server, visit: Visiting, demo: Path
) -> None:
    item = asking_two(demo)
    visited = visit(server)
    page = visited.go(f"plan?item={item.id}")
    page.get_by_role("heading", name=f"{item.id[:8]}，已策划").wait_for()
    for _ in item.planned.sign_offs:
        saved(visited, state(page, "会签"))
    saved(visited, state(page, "开始"))
    saved(visited, state(page, "完成"))
    page.get_by_role("heading", name=f"{item.id[:8]}，已完成").wait_for()
    assert [each.happening.name for each in item_events(open_register(demo))[item.id]] == SAVED
    told = json.loads(run("plan", demo, "--json", "-").stdout)
    found = next(each for each in told["items"] if each["id"] == item.id)
    assert (found["state"], found["unsigned"], found["done"]) == ("done", [], today().isoformat())
    page.get_by_text(told["register"]["hash"]).wait_for()
    dialog = state(page, "按新证据验证")
    dialog.get_by_role("button", name="按新证据验证").click()
    page.get_by_text("验证了 1 项").wait_for(timeout=LONG)
    assert item_events(open_register(demo))[item.id][-1].happening.name == "verified"
    assert (visited.strangers, visited.errors) == ([], [])


def test_somebody_who_was_faster_is_named_and_nothing_is_saved(server: Server, visit: Visiting, demo: Path) -> None:
    item = next(each for each in plan_in(open_register(demo), today()).items if each.unsigned)
    visited = visit(server)
    page = visited.go(f"plan?lang=en&item={item.id}")
    page.get_by_role("button", name="sign off", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Entered by").fill("Wang")
    event = ItemEvent(happening=SignedOff(post=item.unsigned[0]), by="李工", at=datetime.now(UTC))
    number = enter_event(open_register(demo), item.id, event).number
    dialog.get_by_role("button", name="Save").click()
    dialog.get_by_text("李工 stated something about").wait_for()
    assert item_events(open_register(demo))[item.id][-1].number == number


def test_items_are_looked_at_by_state_and_what_changes_for_a_post_is_told(server: Server, visit: Visiting) -> None:
    visited = visit(server)
    page = visited.go("plan?lang=en")
    pick(page, "State", "cancelled")
    page.get_by_text("No item is like that.").wait_for()
    page = visited.go("plan?lang=en&part=changes")
    page.locator("td").first.wait_for(state="attached")
    assert (visited.strangers, visited.errors) == ([], [])


def test_an_assessment_is_recorded_once_and_findings_are_followed_by_it(server: Server, visit: Visiting) -> None:
    visited = visit(server)
    page = visited.go("plan?lang=en&part=lifelines")
    page.get_by_role("heading", name="Findings over time").wait_for()
    page.get_by_role("button", name="Record this assessment").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Entered by").fill("Wang")
    dialog.get_by_role("button", name="Record this assessment").click()
    page.get_by_text("it was not recorded again").wait_for()
    assert (visited.strangers, visited.errors) == ([], [])


@pytest.mark.parametrize(
    ("part", "scheme"), [("items", "light"), ("items", "dark"), ("drafts", "light"), ("changes", "light"), ("lifelines", "light")]
)
def test_no_part_has_a_barrier_of_ours(server: Server, visit: Visiting, part: str, scheme: str) -> None:
    visited = visit(server)
    visited.page.emulate_media(color_scheme=scheme)
    page = visited.go(f"plan?part={part}")
    assert page.get_by_test_id("stException").count() == 0
    assert [each for each in violations(page) if is_ours(page, *each)] == []
