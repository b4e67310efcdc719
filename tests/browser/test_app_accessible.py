"""The app and the report for everybody: what axe finds in a real browser (WCAG 2.1, A and AA), and the way by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import PATIENCE, Server, Visit
from tests.report.pages import small_page
from workbench.findings import Finding, Severity
from workbench.language import Language
from workbench.normalization import open_register, subject_of
from workbench.report.html import render_html, write_report
from workbench.study import assess, open_study

axe = pytest.importorskip("axe_core_python.sync_playwright", reason="axe is not installed")

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
VIEWS = {
    "": "订单到交付",
    "process?process=OTD": "订单到交付",
    "process?process=P2P&lang=en": "Findings",
    "cases": "306 / 306 个案例",
    "cases?case=SO250056": "案例 SO250056 的时间线",
    "fit": "匹配度",
    "organization": "组织",
    "organization?part=handovers": "组织",
    "technology": "技术与数据",
    "technology?part=access&lang=en": "Technology and data",
    "begin": "导入文件",
}
"""Addresses of the app, each with a heading that stands there."""

NOT_OURS = {
    "list": '[data-testid="stSidebarNavItems"]',  # the navigation puts the heading of a part into the list …
    "listitem": '[data-testid="stSidebarNavItems"] li',  # … and its entries into a group: nothing of it can be set
    "duplicate-id-active": 'td[id^="glide-cell-"]',  # each table numbers its cells from 0, so that two on a page have equal ones
}
"""What is Streamlit's own and cannot be changed from here, by rule, as a selector."""

SKIPPED = subject_of(Finding(code="CF-SKIP", severity=Severity.MAJOR, scope="OTD", object=("OTD-04",)))
SWAPPED = subject_of(Finding(code="CF-ORDER", severity=Severity.CRITICAL, scope="OTD", object=("OTD-15", "OTD-16")))
FOCUSED = """() => {
  let found = document.activeElement;
  while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
  return found;
}"""

ONLY_THE_SEEN = "document.querySelectorAll('main *').forEach((each) => { if (!each.checkVisibility()) each.remove(); })"
"""Axe would walk for minutes through what is folded up and in the other language; a small report is opened wholly."""


@pytest.fixture(scope="module")
def server(serve: Callable[[Path], Server], demo: Path, chromium: Any) -> Server:
    served = serve(demo)
    visited = Visit(page=chromium.new_page(locale="zh-CN"), url=served.url)
    visited.go("").get_by_role("button", name="开始评估").click()
    visited.page.get_by_role("heading", name="订单到交付").wait_for()
    visited.page.close()
    return served


def violations(page: Any) -> list[tuple[str, list[str]]]:
    """Return what axe finds: each rule with the places, those in a shadow told by their whole way."""
    found = axe.Axe().run(page, options={"runOnly": RULES})["violations"]
    return [(each["id"], node["target"]) for each in found for node in each["nodes"]]


def is_ours(page: Any, rule: str, target: list[Any]) -> bool:
    """Tell whether a violation can be mended here."""
    if rule not in NOT_OURS or len(target) > 1:
        return True
    return not page.evaluate("([target, known]) => document.querySelector(target).matches(known)", [target[0], NOT_OURS[rule]])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", VIEWS)
def test_no_view_has_a_barrier_of_ours(server: Server, visit: Callable[[Server], Visit], path: str, scheme: str) -> None:
    visited = visit(server)
    visited.page.emulate_media(color_scheme=scheme)
    page = visited.go(path)
    page.get_by_role("heading", name=VIEWS[path]).first.wait_for()
    visited.settled()
    assert [each for each in violations(page) if is_ours(page, *each)] == []


def test_what_is_not_ours_is_still_there(server: Server, visit: Callable[[Server], Visit]) -> None:
    visited = visit(server)
    page = visited.go("technology")
    page.get_by_test_id("stDataFrame").nth(1).wait_for()
    page.wait_for_function("document.querySelectorAll('#glide-cell-0-0').length > 1")
    assert {rule for rule, _ in violations(page)} == set(NOT_OURS)


@pytest.mark.parametrize("language", Language)
def test_the_report_has_no_barrier(demo: Path, tmp_path: Path, chromium: Any, language: Language) -> None:
    report = tmp_path / "report.html"
    write_report(assess(open_study(demo)), report, language)
    page = chromium.new_page(viewport={"width": 1200, "height": 900})
    page.goto(report.as_uri())
    page.locator("[data-diagram]").first.scroll_into_view_if_needed()
    page.locator(".djs-container").first.wait_for()
    page.evaluate(ONLY_THE_SEEN)
    assert violations(page) == []
    page.close()


def test_what_opens_in_a_report_has_no_barrier(tmp_path: Path, chromium: Any) -> None:
    report = tmp_path / "report.html"
    report.write_text(render_html(small_page()), encoding="utf-8")
    page = chromium.new_page(viewport={"width": 1200, "height": 900})
    page.goto(report.as_uri())
    page.locator(".djs-container").first.wait_for()
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    assert violations(page) == []
    page.close()


def tab_to(page: Any, is_there: str, key: str = "Tab") -> None:
    """Press a key until the element that has the focus is the one that a function of JavaScript tells."""
    for _ in range(200):
        page.keyboard.press(key)
        if page.evaluate_handle(FOCUSED).evaluate(f"element => Boolean(element && ({is_there})(element))"):
            return
    raise AssertionError(is_there)


def test_who_has_only_a_keyboard_comes_from_the_overview_to_an_accepted_deviation(
    server: Server, visit: Callable[[Server], Visit], demo: Path
) -> None:
    visited = visit(server)
    page = visited.go("")
    page.get_by_role("button", name="打开流程").first.wait_for()
    visited.settled()
    tab_to(page, "element => element.innerText.includes('打开流程') && element.closest('.st-key-open-OTD')")
    page.keyboard.press("Enter")
    page.locator('.djs-shape[data-element-id="OTD-04"]').wait_for()
    visited.settled()
    tab_to(page, "element => element.dataset.elementId")
    tab_to(page, "element => element.dataset.elementId === 'OTD-04'", "ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url("**element=OTD-04**")
    page.locator(f".st-key-finding-{SWAPPED.id}").wait_for(state="detached")
    visited.settled()
    tab_to(page, f"element => element.innerText === '接受' && element.closest('.st-key-finding-{SKIPPED.id}')")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    visited.settled()
    for label, text in (("理由", "框架合同已评审"), ("责任方", "销售部"), ("决定人", "王工")):
        tab_to(page, f"element => element.ariaLabel?.startsWith('{label}')")
        page.keyboard.type(text)
    tab_to(page, "element => element.innerText === '保存'")
    page.keyboard.press("Enter")
    page.get_by_text("净值 92.0%（276 / 300）").wait_for(timeout=PATIENCE)
    assert [entry.decision.by for entry in open_register(demo).decisions] == ["王工"]
