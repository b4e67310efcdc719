"""Commands that have commands of their own, one of which is meant where none is named."""

from __future__ import annotations

from typing import Any, Final

from typer.core import TyperGroup

SHOW: Final = "show"
"""The command that is meant where none is named: it shows, and changes nothing."""
_HELP: Final = frozenset({"--help"})


class ShowingGroup(TyperGroup):
    """A group of commands: `workbench GROUP WORKSPACE` is `workbench GROUP show WORKSPACE`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the command that shows before what names none."""
        is_named = bool(args) and (args[0] in self.commands or args[0] in _HELP)
        return super().parse_args(ctx, args if is_named or not args else [SHOW, *args])
