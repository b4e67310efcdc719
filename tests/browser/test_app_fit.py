"""Fit in a real browser: a score opens down to formula and evidence, and is held against another workspace."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Server, Visit
from workbench.fit import DEFAULT_POLICY, policy_text
from workbench.language import Language
from workbench.templates import example_workspace, write_with_files


@pytest.fixture(scope="module")
def server(serve: Callable[[Path], Server], tmp_path_factory: pytest.TempPathFactory, chromium: Any) -> Server:
    root = tmp_path_factory.mktemp("fit")
    for name in ("earlier", "later"):
        example = example_workspace(Language.ZH_CN)
        write_with_files(example.with_file("policy.yaml", policy_text(DEFAULT_POLICY, Language.ZH_CN)), root / name)
    served = serve(root)
    visited = Visit(page=chromium.new_page(locale="zh-CN"), url=served.url)
    visited.go("fit?workspace=later").get_by_role("button", name="开始评估").click()
    visited.page.get_by_text("匹配度得分").first.wait_for()
    visited.page.close()
    return served


def test_an_indicator_opens_to_its_formula_in_both_languages(server: Server, visit: Callable[[Server], Visit]) -> None:
    visited = visit(server)
    page = visited.go("fit?workspace=later")
    page.get_by_text("失分占比合计为").wait_for()
    page.get_by_role("radio", name="指标", exact=True).click()
    page.get_by_text("TP1 ").first.click()
    page.get_by_text("公式", exact=True).first.wait_for()
    page.get_by_text("English", exact=True).click()
    page.get_by_text("System coverage").first.wait_for()
    assert visited.errors == []
    assert visited.strangers == []


def test_a_workspace_is_held_against_another_once_that_is_assessed(server: Server, visit: Callable[[Server], Visit]) -> None:
    visited = visit(server)
    page = visited.go("fit?workspace=later")
    page.get_by_text("与另一次评估比较", exact=True).click()
    page.get_by_role("button", name="打开“earlier”").click()
    page.get_by_role("heading", name="打开与导入").wait_for()
    visited.settled()
    assert "workspace=earlier" in page.url
    visited.go("fit?workspace=earlier").get_by_role("button", name="开始评估").click()
    page.get_by_text("匹配度得分").first.wait_for()
    again = visit(server)
    shown = again.go("fit?workspace=later&other=earlier")
    shown.get_by_text("与另一次评估比较", exact=True).click()
    shown.get_by_text("没有差异的指标").first.wait_for()
    assert again.errors == []
