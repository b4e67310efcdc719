"""The requirements in a real browser: narrowed by role and state, one opened, and the way to where its next step is taken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import PATIENCE, Server, Visit, pick
from tests.browser.test_app_accessible import is_ours, violations
from workbench.language import Language
from workbench.templates import example_workspace, write_with_files

Visiting = Callable[[Server], Visit]


@pytest.fixture(scope="module")
def server(serve: Callable[[Path], Server], chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Serve a small workspace in which nothing is recorded, assessed by one session."""
    root = tmp_path_factory.mktemp("traced") / "works"
    write_with_files(example_workspace(Language.ZH_CN), root)
    served = serve(root)
    visited = Visit(page=chromium.new_page(locale="zh-CN"), url=served.url)
    visited.go("trace").get_by_role("button", name="开始评估").click()
    visited.page.get_by_role("heading", name="要求追溯").wait_for(timeout=5 * PATIENCE)
    assert (visited.strangers, visited.errors) == ([], [])
    visited.page.close()
    return served


def test_a_requirement_is_found_by_its_state_and_leads_to_where_its_next_step_is_taken(server: Server, visit: Visiting) -> None:
    visited = visit(server)
    page = visited.go("trace?lang=en")
    pick(page, "Role", "core")
    pick(page, "Status", "partly")
    visited.settled()
    pick(page, "Open a requirement", "P1.4")
    page.get_by_role("heading", name="P1.4 Control implementation").wait_for()
    page.get_by_text("workbench plan adopt").last.wait_for()
    assert [each for each in violations(page) if is_ours(page, *each)] == []
    page.get_by_role("button", name="Go there").first.click()
    page.get_by_role("heading", name="Adjustment plan").wait_for()
    page.get_by_role("button", name="Put into the plan").wait_for()
    assert (visited.strangers, visited.errors) == ([], [])
