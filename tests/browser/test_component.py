"""The diagram as a component of the app, between a script that reruns and a reader who clicks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest

from tests.browser.conftest import Server, Visit

if not resources.files("workbench.report").joinpath("static/diagram.js").is_file():
    pytest.skip("the front end is not built; set up the checkout first", allow_module_level=True)

SCRIPT = """
from pathlib import Path
import streamlit as st
from tests.browser.boards import observed
from workbench.app import state
from workbench.app.diagram import diagram

state.begin()
shown = st.cache_resource(observed)(Path({folder!r}))
if st.button("select c"):
    state.choose("element", "c")
if st.button("English"):
    state.choose("lang", "en")
before = state.chosen("element")
told = diagram(shown, selected=before, key="p", height=480)
st.text(f"told {{told}}")
state.choose("element", told)
"""


class ScriptServer(Server):
    """One script served as the app would be."""

    def start(self) -> None:
        settings = ("--server.headless=true", "--server.fileWatcherType=none", "--browser.gatherUsageStats=false")
        where = ("--server.address=127.0.0.1", f"--server.port={self.port}")
        self.launch([sys.executable, "-m", "streamlit", "run", str(self.folder / "script.py"), *settings, *where])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("component")
    (folder / "script.py").write_text(SCRIPT.format(folder=str(folder)), encoding="utf-8")
    running = ScriptServer(folder)
    yield running
    running.stop()


def opened(visited: Visit) -> Any:
    page = visited.go("")
    page.wait_for_selector('.djs-shape[data-element-id="a"]')
    return page


def test_a_click_reaches_the_script_and_the_script_selects(server: Server, visit: Any) -> None:
    visited = visit(server)
    page = opened(visited)
    page.locator('.djs-shape[data-element-id="b"] .djs-hit').first.click(force=True)
    page.get_by_text("told b").wait_for()
    page.get_by_role("button", name="select c").click()
    page.get_by_text("told c").wait_for()
    page.wait_for_selector('.djs-shape.wb-selected[data-element-id="c"]')
    assert visited.strangers == []
    assert visited.errors == []


def test_a_cleared_choice_reaches_the_script(server: Server, visit: Any) -> None:
    visited = visit(server)
    page = opened(visited)
    page.locator('.djs-shape[data-element-id="b"] .djs-hit').first.click(force=True)
    page.get_by_text("told b").wait_for()
    page.keyboard.press("Escape")
    page.get_by_text("told None").wait_for()
    assert (visited.strangers, visited.errors) == ([], [])


def test_the_module_is_taken_from_its_file_once_and_never_sent_by_a_rerun(server: Server, visit: Any) -> None:
    visited = visit(server)
    fetched, received = [], []
    visited.page.on("request", lambda request: fetched.append(request.url) if "diagram.js" in request.url else None)
    visited.page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(len(frame))))
    page = opened(visited)
    page.locator('.djs-shape[data-element-id="b"] .djs-hit').first.click(force=True)
    page.get_by_text("told b").wait_for()
    assert len(fetched) == 1
    assert max(received) < 100_000


def test_the_language_is_switched_without_drawing_anew(server: Server, visit: Any) -> None:
    page = opened(visit(server))
    page.locator('.djs-shape[data-element-id="a"]').evaluate("shape => { shape.dataset.known = 'yes' }")
    page.get_by_role("button", name="English").click()
    page.get_by_text("done, never designed").wait_for()
    assert page.locator('.djs-shape[data-element-id="a"]').get_attribute("data-known") == "yes"
