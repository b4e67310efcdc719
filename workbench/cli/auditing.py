"""The commands of those who look after the system itself: the sample of an audit with its checklist, the management review."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.assessing import assessment_of
from workbench.cli.options import RegisterUrl, Speech, Where
from workbench.cli.output import draw, write
from workbench.findings import Finding, Severity, UsageError
from workbench.language import Language, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbench.normalization import Register
    from workbench.normalization.audit import Sample, Strata


def audit(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: Annotated[Path, typer.Argument(help="A workspace folder.")],
    seed: Annotated[str, typer.Option(help="What decides which cases are drawn: whoever has it draws the same ones.")],
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
    by: Annotated[str, typer.Option(help="Who enters it.")] = "",
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """Draw a sample of cases for an internal audit, and write its checklist; the same seed draws the same cases."""
    from workbench.eventlog.rows.times import zone_of
    from workbench.normalization import open_register
    from workbench.normalization.audit import SampleRequest, sample_of
    from workbench.report.listed import listing_csv
    from workbench.report.normalization.audits import checklist_in, sample_panels
    from workbench.trace import requirements_of

    requirements = requirements_of(workspace)
    assessment = assessment_of([str(workspace)], None, Where())
    speech = language or assessment.study.language
    named = process or _only([each.id for each in assessment.processes])
    request = SampleRequest(
        process=named, seed=seed, strata=_strata(strata), size=size, confidence=confidence, tolerable=tolerable
    )
    sample = sample_of(assessment.evidence, assessment.findings, request)
    if checklist is not None:
        write(checklist, listing_csv(checklist_in(assessment, requirements, department), speech))
    if output is not None:
        write(output, listing_csv(sample, speech))
    if "-" not in (str(output), str(checklist)):
        for panel in sample_panels(sample):
            for note in panel.notes:
                typer.echo(note.said(speech))
            if panel.table is not None:
                draw(panel.table, speech)
    if record:
        now = datetime.now(zone_of(assessment.study.timezone))
        typer.echo(_recorded(open_register(workspace, register), sample, by, now, speech))


def review(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: Annotated[Path, typer.Argument(help="A workspace folder.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write the input of the review: .html, .md or .xlsx.")] = None,
    decide: Annotated[str | None, typer.Option(help="Enter what was decided: needs --meeting, --post, --due, --by.")] = None,
    meeting: Annotated[str, typer.Option(help="The review in which it was decided, by its name.")] = "",
    post: Annotated[str, typer.Option(help="The post that is responsible for it.")] = "",
    due: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Until when, that day included.")] = None,
    done: Annotated[str | None, typer.Option(help="Follow a decision up, named by its id: needs --result, --by.")] = None,
    result: Annotated[str, typer.Option(help="What came of it.")] = "",
    by: Annotated[str, typer.Option(help="Who enters it.")] = "",
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """Put the input of the management review together (--out), or enter what it decides and list its decisions."""
    from workbench.eventlog.rows.times import zone_of
    from workbench.normalization import open_register
    from workbench.normalization.review import FollowedUp, ReviewDecision, enter_review_decision, follow_up
    from workbench.workspace import read_workspace

    settings = read_workspace(workspace)
    speech, opened = language or settings.language, open_register(workspace, register)
    now = datetime.now(zone_of(settings.timezone))
    if decide is not None:
        if due is None:
            raise _unknown("--due", "–", ("YYYY-MM-DD",))
        decision = ReviewDecision(review=meeting, text=decide, responsible=post, due=due.date())
        enter_review_decision(opened, decision, by, now)
    if done is not None:
        follow_up(opened, done, FollowedUp(on=now.date(), result=result), by, now)
    if out is not None:
        _write(workspace, out, register, now, speech)
    else:
        _list(opened, now, speech)


def _strata(text: str) -> Strata:
    """Return how cases are to be parted. Raises UsageError where a text says nothing of that."""
    from workbench.normalization.audit import Strata

    if text not in {each.value for each in Strata}:
        raise _unknown("--strata", text, Strata)
    return Strata(text)


def _only(processes: Sequence[str]) -> str:
    """Return the one process there is. Raises UsageError where there are others: one has to be named."""
    if len(processes) != 1:
        raise _unknown("--process", "–", processes)
    return processes[0]


def _unknown(key: str, value: str, wanted: Iterable[str]) -> UsageError:
    facts = {"key": key, "value": value, "wanted": ", ".join(wanted)}
    return UsageError(Finding(code="SETTING_UNKNOWN", severity=Severity.CRITICAL, facts=facts))


def _recorded(register: Register, sample: Sample, by: str, now: datetime, language: Language) -> str:
    """Enter a sample, with the results that are known of it, and say under which number."""
    from workbench.normalization.audit import audit_id, audits_in, enter_audit

    audit = audit_id(sample)
    known = next((each for each in audits_in(register, now.date()) if each.id == audit), None)
    results, seen = ((), 0) if known is None else (known.audit.results, known.number)
    recorded = enter_audit(register, sample, results, by, now, seen)
    return say("audit-recorded", language, {"audit": audit, "number": recorded.number})


def _write(workspace: Path, out: Path, url: str | None, now: datetime, language: Language) -> None:
    """Write the input of the review as the kind of file that a path asks for."""
    from workbench.normalization import open_register
    from workbench.report.normalization.review import require_review_file, write_review
    from workbench.study.review_given import whole_review_pack

    require_review_file(out)
    assessment = assessment_of([str(workspace)], None, Where(register=url))
    pack = whole_review_pack(assessment, now.date(), open_register(workspace, url))
    write_review(pack, assessment.study.name, out, language)


def _list(register: Register, now: datetime, language: Language) -> None:
    """Print what reviews decided, each with the id by which it is followed up."""
    from workbench.normalization.review import review_decisions
    from workbench.report.normalization.review import decisions_table

    draw(decisions_table(review_decisions(register, now.date())), language)
