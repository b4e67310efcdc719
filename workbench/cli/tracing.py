"""The command that holds requirements against the evidence of a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.desk import desk_of
from workbench.cli.json_file import JsonFile, is_stdout
from workbench.cli.options import RegisterUrl, Speech, Today
from workbench.cli.output import draw, write


def trace(
    workspace: Annotated[Path, typer.Argument(help="A workspace folder.")] = Path(),
    json_file: JsonFile = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write a CSV with a row for each requirement; - for stdout.")
    ] = None,
    today: Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """Trace each requirement of the management system to the evidence that a workspace holds, its register included."""
    from workbench.report.traced import trace_csv, trace_json, trace_summary, trace_table
    from workbench.trace import Kept, holdings_of, requirements_of
    from workbench.trace import trace as traced_by

    requirements = requirements_of(workspace)
    desk = desk_of(workspace, "", today, register, language)
    kept = Kept(workspace=workspace, register=desk.register, on=desk.today)
    traced = traced_by(requirements, holdings_of(desk.assessed(), kept))
    if output is not None:
        write(output, trace_csv(traced))
    if json_file is not None:
        write(json_file, trace_json(traced, desk.speech))
    if not (is_stdout(json_file) or is_stdout(output)):
        draw(trace_table(traced), desk.speech)
        typer.echo(trace_summary(traced, desk.speech))
