"""The command that opens the app."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.options import RegisterUrl


def app(
    folder: Annotated[Path, typer.Argument(help="A workspace, or a folder with workspaces in it.")] = Path(),
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8501,
    address: Annotated[
        str, typer.Option(help="The address to listen on; others than this machine's own let others in.")
    ] = "127.0.0.1",
    register: RegisterUrl = None,
) -> None:
    """Open the app for process owners in a browser, until interrupted."""
    from workbench.app import serve
    from workbench.normalization import open_register

    open_register(folder, register)  # a URL that is none is said here, before anything starts
    raise typer.Exit(serve(folder, address, port, register))
