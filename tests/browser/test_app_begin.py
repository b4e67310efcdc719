"""A new user's way in a real browser: from an empty folder to the first figures, and what happens when files are not in order."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Server, Visit, pick
from tests.intake.deliveries import log, model
from workbench.eventlog import read_mapping
from workbench.intake import create_workspace
from workbench.language import Language
from workbench.templates import bare_workspace, example_workspace

Visiting = Callable[[Server], Visit]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("root")


@pytest.fixture(scope="module")
def server(serve: Callable[[Path], Server], root: Path) -> Server:
    return serve(root)


def dropped(page: Any, *files: tuple[str, str | bytes]) -> None:
    """Drop files on the page, under the names that a client claims."""
    payloads = [
        {"name": name, "mimeType": "application/octet-stream", "buffer": text if isinstance(text, bytes) else text.encode()}
        for name, text in files
    ]
    page.locator("input[type=file]").set_input_files(payloads)


def opened(visit: Visiting, server: Server, workspace: str, language: str = "zh-CN") -> tuple[Visit, Any]:
    visited = visit(server)
    return visited, visited.go(f"begin?workspace={workspace}&lang={language}")


def test_one_model_and_one_log_become_figures(server: Server, root: Path, visit: Visiting) -> None:
    visited = visit(server)
    page = visited.go("")
    page.get_by_role("textbox").first.fill("新厂")
    page.get_by_role("button", name="新建", exact=True).click()
    page.get_by_text("找到工作区“新厂”。").wait_for()
    dropped(page, ("采购.bpmn", model()), ("2024 年.csv", log().encode("gbk")))
    page.get_by_text("采购：5 种活动名中有 4 种在模型中有对应（160 个事件中的 152 个）。").wait_for()
    assert page.get_by_text("读到 40 个案例、160 个事件、5 种活动。").is_visible()
    store = page.get_by_role("button", name=re.compile("放入工作区"))
    assert store.is_disabled()
    assert not (root / "新厂" / "event_logs" / "采购.csv").exists()
    page.get_by_text("我已核对各列的含义").click()
    page.locator("button:not([disabled])", has_text="放入工作区（2 个）").click()
    page.get_by_text("没有账号表").wait_for()
    assert read_mapping(root / "新厂" / "event_logs" / "采购.mapping.yaml").columns["activity"] == "做了什么"
    page.get_by_role("button", name="开始评估").click()
    page.get_by_role("heading", name="采购").wait_for()
    page.get_by_text("《审批》在 40 个案例中有 8 个被跳过").first.wait_for()
    assert visited.strangers == []
    assert visited.errors == []


def test_the_same_way_in_english(server: Server, root: Path, visit: Visiting) -> None:
    create_workspace(root, "works", bare_workspace(Language.EN))
    visited, page = opened(visit, server, "works", "en")
    dropped(page, ("buying.bpmn", model()), ("buying.csv", log("case_id,activity,end,resource")))
    page.get_by_text("buying: 4 of 5 activity names mean something in the model (152 of 160 events).").wait_for()
    page.get_by_role("button", name="Put into the workspace (2)").click()
    page.get_by_text("there is no table of persons").wait_for()
    page.get_by_role("button", name="Assess", exact=True).click()
    page.get_by_role("heading", name="buying").wait_for()
    page.get_by_text("“审批” was skipped in 8 of 40 cases").first.wait_for()
    assert visited.errors == []


def test_a_label_that_means_nothing_is_called_an_alias_by_hand(server: Server, root: Path, visit: Visiting) -> None:
    folder = create_workspace(root, "aliases", bare_workspace(Language.EN))
    visited, page = opened(visit, server, "aliases", "en")
    dropped(page, ("buying.bpmn", model()), ("buying.csv", log("case_id,activity,end,resource")))
    store = page.get_by_role("button", name="Put into the workspace (2)")
    store.wait_for()
    visited.settled()
    page.set_viewport_size({"width": 1400, "height": 2600})  # a list that has to be scrolled to closes again
    pick(page, re.compile("退回"), "审批 (T2)")
    store.click()
    page.get_by_role("button", name="Assess", exact=True).wait_for()
    assert "activity,退回,T2,buying" in (folder / "models" / "aliases.csv").read_text(encoding="utf-8-sig")


def test_a_name_that_leads_elsewhere_is_told_and_goes_nowhere(server: Server, root: Path, visit: Visiting) -> None:
    create_workspace(root, "names", bare_workspace(Language.ZH_CN))
    before = {path for path in root.parent.rglob("*") if "names" not in path.parts}
    _, page = opened(visit, server, "names")
    dropped(page, ("../../../../x.bpmn", model()), ("con.bpmn", model()))
    page.get_by_text("不能用作文件或工作区的名称").first.wait_for()
    assert {path for path in root.parent.rglob("*") if "names" not in path.parts} == before
    assert not list((root / "names" / "models" / "processes").glob("*.bpmn"))


def test_broken_files_and_hostile_names_give_their_messages_and_nothing_runs(server: Server, root: Path, visit: Visiting) -> None:
    create_workspace(root, "broken", bare_workspace(Language.ZH_CN))
    visited, page = opened(visit, server, "broken")
    hostile = "单号,![x](javascript:alert(1)),讫\n1,<script>alert(1)</script>,2025-01-01\n"
    dropped(page, ("broken.bpmn", "<definitions><process>"), ("picture.csv", b"\x89PNG\r\n\x1a\n"), ("hostile.csv", hostile))
    page.get_by_text("XML 格式不正确").wait_for()
    page.get_by_text("PNG").first.wait_for()
    assert page.get_by_text("Traceback").count() == 0
    assert page.locator("main script, [href^='javascript']").count() == 0
    page.get_by_role("button", name="全部放弃").click()
    page.get_by_text("XML 格式不正确").wait_for(state="detached")
    assert [*(root / "broken" / ".incoming").iterdir()] == []
    assert visited.errors == []


def test_what_is_there_is_replaced_only_when_that_is_ticked(server: Server, root: Path, visit: Visiting) -> None:
    folder = create_workspace(root, "again", example_workspace(Language.ZH_CN))
    before = (folder / "models" / "processes" / "REP.bpmn").read_bytes()
    _, page = opened(visit, server, "again")
    dropped(page, ("REP.bpmn", model()))
    page.get_by_text(re.compile("已存在")).wait_for()
    assert page.get_by_role("button", name=re.compile("放入工作区")).is_disabled()
    assert (folder / "models" / "processes" / "REP.bpmn").read_bytes() == before
    page.get_by_text("用新文件替换").click()
    page.locator("button:not([disabled])", has_text="放入工作区（1 个）").click()
    page.get_by_text("已放入工作区：REP.bpmn").wait_for()
    assert (folder / "models" / "processes" / "REP.bpmn").read_bytes() == model()


def test_settings_that_are_broken_are_told_with_their_line_and_can_be_replaced(
    server: Server, root: Path, visit: Visiting
) -> None:
    folder = create_workspace(root, "settings", example_workspace(Language.ZH_CN))
    good = (folder / "workbench.yaml").read_bytes()
    (folder / "workbench.yaml").write_text("name: a\nprocesses: [\n")
    visited, page = opened(visit, server, "settings")
    page.get_by_text(re.compile(r"workbench\.yaml:3")).wait_for()
    dropped(page, ("workbench.yaml", good))
    page.get_by_text("用新文件替换").click()
    page.locator("button:not([disabled])", has_text="放入工作区（1 个）").click()
    page.get_by_role("button", name="开始评估").wait_for()
    assert (folder / "workbench.yaml").read_bytes() == good
    assert visited.errors == []


def test_a_file_that_lies_in_the_served_folder_is_taken_from_there(server: Server, root: Path, visit: Visiting) -> None:
    create_workspace(root, "local", bare_workspace(Language.ZH_CN))
    (root / "large.csv").write_text(log("case_id,activity,end,resource"), encoding="utf-8")
    _, page = opened(visit, server, "local")
    page.get_by_text(re.compile("从所打开的文件夹中选择")).click()
    page.get_by_role("button", name="取用").click()
    page.get_by_text("读到 40 个案例、160 个事件、5 种活动。").wait_for()
    page.locator("button:not([disabled])", has_text="放入工作区（1 个）").click()
    page.get_by_text("已放入工作区：large.csv").wait_for()
    assert (root / "large.csv").exists()
