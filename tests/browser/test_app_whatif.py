"""What-ifs in a real browser: what is tried in one workspace is tried in no other, and nothing chosen plays nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import PATIENCE, Server, Visit, pick
from tests.report.redesign.small import TABLES, workspace, write_log

LONG = 5 * PATIENCE
"""Milliseconds that the whole work may take."""


@pytest.fixture(scope="module")
def server(serve: Callable[[Path], Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Serve two workspaces alike, and one without posts."""
    root = tmp_path_factory.mktemp("two")
    for name in ("earlier", "later"):
        write_log(workspace(root / name, **TABLES))
    write_log(workspace(root / "without-posts"))
    return serve(root)


def worked_out(page: Any) -> None:
    """Assess the workspace that is chosen, and work out what should change."""
    page.get_by_role("button", name="Assess").click()
    page.get_by_role("button", name="Work it out").click(timeout=LONG)


def test_what_was_tried_in_one_workspace_is_not_played_in_another(server: Server, visit: Callable[[Server], Visit]) -> None:
    visited = visit(server)
    page = visited.go("redesign?workspace=earlier&part=whatif&lang=en")
    worked_out(page)
    page.get_by_role("button", name="Try it").click(timeout=LONG)
    visited.settled()
    page.get_by_text("Choose at least one change.").wait_for()
    page.get_by_role("slider", name="People more").press("ArrowRight")
    visited.settled()
    page.get_by_role("button", name="Try it").click()
    page.get_by_role("heading", name="What the trial brings").wait_for(timeout=LONG)
    pick(page, "Workspace", "later")
    worked_out(page)
    page.get_by_role("button", name="Try it").wait_for(timeout=LONG)
    visited.settled()
    page.get_by_text("Choose at least one change.").wait_for()
    assert page.get_by_role("heading", name="What the trial brings").count() == 0
    assert (visited.strangers, visited.errors) == ([], [])


def test_where_there_is_nothing_to_be_grouped_no_grouping_is_offered(server: Server, visit: Callable[[Server], Visit]) -> None:
    visited = visit(server)
    page = visited.go("redesign?workspace=without-posts&part=front&lang=en")
    worked_out(page)
    page.get_by_text("There are no posts to be grouped").wait_for(timeout=LONG)
    visited.settled()
    assert page.get_by_role("combobox", name="Which grouping to look at").count() == 0
    assert (visited.strangers, visited.errors) == ([], [])
