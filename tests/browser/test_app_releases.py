"""Releases in a real browser: drafted, tried, published and opened; and the register is as it is from the command line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import PATIENCE, Server, Visit
from tests.browser.test_app_accessible import is_ours, violations
from workbench.cli import main
from workbench.language import Language
from workbench.normalization import open_register
from workbench.normalization.release import KIND
from workbench.templates import example_workspace, write_with_files

Visiting = Callable[[Server], Visit]
LONG = 5 * PATIENCE
RELEASES = "releases?lang=en"


def made(root: Path) -> Path:
    write_with_files(example_workspace(Language.EN), root)
    return root


def stated(root: Path) -> list[tuple[str, str, str]]:
    """Return what the register says of releases, but for when, and for hashes that follow from when."""
    told = []
    for each in open_register(root).entered(KIND):
        says = json.loads(json.dumps(dict(each.statement.says), default=dict))
        says["event"].pop("manifest_sha256", None)
        told.append((each.statement.subject, each.statement.by, json.dumps(says, sort_keys=True)))
    return told


def told(root: Path) -> tuple[str, str]:
    """Return from when on the app's release holds, and until when its waiver does: both count from today."""
    manifest = json.loads((root / "register" / "releases" / "1.0.0" / "manifest.json").read_bytes())
    return manifest["effective"], manifest["waiver"]["until"]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("app") / "factory")


@pytest.fixture(scope="module")
def server(serve: Callable[[Path], Server], workspace: Path, chromium: Any) -> Server:
    """Serve a workspace whose first release was drafted, tried and published in the app."""
    served = serve(workspace)
    visited = Visit(page=chromium.new_page(viewport={"width": 1400, "height": 2000}, locale="zh-CN"), url=served.url)
    page = visited.go(RELEASES)
    page.get_by_role("button", name="Assess", exact=True).click()
    page.get_by_text("No version has been drafted yet.").wait_for(timeout=LONG)
    page.get_by_role("textbox", name="Entered by").fill("QM")
    page.get_by_role("button", name="Draft a version", exact=True).click()
    page.get_by_role("heading", name="1.0.0 · draft").wait_for()
    _try(workspace)
    visited.go(RELEASES)
    page.get_by_role("heading", name="1.0.0 · trial").wait_for()
    _publish(visited)
    assert (visited.strangers, visited.errors) == ([], [])
    visited.page.close()
    return served


def _try(root: Path) -> None:
    """Begin a trial that is over: dates are typed where they are typed best."""
    called("trial", root, "--version", "1.0.0", "--first", "2025-03-01", "--last", "2025-04-30", "--by", "QM")


def called(step: str, *arguments: str | Path) -> None:
    before, sys.argv = sys.argv, ["workbench", "release", step, *map(str, arguments)]
    try:
        main()
    except SystemExit as ended:
        code = ended.code
    else:
        code = 0
    finally:
        sys.argv = before
    assert not code


def _publish(visited: Visit) -> None:
    page = visited.settled()
    opened = page.get_by_test_id("stExpander").filter(has_text="Publish")
    opened.get_by_text("Publish").first.click()
    opened.get_by_role("textbox", name="Who approves").fill("Wang Fang:Management representative")
    opened.get_by_role("textbox", name="Why conditions are waived").fill("First release")
    opened.get_by_role("textbox", name="Entered by").fill("QM")
    opened.get_by_role("button", name="Publish").click()
    page.get_by_role("heading", name="1.0.0 · monitored").wait_for(timeout=LONG)
    page.get_by_text("As it was frozen:").wait_for()


def test_app_and_command_line_end_in_the_same_register(server: Server, workspace: Path, tmp_path: Path) -> None:
    assert server.folder == workspace
    other = made(tmp_path / "factory")
    effective, until = told(workspace)
    called("draft", other, "--by", "QM")
    _try(other)
    published = ("--version", "1.0.0", "--effective", effective, "--by", "QM", "--approve", "Wang Fang:Management representative")
    called("publish", other, *published, "--waive", "First release", "--until", until)
    assert stated(workspace) == stated(other)
    folders = [each / "register" / "releases" / "1.0.0" for each in (workspace, other)]
    files = [{each.relative_to(folder).as_posix() for each in folder.rglob("*")} for folder in folders]
    assert files[0] == files[1]


def test_an_opened_release_offers_its_documents_and_says_what_was_tampered_with(
    server: Server, workspace: Path, visit: Visiting
) -> None:
    visited = visit(server)
    page = visited.go(RELEASES)
    page.get_by_text("As it was frozen:").wait_for()
    for heading in ("Conditions of a release", "Approvals", "History", "Documents"):
        page.get_by_role("heading", name=heading).wait_for()
    assert [each for each in violations(page) if is_ours(page, *each)] == []
    policy = workspace / "register" / "releases" / "1.0.0" / "policy.yaml"
    before = policy.read_bytes()
    policy.chmod(0o644)
    policy.write_bytes(before + b"\n")
    try:
        visited.go(RELEASES)
        page.get_by_text("Not as it was frozen").wait_for()
        page.get_by_role("listitem").filter(has_text="its content has changed").first.wait_for()
    finally:
        policy.write_bytes(before)
    assert (visited.strangers, visited.errors) == ([], [])
