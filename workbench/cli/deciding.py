"""The command that decides on findings, and the decisions that other commands show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Final

import typer

from workbench.cli.desk import Desk, day_of, desk_of
from workbench.cli.options import DAY, Reason, RegisterUrl, Speech, Today, WorkspaceFolder, given_of
from workbench.cli.output import draw
from workbench.findings import Finding, Severity, UsageError
from workbench.language import Language, say

if TYPE_CHECKING:
    from workbench.normalization import Register, Standing, Subject, Verdict


@dataclass(frozen=True, kw_only=True)
class _Words:
    """What the command line says of a decision; `texts` are those of a nonconformity that are not as drafted, by their names."""

    reason: str
    owner: str
    until: date | None
    clause: str
    texts: Mapping[str, str]


_TAKEN: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "accept": ("reason", "owner", "until", "clause"),
        "dispute": ("reason",),
        "confirm": ("reason",),
        "withdraw": ("reason",),
        "nonconformity": ("evidence", "requirement", "statement", "clause"),
    }
)
"""What may be said with each verdict."""


def decide(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    context: typer.Context,
    workspace: WorkspaceFolder,
    finding: Annotated[str | None, typer.Argument(help="A finding, by its id or how that begins.")] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Accept the deviation: needs --reason, --owner and --until.")] = False,
    dispute: Annotated[bool, typer.Option("--dispute", help="Say that the finding is wrong: needs --reason.")] = False,
    confirm: Annotated[bool, typer.Option("--confirm", help="Say that the finding is right: needs --reason.")] = False,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take back what was decided: needs --reason.")] = False,
    nonconformity: Annotated[bool, typer.Option("--nonconformity", help="Draft a nonconformity, and print it.")] = False,
    reason: Reason = "",
    owner: Annotated[str, typer.Option(help="Who answers for an accepted deviation: a post or a department.")] = "",
    until: Annotated[datetime | None, typer.Option(formats=DAY, help="The last day on which an acceptance holds.")] = None,
    clause: Annotated[
        str, typer.Option(help="By what right a deviation is accepted, or what a nonconformity does not fulfil.")
    ] = "",
    evidence: Annotated[str | None, typer.Option(help="What was seen, in place of what --nonconformity drafts.")] = None,
    requirement: Annotated[str | None, typer.Option(help="What is required, in place of what --nonconformity drafts.")] = None,
    statement: Annotated[str | None, typer.Option(help="What does not conform, in place of what --nonconformity drafts.")] = None,
    by: Annotated[str, typer.Option(help="Who decides.")] = "",
    listed: Annotated[bool, typer.Option("--list", help="List all decisions instead.")] = False,
    today: Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """Decide on a finding, or list what was decided; no decision changes the gross figures."""
    desk = desk_of(workspace, by, today, register, language)
    flags = {"accept": accept, "dispute": dispute, "confirm": confirm, "withdraw": withdraw, "nonconformity": nonconformity}
    chosen = [name for name, is_given in flags.items() if is_given]
    if (finding is not None or chosen) if listed else (finding is None or len(chosen) != 1):
        raise UsageError(Finding(code="DECIDE_WHAT", severity=Severity.CRITICAL))
    _refuse_beside(context, chosen)
    if finding is None:
        _list(desk.register, desk.today, desk.speech)
        return
    said = {"evidence": evidence, "requirement": requirement, "statement": statement, "clause": clause or None}
    texts = {name: text for name, text in said.items() if text is not None}
    words = _Words(reason=reason, owner=owner, until=day_of(until), clause=clause, texts=texts)
    _decide(desk, finding, chosen[0], words)


def _refuse_beside(context: typer.Context, chosen: Sequence[str]) -> None:
    """Refuse what is said beside a verdict that does not take it, or beside the list, which takes nothing."""
    taken = {each for name in chosen for each in _TAKEN[name]}
    every = dict.fromkeys(each for its in _TAKEN.values() for each in its)
    others = given_of(context, (each for each in every if each not in taken))
    if others:
        facts = {"others": ", ".join(others), "verdict": f"--{chosen[0]}" if chosen else "--list"}
        raise UsageError(Finding(code="DECIDE_BESIDE", severity=Severity.CRITICAL, facts=facts))


def _decide(desk: Desk, finding: str, name: str, words: _Words) -> None:
    """Record a decision of some kind on a finding, and say so."""
    from workbench.normalization import Decision

    known = desk.register.standing(desk.today)  # before the workspace is assessed: who decides meanwhile is noticed
    is_withdrawal = name == "withdraw"
    subject, verdict = _withdrawn(finding, known, words) if is_withdrawal else _decided(desk, finding, name, words)
    decision = Decision(subject=subject, verdict=verdict, by=desk.author.by, at=desk.author.at, seen=known.seen(subject.id))
    facts = {"number": desk.register.decide(decision).number, "finding": subject.id}
    typer.echo(say("decided-recorded", desk.speech, {**facts, "verdict": say(f"decision-{verdict.name}", desk.speech)}))


def _decided(desk: Desk, finding: str, name: str, words: _Words) -> tuple[Subject, Verdict]:
    """Assess the workspace, and say what is decided on the finding as it is now; a nonconformity is drafted, and printed."""
    from workbench.explanation import finding_of
    from workbench.normalization import Acceptance, Confirmation, Dispute, subject_of
    from workbench.normalization.decision import lacking
    from workbench.report.nonconformities import draft_nonconformity, nonconformity_markdown
    from workbench.trace import requirements_of

    assessment = desk.assessed()
    found = finding_of(assessment, finding)
    if name == "nonconformity":
        draft = draft_nonconformity(found, assessment, requirements_of(desk.workspace), desk.speech)
        called = replace(draft, **words.texts)
        typer.echo(nonconformity_markdown(called, found, desk.speech))
        return subject_of(found), called
    if name == "accept":
        if words.until is None:
            raise lacking("until")
        accepted = Acceptance(reason=words.reason, owner=words.owner, until=words.until, clause=words.clause)
        return subject_of(found), accepted
    return subject_of(found), (Dispute if name == "dispute" else Confirmation)(reason=words.reason)


def _withdrawn(finding: str, known: Standing, words: _Words) -> tuple[Subject, Verdict]:
    """Find what was decided by how the finding's id begins: the finding itself may be gone by now."""
    from workbench.normalization import Withdrawal

    found = {entry.decision.subject for key, entry in known.last.items() if finding and key.startswith(finding)}
    if len(found) != 1:
        raise UsageError(Finding(code="DECISION_NOTHING", severity=Severity.CRITICAL, facts={"finding": finding}))
    return found.pop(), Withdrawal(reason=words.reason)


def _list(register: Register, today: date, language: Language) -> None:
    from workbench.report.decided import decisions_table

    entries, head = register.decisions, register.head
    draw(decisions_table(entries, register.standing(today)), language)
    typer.echo(say("decided-head", language, {"count": len(entries), "head": str(head) if head.number else "–"}))
