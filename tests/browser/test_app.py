"""The frame of the app in a real browser: from a folder to the overview, in both languages, without a request elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.conftest import Server, Visit


@pytest.fixture(scope="module")
def server(serve: Callable[[Path], Server], demo: Path) -> Server:
    return serve(demo)


def test_a_workspace_is_assessed_and_its_processes_shown(server: Server, visit: Callable[[Server], Visit]) -> None:
    visited = visit(server)
    page = visited.go("")
    page.get_by_role("button", name="开始评估").click()
    page.get_by_role("heading", name="订单到交付").wait_for()
    page.get_by_text("English", exact=True).click()
    page.get_by_role("heading", name="Order to delivery").wait_for()
    assert "lang=en" in page.url
    assert visited.strangers == []
    assert visited.errors == []
