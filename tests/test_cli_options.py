"""One name for one thing over all commands: what is written, who states it, and on which day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from workbench.cli import app


def commands(command: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    parts = getattr(command, "commands", {})
    if not parts:
        yield name, command
    for each, part in parts.items():
        yield from commands(part, f"{name} {each}".strip())


COMMANDS = dict(commands(get_command(app)))
OPTIONS = {name: {opt: each for each in its.params for opt in each.opts} for name, its in COMMANDS.items()}


def test_whoever_states_something_can_say_which_day_counts() -> None:
    assert [name for name, its in OPTIONS.items() if "--by" in its and "--today" not in its] == []


def test_whatever_reads_a_register_as_of_a_day_can_be_asked_of_any_day() -> None:
    without = {"verify", "app"}  # what was tampered with depends on no day, and the app shows today
    assert {name for name, its in OPTIONS.items() if "--register" in its and "--today" not in its} == without


def test_a_file_to_write_has_one_name() -> None:
    for its in OPTIONS.values():
        assert ("-o" in its) == ("--output" in its)
    assert [name for name, its in OPTIONS.items() if its.keys() & {"--out", "--csv", "--sheets"}] == []


def test_a_version_and_an_earlier_workspace_have_one_name() -> None:
    assert [name for name, its in OPTIONS.items() if "--release" in its] == []
    assert {name for name, its in OPTIONS.items() if getattr(its.get("--before"), "metavar", None) == "WORKSPACE"} == set()
