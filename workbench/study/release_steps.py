"""The steps of a version that people state, before and after it is published: what they say, and which version is next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from workbench.design import Design
from workbench.findings import Finding, Severity, UsageError
from workbench.normalization import Author, Register
from workbench.normalization.release import (
    CONDITIONS,
    Act,
    Adjusting,
    Answer,
    Approval,
    Drafted,
    Event,
    Monitored,
    Release,
    Releases,
    Standard,
    Step,
    Version,
    Waiver,
    advance,
    differences_between,
    standing_in,
    version_of,
)
from workbench.normalization.statement import Recorded
from workbench.normalization.watch import AdjustmentCase
from workbench.normalization.watch.recorded import case_named, cases_in
from workbench.process.naming import folded
from workbench.shown import in_both
from workbench.study.opening import design_of
from workbench.study.releasing import planned_standard, standard_at, standard_before

_WIDE_COLON: Final = "\N{FULLWIDTH COLON}"
"""As Chinese keyboards write it."""


def draft(
    workspace: Path, register: Register, version: str | None, drafted: Drafted, author: Author, seen: int | None = None
) -> Recorded:
    """State that a version is planned: the next one that what differs asks for, where none is named.

    A draft of no process is one of every process that the workspace designs. Raises UsageError where it designs no process of
    that id, no release stands for one that is to be abolished, the version may not be drafted now, or somebody stated something
    of it after the record `seen`.
    """
    releases, design = standing_in(register, author.today), design_of(workspace)
    for each in drafted.processes:
        if each not in design.process:
            raise _undesigned(each, design)
    standing = standing_processes(releases)
    for each in drafted.abolished:
        if each not in standing:
            facts = {"process": each, "known": ", ".join(standing) or "–"}
            raise UsageError(Finding(code="RELEASE_NOTHING_STANDS", severity=Severity.CRITICAL, facts=facts))
    all_others = tuple(each for each in design.process if each not in drafted.abolished)
    event = replace(drafted, processes=drafted.processes or all_others)
    chosen = version_of(version) if version else proposed_version(workspace, releases, event)
    return advance(register, chosen, event, author.by, author.at, seen)


def standing_processes(releases: Releases) -> tuple[str, ...]:
    """Return the processes that a release stands for, effective or yet to be: what can be abolished."""
    return tuple(each for each in releases.processes if (it := releases.before(each)) is not None and it.stated.is_in_force)


def _undesigned(process: str, design: Design) -> UsageError:
    """Say that there is no process of an id, and which id or name looks most like it."""
    called = {folded(text): each.id for each in design.processes for text in (*each.texts.values(), each.id)}
    close = get_close_matches(folded(process), called, n=1, cutoff=0)
    facts = {"process": process, "nearest": called[close[0]] if close else "–", "known": ", ".join(design.process) or "–"}
    return UsageError(Finding(code="RELEASE_PROCESS_UNKNOWN", severity=Severity.CRITICAL, facts=facts))


def state(register: Register, version: str, event: Event, author: Author, seen: int | None = None) -> Recorded:
    """State that something happened to a version; a case of dynamic adjustment may be named by how its id begins.

    Raises UsageError where it may not happen now, where somebody stated something of it after the record `seen`, where what it is
    adjusted for is no open case of it, or where it is to be watched again while a case is open.
    """
    agreed = _agreed(register, version_of(version), event, author.at.date())
    return advance(register, version_of(version), agreed, author.by, author.at, seen)


def proposed_version(workspace: Path, releases: Releases, drafted: Drafted | None = None) -> Version:
    """Return the version that comes next by a draft, None: of all, by how far that is from the releases before."""
    before = standard_before(workspace, releases)
    if before is None:
        return releases.proposed(Step.PATCH)
    return releases.proposed(differences_between(before, planned_standard(workspace, releases, drafted)).step)


def named(releases: Releases, version: str) -> Release:
    """Return a version by its name. Raises UsageError where nobody has drafted it."""
    known = releases.version.get(str(version_of(version)))
    if known is None:
        facts = {"version": version, "known": ", ".join(releases.version) or "–"}
        raise UsageError(Finding(code="RELEASE_UNKNOWN", severity=Severity.CRITICAL, facts=facts))
    return known


def released_standard(workspace: Path, releases: Releases, version: str | None = None) -> Standard:
    """Return the standard as a release left it, where none is named as the next one finds it.

    Raises UsageError where it was never released.
    """
    if version is not None and named(releases, version).released is not None:
        return standard_at(workspace, releases, version_of(version))
    before = standard_before(workspace, releases) if version is None else None
    if before is None:
        facts = {"version": version or "–"}
        raise UsageError(Finding(code="RELEASE_NONE", severity=Severity.CRITICAL, facts=facts))
    return before


def before(releases: Releases, version: Version) -> Version | None:
    """Return the highest version that was released below one; None where none was."""
    return max((each.version for each in releases.releases if each.released and each.version < version), default=None)


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What people said of a version, each as somebody writes it (`answer_from`): who approves, who checked, who refuses."""

    approved: tuple[str, ...] = ()
    checked: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()

    def on(self, today: date) -> tuple[Approval, ...]:
        """Return them as they are recorded, those who checked first. Raises UsageError where one is written otherwise."""
        checked, approved, refused = (
            [answer_from(each, today) for each in said] for said in (self.checked, self.approved, self.refused)
        )
        return (
            *(replace(each, act=Act.CHECKED) for each in checked),
            *approved,
            *(replace(each, answer=Answer.REJECTED) for each in refused),
        )


def answer_from(text: str, today: date) -> Approval:
    """Return who answers, from `NAME:ROLE`, `NAME:ROLE:DAY` or `NAME:ROLE:DAY:NOTE`; without a day it is today.

    Raises UsageError where it is written otherwise, or the day has not come.
    """
    name, role, day, note = (*map(str.strip, text.replace(_WIDE_COLON, ":").split(":", 3)), "", "", "")[:4]
    try:
        answered = date.fromisoformat(day) if day else today
    except ValueError:
        raise _unwritten(text) from None
    if not (name and role) or answered > today:
        raise _unwritten(text)
    return Approval(name=name, role=role, day=answered, note=note)


def _unwritten(text: str) -> UsageError:
    return UsageError(Finding(code="RELEASE_APPROVAL", severity=Severity.CRITICAL, facts={"text": text}))


def waiver_from(reason: str, until: date | None, conditions: Iterable[str], by: str) -> Waiver | None:
    """Return what is waived, any condition where none is named; None where nothing is said.

    Raises UsageError where reason or last day is missing.
    """
    named = tuple(conditions)
    if not reason.strip() and until is None and not named:
        return None
    if not reason.strip() or until is None:
        raise UsageError(Finding(code="RELEASE_WAIVER_HALF", severity=Severity.CRITICAL))
    return Waiver(conditions=named or CONDITIONS, reason=reason, by=by, until=until)


def _agreed(register: Register, version: Version, event: Event, day: date) -> Event:
    """Return an event as it agrees with the cases of a version."""
    if isinstance(event, Adjusting):
        case = case_named(register, event.case, day)
        if case.opened.release != str(version) or not case.is_open:
            raise _of_case("RELEASE_CASE_NOT_ITS", version, case)
        return Adjusting(case=case.id)
    if isinstance(event, Monitored):
        for case in cases_in(register, day):
            if case.opened.release == str(version) and case.is_open:
                raise _of_case("RELEASE_CASE_OPEN", version, case)
    return event


def _of_case(code: str, version: Version, case: AdjustmentCase) -> UsageError:
    state = in_both(f"case-state-{case.state.value}")
    facts = {"version": str(version), "case": case.id, "release": case.opened.release, "state": state}
    return UsageError(Finding(code=code, severity=Severity.CRITICAL, facts=facts))
