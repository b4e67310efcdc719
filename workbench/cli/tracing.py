"""The command that holds requirements against the evidence of a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.assessing import assessment_of
from workbench.cli.options import RegisterUrl, Speech, Where
from workbench.cli.output import draw, write


def trace(
    workspace: Annotated[Path, typer.Argument(help="A workspace folder.")] = Path(),
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout, nothing else.")] = False,
    csv: Annotated[Path | None, typer.Option("--csv", help="Write a CSV with a row for each requirement; - for stdout.")] = None,
    language: Speech = None,
    register: RegisterUrl = None,
) -> None:
    """Trace each requirement of the management system to the evidence that a workspace holds, its register included."""
    from datetime import datetime

    from workbench.eventlog.rows.times import zone_of
    from workbench.normalization import open_register
    from workbench.report.traced import trace_csv, trace_json, trace_summary, trace_table
    from workbench.trace import Kept, holdings_of, requirements_of
    from workbench.trace import trace as traced_by

    requirements = requirements_of(workspace)
    assessment = assessment_of([str(workspace)], None, Where())
    today = datetime.now(zone_of(assessment.study.timezone)).date()
    kept = Kept(workspace=workspace, register=open_register(workspace, register), on=today)
    traced = traced_by(requirements, holdings_of(assessment, kept))
    speech = language or assessment.study.language
    if csv is not None:
        write(csv, trace_csv(traced))
    if as_json:
        typer.echo(trace_json(traced, speech), nl=False)
    elif csv is None or str(csv) != "-":
        draw(trace_table(traced), speech)
        typer.echo(trace_summary(traced, speech))
