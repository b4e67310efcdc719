"""A release by its folder alone: what was decided when it was frozen, and what was asked of it, without any register."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from types import MappingProxyType

from workbench.findings import Finding, InputError, Place, Severity, WorkbenchError
from workbench.normalization import Entry, Standing, open_register
from workbench.normalization.plain_values import value_of
from workbench.normalization.release import Condition, Manifest, Releases, read_manifest, version_of
from workbench.normalization.release.manifest import MANIFEST
from workbench.study.assessing import Assessment
from workbench.study.releasing import DECISIONS, conditions_asked, conditions_by


def is_frozen(folder: Path) -> bool:
    """Return whether a folder is a release that says what was decided."""
    return all((folder / name).is_file() for name in (MANIFEST, DECISIONS))


def standing_on(folder: Path, url: str | None, day: date) -> Standing:
    """Return the decisions on a workspace as they hold on a day; of a release as it was frozen.

    A register that is named goes first where it knows of decisions on that release. Where they cannot be read it knows nothing,
    and says why: what was found is shown all the same.
    """
    if url is not None or not is_frozen(folder):
        standing = open_register(folder, url).standing_if_readable(day)
        if standing.latest or standing.fault is not None or not is_frozen(folder):
            return standing
    try:
        return frozen_standing(folder)
    except WorkbenchError as error:
        return Standing(on=day, fault=error.finding)


def frozen_standing(folder: Path) -> Standing:
    """Return the decisions that were in force when a release was frozen, as they held on that day.

    Raises InputError where its manifest cannot be read, or the decisions are not those of its manifest.
    """
    manifest = read_manifest(folder)
    latest = {each.decision.subject.id: each for each in _entries(folder, manifest)}
    return Standing(on=manifest.at.date(), latest=MappingProxyType(latest), head=manifest.head)


def conditions_for(assessment: Assessment, folder: Path, version: str, releases: Releases) -> tuple[Condition, ...]:
    """Return what a version of a workspace asks for (`conditions_asked`); of a release, by the trial that its manifest names.

    Raises UsageError where the version is neither on trial nor that of the release, InputError where its manifest is unreadable.
    """
    if is_frozen(folder):
        manifest = read_manifest(folder)
        if manifest.version == str(version_of(version)):
            return conditions_by(assessment, manifest.processes, manifest.trial)
    return conditions_asked(assessment, version, releases)


def _entries(folder: Path, manifest: Manifest) -> tuple[Entry, ...]:
    content = (folder / DECISIONS).read_bytes()
    known = {each.path: each.sha256 for each in manifest.files}
    try:
        if known.get(DECISIONS) == hashlib.sha256(content).hexdigest():
            return value_of(tuple[Entry, ...], json.loads(content))
    except (ValueError, KeyError, TypeError) as error:
        raise _changed(folder) from error
    raise _changed(folder)


def _changed(folder: Path) -> InputError:
    place, facts = Place(file=str(folder / DECISIONS)), {"path": DECISIONS}
    return InputError(Finding(code="RELEASE_FILE_CHANGED", severity=Severity.CRITICAL, place=place, facts=facts))
