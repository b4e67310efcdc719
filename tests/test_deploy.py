"""The recipes for containers: what they copy is there, what they run is a command, nobody is let in or given rights."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from workbench.cli import app as commands

ROOT = Path(__file__).resolve().parents[1]
DOCKERFILE = (ROOT / "deploy/Dockerfile").read_text(encoding="utf-8")
STEPS = [line for line in re.sub(r"\\\n\s*", " ", DOCKERFILE).splitlines() if line and not line.startswith("#")]
LAST = STEPS[max(number for number, step in enumerate(STEPS) if step.startswith("FROM ")) :]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text(encoding="utf-8"))
NAMES = {each.name or each.callback.__name__ for each in commands.registered_commands if each.callback}


def copied() -> list[str]:
    steps = (step.split()[1:-1] for step in STEPS if step.startswith("COPY ") and "--from" not in step)
    return [source for sources in steps for source in sources]


@pytest.mark.parametrize("source", copied())
def test_what_the_image_copies_is_there_and_not_ignored(source: str) -> None:
    ignored = (ROOT / "deploy/Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert (ROOT / source).exists()
    assert f"!{source}" in ignored


def test_the_image_runs_a_command_as_somebody_without_rights() -> None:
    users = [step.split()[1] for step in LAST if step.startswith("USER ")]
    assert users == ["workbench"]
    assert "--system --uid 10001" in DOCKERFILE
    (entry,) = (json.loads(step.removeprefix("ENTRYPOINT ")) for step in LAST if step.startswith("ENTRYPOINT "))
    (default,) = (json.loads(step.removeprefix("CMD ")) for step in LAST if step.startswith("CMD "))
    assert entry == ["workbench"]
    assert default[0] in NAMES
    assert any(step.startswith("HEALTHCHECK ") and "/_stcore/health" in step for step in LAST)


def test_the_app_is_published_on_this_machine_alone_and_writes_where_it_must() -> None:
    app = COMPOSE["services"]["app"]
    assert all(port.startswith("127.0.0.1:") for port in app["ports"])
    assert (app["read_only"], app["cap_drop"], app["security_opt"]) == (True, ["ALL"], ["no-new-privileges:true"])
    assert {volume.rsplit(":", 1)[1] for volume in app["volumes"]} == {"/workspaces", "/var/lib/workbench"}
    assert app["command"][0] in NAMES
    assert (ROOT / "deploy" / app["build"]["context"] / app["build"]["dockerfile"]).resolve() == ROOT / "deploy/Dockerfile"


def test_the_register_is_reached_by_the_app_alone_and_no_password_is_written_down() -> None:
    register, text = COMPOSE["services"]["register"], (ROOT / "deploy/compose.yaml").read_text(encoding="utf-8")
    assert "ports" not in register
    assert register["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert "healthcheck" in register
    assert re.findall(r"PASSWORD: (?!\$\{REGISTER_PASSWORD:\?)", text) == []
    assert {*COMPOSE["volumes"]} == {"state", "register"}
