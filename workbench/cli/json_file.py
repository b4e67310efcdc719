"""The option `--json [FILE]` that every command with a result has: the result as JSON in a file, or alone on stdout.

Only `check` has a flag of that name: it prints an object for each of its files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Final, TypeAlias

import typer
from typer.core import TyperCommand

_OPTION: Final = "--json"
_STDOUT: Final = "-"
_SUFFIX: Final = ".json"

JsonFile: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        _OPTION,
        metavar="[FILE]",
        help="Write the result as JSON to a file *.json (another by =FILE); where that is -, or none, to stdout alone.",
    ),
]


class JsonCommand(TyperCommand):
    """A command whose `--json` may stand without a file: then it is -."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Name stdout where no file is named."""
        return super().parse_args(ctx, list(with_file(args)))


def with_file(words: Sequence[str]) -> Iterator[str]:
    """Yield words with the file of `--json` named: - where what follows is no name of such a file (`--json=FILE` is any)."""
    for word, following in zip(words, (*words[1:], None), strict=False):
        yield word
        if word == _OPTION and (following is None or not _is_file(following)):
            yield _STDOUT


def _is_file(word: str) -> bool:
    """Return whether a word names a file to write: whatever else it is, an input or a finding, comes behind the option."""
    return word == _STDOUT or Path(word).suffix.lower() == _SUFFIX


def is_stdout(path: Path | None) -> bool:
    """Return whether what is written goes to stdout, so that nothing else may."""
    return str(path) == _STDOUT
