"""The command of management reviews: their input as a file, what they decide, and what came of it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.desk import Desk, day_of, desk_of
from workbench.cli.options import DAY, Elements, On, RegisterUrl, Speech, Today, WorkspaceFolder, elements_in
from workbench.cli.output import draw
from workbench.findings import Finding, Severity, UsageError
from workbench.language import say

if TYPE_CHECKING:
    from workbench.normalization.review import ReviewDecision


def review(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: WorkspaceFolder,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write the input of the review: .html, .md or .xlsx.")
    ] = None,
    decide: Annotated[
        str | None, typer.Option(help="Enter what was decided: needs --meeting, --responsible, --due, --by.")
    ] = None,
    meeting: Annotated[str, typer.Option(help="The review in which it was decided, by its name.")] = "",
    responsible: Annotated[str, typer.Option(help="The post that answers for it, by its id or name.")] = "",
    due: Annotated[datetime | None, typer.Option(formats=DAY, help="Until when, that day included.")] = None,
    element: Elements = None,
    about: Annotated[list[str] | None, typer.Option(help="What it is about, by its id; repeatable.")] = None,
    done: Annotated[
        str | None, typer.Option(help="Follow a decision up, by its id or how that begins: needs --result, --by.")
    ] = None,
    result: Annotated[str, typer.Option(help="What came of it.")] = "",
    on: On = None,
    by: Annotated[str, typer.Option(help="Who enters it.")] = "",
    today: Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """Put the input of the management review together (--output), or enter what it decides and list its decisions.

    A decision that moves an element becomes an item of the adjustment plan, to be done until it is due.
    """
    from workbench.normalization.review import FollowedUp, ReviewDecision, follow_up, review_decisions

    desk = desk_of(workspace, by, today, register, language)
    if decide is not None:
        if due is None:
            facts = {"key": "--due", "value": "–", "wanted": "YYYY-MM-DD"}
            raise UsageError(Finding(code="SETTING_UNKNOWN", severity=Severity.CRITICAL, facts=facts))
        decision = ReviewDecision(
            review=meeting,
            text=decide,
            responsible=desk.post(responsible),
            due=due.date(),
            about=tuple(about or ()),
            elements=elements_in(element),
        )
        _decide(desk, decision)
    if done is not None:
        followed = review_decisions(desk.register, desk.today).named(done).decision
        said = FollowedUp(on=day_of(on) or desk.today, result=result)
        follow_up(desk.register, followed, said, desk.author.by, desk.author.at)
    if output is not None:
        _write(desk, output)
    else:
        _list(desk)


def _decide(desk: Desk, decision: ReviewDecision) -> None:
    """Enter a decision, and say which items came into the plan with it."""
    from workbench.study.opening import design_of
    from workbench.study.review_decided import decide_in_review

    for each in decide_in_review(desk.register, decision, design_of(desk.workspace), desk.author).items:
        typer.echo(say("review-planned", desk.speech, {"number": each.number, "item": each.statement.subject}))


def _write(desk: Desk, output: Path) -> None:
    """Write the input of the review as the kind of file that a path asks for."""
    from workbench.report.normalization.review import require_review_file, write_review
    from workbench.study.review_given import whole_review_pack

    require_review_file(output)
    assessment = desk.assessed()
    pack = whole_review_pack(assessment, desk.today, desk.register)
    write_review(pack, assessment.study.name, output, desk.speech)


def _list(desk: Desk) -> None:
    """Print what reviews decided, each with the id by which it is followed up."""
    from workbench.normalization.review import review_decisions
    from workbench.report.normalization.review import decisions_table

    draw(decisions_table(review_decisions(desk.register, desk.today), desk.posts), desk.speech)
