"""A released standard under watch: what it is held against, what a look finds, and what people make of that.

Every door (app, command line) looks and records by these functions, so the same session ends in the same register.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeAlias

from workbench.findings import ENTERPRISE, Finding, InputError, Place, Severity
from workbench.normalization import Register
from workbench.normalization.release import (
    Release,
    Releases,
    check_release,
    release_folder,
    standing_in,
    version_of,
)
from workbench.normalization.review import review_decisions
from workbench.normalization.watch import (
    AdjustmentCase,
    Baseline,
    Calendar,
    Circumstances,
    DeclaredChange,
    Monitor,
    NewData,
    TargetFigure,
    Untold,
    Watched,
    new_data,
    undecided,
    watch,
)
from workbench.normalization.watch.baseline_file import BASELINE, read_baseline
from workbench.normalization.watch.calendar import is_review
from workbench.normalization.watch.design_rows import frozen_tables
from workbench.normalization.watch.recorded import cases_in
from workbench.study.assessing import Assessment
from workbench.study.chaining import intentions_in
from workbench.study.target_figures import target_figures
from workbench.study.under_release import UnderRelease, assess_under
from workbench.study.under_watch import UnderWatch
from workbench.study.watching import observation_of

Under: TypeAlias = Callable[[Path, Path, Assessment], UnderRelease]
"""What tells how a workspace's logs show under a release: by its folder, that of the workspace, and what was assessed of it."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a look is asked: on which day, of which version (None: all in force), of what data, which declared changes.

    New is what the baseline has not seen, or all from `since` on. `changes` are changes outside the data in somebody's words.
    """

    on: date
    version: str | None = None
    since: date | None = None
    changes: tuple[str, ...] = ()


def release_in_force(register: Register, on: date, version: str | None = None) -> Release | None:
    """Return a version that is the standard of a process on a day, None for the newest of these; None where there is none."""
    return next(iter(_asked_for(standing_in(register, on), version)), None)


def baseline_file(workspace: Path, register: Register, asked: Asked) -> Path | None:
    """Return the file of the baseline that a look holds new data against; None where there is no release, or it has none."""
    release = release_in_force(register, asked.on, asked.version)
    return None if release is None else _baseline_of(workspace, release)


def look_at(workspace: Path, register: Register, assessment: Assessment, asked: Asked, under: Under = assess_under) -> UnderWatch:
    """Hold what an assessment of a workspace shows against the releases in force: each process against that which holds for it.

    The newest is looked at with the design, the enterprise's KPIs and declared changes; `older` are the looks at those that still
    hold for other processes. Each judges by the standard that it froze – design, calendars, targets, policy – (`under`, which may
    keep what it assessed), and tells what the workspace has otherwise. Raises InputError where there is nothing to hold it
    against (`nothing_to_watch`), where a file of a release is no longer what was released, naming it, or the register is damaged.
    """
    known = standing_in(register, asked.on)
    releases = _asked_for(known, asked.version)
    frozen = [each for each in releases if _baseline_of(workspace, each) is not None]
    if not frozen or frozen[0] != releases[0]:
        raise InputError(_nothing(workspace, releases[0] if releases else None, asked))
    place = _Place(workspace=workspace, register=register, assessment=assessment, asked=asked, known=known, under=under)
    seen, *older = (_looked(place, each) for each in frozen)
    unfrozen = (process for each in releases if each not in frozen for process in known.governed(each))
    unknown = (*seen.watched.unknown, *(_without_baseline(each) for each in unfrozen))
    return replace(seen, watched=replace(seen.watched, unknown=unknown), older=tuple(older))


@dataclass(frozen=True, kw_only=True, eq=False)
class _Place:
    """Where a look is taken: what was assessed, what is asked, the versions as they stand on the day, and how one judges."""

    workspace: Path
    register: Register
    assessment: Assessment
    asked: Asked
    known: Releases
    under: Under


@dataclass(frozen=True, kw_only=True, eq=False)
class _Held:
    """One release, what it froze of the `processes` that it is the standard of, and what the logs show under it.

    `scopes` are these processes, and of the newest release the enterprise.
    """

    release: Release
    effective: date
    processes: tuple[str, ...]
    scopes: tuple[str, ...]
    baseline: Baseline
    under: UnderRelease
    cases: tuple[AdjustmentCase, ...]


def _looked(place: _Place, release: Release) -> UnderWatch:
    """Hold what was assessed against one release, as far as it is the standard."""
    held, since = _held(place, release), place.asked.since

    def seen(new: NewData, begin: date | None) -> Watched:
        rules = held.under.assessment.study.policy.watch
        return watch(held.baseline, new, _circumstances(place, held, begin), rules)

    def later(monday: date) -> Watched:
        begin = max(monday, since or monday)
        return seen(_new(place, held, begin), begin)

    new = _new(place, held, since)
    watched = undecided(seen(new, since), held.cases, later)
    unfrozen = (_without_baseline(each) for each in held.processes if each not in held.baseline.process)
    watched = replace(watched, unknown=(*watched.unknown, *unfrozen))
    return UnderWatch(release=release, baseline=held.baseline, new=new, watched=watched, cases=held.cases)


def _held(place: _Place, release: Release) -> _Held:
    """Read what a release froze. Raises InputError where it is no longer what was released."""
    assert release.released is not None, "what is in force was released"
    folder = release_folder(place.workspace, release.version)
    for fault in check_release(folder):
        raise InputError(fault)
    is_newest = release == place.known.in_force[0]
    processes = place.known.governed(release)
    frozen = read_baseline(folder / BASELINE)
    return _Held(
        release=release,
        effective=release.released.effective,
        processes=processes,
        scopes=(*processes, *([ENTERPRISE] if is_newest else [])),
        baseline=replace(
            frozen,
            processes=tuple(each for each in frozen.processes if each.id in processes),
            structure=frozen.structure if is_newest else None,
        ),
        under=place.under(folder, place.workspace, place.assessment),
        cases=tuple(it for it in cases_in(place.register, place.asked.on) if it.opened.release == str(release.version)),
    )


def _new(place: _Place, held: _Held, since: date | None) -> NewData:
    """Return what is new from a day on: the logs under the release, and the design as the workspace has it."""
    study = place.assessment.study
    new = new_data(held.baseline, observation_of(held.under.assessment), since)
    return replace(new, structure=frozen_tables(study.design, study.names))


def _circumstances(place: _Place, held: _Held, since: date | None) -> Circumstances:
    asked = place.asked
    changes = asked.changes if ENTERPRISE in held.scopes or asked.version is not None else ()
    reviewed = _reviewed(place.register, asked.on, held.cases)
    return Circumstances(
        today=asked.on,
        figures=_figures_since(since or held.effective, held.scopes, held.under.assessment),
        calendar=Calendar(
            effective=held.effective,
            reviewed=reviewed,
            processes=held.processes,
            waived_until=None if held.release.waiver is None else held.release.waiver.until,
        ),
        changes=tuple(DeclaredChange(id=each, day=asked.on, text=each) for each in changes),
        drafts=held.under.drafts_of(held.scopes),
    )


def _asked_for(known: Releases, version: str | None) -> tuple[Release, ...]:
    """Return the versions in force, the newest first, or the one that is named."""
    wanted = None if version is None else version_of(version)
    return tuple(each for each in known.in_force if wanted is None or each.version == wanted)


def _baseline_of(workspace: Path, release: Release) -> Path | None:
    file = release_folder(workspace, release.version) / BASELINE
    return file if file.is_file() else None


def _without_baseline(process: str) -> Untold:
    """Say that a release has nothing to hold a process against: no baseline at all, or none of what had no log then."""
    return Untold(monitor=Monitor.CONFORMANCE, process=process, reason="WATCH_NOTHING_FROZEN")


def nothing_to_watch(workspace: Path, register: Register, asked: Asked) -> Finding | None:
    """Return why there is nothing to be watched – no release in force, or one without a baseline –, None where there is."""
    if baseline_file(workspace, register, asked) is not None:
        return None
    return _nothing(workspace, release_in_force(register, asked.on, asked.version), asked)


def _figures_since(day: date, of: Collection[str], assessment: Assessment) -> tuple[TargetFigure, ...]:
    """Return the months that begin no earlier than a day, of the KPIs of some processes, or of the enterprise."""
    figures = target_figures(intentions_in(assessment))
    return tuple(each for each in figures if each.first >= day and each.process in of)


def _nothing(workspace: Path, release: Release | None, asked: Asked) -> Finding:
    code = "WATCH_NO_RELEASE" if release is None else "WATCH_NO_BASELINE"
    version = asked.version or "–" if release is None else str(release.version)
    return Finding(code=code, severity=Severity.CRITICAL, place=Place(file=str(workspace)), facts={"version": version})


def _reviewed(register: Register, on: date, cases: Iterable[AdjustmentCase]) -> tuple[date, ...]:
    """Return the days on which a release was reviewed: something was decided, or a case of a review was closed with a reason."""
    closed = (each.ended for each in cases if each.ended is not None and any(map(is_review, each.opened.signals)))
    return tuple(sorted({*(each.decided for each in review_decisions(register, on).rows), *closed}))
