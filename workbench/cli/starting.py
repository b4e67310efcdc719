"""The command with which a workspace begins."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.options import Speech
from workbench.language import preferred_language


def init(
    folder: Annotated[Path, typer.Argument(help="The folder to make; one that is there must be empty.")],
    xlsx: Annotated[bool, typer.Option("--xlsx", help="All tables in one workbook instead of a CSV file each.")] = False,
    example: Annotated[bool, typer.Option("--example", help="A small example instead of empty tables.")] = False,
    language: Speech = None,
) -> None:
    """Begin a workspace: empty tables with their headers, commented settings, and a README that explains them."""
    from workbench.templates import blank_workspace, example_workspace, write_with_files, write_with_workbook

    contents = (example_workspace if example else blank_workspace)(language or preferred_language())
    (write_with_workbook if xlsx else write_with_files)(contents, folder)
    typer.echo(str(folder / "README.md"))
