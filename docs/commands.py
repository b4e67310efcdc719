"""Write the reference of commands from the commands themselves: `python docs/commands.py` after one has changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from typer.main import get_command

from workbench.cli import app

PAGE: Final = Path(__file__).with_name("reference") / "commands.md"


def commands_page() -> str:
    """Return the page: every command with its arguments and options."""
    commands = dict(_commands("", get_command(app)))
    return "\n".join(("# Commands", "", *(line for name in sorted(commands) for line in _section(name, commands[name]))))


def _commands(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    """Yield commands by name; a group is told with the commands that it has."""
    if name:
        yield name, command
    for each, part in getattr(command, "commands", {}).items():
        yield from _commands(f"{name} {each}".strip(), part)


def _section(name: str, command: Any) -> Iterator[str]:
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    options = [each for each in command.params if each.param_type_name == "option"]
    yield from (f"## {name}", "", command.help.strip(), "")
    part = ["COMMAND"] if getattr(command, "commands", None) else []
    usage = " ".join(("workbench", name, *part, *(each.name.upper() for each in arguments)))
    yield from ("```text", f"{usage}{' [OPTIONS]' if options else ''}", "```", "")
    rows = [
        *((each.name.upper(), each.help) for each in arguments),
        *((", ".join(each.opts), each.help) for each in options),
    ]
    if rows:
        yield from ("| | |", "|---|---|")
        yield from (f"| `{names}` | {text.replace('|', chr(92) + '|')} |" for names, text in rows)
        yield ""


if __name__ == "__main__":
    PAGE.write_text(commands_page(), encoding="utf-8")
