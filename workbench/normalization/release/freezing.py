"""A standard frozen: its folder made, stated in the register, and put in its place – or, where anything fails, not there."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from workbench.findings import Finding, Severity, UsageError, WorkbenchError
from workbench.language import Language
from workbench.language.listing import listed
from workbench.normalization.register import Register
from workbench.normalization.release.conditions import CONDITIONS, unmet, unrated
from workbench.normalization.release.folder import (
    Content,
    discard,
    files_in,
    placed,
    release_folder,
    releasing,
    sealed,
    staged,
    stages_in,
)
from workbench.normalization.release.lifecycle import check_order, check_transition, standing_in, state_event
from workbench.normalization.release.manifest import MANIFEST, Manifest, json_bytes, manifest_bytes, manifest_hash
from workbench.normalization.release.states import Released
from workbench.normalization.release.version import Version, version_of
from workbench.released import immutable

APPROVALS: Final = "approvals.json"


@dataclass(frozen=True, kw_only=True)
class Frozen:
    """A release in its place, with its manifest and the hash that the register states of it."""

    folder: Path
    manifest: Manifest
    manifest_sha256: str


def freeze(
    workspace: Path, register: Register, manifest: Manifest, contents: Mapping[str, Content], seen: int | None = None
) -> Frozen:
    """Freeze contents, by path, as the release that a manifest describes; its files and the register's head are filled in here.

    The statement in the register comes before the folder takes its place: a run that is killed between the two is completed by
    the next (`settle`), one that is killed before leaves nothing. Raises ImmutableRelease where the version is there already;
    UsageError where it is not on trial, not approved, a condition is neither met nor waived, or somebody stated something of it
    after the record `seen`; InputError where the disk is full, a file has changed since it was assessed, or the register cannot
    be written.
    """
    version = version_of(manifest.version)
    with releasing(workspace) as folder:
        settle(folder, register)
        check_releasable(workspace, register, manifest)
        stage = staged(folder, version, {**contents, APPROVALS: json_bytes(manifest.approvals)})
        complete = replace(manifest, head=register.head, files=files_in(stage))
        written = manifest_bytes(complete)
        sealed(stage, written)
        event = _event(complete, manifest_hash(written))
        try:
            state_event(register, version, event, manifest.by, manifest.at, seen)
        except WorkbenchError:
            with suppress(WorkbenchError):  # a register that cannot even be read leaves it to the next run
                settle(folder, register)
            raise
        place = placed(stage, release_folder(workspace, version))
    return Frozen(folder=place, manifest=complete, manifest_sha256=event.manifest_sha256)


def check_releasable(workspace: Path, register: Register, manifest: Manifest) -> None:
    """Check all that a release needs before anything is written. Raises as `freeze` does."""
    version = version_of(manifest.version)
    folder = release_folder(workspace, version)
    if folder.exists():
        raise immutable(folder)
    releases, day, event = standing_in(register, date.max), manifest.at.date(), _event(manifest, "")
    check_transition(releases.version.get(str(version)), version, event, day)
    check_order(releases, version, event)
    _check_waiver(manifest)
    unknown = unrated(manifest.version, manifest.processes, manifest.conditions)
    if unknown is not None:
        raise UsageError(unknown)
    lacking = unmet(manifest.conditions, manifest.waiver, day)
    if lacking:
        said = listed({each.value: condition.text(each) for each in Language} for condition in lacking)
        raise UsageError(_fault("RELEASE_CONDITIONS", version, conditions=said, count=len(lacking)))


def settle(folder: Path, register: Register) -> None:
    """Complete or remove what killed runs left in a folder of releases that is held alone (`releasing`).

    What the register states with the very hash of its manifest is put in its place; all else was never released.
    Raises InputError where the register cannot be read.
    """
    left = stages_in(folder)
    stated = standing_in(register, date.max).version if left else {}
    for version, stage in left:
        release = stated.get(str(version))
        said = None if release is None or release.released is None else release.released.manifest_sha256
        target = folder / str(version)
        manifest = stage / MANIFEST
        if said is not None and not target.exists() and manifest.is_file() and manifest_hash(manifest.read_bytes()) == said:
            placed(stage, target)
        else:
            discard(stage)


def _event(manifest: Manifest, sha256: str) -> Released:
    return Released(effective=manifest.effective, approvals=manifest.approvals, manifest_sha256=sha256, waiver=manifest.waiver)


def _check_waiver(manifest: Manifest) -> None:
    """Refuse a waiver of what is no condition."""
    for each in manifest.waiver.conditions if manifest.waiver is not None else ():
        if each not in CONDITIONS:
            known = ", ".join(CONDITIONS)
            raise UsageError(_fault("RELEASE_WAIVER_UNKNOWN", version_of(manifest.version), condition=each, known=known))


def _fault(code: str, version: Version, **facts: object) -> Finding:
    return Finding(code=code, severity=Severity.CRITICAL, facts={"version": str(version), **facts})
