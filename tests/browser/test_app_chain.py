"""Chain, audit and review in a real browser: nodes are walked, a decision, an audit and a cause end in the register."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.browser.conftest import Server, Visit, pick
from tests.browser.test_app_accessible import is_ours, violations
from tests.browser.test_app_organization import Visiting, opened
from tests.report.normalization.strategic import workspace
from workbench.normalization import Decision, Nonconformity, Register, Subject, open_register
from workbench.normalization.audit import audits_in
from workbench.normalization.corrections import CauseFound, corrections_in
from workbench.normalization.plan import plan_in
from workbench.normalization.review import review_decisions


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def register(root: Path) -> Register:
    register = open_register(root)
    subject = Subject(id="f" * 16, code="CF-SKIP", scope="p", object=("a",))
    verdict = Nonconformity(evidence="e", requirement="r", statement="s")
    register.decide(Decision(subject=subject, verdict=verdict, by="QM", at=datetime.now(UTC)))
    return register


@pytest.fixture(scope="module")
def server(serve: Callable[[Path], Server], root: Path, register: Register) -> Server:
    assert register.decisions
    return serve(root)


def told(visited: Visit) -> tuple[list[str], list[str], int]:
    """Return what went wrong: requests to elsewhere, errors of scripts, exceptions shown."""
    return visited.strangers, visited.errors, visited.page.get_by_test_id("stException").count()


def test_the_chain_is_walked_down_by_links_that_the_address_bears(server: Server, visit: Visiting) -> None:
    visited = visit(server)
    opened(visited, "chain")
    page = visited.go("chain?node=capability/C1&lang=en")
    page.get_by_role("button", name="Process p").click()
    page.get_by_role("heading", name="Process p").wait_for()
    visited.settled()
    assert "node=process/p" in page.url.replace("%2F", "/")
    pick(page, "Kind of node", "Objective")
    page.get_by_role("heading", name="Objective O1").wait_for()
    pick(page, re.compile("^Node"), "O2")
    page.get_by_test_id("stAlert").filter(has_text="Objective O2 has no target").wait_for()
    for part, heading in (("objectives", "Objectives"), ("sheets", "Four bases of judgement")):
        visited.go(f"chain?part={part}&lang=en").get_by_role("heading", name=heading, exact=True).wait_for()
    assert [each for each in violations(page) if is_ours(page, *each)] == []
    assert told(visited) == ([], [], 0)


def test_an_audit_is_drawn_by_its_seed_and_entered(server: Server, visit: Visiting, register: Register) -> None:
    visited = visit(server)
    opened(visited, "review")
    page = visited.go("review?lang=en")
    seed = page.get_by_role("textbox", name="Seed")
    seed.fill("H1")
    seed.press("Enter")
    page.get_by_role("heading", name="Cases to look into").wait_for()
    page.get_by_role("textbox", name="Entered by").fill("QM")
    page.get_by_role("button", name="Enter in the register").click()
    page.get_by_role("heading", name="What the results say").wait_for()
    (audit,) = audits_in(register, datetime.now(UTC).date())
    assert (audit.audit.request.seed, audit.by, audit.audit.results) == ("H1", "QM", ())
    assert told(visited) == ([], [], 0)


def test_a_cause_is_entered_and_the_next_step_is_asked_for(server: Server, visit: Visiting, register: Register) -> None:
    visited = visit(server)
    opened(visited, "review")
    page = visited.go("review?part=corrections&lang=en")
    page.get_by_role("button", name="Save").click()
    page.get_by_test_id("stAlert").wait_for()
    page.get_by_role("textbox", name="Cause").fill("new people")
    page.get_by_role("textbox", name="Entered by").fill("QM")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("textbox", name="Action").wait_for()
    (one,) = corrections_in(register, datetime.now(UTC).date()).corrections
    assert isinstance(one.cause, CauseFound)
    assert one.cause.cause == "new people"
    assert told(visited) == ([], [], 0)


def test_a_decision_of_a_review_is_entered_with_who_and_until_when(server: Server, visit: Visiting, register: Register) -> None:
    visited = visit(server)
    opened(visited, "review")
    page = visited.go("review?part=pack&lang=en")
    page.get_by_role("button", name="Enter a decision").click()
    page.get_by_role("textbox", name="Review (its name)").fill("2026-1")
    page.get_by_role("textbox", name="What was decided").fill("train")
    pick(page, "Responsible post", "Clerk")
    pick(page, "Elements that are to move", "organization")
    page.keyboard.press("Tab")
    page.get_by_role("textbox", name="Entered by").fill("GM")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("dialog").wait_for(state="hidden")
    (row,) = review_decisions(register, datetime.now(UTC).date()).rows
    assert (row.text, row.owner, row.entered_by) == ("train", "P", "GM")
    (item,) = plan_in(register, datetime.now(UTC).date()).items
    assert (item.planned.origin, item.planned.window.last) == (row.decision, row.due)
    assert [each for each in violations(visited.settled()) if is_ours(page, *each)] == []
    assert told(visited) == ([], [], 0)
