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

JsonFile: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        _OPTION,
        metavar="[FILE]",
        help="Write the result as JSON to a file; where that is -, or none is named, to stdout and nothing else there.",
    ),
]


class JsonCommand(TyperCommand):
    """A command whose `--json` may stand without a file: then it is -."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Name stdout where no file is named."""
        return super().parse_args(ctx, list(with_file(args)))


def with_file(words: Sequence[str]) -> Iterator[str]:
    """Yield words with the file of `--json` named: - where none follows, but another option, a folder, or nothing."""
    for word, following in zip(words, (*words[1:], None), strict=False):
        yield word
        if word == _OPTION and (following is None or not _is_file(following)):
            yield _STDOUT


def _is_file(word: str) -> bool:
    """Return whether a word may name a file to write: a folder is the workspace that comes behind the option."""
    return word == _STDOUT or not (word.startswith("-") or Path(word).is_dir())


def is_stdout(path: Path | None) -> bool:
    """Return whether what is written goes to stdout, so that nothing else may."""
    return str(path) == _STDOUT
