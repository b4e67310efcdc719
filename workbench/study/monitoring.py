"""A released standard under watch: what it is held against, what a look finds, and what people make of that.

Every door (app, command line) looks and records by these functions, so the same session ends in the same register.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

from workbench.design import Design
from workbench.findings import ENTERPRISE, Finding, InputError, Place, Severity, UsageError
from workbench.fit.codes import Element
from workbench.normalization import Recorded, Register
from workbench.normalization.plan import Demand, Source, enter_items, item_of_demand
from workbench.normalization.plan.told import told
from workbench.normalization.release import (
    Adjusting,
    Monitored,
    Release,
    State,
    advance,
    check_release,
    release_folder,
    standing_in,
    version_of,
)
from workbench.normalization.review import review_decisions
from workbench.normalization.watch import (
    AdjustmentCase,
    Calendar,
    CaseClosed,
    Circumstances,
    DeclaredChange,
    TargetFigure,
    WatchRules,
    case_for,
    closing,
    new_data,
    opening,
    planning,
    watch,
)
from workbench.normalization.watch.baseline_file import BASELINE, read_baseline
from workbench.normalization.watch.recorded import cases_in
from workbench.normalization.watch.saying import facts_of, signal_key
from workbench.study.assessing import Assessment
from workbench.study.chaining import intentions_in
from workbench.study.target_figures import target_figures
from workbench.study.under_watch import UnderWatch
from workbench.study.watching import observation_of

_IN_FORCE: Final = (State.RELEASED, State.MONITORED, State.ADJUSTING)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a look is asked: on which day, of which version (None: the newest in force), of what data, which declared changes.

    New is what the baseline has not seen, or all from `since` on. `changes` are changes outside the data in somebody's words.
    """

    on: date
    version: str | None = None
    since: date | None = None
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Remedy:
    """What is to be done about a case, in somebody's words: elements that move (the first above all), posts, days."""

    text: str
    elements: tuple[Element, ...]
    responsible: tuple[str, ...]
    days: int
    scope: str = ENTERPRISE


def release_in_force(register: Register, on: date, version: str | None = None) -> Release | None:
    """Return a version that is in force on a day, None for the newest of these; None where there is none."""
    known = standing_in(register, on)
    if version is not None:
        found = known.version.get(str(version_of(version)))
        return found if found is not None and found.released is not None else None
    return next((each for each in reversed(known.releases) if each.state in _IN_FORCE), None)


def baseline_file(workspace: Path, register: Register, asked: Asked) -> Path | None:
    """Return the file of the baseline that a look holds new data against; None where there is no release, or it has none."""
    release = release_in_force(register, asked.on, asked.version)
    file = None if release is None else release_folder(workspace, release.version) / BASELINE
    return file if file is not None and file.is_file() else None


def look_at(
    workspace: Path, register: Register, assessment: Assessment, asked: Asked, rules: WatchRules | None = None
) -> UnderWatch:
    """Hold what an assessment of a workspace shows against a release.

    Raises InputError where there is nothing to hold it against (`nothing_to_watch`), where a file of the release is no longer
    what was released, naming it, or the register is damaged.
    """
    release, file = release_in_force(register, asked.on, asked.version), baseline_file(workspace, register, asked)
    if release is None or release.released is None or file is None:
        raise InputError(_nothing(workspace, release, asked))
    for fault in check_release(file.parent):
        raise InputError(fault)
    frozen = read_baseline(file)
    baseline = replace(frozen, processes=tuple(each for each in frozen.processes if each.id in release.processes))
    new = new_data(baseline, observation_of(assessment), asked.since)
    circumstances = Circumstances(
        today=asked.on,
        figures=_figures_since(asked.since or release.released.effective, release, assessment),
        calendar=Calendar(effective=release.released.effective, reviewed=tuple(_reviewed(register, asked.on))),
        changes=tuple(DeclaredChange(id=each, day=asked.on, text=each) for each in asked.changes),
    )
    watched = watch(baseline, new, circumstances, rules)
    cases = tuple(each for each in cases_in(register, asked.on) if each.opened.release == str(release.version))
    return UnderWatch(release=release, baseline=baseline, new=new, watched=watched, cases=cases)


def begin_monitoring(register: Register, release: Release, by: str, at: datetime) -> Release:
    """State that a release is watched from now on, where that was not stated, and return it as it stands then.

    Raises as `advance` does.
    """
    if release.state is State.RELEASED:
        advance(register, release.version, Monitored(), by, at)
    return standing_in(register, at.date()).version[str(release.version)]


def open_case(register: Register, seen: UnderWatch, design: Design, by: str, at: datetime) -> AdjustmentCase | None:
    """Open a case from the signals of a look that are in none yet, and return it: the release is then being adjusted.

    None where no signal asks for one. Raises UsageError where nobody stands behind it, or somebody opened the same meanwhile.
    """
    opened = case_for(seen.watched, seen.version, cases_in(register, at.date()), design)
    if opened is None:
        return None
    recorded = register.enter(opening(opened, by, at))
    advance(register, seen.release.version, Adjusting(case=recorded.statement.subject), by, at)
    return case_named(register, recorded.statement.subject, at.date())


def plan_case(
    register: Register, case: AdjustmentCase, remedy: Remedy, design: Design, by: str, at: datetime
) -> tuple[Recorded, ...]:
    """Put what is to be done about a case into the adjustment plan, as an item whose window begins today; return its record.

    Raises UsageError where the remedy does not say what, by whom or of which element, where the case is closed, or somebody
    stated something of it meanwhile.
    """
    if not (remedy.text.strip() and remedy.elements and remedy.responsible):
        raise UsageError(Finding(code="CASE_NEEDS_REMEDY", severity=Severity.CRITICAL, facts={"case": case.id}))
    asked = Demand(
        source=Source.CASE,
        origin=case.id,
        reason=case.id,
        text=remedy.text,
        elements=remedy.elements,
        responsible=remedy.responsible,
        days=remedy.days,
        scope=remedy.scope,
    )
    why = tuple(told(signal_key(each), facts_of(each, design)) for each in case.opened.signals)
    item = replace(item_of_demand(asked, design, at.date()), moved_from=why)
    register.enter(planning(case, [item.id], by, at))
    return enter_items(register, (item,), by, at)


def close_case(register: Register, case: AdjustmentCase, closed: CaseClosed, by: str, at: datetime) -> AdjustmentCase:
    """Close a case with a reason; the release is monitored again once none of its cases is open. Raises as `closing` does."""
    register.enter(closing(case, closed, by, at))
    known = cases_in(register, at.date())
    release = standing_in(register, at.date()).version.get(case.opened.release)
    is_quiet = not any(each.is_open for each in known if each.opened.release == case.opened.release)
    if is_quiet and release is not None and release.state is State.ADJUSTING:
        advance(register, release.version, Monitored(), by, at)
    return next(each for each in known if each.id == case.id)


def case_named(register: Register, begin: str, on: date) -> AdjustmentCase:
    """Return a case by its id or how that begins. Raises UsageError where none, or several, begin so."""
    found = [each for each in cases_in(register, on) if begin and each.id.startswith(begin)]
    if len(found) != 1:
        facts = {"case": begin, "count": len(found)}
        raise UsageError(Finding(code="WATCH_CASE_UNKNOWN", severity=Severity.CRITICAL, facts=facts))
    return found[0]


def nothing_to_watch(workspace: Path, register: Register, asked: Asked) -> Finding | None:
    """Return why there is nothing to be watched – no release in force, or one without a baseline –, None where there is."""
    if baseline_file(workspace, register, asked) is not None:
        return None
    return _nothing(workspace, release_in_force(register, asked.on, asked.version), asked)


def _figures_since(day: date, release: Release, assessment: Assessment) -> tuple[TargetFigure, ...]:
    """Return the months that begin no earlier than a day, of KPIs of the enterprise and of the release's processes."""
    of = (ENTERPRISE, *release.processes)
    figures = target_figures(intentions_in(assessment))
    return tuple(each for each in figures if each.first >= day and each.process in of)


def _nothing(workspace: Path, release: Release | None, asked: Asked) -> Finding:
    code = "WATCH_NO_RELEASE" if release is None else "WATCH_NO_BASELINE"
    version = asked.version or "–" if release is None else str(release.version)
    return Finding(code=code, severity=Severity.CRITICAL, place=Place(file=str(workspace)), facts={"version": version})


def _reviewed(register: Register, on: date) -> Iterator[date]:
    return iter(sorted({each.decided for each in review_decisions(register, on).rows}))
