"""How the app's server is started: where decisions go is told to it alone."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from workbench.app.launching import REGISTER, serve
from workbench.cli.serving import app
from workbench.findings import UsageError

URL = "sqlite:////srv/p4ss.sqlite"


@dataclass
class Started:
    """The one server that was started instead of a real one."""

    command: list[str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)

    def call(self, command: Sequence[str], env: Mapping[str, str]) -> int:
        self.command, self.environment = list(command), dict(env)
        return 0


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Started:
    instead = Started()
    monkeypatch.setattr(subprocess, "call", instead.call)
    return instead


def test_the_url_of_the_register_is_on_no_command_line(started: Started, tmp_path: Path) -> None:
    assert serve(tmp_path, "127.0.0.1", 0, URL) == 0
    assert started.environment[REGISTER] == URL
    assert not any("p4ss" in each for each in started.command)
    assert "PATH" in started.environment


def test_without_a_url_decisions_stay_in_each_workspace(
    started: Started, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(REGISTER, URL)
    serve(tmp_path, "127.0.0.1", 0)
    assert REGISTER not in started.environment


def test_a_url_that_is_none_is_said_before_anything_starts(started: Started, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="URL"):
        app(tmp_path, register="decisions")
    assert started.command == []
