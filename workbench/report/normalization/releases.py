"""Releases as pages of data: the list of versions, and one of them with its history, conditions, approvals, documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from workbench.findings import Finding, WorkbenchError
from workbench.normalization.release import (
    Act,
    Approval,
    Condition,
    Happened,
    Manifest,
    Release,
    Releases,
    Verified,
    Waiver,
    read_manifest,
    release_folder,
)
from workbench.normalization.release.lifecycle import state_in_words
from workbench.report.page import Table, Texts
from workbench.report.tables import UNKNOWN, both, called, count, in_both, listed, spoken, table
from workbench.shown import SHORT
from workbench.study.releasing import DOCUMENTS

_LIST = ("release-version", "release-state", "release-processes", "release-effective", "release-approved", "release-let-pass")


@dataclass(frozen=True, kw_only=True)
class ReleasePage:
    """One version: what happened to it, and of a released one its manifest, conditions, approvals, and documents by path.

    `verdict` says whether it is as it was frozen, `faults` what was tampered with.
    """

    version: str
    state: Texts
    folder: Path | None
    facts: Table | None
    events: Table
    conditions: Table | None
    approvals: Table | None
    documents: tuple[Path, ...] = ()
    verdict: Texts | None = None
    faults: tuple[Texts, ...] = ()


def releases_table(releases: Releases) -> Table:
    """Return every version with its state, the latest first."""
    return table(_LIST, (), [_row(each) for each in reversed(releases.releases)])


def _row(release: Release) -> tuple[Texts | str, ...]:
    said = release.released
    approved = UNKNOWN if said is None else ", ".join(_who(said.approvals))
    return (
        str(release.version),
        called(state_in_words(release.state)),
        ", ".join(release.processes),
        UNKNOWN if said is None else said.effective.isoformat(),
        approved,
        UNKNOWN if release.waiver is None else _waived(release.waiver),
    )


def _who(approvals: Sequence[Approval]) -> Iterator[str]:
    return (f"{each.name} ({each.role})" for each in approvals if each.act is Act.APPROVED)


def conditions_table(conditions: Sequence[Condition], waiver: Waiver | None, on: date) -> Table:
    """Return what a release asks for: each condition with its figure, and whether it is met, not met, not known or waived."""
    headings = ("release-asked", "release-is-met", "release-findings-against")
    return table(headings, (), [_condition(each, waiver, on) for each in conditions])


def _condition(condition: Condition, waiver: Waiver | None, on: date) -> tuple[Texts | str, ...]:
    against = ", ".join(each[:SHORT] for each in condition.evidence) or UNKNOWN
    return in_both(condition.text), both(f"release-{_met(condition, waiver, on)}"), against


def _met(condition: Condition, waiver: Waiver | None, on: date) -> str:
    if condition.is_met:
        return "met"
    if waiver is not None and waiver.covers(condition.code, on):
        return "waived"
    return "met-unknown" if condition.is_met is None else "unmet"


def opened_page(workspace: Path, release: Release, verified: Verified) -> ReleasePage:
    """Return one version of a workspace, with its manifest where it is released and that can be read."""
    folder = None if release.released is None else release_folder(workspace, release.version)
    try:
        manifest = None if folder is None else read_manifest(folder)
    except WorkbenchError:
        manifest = None  # what is wrong with it was verified
    return release_page(release, manifest, folder, verified)


def release_page(release: Release, manifest: Manifest | None, folder: Path | None, verified: Verified) -> ReleasePage:
    """Return one version; `manifest` and `folder` are None where it is not released, or cannot be read.

    What happened bears the clock of whoever stated it, by which its day counts.
    """
    faults = () if folder is None else verified.faults_of(folder)
    return ReleasePage(
        version=str(release.version),
        state=called(state_in_words(release.state)),
        folder=folder,
        facts=None if manifest is None else _facts(manifest, release),
        events=table(
            ("release-when", "release-event", "release-by", "release-what"), (), [_event(each) for each in release.events]
        ),
        conditions=None if manifest is None else conditions_table(manifest.conditions, manifest.waiver, manifest.at.date()),
        approvals=None if manifest is None else _approvals(manifest.approvals),
        documents=() if manifest is None or folder is None else tuple(_documents(manifest, folder)),
        verdict=None if folder is None else _verdict(faults),
        faults=tuple(in_both(each.text) for each in faults),
    )


def verdict_of(verified: Verified) -> Texts:
    """Say of a workspace whether all is as it was written: how many releases and records, up to which head."""
    if verified.faults:
        return both("release-verified-faults", count=count(len(verified.faults)))
    if verified.head is None:
        return both("release-verified-alone")
    if verified.is_bare:
        return both("release-verified-nothing")
    return both("release-verified", releases=count(len(verified.releases)))


def faults_table(faults: Sequence[Finding]) -> Table:
    """Return what is wrong, with the file where it is."""
    rows = [(each.code, str(each.place.file or UNKNOWN), in_both(each.text)) for each in faults]
    return table(("release-fault", "release-file", "release-fault-said"), (), rows)


def _verdict(faults: Sequence[Finding]) -> Texts:
    return both("release-tampered", count=count(len(faults))) if faults else both("release-as-frozen")


def _facts(manifest: Manifest, release: Release) -> Table:
    window, previous, waiver = manifest.trial, manifest.previous, manifest.waiver
    said = release.released
    rows: list[tuple[Texts | str, ...]] = [
        (both("release-processes"), ", ".join(manifest.processes)),
        (both("release-effective"), manifest.effective.isoformat()),
        (both("release-trial"), f"{window.start.isoformat()} – {window.end.isoformat()}"),
        (both("release-frozen"), f"{manifest.at:%Y-%m-%d %H:%M} · {manifest.by}"),
        (both("release-let-pass"), UNKNOWN if waiver is None else _waived(waiver)),
        (both("release-before"), UNKNOWN if previous is None else previous.version),
        (both("release-policy"), f"{manifest.policy.version} · {manifest.policy.sha256}"),
        (both("release-engine"), manifest.engine),
        (both("release-files"), count(len(manifest.files))),
        (both("release-head"), f"{manifest.head.number}:{manifest.head.hash}"),
        (both("release-hash"), UNKNOWN if said is None else said.manifest_sha256),
    ]
    return table(("release-field", "release-value"), (), rows)


def _waived(waiver: Waiver) -> Texts:
    named = listed([both(f"release-condition-name-{each}") for each in waiver.conditions])
    until = waiver.until.isoformat()
    return both("release-waived-how", conditions=spoken(named), reason=waiver.reason, by=waiver.by, until=until)


def _event(happened: Happened) -> tuple[Texts | str, ...]:
    return (
        f"{happened.at:%Y-%m-%d %H:%M}",
        both(f"release-event-{happened.event.name}"),
        happened.by,
        _told(happened),
    )


def _told(happened: Happened) -> Texts | str:
    """Say what an event is about in the words and days of who stated it."""
    event = happened.event
    window = getattr(event, "window", None)
    if window is not None:
        return f"{window.start.isoformat()} – {window.end.isoformat()}"
    parts = [
        *getattr(event, "processes", ()),
        getattr(event, "title", ""),
        getattr(event, "reason", ""),
        getattr(event, "case", ""),
    ]
    told = ", ".join(filter(None, parts)) or UNKNOWN
    abolished = ", ".join(getattr(event, "abolished", ()))
    return both("release-told-abolished", told=told, processes=abolished) if abolished else told


def _approvals(approvals: Sequence[Approval]) -> Table:
    rows = [
        (
            both(f"doc-{each.act.value}"),
            each.name,
            each.role,
            each.day.isoformat(),
            both(f"release-answer-{each.answer.value}"),
            each.note or UNKNOWN,
        )
        for each in approvals
    ]
    return table(("doc-act", "release-name", "release-role", "release-day", "release-answer", "release-note"), (), rows)


def _documents(manifest: Manifest, folder: Path) -> Iterator[Path]:
    yield from (folder / each.path for each in manifest.files if each.path.startswith(f"{DOCUMENTS}/"))
