"""A release under watch in a real browser: a declared change becomes a case, is planned and closed, and the state follows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import PATIENCE, Server, Visit, pick
from tests.browser.test_app_accessible import is_ours, violations
from tests.study.watched import with_release

Visiting = Callable[[Server], Visit]


@pytest.fixture(scope="module")
def server(serve: Callable[[Path], Server], chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Serve a small workspace with a released standard, assessed by one session."""
    served = serve(with_release(tmp_path_factory.mktemp("released") / "ws").root)
    visited = Visit(page=chromium.new_page(locale="zh-CN"), url=served.url)
    visited.go("monitor").get_by_role("button", name="开始评估").click()
    visited.page.get_by_role("heading", name="监视与动态调整").wait_for(timeout=5 * PATIENCE)
    assert (visited.strangers, visited.errors) == ([], [])
    visited.page.close()
    return served


def test_a_declared_change_is_a_case_that_is_planned_and_closed(server: Server, visit: Visiting) -> None:
    visited = visit(server)
    page = visited.go("monitor?lang=en")
    page.get_by_role("textbox", name="A change outside the data").fill("Customers order online")
    page.get_by_role("textbox", name="Entered by").last.fill("Wang Fang")
    page.get_by_role("button", name="Open a case of adjustment").click()
    page.get_by_text("being adjusted", exact=True).wait_for()
    visited.settled()
    page = visited.go("monitor?lang=en&part=adjusting")
    page.get_by_text("Customers order online").first.wait_for()
    page.get_by_role("button", name="Put into the plan").click()
    page.get_by_role("textbox", name="What is to be").fill("Take orders online")
    page.get_by_role("textbox", name="Entered by").fill("Wang Fang")
    pick(page, "Elements that move", "technology")
    page.keyboard.press("Tab")  # closes the list that hides the rest of the form
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Items of the plan: ").wait_for()  # the owner of a process that the change touches answers for it
    assert (visited.strangers, visited.errors) == ([], [])
    assert [each for each in violations(page) if is_ours(page, *each)] == []
