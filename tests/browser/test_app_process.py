"""The owner's page in a real browser: what was found on a task, in which cases, and what accepting a deviation does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Server, Visit, pick
from workbench.findings import Finding, Severity
from workbench.normalization import Decision, Dispute, Subject, open_register, subject_of

SKIPPED = subject_of(Finding(code="CF-SKIP", severity=Severity.MAJOR, scope="OTD", object=("OTD-04",)))

SWAPPED = subject_of(Finding(code="CF-ORDER", severity=Severity.CRITICAL, scope="OTD", object=("OTD-15", "OTD-16")))


@pytest.fixture(scope="module")
def server(serve: Callable[[Path], Server], demo: Path) -> Server:
    return serve(demo)


def opened(visited: Visit, path: str) -> Any:
    """Open a page of the app, and assess the workspace where that has not been done since the server began."""
    page = visited.go(path)
    begin, done = page.get_by_role("button", name="开始评估"), page.get_by_role("heading", name="订单到交付", level=1)
    begin.or_(done).first.wait_for()
    if begin.is_visible():
        begin.click()
    done.wait_for()
    return visited.settled()


def row_of(page: Any, finding: Subject) -> Any:
    """Return the frame around a finding with its buttons."""
    return page.locator(f".st-key-finding-{finding.id}")


def test_an_accepted_deviation_changes_the_net_figure_and_survives_a_restart(
    server: Server, visit: Callable[[Server], Visit], demo: Path
) -> None:
    visited = visit(server)
    page = opened(visited, "process?process=OTD")
    page.get_by_text("净值 81.3%（244 / 300）").wait_for()
    row_of(page, SKIPPED).get_by_role("button", name="接受").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("理由").fill("框架合同已评审 <script>alert(1)</script>")
    dialog.get_by_label("责任方").fill("销售部")
    dialog.get_by_role("button", name="保存").click()
    dialog.get_by_text("决定缺少“决定人”").wait_for()
    dialog.get_by_label("决定人").fill("王工")
    dialog.get_by_role("button", name="保存").click()
    dialog.wait_for(state="detached")
    page.get_by_text("净值 92.0%（276 / 300）").wait_for()
    page.get_by_text("81.3%", exact=True).wait_for()
    page.get_by_text("框架合同已评审 <script>alert(1)</script>").wait_for()
    (entry,) = open_register(demo).decisions
    assert (entry.decision.by, entry.decision.subject.code, entry.decision.subject.count) == ("王工", "CF-SKIP", 36)
    server.stop()
    server.start()
    again = visit(server)
    page = opened(again, "process?process=OTD")
    page.get_by_text("净值 92.0%（276 / 300）").wait_for()
    assert [*visited.strangers, *again.strangers, *visited.errors, *again.errors] == []


def test_who_decided_meanwhile_is_said_and_nothing_overwritten(
    server: Server, visit: Callable[[Server], Visit], demo: Path
) -> None:
    page = opened(visit(server), "process?process=OTD")
    row_of(page, SWAPPED).get_by_role("button", name="异议").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("理由").fill("时间记录有误")
    dialog.get_by_label("决定人").fill("王工")
    register = open_register(demo)
    register.decide(Decision(subject=SWAPPED, verdict=Dispute(reason="先到"), by="李工", at=datetime.now(UTC)))
    dialog.get_by_role("button", name="保存").click()
    dialog.get_by_text("李工 已于").wait_for()
    assert [each.decision.by for each in register.decisions if each.decision.subject.id == SWAPPED.id] == ["李工"]


def test_a_task_leads_to_its_findings_and_their_cases(server: Server, visit: Callable[[Server], Visit]) -> None:
    visited = visit(server)
    page = opened(visited, "process?process=OTD")
    pick(page, "图中要素", "合同评审")
    visited.settled()
    row_of(page, SWAPPED).wait_for(state="detached")
    row = row_of(page, SKIPPED)
    row.get_by_text("案例 (36)").click()
    row.get_by_role("button", name="在案例视图中查看").wait_for()
    assert "element=" in page.url
    assert visited.strangers == []


def test_a_click_on_a_task_shows_its_findings_and_their_cases(server: Server, visit: Callable[[Server], Visit]) -> None:
    visited = visit(server)
    page = opened(visited, "process?process=OTD")
    page.locator('.djs-shape[data-element-id="OTD-04"] .djs-hit').first.click(force=True)
    row_of(page, SWAPPED).wait_for(state="detached")
    row = row_of(page, SKIPPED)
    row.get_by_text("案例 (36)").click()
    row.get_by_role("button", name="在案例视图中查看").wait_for()
    assert "element=OTD-04" in page.url
    assert visited.strangers == []
    assert visited.errors == []


def test_the_page_is_told_in_english_too(server: Server, visit: Callable[[Server], Visit]) -> None:
    visited = visit(server)
    page = visited.go("process?process=P2P&lang=en")
    page.get_by_text("Responsibility conformance").first.wait_for()
    page.get_by_text("3,482 of 3,542").wait_for()
    page.get_by_text("Trend", exact=True).first.click()
    page.get_by_text("a period with fewer than 5 cases has no figure").first.wait_for()
    assert visited.errors == []
