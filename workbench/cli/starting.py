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
    example: Annotated[bool, typer.Option("--example", help="Only the filled example.")] = False,
    sample: Annotated[
        bool, typer.Option("--sample", help="The sample enterprise: three processes, their logs, all tables.")
    ] = False,
    language: Speech = None,
) -> None:
    """Begin a workspace: empty tables with their headers, commented settings, a README that explains them, a filled example.

    With --sample the enterprise that `workbench demo` assesses, as it stands.
    """
    from workbench.findings import Finding, Severity, UsageError
    from workbench.fit import DEFAULT_POLICY, policy_text
    from workbench.templates import (
        EXAMPLE,
        blank_workspace,
        example_workspace,
        sample_workspace,
        write_with_files,
        write_with_workbook,
    )

    speech = language or preferred_language()
    write = write_with_workbook if xlsx else write_with_files
    if sample:
        if xlsx or example:
            raise UsageError(Finding(code="SAMPLE_ALONE", severity=Severity.CRITICAL))
        write(sample_workspace(speech), folder)
        typer.echo(str(folder / "README.md"))
        return
    policy = policy_text(DEFAULT_POLICY, speech)
    filled = example_workspace(speech).with_file("policy.yaml", policy)
    if not example:
        write(blank_workspace(speech).with_file("policy.yaml", policy), folder)
    write(filled, folder if example else folder / EXAMPLE)
    typer.echo(str(folder / "README.md"))
