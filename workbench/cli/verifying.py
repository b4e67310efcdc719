"""The command that verifies what was recorded and released."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.exit_codes import DONE, REJECTED
from workbench.cli.json_file import JsonFile, is_stdout
from workbench.cli.options import RegisterUrl, Speech
from workbench.cli.output import draw, write
from workbench.findings import WorkbenchError
from workbench.language import Language, preferred_language


def verify(
    workspace: Annotated[Path, typer.Argument(help="A workspace folder, or the folder of one release.")],
    head: Annotated[
        list[str] | None,
        typer.Option("--head", metavar="NUMBER:HASH", help="A head of the register that was noted elsewhere; repeatable."),
    ] = None,
    json_file: JsonFile = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """Verify the register, heads noted elsewhere, and every release: is all as it was written?

    A release in its place is verified with its workspace, one that stands alone by its own manifest. Exits 0 where all is as it
    was written, 2 where something was tampered with or is missing: that is named, file by file.
    """
    from workbench.normalization import open_register
    from workbench.normalization.heads import head_from
    from workbench.normalization.release import is_release, verify_release, verify_workspace, workspace_around
    from workbench.report.normalization.releases import faults_table, verdict_of
    from workbench.report.normalization.verified_file import verified_json
    from workbench.report.register_head import head_said

    noted = tuple(map(head_from, head or ()))
    home = workspace_around(workspace)
    speech = language or _language_of(workspace)
    if home is None and is_release(workspace):
        verified = verify_release(workspace, noted)
    else:
        verified = verify_workspace(home or workspace, open_register(home or workspace, register), noted, "--head")
    if json_file is not None:
        write(json_file, verified_json(verified, speech))
    if not is_stdout(json_file):
        typer.echo(verdict_of(verified).said(speech))
        if verified.faults:
            draw(faults_table(verified.faults), speech)
        if verified.head is not None:
            typer.echo(head_said(verified.head).said(speech))
    raise typer.Exit(REJECTED if verified.faults else DONE)


def _language_of(workspace: Path) -> Language:
    """Return the language of a workspace; where its settings cannot be read, what was tampered with is told all the same."""
    from workbench.workspace import read_workspace

    try:
        return read_workspace(workspace).language
    except WorkbenchError:
        return preferred_language()
