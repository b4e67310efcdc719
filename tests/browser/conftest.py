"""A browser without a screen, and the app served on loopback for it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync"]
PATIENCE = 60_000
"""Milliseconds until something that should appear is missing: machines are slow and shared."""


QUIET = """() => {
  const { testConnectionState, testScriptState } = document.querySelector('[data-testid="stApp"]')?.dataset ?? {};
  const isQuiet = testConnectionState === 'CONNECTED' && testScriptState === 'notRunning';
  window.quietSince = isQuiet ? window.quietSince ?? performance.now() : undefined;
  return isQuiet && performance.now() - window.quietSince > 400;
}"""
"""Whether the app has been at rest: a script that has not begun yet looks like one that has ended."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip("no Chromium here: the browser tests need Debian's package")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield running
        running.close()


@dataclass
class Visit:
    """One page of the app, with every request to elsewhere and every script error noted."""

    page: Any
    url: str
    strangers: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        own = (self.url, self.url.replace("http", "ws"), "data:", "blob:")
        self.page.set_default_timeout(PATIENCE)
        self.page.on("request", lambda request: None if request.url.startswith(own) else self.strangers.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.errors.append(dialog.message), dialog.dismiss()))

    def go(self, path: str) -> Any:
        """Open an address of the app and wait until nothing runs any more."""
        self.page.goto(self.url + path)
        return self.settled()

    def settled(self) -> Any:
        """Wait until the app has answered: connected, and the script of the session has not been running for a while."""
        self.page.wait_for_function(QUIET, polling=50)
        return self.page


class Server:
    """The app served for one folder; it can be stopped and started again."""

    def __init__(self, folder: Path, register: str | None = None) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/"
        self.folder, self.register = folder, register
        self.start()

    def start(self) -> None:
        call = f"serve(Path({str(self.folder)!r}), '127.0.0.1', {self.port}, {self.register!r})"
        self.launch([sys.executable, "-c", f"from pathlib import Path; from workbench.app import serve; {call}"])

    def launch(self, command: list[str]) -> None:
        """Start a process and wait until it answers."""
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        while self._process.poll() is None:
            try:
                with urllib.request.urlopen(self.url + "_stcore/health", timeout=1) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                continue
        raise AssertionError(self._process.returncode)

    def stop(self) -> None:
        """End the process and its child, and wait until nobody listens any more: the next one may have the same port."""
        os.killpg(self._process.pid, signal.SIGTERM)
        self._process.wait()
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
            except ConnectionRefusedError:
                return
            except OSError:
                continue


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the demo enterprise for the tests of one file."""
    folder = tmp_path_factory.mktemp("demo")
    for name in ("models", "event_logs"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("workbench.yaml", "policy.yaml"):
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def serve() -> Iterator[Callable[..., Server]]:
    """Serve folders for the tests of one file."""
    servers: list[Server] = []

    def start(folder: Path, register: str | None = None) -> Server:
        servers.append(Server(folder, register))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def visit(chromium: Any) -> Iterator[Callable[[Server], Visit]]:
    """Visit a server with a fresh page."""
    pages: list[Any] = []

    def begin(server: Server) -> Visit:
        pages.append(chromium.new_page(viewport={"width": 1400, "height": 1000}, locale="zh-CN"))
        return Visit(page=pages[-1], url=server.url)

    yield begin
    for page in pages:
        page.close()


def pick(page: Any, label: str | re.Pattern[str], option: str) -> None:
    """Choose an option by the keyboard's way: type a part of it, take what is left; a list that a rerun closes opens again."""
    late = pytest.importorskip("playwright.sync_api").TimeoutError
    found = page.get_by_role("option", name=option).first
    for _ in range(10):
        box = page.get_by_role("combobox", name=label)
        box.fill("")
        box.fill(option)  # a text that is there already opens nothing
        try:
            found.click(timeout=PATIENCE / 10)
        except late:
            continue
        return
    raise AssertionError(option)
