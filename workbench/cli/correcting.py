"""The commands of corrective actions: how each stands, and each step that people state or that new evidence asks for."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.desk import Desk, day_of, desk_of
from workbench.cli.groups import SHOW, ShowingGroup
from workbench.cli.options import DAY, By, On, Reason, RegisterUrl, Speech, Today, WorkspaceFolder, one_of
from workbench.cli.output import draw_panel
from workbench.language import say

if TYPE_CHECKING:
    from workbench.normalization import Recorded
    from workbench.normalization.corrections import Correction, Corrections, Step

app = typer.Typer(
    cls=ShowingGroup,
    no_args_is_help=True,
    help="Corrective actions on nonconformities, and each step of their life. Without a command of its own: show.",
)

_Action = Annotated[str, typer.Argument(help="A corrective action, by its id or how that begins.")]


@app.command(SHOW)
def show(workspace: WorkspaceFolder, today: Today = None, register: RegisterUrl = None, language: Speech = None) -> None:
    """List every corrective action with its state: what is overdue first, then what is open."""
    from workbench.report.normalization.corrections import corrections_panel

    desk = desk_of(workspace, "", today, register, language)
    draw_panel(corrections_panel(_corrections(desk), desk.posts), desk.speech)


@app.command()
def cause(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: WorkspaceFolder,
    action: _Action,
    kind: Annotated[str, typer.Option(help="Where it lies: method, people, system, data or rule.")],
    text: Annotated[str, typer.Option(help="Why it came to the nonconformity, in your own words.")],
    by: By = "",
    today: Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """State the cause of a nonconformity."""
    from workbench.normalization.corrections import CauseFound, CauseKind

    desk = desk_of(workspace, by, today, register, language)
    _state(desk, _correction(desk, action), CauseFound(kind=one_of(CauseKind, "--kind", kind), cause=text))


@app.command()
def agree(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: WorkspaceFolder,
    action: _Action,
    text: Annotated[str, typer.Option(help="What is to be done about the cause, in your own words.")],
    owner: Annotated[str, typer.Option(help="The post that does it, by its id or name.")],
    due: Annotated[datetime, typer.Option(formats=DAY, help="Until when, that day included.")],
    by: By = "",
    today: Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """State the action that is agreed on; what must hold afterwards comes from the finding."""
    from workbench.normalization.corrections import ActionAgreed
    from workbench.study.correcting import check_for

    desk = desk_of(workspace, by, today, register, language)
    found, answering = _correction(desk, action), desk.post(owner)
    check = check_for(found, desk.assessed())
    typer.echo(say("corrections-check", desk.speech), err=True)
    _state(desk, found, ActionAgreed(action=text, owner=answering, due=due.date(), check=check))


@app.command()
def done(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: WorkspaceFolder,
    action: _Action,
    on: On = None,
    by: By = "",
    today: Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """State that an action is carried out; what it brought only new evidence shows."""
    from workbench.normalization.corrections import CarriedOut

    desk = desk_of(workspace, by, today, register, language)
    _state(desk, _correction(desk, action), CarriedOut(on=day_of(on) or desk.today))


@app.command()
def judge(
    workspace: WorkspaceFolder, by: By = "", today: Today = None, register: RegisterUrl = None, language: Speech = None
) -> None:
    """Assess the workspace, record that, and judge what was carried out by the cases that began since."""
    from workbench.study.correcting import enter_judgements

    desk = desk_of(workspace, by, today, register, language)
    judged = enter_judgements(desk.register, _corrections(desk), desk.assessed(), desk.author)
    for each, recorded in judged:
        _tell(desk, each.correction, each.step, recorded)
    if not judged:
        typer.echo(say("corrections-judged-none", desk.speech))


@app.command()
def close(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: WorkspaceFolder,
    action: _Action,
    reason: Reason = "",
    by: By = "",
    today: Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """State that nothing more is to be done."""
    from workbench.normalization.corrections import Closed

    desk = desk_of(workspace, by, today, register, language)
    _state(desk, _correction(desk, action), Closed(reason=reason))


@app.command()
def warnings(workspace: WorkspaceFolder, today: Today = None, register: RegisterUrl = None, language: Speech = None) -> None:
    """Assess the workspace, and show what goes towards its limit, over its log and over the recorded assessments."""
    from workbench.report.normalization.corrections import warnings_panel
    from workbench.study.findings_over_time import runs_until
    from workbench.study.reviewing import forecasts_of

    desk = desk_of(workspace, "", today, register, language)
    forecasts = forecasts_of(desk.assessed(), runs_until(desk.register, desk.today))
    draw_panel(warnings_panel(forecasts), desk.speech)


def _corrections(desk: Desk) -> Corrections:
    from workbench.normalization.corrections import corrections_in

    return corrections_in(desk.register, desk.today)


def _correction(desk: Desk, beginning: str) -> Correction:
    return _corrections(desk).named(beginning)


def _state(desk: Desk, correction: Correction, step: Step) -> None:
    """Record a step of a corrective action as it was found, and say so."""
    from workbench.normalization.corrections import CorrectionEvent, enter_correction

    event = CorrectionEvent(step=step, by=desk.author.by, at=desk.author.at)
    _tell(desk, correction, step, enter_correction(desk.register, correction.id, event, correction.seen))


def _tell(desk: Desk, correction: Correction, step: Step, recorded: Recorded) -> None:
    """Say what was recorded, under which number, and how the corrective action stands now."""
    facts = {"number": recorded.number, "correction": correction.id, "step": say(f"correction-step-{step.name}", desk.speech)}
    now = _corrections(desk).by_id[correction.id].state
    facts |= {"state": say(f"correction-state-{now.value}", desk.speech)}
    typer.echo(say("correction-recorded", desk.speech, facts))
