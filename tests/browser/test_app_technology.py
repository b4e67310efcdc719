"""Technology and data in a real browser: every part, in both languages, and what to add where there is nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.conftest import Server, pick
from tests.browser.test_app_organization import Visiting, opened
from tests.report.looks.workspaces import bare_workspace, workspace

HEADINGS = {
    "systems": ("系统与活动", "在哪里执行", "自动化"),
    "breaks": ("最常见的路径与媒介断点", "系统之间的变换"),
    "access": ("岗位与功能：需要、授予、使用", "权限统计", "共享账号"),
    "data": ("活动与数据", "数据对象"),
}


@pytest.fixture(scope="module")
def server(serve: Callable[[Path], Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    return serve(workspace(tmp_path_factory.mktemp("shop")))


@pytest.fixture(scope="module")
def bare(serve: Callable[[Path], Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    return serve(bare_workspace(tmp_path_factory.mktemp("bare")))


def test_every_part_shows_its_tables_and_the_language_switches(server: Server, visit: Visiting) -> None:
    visited = visit(server)
    opened(visited, "technology")
    for part, headings in HEADINGS.items():
        page = visited.go(f"technology?part={part}")
        for heading in headings:
            page.get_by_role("heading", name=heading, exact=True).wait_for()
        page.get_by_test_id("stDataFrame").first.wait_for()
    page.get_by_text("English", exact=True).click()
    page.get_by_role("heading", name="Data objects").wait_for()
    assert (visited.strangers, visited.errors) == ([], [])


def test_a_system_can_be_looked_at_alone(server: Server, visit: Visiting) -> None:
    visited = visit(server)
    page = opened(visited, "technology?part=access&lang=en")
    pick(page, "System", "Stock")
    visited.settled()
    page.get_by_role("columnheader", name="WMS.B", include_hidden=True).wait_for(state="attached")
    page.get_by_role("columnheader", name="ERP.A", include_hidden=True).wait_for(state="detached")
    assert visited.errors == []


def test_without_tables_each_part_says_what_to_add(bare: Server, visit: Visiting) -> None:
    visited = visit(bare)
    opened(visited, "technology")
    files = {"systems": "technology/functions.csv", "access": "technology/functions.csv", "data": "information/data_objects.csv"}
    for part, file in files.items():
        page = visited.go(f"technology?part={part}")
        page.get_by_test_id("stAlert").filter(has_text=f"models/{file}").first.wait_for()
    visited.go("technology?part=breaks").get_by_test_id("stAlert").filter(has_text="system").first.wait_for()
    assert visited.errors == []
