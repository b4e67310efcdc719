"""The command that verifies what was recorded and released."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from workbench.cli.exit_codes import DONE, REJECTED
from workbench.cli.options import RegisterUrl, Speech
from workbench.cli.output import draw
from workbench.findings import Finding, Severity, UsageError, WorkbenchError
from workbench.language import Language, preferred_language

if TYPE_CHECKING:
    from workbench.normalization.heads import Head

_HEAD: Final = re.compile(r"(\d{1,12}):([0-9a-f]{64})", re.ASCII)


def verify(
    workspace: Annotated[Path, typer.Argument(help="A workspace folder, or the folder of one release.")],
    head: Annotated[
        list[str] | None,
        typer.Option("--head", metavar="NUMBER:HASH", help="A head of the register that was noted elsewhere; repeatable."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout, nothing else.")] = False,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """Verify the register, heads noted elsewhere, and every release: is all as it was written?

    Exits 0 where it is, 2 where something was tampered with: that is named, file by file.
    """
    from workbench.normalization import open_register
    from workbench.normalization.release import is_release, verify_release, verify_workspace
    from workbench.report.normalization.releases import faults_table, head_said, verdict_of
    from workbench.report.normalization.verified_file import verified_json

    noted = tuple(map(_head, head or ()))
    speech = language or _language_of(workspace)
    if is_release(workspace):
        verified = verify_release(workspace)
    else:
        verified = verify_workspace(workspace, open_register(workspace, register), noted, "--head")
    if as_json:
        typer.echo(verified_json(verified, speech), nl=False)
    else:
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


def _head(text: str) -> Head:
    from workbench.normalization.heads import Head

    found = _HEAD.fullmatch(text.strip().lower())
    if found is None:
        raise UsageError(Finding(code="VERIFY_HEAD", severity=Severity.CRITICAL, facts={"text": text}))
    return Head(number=int(found[1]), hash=found[2])
