"""The command that works out what should change."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from workbench.cli.assessing import assessment_of, progress
from workbench.cli.json_file import JsonFile, is_stdout
from workbench.cli.options import Speech, Where
from workbench.cli.output import write
from workbench.language import Language, say

if TYPE_CHECKING:
    from workbench.study.recommending import Recommendation

_MOST_SEED: Final = 2**31 - 1
"""The solver takes seeds of 31 bits."""
_REPORT: Final = ".html"
_SUFFIXES: Final = (_REPORT, ".json")


def recommend(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: Annotated[Path, typer.Argument(help="A workspace folder.")] = Path(),
    json_file: JsonFile = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write a report (.html) or the JSON object (.json) to a file.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, max=_MOST_SEED, help="Of search and simulation; the same seed gives the same.")] = 7,
    replications: Annotated[int, typer.Option(min=2, help="How often each world is played.")] = 30,
    budget: Annotated[int | None, typer.Option(min=0, help="The most that a regrouping may cost, in quarters of a move.")] = None,
    language: Speech = None,
) -> None:
    """Work out what should change: groupings of posts, advice with simulated effects, and the few changes that bring most.

    Exits 0 done, 2 where some input was rejected, 3 where nothing could be assessed; what can be told is told all the same.
    """
    from workbench.redesign.grouping import Effort, Wishes
    from workbench.report.batch import standing_of
    from workbench.report.redesign.recommendation_file import recommendation_json
    from workbench.report.redesign.recommendation_text import recommendation_text
    from workbench.simulation.experiment import Protocol
    from workbench.study.recommending import Request
    from workbench.study.recommending import recommend as recommended

    if output is not None:
        _require_known(output)
    assessment = assessment_of([str(workspace)], None, Where())
    speech = language or assessment.study.language
    request = Request(
        wishes=Wishes(budget=budget), effort=Effort(seed=seed), protocol=Protocol(seed=seed, replications=replications)
    )
    with nullcontext(_say_nothing) if is_stdout(json_file) else progress() as on_step:
        recommendation = recommended(assessment, request, lambda key: on_step(say(key, speech)))
    if output is not None:
        _write(recommendation, output, speech)
    if json_file is not None:
        write(json_file, recommendation_json(recommendation))
    if output is None and not is_stdout(json_file):
        typer.echo(recommendation_text(recommendation, speech))
    raise typer.Exit(standing_of(assessment).value)


def _say_nothing(_step: str) -> None:
    """Hear a step of the work, and tell nobody."""


def _require_known(output: Path) -> None:
    """Raise UsageError where no kind of file ends so: before the work begins."""
    from workbench.report.outputs import unknown_output

    if output.suffix.lower() not in _SUFFIXES:
        raise unknown_output(output, _SUFFIXES)


def _write(recommendation: Recommendation, output: Path, language: Language) -> None:
    """Write the kind of file that a path asks for."""
    from workbench.report.html import write_report
    from workbench.report.redesign.recommendation_file import recommendation_json
    from workbench.report.redesign.section import redesign_section

    if output.suffix.lower() == _REPORT:
        write_report(recommendation.assessment, output, language, redesign=redesign_section(recommendation))
    else:
        write(output, recommendation_json(recommendation))
