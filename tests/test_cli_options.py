"""One name for one thing over all commands: what is written, who states it, and on which day."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from workbench.cli import app, main
from workbench.cli.json_file import JsonCommand, with_file


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


def test_a_result_as_json_is_asked_for_in_one_way() -> None:
    """`check` prints an object for each of its files: formats.md says so."""
    asked = {name: its["--json"].metavar for name, its in OPTIONS.items() if "--json" in its}
    assert {name for name, metavar in asked.items() if metavar != "[FILE]"} == {"check"}
    assert [name for name in asked if name != "check" and not isinstance(COMMANDS[name], JsonCommand)] == []


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("assess ws --json -", "assess ws --json -"),
        ("assess ws --json found.json --quiet", "assess ws --json found.json --quiet"),
        ("recommend ws --json", "recommend ws --json -"),
        ("trace --json --output t.csv", "trace --json - --output t.csv"),
        ("verify --json .", "verify --json - ."),
        ("explain --json PO-SOD", "explain --json - PO-SOD"),
        ("compare --json before.bpmn after.bpmn", "compare --json - before.bpmn after.bpmn"),
        ("assess --json=found ws", "assess --json=found ws"),
    ],
)
def test_json_without_a_file_is_for_stdout(words: str, read: str) -> None:
    assert " ".join(with_file(words.split())) == read


def test_json_goes_to_the_file_and_lines_to_stdout_or_alone_to_stdout(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "page.json"
    said = []
    for form in ((), ("--json",), ("--json", "-"), ("--json", str(file))):
        monkeypatch.setattr(sys, "argv", ["workbench", "explain", "PO-SOD", *form, "--language", "en"])
        with pytest.raises(SystemExit) as left:
            main()
        assert left.value.code == 0
        said.append(capsys.readouterr().out)
    lines, bare, dash, beside = said
    assert json.loads(bare)["page"] == lines
    assert (bare, beside) == (dash, lines)
    assert file.read_text(encoding="utf-8") == bare
