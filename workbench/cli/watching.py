"""The command that holds new logs against a released standard: for people, and for a clock that runs it every night."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.assessing import progress
from workbench.cli.desk import Desk, day_of, desk_of
from workbench.cli.exit_codes import BREACHED, DONE, NOTHING_ASSESSED, REJECTED
from workbench.cli.json_file import JsonFile, is_stdout
from workbench.cli.options import DAY, Quiet, RegisterUrl, Speech, Today, Where
from workbench.cli.output import complain, write
from workbench.findings import Finding, Severity, UsageError
from workbench.language import say

if TYPE_CHECKING:
    from workbench.design import Design
    from workbench.normalization.watch import AdjustmentCase, CaseClosed
    from workbench.study import Assessment
    from workbench.study.monitoring import Asked
    from workbench.study.under_watch import UnderWatch


def watch(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: Annotated[Path, typer.Argument(help="A workspace folder with a release.")],
    version: Annotated[
        str | None,
        typer.Option("--version", help="The release to hold against (default: each process against the one that holds for it)."),
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(formats=DAY, help="All from this day on is new (default: what the release's baseline has not seen)."),
    ] = None,
    declare: Annotated[
        list[str] | None,
        typer.Option(metavar="TEXT", help="A change outside the data that this look is to tell; a case keeps it; repeatable."),
    ] = None,
    open_case: Annotated[
        bool, typer.Option("--open-case", help="Open a case of dynamic adjustment from signals that are in none: needs --by.")
    ] = False,
    close_case: Annotated[
        str | None, typer.Option(metavar="CASE", help="Close a case, by its id or how that begins: needs --reason and --by.")
    ] = None,
    reason: Annotated[str, typer.Option(help="How the case was dealt with, be it that nothing has to be adjusted.")] = "",
    resulting: Annotated[
        str | None, typer.Option(metavar="VERSION", help="The version that came of the case that is closed.")
    ] = None,
    by: Annotated[
        str, typer.Option(metavar="NAME", help="Who opens or closes; with it a release is stated to be monitored from now on.")
    ] = "",
    json_file: JsonFile = None,
    today: Today = None,
    quiet: Quiet = False,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """Hold new logs against a released standard: a line for each signal, exit code 1 where there is one."""
    from workbench.normalization.watch import CaseClosed
    from workbench.study.monitoring import Asked

    if (open_case or close_case is not None) and not by.strip():
        raise UsageError(Finding(code="WATCH_WHO", severity=Severity.CRITICAL))
    desk = desk_of(workspace, by, today, register, language)
    if close_case is not None:
        _close(desk, close_case, CaseClosed(reason=reason, release=resulting))
    asked = Asked(on=desk.today, version=version, since=day_of(since), changes=tuple(declare or ()))
    raise typer.Exit(_look(desk, asked, _How(open_case=open_case, json_file=json_file, quiet=quiet)))


@dataclass(frozen=True, kw_only=True)
class _How:
    """What is to become of what was found."""

    open_case: bool
    json_file: Path | None
    quiet: bool


def _look(desk: Desk, asked: Asked, how: _How) -> int:
    """Hold what is new against a release, and return the exit code."""
    from workbench.study.monitoring import look_at, nothing_to_watch

    nothing = nothing_to_watch(desk.workspace, desk.register, asked)  # asked before the logs are read
    if nothing is not None:
        complain(nothing)
        return NOTHING_ASSESSED
    assessment = _assessed(desk.workspace)
    return _told(desk, look_at(desk.workspace, desk.register, assessment, asked), assessment, how)


def _told(desk: Desk, seen: UnderWatch, assessment: Assessment, how: _How) -> int:
    """Record what was asked for, tell what was found, and return the exit code."""
    from workbench.normalization.watch.saying import untold_text
    from workbench.report.normalization.monitor_file import monitor_json, signal_lines
    from workbench.study.case_steps import begin_monitoring, open_cases

    design, known = assessment.study.design, {case.id for look in seen.all for case in look.cases}
    if desk.author.by.strip():
        for each in seen.all:
            begin_monitoring(desk.register, each.release, desk.author)
    if how.open_case:
        seen = open_cases(desk.register, seen, design, desk.author)
    if how.json_file is not None:
        write(how.json_file, monitor_json(seen, design, desk.register.head, desk.speech))
    if not is_stdout(how.json_file):
        for line in (line for each in seen.all for line in signal_lines(each, design, desk.speech)):
            typer.echo(line)
    if not how.quiet:
        _tell_beside(desk, seen, design, [case for each in seen.all for case in each.cases if case.id not in known])
    unread = [each for look in seen.all for each in look.watched.unknown if each.reason == "WATCH_NO_LOG"]
    for untold in (*unread, *(untold for each in seen.all for untold in each.ended)):
        typer.echo(untold_text(untold, design, desk.speech), err=True)
    if unread:
        return REJECTED
    if any(each.watched.signals for each in seen.all):
        return BREACHED
    return NOTHING_ASSESSED if all(each.is_blind for each in seen.all) else DONE


def _tell_beside(desk: Desk, seen: UnderWatch, design: Design, opened: list[AdjustmentCase]) -> None:
    """Say on stderr how much was judged of each release, what closed cases have decided, and which cases were opened."""
    from workbench.report.normalization.monitor_file import decided_lines
    from workbench.shown import SHORT

    for each in seen.all:
        for line in decided_lines(each, design, desk.speech):
            typer.echo(line, err=True)
        looked = {"version": each.version, "count": len(each.watched.looks), "unknown": len(each.watched.unknown)}
        typer.echo(say("watch-looked", desk.speech, looked), err=True)
    for case in opened:
        typer.echo(say("watch-case-opened", desk.speech, {"case": case.id[:SHORT]}), err=True)


def _close(desk: Desk, case: str, closed: CaseClosed) -> None:
    from workbench.normalization.watch.recorded import case_named
    from workbench.study.case_steps import close_case

    known = case_named(desk.register, case, desk.today)
    close_case(desk.register, known, closed, desk.author)


def _assessed(workspace: Path) -> Assessment:
    from workbench.report.assessing import assessment_in, items_of

    (item,) = items_of([str(workspace)])
    setting = replace(Where().setting(), now=None)  # decisions on findings change nothing of what is watched
    with progress() as on_process, assessment_in(item, setting, on_process=on_process) as assessment:
        return assessment
