"""How many of the last weeks of each process went without a sign of drift: what level M4 asks for, as its release counts them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from workbench.findings import WorkbenchError
from workbench.normalization import Register
from workbench.normalization.release import (
    Release,
    Releases,
    State,
    manifest_bytes,
    manifest_hash,
    read_manifest,
    release_folder,
    standing_in,
)
from workbench.normalization.release.conditions import QUIET
from workbench.normalization.watch import quiet_weeks_since
from workbench.study.assessing import Assessment
from workbench.study.monitoring import Under
from workbench.study.normalizing import seen_on
from workbench.study.under_release import assess_under
from workbench.study.under_watch import UnderWatch
from workbench.study.watching import quiet_weeks_of


def quiet_weeks_on(
    workspace: Path, register: Register, assessment: Assessment, on: date, under: Under = assess_under
) -> Mapping[str, int]:
    """Return what `quiet_weeks_in` does of a register on a day; nothing where the register cannot be read."""
    try:
        releases = standing_in(register, on)
    except WorkbenchError:
        return {}
    if not releases.releases:
        return {}
    seen, _ = seen_on(workspace, register, assessment, on, under)
    return quiet_weeks_in(workspace, releases, assessment, seen)


def quiet_weeks_in(workspace: Path, releases: Releases, assessment: Assessment, seen: UnderWatch | None) -> Mapping[str, int]:
    """Return the quiet weeks of each process by its newest version that was tried out and is not withdrawn.

    Of one on trial they are counted as its release would count them (`conditions_asked`). Of a published one they are those that
    its release counted and, once it is in force, the new weeks of its look besides: none at all where that has a signal. A
    process of which they are not known is left out, as is one whose standard cannot be watched.
    """
    looks = {} if seen is None else {each.version: each for each in seen.all}
    told: dict[str, int | None] = {}
    for release in releases.releases:
        if release.trial is None or release.stated in {State.DRAFT, State.WITHDRAWN}:
            continue
        counted, governed = _counted(workspace, release, assessment), releases.governed(release)
        for process in release.processes:
            weeks, look = counted.get(process), looks.get(str(release.version))
            told[process] = _watched(process, weeks, look) if process in governed else weeks
    return MappingProxyType({process: weeks for process, weeks in told.items() if weeks is not None})


def _counted(workspace: Path, release: Release, assessment: Assessment) -> Mapping[str, int]:
    """Return the quiet weeks of a trial: of a published version those of its manifest, if it is the one that was released."""
    assert release.trial is not None, "asked of versions that were tried out"
    if release.released is None:
        return quiet_weeks_of(assessment, release.trial)
    try:
        manifest = read_manifest(release_folder(workspace, release.version))
    except WorkbenchError:
        return {}
    if manifest_hash(manifest_bytes(manifest)) != release.released.manifest_sha256:
        return {}
    return {each.process: int(each.figure) for each in manifest.conditions if each.code == QUIET and each.figure is not None}


def _watched(process: str, counted: int | None, look: UnderWatch | None) -> int | None:
    """Return the quiet weeks of a process whose standard is in force, with those that a look adds."""
    new = None if look is None else next((each for each in look.new.processes if each.id == process), None)
    if look is None or new is None:
        return None
    since = quiet_weeks_since(look.watched, new)
    if since is None:
        return counted
    return 0 if since == 0 else (counted or 0) + since
