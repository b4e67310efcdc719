"""The command that works out what should change."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.assessing import assessment_of
from workbench.cli.options import Speech, Where
from workbench.cli.output import write


def recommend(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: Annotated[Path, typer.Argument(help="A workspace folder.")] = Path(),
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout, nothing else.")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write a report (.html) or the JSON object (.json) to a file.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of search and simulation; the same seed gives the same.")] = 7,
    replications: Annotated[int, typer.Option(min=2, help="How often each world is played.")] = 30,
    budget: Annotated[int | None, typer.Option(min=0, help="The most that a regrouping may cost, in quarters of a move.")] = None,
    language: Speech = None,
) -> None:
    """Work out what should change: groupings of posts, advice with simulated effects, and the few changes that bring most.

    Exits 0 done, 2 where some input was rejected, 3 where nothing could be assessed; what can be told is told all the same.
    """
    from workbench.redesign.grouping import Effort, Wishes
    from workbench.report.batch import standing_of
    from workbench.report.html import write_report
    from workbench.report.redesign.recommendation_file import recommendation_json
    from workbench.report.redesign.recommendation_text import recommendation_text
    from workbench.report.redesign.section import redesign_section
    from workbench.simulation.experiment import Protocol
    from workbench.study.recommending import Request
    from workbench.study.recommending import recommend as recommended

    assessment = assessment_of([str(workspace)], None, Where())
    request = Request(
        wishes=Wishes(budget=budget), effort=Effort(seed=seed), protocol=Protocol(seed=seed, replications=replications)
    )
    recommendation = recommended(assessment, request)
    if output is not None and output.suffix.lower() == ".html":
        write_report(assessment, output, language, redesign=redesign_section(recommendation))
    elif output is not None:
        write(output, recommendation_json(recommendation))
    if as_json:
        typer.echo(recommendation_json(recommendation), nl=False)
    elif output is None:
        typer.echo(recommendation_text(recommendation, language or assessment.study.language))
    raise typer.Exit(standing_of(assessment).value)
