"""The overview in a real browser: what was found of the enterprise is decided there, in the register the app was started with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Server, Visit
from tests.report.looks.workspaces import workspace
from workbench.findings import ENTERPRISE
from workbench.normalization import open_register


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("shop"))


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('elsewhere') / 'decisions.sqlite'}"


def decide(page: Any, row: Any, button: str, **said: str) -> None:
    """Press a button of a finding and fill in the form that it opens."""
    row.get_by_role("button", name=button, exact=True).click()
    dialog = page.get_by_role("dialog")
    for label, text in said.items():
        dialog.get_by_label(label).fill(text)
    dialog.get_by_role("button", name="保存").click()
    dialog.wait_for(state="detached")


def test_a_finding_of_the_enterprise_is_confirmed_and_accepted_in_another_register(
    serve: Callable[..., Server], visit: Callable[[Server], Visit], folder: Path, register: str
) -> None:
    visited = visit(serve(folder, register))
    page = visited.go("")
    page.get_by_role("button", name="开始评估").click()
    page.get_by_role("heading", name="企业整体").wait_for()
    visited.settled()
    row = page.locator('[class*="st-key-finding-"]').first
    decide(page, row, "确认", 理由="属实 <b>x</b>", 决定人="王工")
    row.get_by_text("已确认：属实 <b>x</b>（王工").wait_for()
    decide(page, row, "接受", 理由="试点", 责任方="信息部", 决定人="李工")
    row.get_by_text("责任方 信息部：试点（李工").wait_for()
    row.get_by_role("button", name="撤回决定").wait_for()
    entries = open_register(folder, register).decisions
    assert [each.decision.verdict.name for each in entries] == ["confirmed", "accepted"]
    assert {each.decision.subject.scope for each in entries} == {ENTERPRISE}
    assert open_register(folder).decisions == ()
    assert [*visited.strangers, *visited.errors] == []
