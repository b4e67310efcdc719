"""From an assessment to a release: what was assessed, gathered byte for byte with its tables in standard form, and frozen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final

from workbench.findings import Finding, InputError, Severity, UsageError
from workbench.normalization import Entry, Register
from workbench.normalization.release import (
    CONDITIONS,
    Approval,
    Condition,
    Drafted,
    Frozen,
    Manifest,
    PolicyUsed,
    Predecessor,
    Release,
    Releases,
    Standard,
    TrialRecord,
    TrialWindow,
    Version,
    Waiver,
    check_release,
    conditions_of,
    differences_between,
    freeze,
    json_bytes,
    put_together,
    read_manifest,
    release_folder,
    standing_in,
    version_of,
)
from workbench.normalization.watch import Baseline
from workbench.normalization.watch.baseline_file import BASELINE, baseline_bytes
from workbench.study.assessing import Assessment
from workbench.study.opening import open_study
from workbench.study.recording import engine
from workbench.study.release_contents import contents_of
from workbench.study.studied import LeftOut, Study
from workbench.study.watching import quiet_weeks_of
from workbench.workspace import read_workspace

DIFFERENCES: Final = "differences.json"
DECISIONS: Final = "decisions.json"
DOCUMENTS: Final = "documents"


@dataclass(frozen=True, kw_only=True)
class ReleaseRequest:
    """What people decide on a release: its version, from when on it holds, who approved, what is let pass; and who asks, when.

    `seen` is the last record of the register that they saw, None for what is there when it is stated.
    """

    workspace: Path
    version: str
    effective: date
    approvals: tuple[Approval, ...]
    by: str
    at: datetime
    waiver: Waiver | None = None
    seen: int | None = None


@dataclass(frozen=True, kw_only=True)
class Enclosed:
    """What goes into a release beside what was assessed: documents by file name, and the baseline that it is watched by."""

    documents: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    baseline: Baseline | None = None


def release_of(assessment: Assessment, request: ReleaseRequest, register: Register, enclosed: Enclosed | None = None) -> Frozen:
    """Freeze what was assessed as a release of its workspace.

    The version must be on trial in the register (`advance`). What goes in is what the assessment rests on: a file that has
    changed since refuses the release. Raises as `freeze` does, and UsageError where a log is no file.
    """
    manifest = manifest_of(assessment, request, standing_in(register, request.at.date()))
    return frozen_as(manifest, assessment, request.workspace, register, enclosed or Enclosed())


def frozen_as(
    manifest: Manifest,
    assessment: Assessment,
    workspace: Path,
    register: Register,
    enclosed: Enclosed,
    seen: int | None = None,
) -> Frozen:
    """Freeze what was assessed as the release that a manifest of it describes (`manifest_of`). Raises as `release_of` does.

    Raises UsageError, too, where another release was published since the manifest was made.
    """
    releases = standing_in(register, manifest.at.date())
    if manifest.previous != _predecessor(releases.newest):
        raise _wrong("RELEASE_MEANWHILE", version=manifest.version)
    contents = {**contents_of(assessment.study, read_workspace(workspace))}
    contents |= {f"{DOCUMENTS}/{name}": content for name, content in enclosed.documents.items()}
    contents[DECISIONS] = json_bytes(_decided(assessment))
    contents |= {} if enclosed.baseline is None else {BASELINE: baseline_bytes(enclosed.baseline)}
    for each in _before(releases):
        _check_untouched(release_folder(workspace, each.version))
    before = standard_before(workspace, releases)
    if before is not None:
        after = standard_after(standard_of(assessment.study), releases.version[manifest.version].drafted, before, releases)
        contents[DIFFERENCES] = json_bytes(differences_between(before, after).rows)
    return freeze(workspace, register, manifest, contents, seen)


def manifest_of(assessment: Assessment, request: ReleaseRequest, releases: Releases) -> Manifest:
    """Return the manifest of a release that is asked for, but for its files and the head of the register.

    Raises UsageError where the version is not on trial.
    """
    known, trial = _on_trial(request.version, releases)
    policy = assessment.study.policy
    return Manifest(
        version=str(known.version),
        processes=known.processes,
        effective=request.effective,
        trial=trial,
        by=request.by,
        at=request.at,
        policy=PolicyUsed(version=policy.version, sha256=policy.sha256),
        engine=engine(),
        previous=_predecessor(releases.newest),
        conditions=conditions_asked(assessment, request.version, releases),
        approvals=request.approvals,
        waiver=request.waiver,
    )


def conditions_asked(assessment: Assessment, version: str, releases: Releases) -> tuple[Condition, ...]:
    """Return what a release of a version would ask for, and what was assessed of it. Raises UsageError as `manifest_of` does."""
    known, window = _on_trial(version, releases)
    return conditions_by(assessment, known.processes, window)


def conditions_by(assessment: Assessment, processes: Collection[str], window: TrialWindow) -> tuple[Condition, ...]:
    """Return what is asked of some processes after a trial, and what was assessed of it.

    Weeks without a sign of drift are counted by watching the trial (`quiet_weeks_of`).
    """
    fits = [each for each in assessment.fit.processes if each.scope.id in processes]
    still_open = [each for each in assessment.findings if each.id not in assessment.standing.accepted]
    levels = assessment.study.policy.scoring.levels
    trial = TrialRecord(window=window, quiet_weeks={} if levels.waive_drift else quiet_weeks_of(assessment, window))
    return conditions_of(fits, still_open, levels, trial)


def narrowed(waiver: Waiver | None, conditions: Iterable[Condition]) -> Waiver | None:
    """Return a waiver of nothing but what is not met of what it names; None where all of that is met."""
    lacking = {each.code for each in conditions if not each.is_met}
    named = () if waiver is None else tuple(each for each in waiver.conditions if each in lacking or each not in CONDITIONS)
    return replace(waiver, conditions=named) if waiver is not None and named else None


def _on_trial(version: str, releases: Releases) -> tuple[Release, TrialWindow]:
    known = releases.version.get(str(version_of(version)))
    if known is None or known.trial is None:
        raise _wrong("RELEASE_WITHOUT_TRIAL", version=version)
    return known, known.trial


@dataclass(frozen=True, kw_only=True, eq=False)
class OpenedRelease:
    """A release as it was frozen: what it says of itself, and the standard. Its logs are not read: `open_study` does that."""

    folder: Path
    manifest: Manifest
    standard: Standard


def open_release(folder: Path) -> OpenedRelease:
    """Open a release by its folder. Raises InputError where it has no manifest, or cannot be read."""
    manifest = read_manifest(folder)
    return OpenedRelease(folder=folder, manifest=manifest, standard=standard_in(folder))


def standard_in(workspace: Path) -> Standard:
    """Read what a workspace, or a release, says should be; logs are not read. Raises as `open_study` does."""
    unread = Finding(code="PROCESS_WITHOUT_LOG", severity=Severity.INFO)
    links = read_workspace(workspace).processes
    return standard_of(open_study(workspace, left_out=LeftOut(logs={link.id: unread for link in links})))


def standard_of(study: Study) -> Standard:
    """Return what a study says should be, without what happened."""
    return Standard(design=study.design, policy=study.policy)


def standard_before(workspace: Path, releases: Releases) -> Standard | None:
    """Return the standard that a next version comes after, each process as the release that stands for it froze it.

    What is of no process is as in the newest (`Releases.before`). None where there is no release; raises as `standard_in` does.
    """
    newest = releases.newest
    if newest is None:
        return None
    frozen = {each.version: standard_in(release_folder(workspace, each.version)) for each in _before(releases)}
    designs = {each: frozen[it.version].design for each in releases.processes if (it := releases.before(each)) is not None}
    return put_together(frozen[newest.version], {each: design for each, design in designs.items() if each in design.process})


def standard_after(draft: Standard, drafted: Drafted, before: Standard | None, releases: Releases) -> Standard:
    """Return the standard once a version is released from a draft of it; `before` is that which it comes after.

    Its processes, and what is of no process, are as the draft has them, others as the releases say that stand for them; what it
    abolishes is no part of it.
    """
    own = {each: draft.design for each in draft.design.process if each in drafted.processes}
    told = {*drafted.processes, *drafted.abolished}
    others = {} if before is None else {each: before.design for each in before.design.process if each not in told}
    standing = {each: of for each, of in others.items() if (it := releases.before(each)) is not None and it.stated.is_in_force}
    return put_together(draft, {**own, **standing})


def planned_standard(workspace: Path, releases: Releases, drafted: Drafted | None = None) -> Standard:
    """Return what would be the standard of a workspace that were released as it is now by a draft, None: for all that it has."""
    draft = standard_in(workspace)
    return draft if drafted is None else standard_after(draft, drafted, standard_before(workspace, releases), releases)


def standard_at(workspace: Path, releases: Releases, version: Version) -> Standard:
    """Return the standard as a release of a workspace left it: its own processes, and those of others as they stood below it."""
    below, own = releases.below(version), releases.version[str(version)]
    frozen = standard_in(release_folder(workspace, version))
    return standard_after(frozen, own.drafted, standard_before(workspace, below), below)


def _before(releases: Releases) -> tuple[Release, ...]:
    """Return the releases that a next version comes after, for some process or for what is of none."""
    held = {it.version: it for each in releases.processes if (it := releases.before(each)) is not None}
    newest = releases.newest
    return tuple({**held, **({} if newest is None else {newest.version: newest})}.values())


def _check_untouched(folder: Path) -> None:
    """Check that a release is still what was released. Raises InputError, naming the first file that differs, where it is not."""
    for fault in check_release(folder):
        raise InputError(fault)


def _decided(assessment: Assessment) -> tuple[Entry, ...]:
    """Return the decisions in force, by which net figures and open findings can be told again."""
    return assessment.standing.in_force


def _predecessor(latest: Release | None) -> Predecessor | None:
    if latest is None or latest.released is None:
        return None
    return Predecessor(version=str(latest.version), manifest_sha256=latest.released.manifest_sha256)


def _wrong(code: str, **facts: object) -> UsageError:
    return UsageError(Finding(code=code, severity=Severity.CRITICAL, facts=facts))
