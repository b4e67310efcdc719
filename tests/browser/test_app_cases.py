"""Cases in a real browser: variants, filters that the address bears, one case in time, a hostile label that stays text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.browser.conftest import Server, Visit, pick
from tests.builders import process
from tests.report.pages import HOSTILE

TRACES = (*["abc"] * 6, *["ac"] * 5, "ahbc")
"""Cases 0 to 11: six conform, five leave out `b`, in one `h` is done, whose label is hostile."""


@pytest.fixture(scope="module")
def server(serve: Callable[[Path], Server], tmp_path_factory: pytest.TempPathFactory, chromium: Any) -> Server:
    folder = tmp_path_factory.mktemp("cases")
    for name in ("models", "event_logs"):
        (folder / name).mkdir()
    drawing = process("p").start().task("a", "提出").task("b", f"审核{HOSTILE}").task("c", "关闭").end()
    (folder / "models" / "p.bpmn").write_bytes(drawing.xml())
    hostile = '"' + HOSTILE.replace('"', '""') + '"'
    spoken, who = {"h": hostile}, "Wilhelmina"
    rows = [
        f"{case},{spoken.get(label, label)},2025-03-{case + 1:02} {at + 9:02}:30,2025-03-{case + 1:02} {at + 9:02}:59,{who}"
        for case, trace in enumerate(TRACES)
        for at, label in enumerate(trace)
    ]
    text = "\n".join(["case_id,activity,start,end,resource", *rows])
    (folder / "event_logs" / "p.csv").write_text(text, encoding="utf-8")
    served = serve(folder)
    visited = Visit(page=chromium.new_page(locale="zh-CN"), url=served.url)
    visited.go("cases").get_by_role("button", name="开始评估").click()
    visited.page.get_by_role("heading", name="12 / 12 个案例").wait_for()
    visited.page.close()
    return served


def test_a_variant_is_chosen_and_its_filter_stands_in_words_and_in_the_address(
    server: Server, visit: Callable[[Server], Visit]
) -> None:
    visited = visit(server)
    page = visited.go("cases")
    page.get_by_text("∅ 跳过").first.wait_for()
    page.get_by_role("button", name="变体 2", exact=True).click()
    page.get_by_role("heading", name="5 / 12 个案例").wait_for()
    page.get_by_role("button", name="✕ 变体 2").wait_for()
    page.locator(".djs-container").first.wait_for()
    visited.settled()
    assert "filter=" in page.url
    again = visit(server)
    again.go(page.url.removeprefix(server.url)).get_by_role("heading", name="5 / 12 个案例").wait_for()
    again.page.get_by_role("button", name="✕ 变体 2").click()
    again.page.get_by_role("heading", name="12 / 12 个案例").wait_for()
    assert visited.errors == again.errors == []


def test_a_filter_is_added_by_kind_and_changes_the_figures(server: Server, visit: Callable[[Server], Visit]) -> None:
    visited = visit(server)
    page = visited.go("cases")
    page.get_by_text("12 中的 6").first.wait_for()
    page.get_by_text("添加筛选条件").click()
    pick(page, "按什么筛选", "是否符合")
    page.get_by_role("button", name="添加", exact=True).click()
    page.get_by_role("heading", name="6 / 12 个案例").wait_for()
    page.get_by_role("button", name="✕ 符合设计的完整案例").wait_for()
    page.get_by_text("6 中的 6").first.wait_for()
    assert visited.strangers == []


def test_the_address_of_a_case_opens_it_in_both_languages_under_pseudonyms(
    server: Server, visit: Callable[[Server], Visit]
) -> None:
    visited = visit(server)
    page = visited.go("cases?case=6")
    page.get_by_role("heading", name="案例 6 的时间线").wait_for()
    page.get_by_text("3 步中有 1 步").wait_for()
    page.get_by_text("English", exact=True).click()
    page.get_by_role("heading", name="Timeline of case 6").wait_for()
    assert "case=6" in page.url
    assert "Wilhelmina" not in page.content()
    page.get_by_role("button", name="Close the case").click()
    page.get_by_role("heading", name="Timeline of case 6").wait_for(state="hidden")
    page.get_by_role("heading", name="12 of 12 cases").wait_for()
    visited.settled()
    assert "case=" not in page.url


def test_the_address_of_a_finding_shows_its_cases_and_where_it_concentrates(
    server: Server, visit: Callable[[Server], Visit]
) -> None:
    visited = visit(server)
    page = visited.go("cases")
    page.get_by_role("heading", name="12 / 12 个案例").wait_for()
    page.get_by_text("添加筛选条件").click()
    pick(page, "按什么筛选", "发现")
    pick(page, "发现", "跳过")
    page.get_by_role("button", name="添加", exact=True).click()
    page.get_by_role("heading", name="5 / 12 个案例").wait_for()
    visited.settled()
    assert "finding=" in page.url
    again = visit(server)
    shown = again.go(page.url.removeprefix(server.url))
    shown.get_by_role("heading", name="5 / 12 个案例").wait_for()
    shown.get_by_text("发现集中在哪里").click()
    shown.get_by_text("workbench explain").wait_for()


def test_an_address_that_means_nothing_is_told_and_does_no_harm(server: Server, visit: Callable[[Server], Visit]) -> None:
    visited = visit(server)
    page = visited.go(f"cases?case=none&finding={quote(HOSTILE)}&filter={quote(HOSTILE)}")
    page.get_by_text("地址中的筛选条件无法识别").wait_for()
    page.get_by_text("没有编号为").wait_for()
    assert visited.errors == []


def test_a_hostile_label_is_shown_letter_by_letter_and_runs_nowhere(server: Server, visit: Callable[[Server], Visit]) -> None:
    visited = visit(server)
    filtered = quote('[["with","b"]]')
    for path in ("cases", "cases?case=11", f"cases?filter={filtered}"):
        page = visited.go(path)
        page.get_by_text("<script>alert(1)</script>").first.wait_for()
        assert page.locator("[data-testid=stMain] script, [data-testid=stMain] img[src=x]").count() == 0
    page.get_by_text("点图", exact=True).click()
    page.get_by_text("每个点是一个事件").wait_for()
    visited.settled()
    assert visited.errors == []
    assert visited.strangers == []
