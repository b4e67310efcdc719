"""The commands of releases: the list of versions, each step of their life, what is asked of them, what differs."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from workbench.cli.assessing import progress
from workbench.cli.desk import Desk, desk_of
from workbench.cli.exit_codes import BREACHED, DONE
from workbench.cli.groups import SHOW, ShowingGroup
from workbench.cli.json_file import JsonCommand, JsonFile, is_stdout
from workbench.cli.options import DAY, By, Reason, RegisterUrl, Speech, Today, WorkspaceFolder
from workbench.cli.output import draw, write
from workbench.language import say

if TYPE_CHECKING:
    from workbench.normalization.release import Event
    from workbench.normalization.statement import Recorded

app = typer.Typer(
    cls=ShowingGroup,
    no_args_is_help=True,
    help="Releases of a standard: versions with their states, and each step of their life. Without a command of its own: show.",
)

_ANSWER = "NAME:ROLE[:DAY[:NOTE]]"
_VersionName: TypeAlias = Annotated[str, typer.Option("--version", help="The version, such as 1.0.0.")]


@app.command(SHOW)
def show(workspace: WorkspaceFolder, today: Today = None, register: RegisterUrl = None, language: Speech = None) -> None:
    """List every version with its state, the latest first, and which version is proposed next."""
    from workbench.normalization.release import standing_in
    from workbench.report.normalization.releases import releases_table
    from workbench.study.release_steps import proposed_version

    desk = desk_of(workspace, "", today, register, language)
    releases = standing_in(desk.register, desk.today)
    draw(releases_table(releases), desk.speech)
    typer.echo(say("release-proposed", desk.speech, {"version": str(proposed_version(workspace, releases))}))


@app.command()
def draft(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: WorkspaceFolder,
    version: Annotated[
        str | None, typer.Option("--version", help="The version (default: the next one that what differs asks for).")
    ] = None,
    process: Annotated[
        list[str] | None, typer.Option("--process", help="A process that it is the standard of; repeatable (default: all).")
    ] = None,
    abolish: Annotated[
        list[str] | None, typer.Option("--abolish", help="A process that is given up: its standard ends; repeatable.")
    ] = None,
    title: Annotated[str, typer.Option(help="What it is about, for the history of the documents.")] = "",
    by: By = "",
    today: Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """Draft a version of the standard."""
    from workbench.normalization.release import Drafted
    from workbench.study.release_steps import draft as drafted

    desk = desk_of(workspace, by, today, register, language)
    event = Drafted(processes=tuple(process or ()), title=title, abolished=tuple(abolish or ()))
    _tell(desk, drafted(workspace, desk.register, version, event, desk.author), event)


@app.command()
def trial(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: WorkspaceFolder,
    version: _VersionName,
    first: Annotated[datetime, typer.Option(formats=DAY, help="First day of the trial.")],
    last: Annotated[datetime, typer.Option(formats=DAY, help="Last day of the trial.")],
    by: By = "",
    today: Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """Begin the trial of a version, or give it another window."""
    from workbench.normalization.release import TrialBegun, TrialWindow

    window = TrialWindow(start=first.date(), end=last.date())
    _state(desk_of(workspace, by, today, register, language), version, TrialBegun(window=window))


@app.command(cls=JsonCommand)
def conditions(
    workspace: WorkspaceFolder,
    version: _VersionName,
    json_file: JsonFile = None,
    today: Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """Assess the workspace and show what a release asks for: met, not met, or not known. Exits 1 where not all is met."""
    from workbench.normalization.release import json_bytes, standing_in, unrated, version_of
    from workbench.report.normalization.releases import conditions_table
    from workbench.study.frozen import conditions_for

    desk = desk_of(workspace, "", today, register, language)
    assessment, releases = desk.assessed(), standing_in(desk.register, desk.today)
    asked = conditions_for(assessment, workspace, version, releases)
    if json_file is not None:
        write(json_file, json_bytes(asked).decode())
    if not is_stdout(json_file):
        draw(conditions_table(asked, None, desk.today), desk.speech)
    known = releases.version.get(str(version_of(version)))
    unknown = None if known is None else unrated(version, known.processes, asked)
    if unknown is not None:
        typer.echo(unknown.text(desk.speech), err=True)
    raise typer.Exit(DONE if unknown is None and all(each.is_met for each in asked) else BREACHED)


@app.command()
def publish(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: WorkspaceFolder,
    version: _VersionName,
    effective: Annotated[datetime, typer.Option(formats=DAY, help="From which day on it is the standard.")],
    approve: Annotated[
        list[str] | None, typer.Option("--approve", metavar=_ANSWER, help="Who approves, and as what; repeatable.")
    ] = None,
    check: Annotated[list[str] | None, typer.Option("--check", metavar=_ANSWER, help="Who checked it; repeatable.")] = None,
    refuse: Annotated[
        list[str] | None, typer.Option("--refuse", metavar=_ANSWER, help="Who refuses: then nothing is published; repeatable.")
    ] = None,
    waive: Annotated[str, typer.Option(metavar="REASON", help="Why it is released although conditions are not met.")] = "",
    until: Annotated[datetime | None, typer.Option(formats=DAY, help="The last day on which the waiver holds.")] = None,
    condition: Annotated[
        list[str] | None, typer.Option("--condition", help="A condition that is waived, by its code; repeatable (default: any).")
    ] = None,
    by: By = "",
    today: Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """Assess the workspace, write all documents, and freeze it as a release that nobody can change and that is watched."""
    from workbench.report.normalization.publishing import Publication
    from workbench.report.normalization.publishing import publish as published
    from workbench.study.release_steps import Answers, waiver_from
    from workbench.study.releasing import ReleaseRequest

    desk = desk_of(workspace, by, today, register, language)
    answers = Answers(approved=tuple(approve or ()), checked=tuple(check or ()), refused=tuple(refuse or ()))
    request = ReleaseRequest(
        workspace=workspace,
        version=version,
        effective=effective.date(),
        approvals=answers.on(desk.today),
        by=by,
        at=desk.author.at,
        waiver=waiver_from(waive, until.date() if until else None, condition or (), by),
    )
    with progress() as on_step:
        frozen = published(Publication(request=request, register=register), on_step)
    facts = {"version": frozen.manifest.version, "folder": str(frozen.folder), "hash": frozen.manifest_sha256}
    typer.echo(say("release-published", desk.speech, {**facts, "files": len(frozen.manifest.files)}))


@app.command()
def monitor(
    workspace: WorkspaceFolder,
    version: _VersionName,
    by: By = "",
    today: Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """State that a release is watched again, after an adjustment that needed no new version."""
    from workbench.normalization.release import Monitored

    _state(desk_of(workspace, by, today, register, language), version, Monitored())


@app.command()
def adjust(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: WorkspaceFolder,
    version: _VersionName,
    case: Annotated[str, typer.Option(help="The case of dynamic adjustment, by its id.")],
    by: By = "",
    today: Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """State that a release is being adjusted: a case of dynamic adjustment is open on it."""
    from workbench.normalization.release import Adjusting

    _state(desk_of(workspace, by, today, register, language), version, Adjusting(case=case))


@app.command()
def withdraw(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: WorkspaceFolder,
    version: _VersionName,
    reason: Reason = "",
    by: By = "",
    today: Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """State that a version no longer holds; a release that is superseded needs no withdrawal."""
    from workbench.normalization.release import Withdrawn

    _state(desk_of(workspace, by, today, register, language), version, Withdrawn(reason=reason))


@app.command(cls=JsonCommand)
def differences(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: WorkspaceFolder,
    before: Annotated[str | None, typer.Option("--before", help="The earlier release (default: those that stand).")] = None,
    after: Annotated[str | None, typer.Option("--after", help="The later release (default: the workspace as it is now).")] = None,
    json_file: JsonFile = None,
    today: Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """Show what the workspace, or a later release, has otherwise than an earlier release."""
    from workbench.normalization.release import differences_between, json_bytes, standing_in
    from workbench.report.normalization.release_differences import differences_said, differences_table, words_between
    from workbench.study.release_steps import released_standard
    from workbench.study.releasing import standard_in

    desk = desk_of(workspace, "", today, register, language)
    releases = standing_in(desk.register, desk.today)
    earlier = released_standard(workspace, releases, before)
    later = standard_in(workspace) if after is None else released_standard(workspace, releases, after)
    found = differences_between(earlier, later)
    if json_file is not None:
        write(json_file, json_bytes(found.rows).decode())
    if is_stdout(json_file):
        return
    typer.echo(differences_said(found).said(desk.speech))
    if found.rows:
        draw(differences_table(found, words_between(earlier, later)), desk.speech)


def _state(desk: Desk, version: str, event: Event) -> None:
    """Record that something happened to a version, and say so."""
    from workbench.study.release_steps import state

    _tell(desk, state(desk.register, version, event, desk.author), event)


def _tell(desk: Desk, recorded: Recorded, event: Event) -> None:
    """Say what was recorded, and under which number."""
    facts = {
        "number": recorded.number,
        "version": recorded.statement.subject,
        "event": say(f"release-event-{event.name}", desk.speech),
    }
    typer.echo(say("release-recorded", desk.speech, facts))
