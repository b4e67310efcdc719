"""The organization in a real browser: every part in both languages, from a cell to its findings, and nothing that runs."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Server, Visit, pick
from tests.report.looks.workspaces import HOSTILE, bare_workspace, workspace

Visiting = Callable[[Server], Visit]
FIRST_CELL = {"x": 60, "y": 90}
"""Somewhere in the second row of a table, in pixels from its corner."""


@pytest.fixture(scope="module")
def server(serve: Callable[[Path], Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    return serve(workspace(tmp_path_factory.mktemp("shop")))


@pytest.fixture(scope="module")
def bare(serve: Callable[[Path], Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    return serve(bare_workspace(tmp_path_factory.mktemp("bare")))


def opened(visited: Visit, path: str) -> Any:
    """Assess the workspace unless that is done, and go to a view."""
    page = visited.go("")
    begin = page.get_by_role("heading", name="打开与导入")
    if begin.count():
        page.get_by_role("button", name="开始评估").click()
        begin.wait_for(state="detached")
    return visited.go(path)


def test_every_part_shows_its_picture_and_its_table_in_both_languages(server: Server, visit: Visiting) -> None:
    visited = visit(server)
    page = opened(visited, "organization")
    for part, heading in (("交接", "部门之间的交接"), ("负荷", "岗位负荷"), ("组织图", "组织图与实际运行")):
        page.get_by_role("radio", name=part, exact=True).or_(page.get_by_role("button", name=part, exact=True)).first.click()
        page.get_by_role("heading", name=heading).wait_for()
        page.get_by_test_id("stImage").first.wait_for()
        page.get_by_test_id("stDataFrame").first.wait_for()
    page.get_by_text("English", exact=True).click()
    page.get_by_role("heading", name="The chart, and what happens on it").wait_for()
    assert "part=chart" in page.url
    assert "lang=en" in page.url
    assert (visited.strangers, visited.errors) == ([], [])


def test_a_cell_leads_to_the_findings_about_its_row(server: Server, visit: Visiting) -> None:
    visited = visit(server)
    page = opened(visited, "organization?part=duties&lang=en")
    page.get_by_role("heading", name="Duties: who is to do it, and who does").wait_for()
    page.get_by_test_id("stDataFrame").first.click(position=FIRST_CELL)
    page.get_by_text("TP-OFFLINE").wait_for()
    page.get_by_role("button", name="See cases (10)").wait_for()
    assert visited.errors == []


def test_a_table_is_downloaded_without_anything_that_runs(server: Server, visit: Visiting) -> None:
    page = opened(visit(server), "organization?part=chart&lang=en")
    with page.expect_download() as started:
        page.get_by_role("button", name="Download table (CSV)").click()
    rows = list(csv.reader(StringIO(Path(started.value.path()).read_text(encoding="utf-8-sig"))))
    assert [row[0].strip() for row in rows] == [
        "Department or post",
        "Head",
        "Boss",
        HOSTILE,
        "Clerk",
        "Stores",
        "Keeper",
        "Sleeper",
    ]


def test_a_hostile_department_is_only_text(server: Server, visit: Visiting) -> None:
    visited = visit(server)
    page = opened(visited, "organization?part=chart")
    page.get_by_test_id("stImage").first.wait_for()
    pick(page, "部门", HOSTILE)
    visited.settled()
    page.get_by_test_id("stDataFrame").first.wait_for()
    assert visited.errors == []
    assert page.get_by_test_id("stMain").locator("script").count() == 0


def test_without_tables_each_part_says_what_to_add(bare: Server, visit: Visiting) -> None:
    visited = visit(bare)
    page = opened(visited, "organization")
    for part, file in (
        ("duties", "responsibilities.csv"),
        ("handovers", "departments.csv"),
        ("loads", "posts.csv"),
        ("roles", "persons.csv"),
    ):
        page = visited.go(f"organization?part={part}")
        page.get_by_test_id("stAlert").filter(has_text=f"models/organization/{file}").wait_for()
    assert visited.errors == []
