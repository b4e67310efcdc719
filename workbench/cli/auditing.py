"""The command of internal audits: a sample that anybody can draw again, its checklist, and what was found in its cases."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from workbench.cli.desk import Desk, desk_of
from workbench.cli.options import RegisterUrl, Speech, Today, WorkspaceFolder, given_of, one_of
from workbench.cli.output import draw_panel, write
from workbench.findings import Finding, Severity, UsageError
from workbench.language import say

if TYPE_CHECKING:
    from workbench.normalization import Head
    from workbench.normalization.audit import CaseResult, EnteredAudit, Sample


@dataclass(frozen=True, kw_only=True)
class _Found:
    """What was found in cases; `is_changed` says that it stands in place of what was found in them before."""

    results: tuple[CaseResult, ...]
    is_changed: bool


_OF_A_SAMPLE: Final = ("seed", "process", "strata", "size", "confidence", "tolerable", "checklist", "department", "record")
"""What a recorded audit has already, or what is worked out from the evidence of today."""


def audit(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    context: typer.Context,
    workspace: WorkspaceFolder,
    seed: Annotated[
        str | None, typer.Option(help="What decides which cases are drawn: whoever has it draws the same ones.")
    ] = None,
    process: Annotated[str | None, typer.Option(help="Of which process (default: the only one there is).")] = None,
    strata: Annotated[str, typer.Option(help="How cases are parted first: all, deviating, finding or department.")] = "deviating",
    size: Annotated[
        int | None, typer.Option(min=1, help="How many cases in all (default: as many as it takes for --tolerable).")
    ] = None,
    confidence: Annotated[float, typer.Option(help="At which the rate is to be shown, in (0, 1).")] = 0.95,
    tolerable: Annotated[float, typer.Option(help="The rate of deviating cases that is not to be reached, in (0, 1).")] = 0.05,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write the sample as CSV; - for stdout.")] = None,
    checklist: Annotated[Path | None, typer.Option(help="Write the checklist as CSV; - for stdout.")] = None,
    department: Annotated[str | None, typer.Option(help="Ask the checklist of one department, by its id.")] = None,
    record: Annotated[bool, typer.Option("--record", help="Enter the sample in the register: needs --by.")] = False,
    recorded: Annotated[
        str | None,
        typer.Option("--audit", metavar="ID", help="Go on with a recorded audit, by how its id begins; nothing is drawn again."),
    ] = None,
    conforms: Annotated[
        list[str] | None,
        typer.Option(metavar="CASE", help="A case that was examined and conforms; with --record or --audit; repeatable."),
    ] = None,
    deviates: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CASE[=REMARK]", help="A case that was examined and deviates; with --record or --audit; repeatable."
        ),
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Let these results stand in place of others of the same cases.")] = False,
    by: Annotated[str, typer.Option(help="Who enters it.")] = "",
    today: Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """Draw a sample of cases for an internal audit, and write its checklist; the same seed draws the same cases.

    Or go on with a recorded audit, with the cases that were drawn then.
    """
    from workbench.normalization.audit import SampleRequest, Strata, audits_in, sample_of
    from workbench.report.listed import listing_csv
    from workbench.study.auditing import audit_of
    from workbench.trace import Kept, checklist_in, requirements_of

    found = _Found(results=tuple(_results(conforms or (), deviates or ())), is_changed=again)
    desk = desk_of(workspace, by, today, register, language)
    if recorded is not None:
        _refuse_beside(context)
        _go_on(desk, recorded, output, found)
        return
    if seed is None:
        raise UsageError(Finding(code="AUDIT_WHICH", severity=Severity.CRITICAL))
    if found.results and not record:
        raise UsageError(Finding(code="AUDIT_NOT_RECORDED", severity=Severity.CRITICAL))
    parted, requirements = one_of(Strata, "--strata", strata), requirements_of(workspace)
    audits = audits_in(desk.register, desk.today)  # before the workspace is assessed: who enters meanwhile is noticed
    assessment = desk.assessed()
    request = SampleRequest(
        process=process or _only([each.id for each in assessment.processes]),
        seed=seed,
        strata=parted,
        size=size,
        confidence=confidence,
        tolerable=tolerable,
    )
    sample = sample_of(assessment.evidence, assessment.findings, request)
    head = assessment.standing.head
    if checklist is not None:
        kept = Kept(workspace=workspace, register=desk.register, on=desk.today)
        asked = checklist_in(assessment, requirements, kept, department)
        write(checklist, listing_csv(asked, desk.speech, head))
    if output is not None:
        write(output, listing_csv(sample, desk.speech, head))
    if "-" not in {str(output), str(checklist)}:
        _tell(desk, sample, head)
    if record:
        _refuse_split(audits, sample, found)
        _record(desk, sample, found, audit_of(audits, sample))


def _refuse_beside(context: typer.Context) -> None:
    """Refuse what is asked of a new sample beside a recorded audit."""
    given = given_of(context, _OF_A_SAMPLE)
    if given:
        raise UsageError(Finding(code="AUDIT_ALONE", severity=Severity.CRITICAL, facts={"others": ", ".join(given)}))


def _refuse_split(audits: Collection[EnteredAudit], sample: Sample, found: _Found) -> None:
    """Refuse to enter results for another sample than the one that the same request began with."""
    from workbench.study.auditing import begun_on_other_evidence

    begun = begun_on_other_evidence(audits, sample)
    if found.results and begun is not None:
        raise UsageError(Finding(code="AUDIT_OTHER_EVIDENCE", severity=Severity.CRITICAL, facts={"audit": begun.id}))


def _go_on(desk: Desk, beginning: str, output: Path | None, found: _Found) -> None:
    """Show a recorded audit, or write its sample, and add what was found in its cases."""
    from workbench.normalization.audit import audits_in
    from workbench.report.listed import listing_csv
    from workbench.report.normalization.audits import conclusions_panel
    from workbench.study.auditing import audit_named

    known = audit_named(audits_in(desk.register, desk.today), beginning)
    sample, head = known.audit.sample, desk.register.head
    if output is not None:
        write(output, listing_csv(sample, desk.speech, head))
    if found.results:
        _record(desk, sample, found, known)
    elif str(output) != "-":
        _tell(desk, sample, head)
        draw_panel(conclusions_panel(known.audit.conclusions), desk.speech)


def _tell(desk: Desk, sample: Sample, head: Head) -> None:
    """Show a sample, and the register's last record."""
    from workbench.report.normalization.audits import sample_panels
    from workbench.report.register_head import heads_said

    for panel in sample_panels(sample):
        draw_panel(panel, desk.speech)
    for each in heads_said(head):
        typer.echo(each.said(desk.speech))


def _only(processes: Sequence[str]) -> str:
    """Return the one process there is. Raises UsageError where there are others: one has to be named."""
    if len(processes) != 1:
        facts = {"key": "--process", "value": "–", "wanted": ", ".join(processes)}
        raise UsageError(Finding(code="SETTING_UNKNOWN", severity=Severity.CRITICAL, facts=facts))
    return processes[0]


def _results(conforms: Iterable[str], deviates: Iterable[str]) -> Iterator[CaseResult]:
    """Yield what was found in the cases that are named."""
    from workbench.normalization.audit import CaseResult

    yield from (CaseResult(case=each, deviates=False) for each in conforms)
    for each in deviates:
        case, _, remark = each.partition("=")
        yield CaseResult(case=case, deviates=True, remark=remark)


def _record(desk: Desk, sample: Sample, found: _Found, known: EnteredAudit | None) -> None:
    """Enter a sample with what was found in its cases so far, and say under which number, and what follows for all cases."""
    from workbench.normalization.audit import audit_id, audits_in
    from workbench.report.normalization.audits import conclusions_panel
    from workbench.study.auditing import add_results, audit_of, change_results

    enter = change_results if found.is_changed else add_results
    recorded = enter(desk.register, sample, found.results, desk.author, known)
    typer.echo(say("audit-recorded", desk.speech, {"audit": audit_id(sample), "number": recorded.number}))
    now = audit_of(audits_in(desk.register, desk.today), sample)
    if now is not None and now.audit.results:
        draw_panel(conclusions_panel(now.audit.conclusions), desk.speech)
