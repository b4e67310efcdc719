"""Every version of the standard as it stands on a day, folded from what the register says; and what may be said of it next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from workbench.findings import Finding, Severity, UsageError
from workbench.language.listing import listed
from workbench.normalization.plain_values import plain
from workbench.normalization.register import Register
from workbench.normalization.release.approving import Act, Answer, Waiver
from workbench.normalization.release.states import (
    NEXT,
    Adjusting,
    Drafted,
    Event,
    Released,
    State,
    TrialBegun,
    Withdrawn,
)
from workbench.normalization.release.trial import TrialWindow
from workbench.normalization.release.version import FIRST, Step, Version, version_of
from workbench.normalization.statement import Recorded, Statement
from workbench.shown import in_both

KIND: Final = "release"


@dataclass(frozen=True, kw_only=True)
class _Said:
    """What a statement on a release says."""

    event: Event


@dataclass(frozen=True, kw_only=True)
class Happened:
    """One event of a version, as the register has it."""

    number: int
    by: str
    at: datetime
    event: Event


@dataclass(frozen=True, kw_only=True)
class Release:
    """One version, folded from its events, the first first.

    `superseded` says which later version holds for a process instead, or has abolished it.
    """

    version: Version
    events: tuple[Happened, ...]
    superseded: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def state(self) -> State:
        """Return its state: what last happened says it, and withdrawn where a later version holds for all of its processes."""
        is_replaced = bool(self.processes) and self.processes == tuple(each for each in self.processes if each in self.superseded)
        return State.WITHDRAWN if is_replaced else self.stated

    @property
    def stated(self) -> State:
        """Return the state that was stated last."""
        return self.events[-1].event.leads_to

    @property
    def seen(self) -> int:
        """Return the number of the last record on it."""
        return self.events[-1].number

    def seen_by(self, number: int | None) -> int:
        """Return the number of the last record on it among those up to a number, None: among all; 0 for none."""
        return max((each.number for each in self.events if number is None or each.number <= number), default=0)

    @property
    def drafted(self) -> Drafted:
        """Return what its last draft says."""
        return next(each.event for each in reversed(self.events) if isinstance(each.event, Drafted))

    @property
    def processes(self) -> tuple[str, ...]:
        """Return the processes that it is to be the standard of."""
        return self.drafted.processes

    @property
    def speaks_of(self) -> tuple[str, ...]:
        """Return those and the processes that it abolishes: whatever stood for one of them stands no more."""
        return (*self.processes, *self.drafted.abolished)

    @property
    def trial(self) -> TrialWindow | None:
        """Return the window of its last trial."""
        return next((each.event.window for each in reversed(self.events) if isinstance(each.event, TrialBegun)), None)

    @property
    def released(self) -> Released | None:
        """Return what was stated with its release."""
        return next((each.event for each in reversed(self.events) if isinstance(each.event, Released)), None)

    @property
    def released_record(self) -> int | None:
        """Return the number of the record that says that it was released; None where it was not."""
        return next((each.number for each in reversed(self.events) if isinstance(each.event, Released)), None)

    @property
    def waiver(self) -> Waiver | None:
        """Return what was let pass with its release."""
        return None if self.released is None else self.released.waiver

    @property
    def case(self) -> str | None:
        """Return the case of adjustment that is open on it."""
        last = self.events[-1].event
        return last.case if isinstance(last, Adjusting) else None


@dataclass(frozen=True, kw_only=True)
class Releases:
    """All versions as they stand on a day, in the order of versions."""

    on: date
    releases: tuple[Release, ...] = ()

    @property
    def version(self) -> Mapping[str, Release]:
        """Return the releases by version."""
        return MappingProxyType({str(each.version): each for each in self.releases})

    @property
    def in_force(self) -> tuple[Release, ...]:
        """Return the versions that are the standard of a process on the day, the newest first."""
        held = {str(it.version) for each in self.releases for of in each.processes if (it := self.standing(of)) is not None}
        return tuple(each for each in reversed(self.releases) if str(each.version) in held)

    def governed(self, release: Release) -> tuple[str, ...]:
        """Return the processes that a version is the standard of on the day."""
        return tuple(each for each in release.processes if self.standing(each) == release)

    @property
    def latest(self) -> Release | None:
        """Return the highest version that was ever released."""
        return next((each for each in reversed(self.releases) if each.released is not None), None)

    def standing(self, process: str) -> Release | None:
        """Return the version that is the standard of a process on the day; None where there is none."""
        held = (each for each in reversed(self.releases) if process in each.processes and process not in each.superseded)
        return next((each for each in held if _holds(each, self.on)), None)

    @property
    def processes(self) -> tuple[str, ...]:
        """Return every process that a version was ever released for."""
        return tuple(dict.fromkeys(of for each in self.releases if each.released is not None for of in each.processes))

    @property
    def newest(self) -> Release | None:
        """Return the version that a next one comes after in what is of no process; None where none was released."""
        return next(reversed(self._held), None)

    def before(self, process: str) -> Release | None:
        """Return the version that a next one takes the place of for a process, effective or yet to be; None where there is none.

        It is the highest that was not withdrawn. Where all of all processes were, it is the last that was released. What was
        abolished since has none.
        """
        last = next((each for each in reversed(self._held) if process in each.speaks_of), None)
        return last if last is not None and process in last.processes else None

    @property
    def _held(self) -> tuple[Release, ...]:
        released = tuple(each for each in self.releases if each.released is not None)
        return tuple(each for each in released if each.stated.is_in_force) or released[-1:]

    def below(self, version: Version) -> Releases:
        """Return what there was below a version."""
        return Releases(on=self.on, releases=tuple(each for each in self.releases if each.version < version))

    def proposed(self, step: Step) -> Version:
        """Return the version that is to come next: a step above the highest release, 1.0.0 where there is none.

        A number whose draft was withdrawn is not given again.
        """
        withdrawn = {each.version for each in self.releases if each.stated is State.WITHDRAWN}
        proposed = FIRST if self.latest is None else self.latest.version.next(step)
        while proposed in withdrawn:
            proposed = proposed.next(step)
        return proposed


def releases_on(day: date, recorded: Iterable[Recorded]) -> Releases:
    """Fold what was recorded until the end of a day, on the clocks of those who said it, into the versions as they stand on it.

    Raises InputError where a record says something else.
    """
    happened: dict[Version, list[Happened]] = {}
    for each in recorded:
        if each.statement.day <= day:
            happened.setdefault(version_of(each.statement.subject), []).append(_happened(each))
    folded = [Release(version=version, events=tuple(events)) for version, events in sorted(happened.items())]
    return Releases(on=day, releases=tuple(_superseded(each, folded, day) for each in folded))


def standing_in(register: Register, day: date) -> Releases:
    """Return the versions as they stand on a day. Raises InputError where the register cannot be read or is damaged."""
    return releases_on(day, register.entered(KIND))


def advance(register: Register, version: Version, event: Event, by: str, at: datetime, seen: int | None = None) -> Recorded:
    """State that something happened to a version; that it was released is stated by `freeze` alone.

    `seen` is the last record of all that its author saw, None for what is there now. Raises UsageError where it may not happen,
    naming what has to come before, or where somebody stated something of the version since; InputError where the register cannot
    be read or written.
    """
    if isinstance(event, Released):
        raise _refused("RELEASE_BY_HAND", version)
    return state_event(register, version, event, by, at, seen)


def state_event(register: Register, version: Version, event: Event, by: str, at: datetime, seen: int | None = None) -> Recorded:
    """State an event of any kind. Raises as `advance` does."""
    releases = standing_in(register, date.max)
    known = releases.version.get(str(version))
    check_transition(known, version, event, at.date())
    if isinstance(event, Released):
        check_order(releases, version, event)
    last = 0 if known is None else known.seen_by(seen)
    says = plain(_Said(event=event))
    return register.enter(Statement(kind=KIND, subject=str(version), says=says, by=by, at=at, seen=last))


def check_transition(known: Release | None, version: Version, event: Event, day: date) -> None:
    """Check that an event may happen to a version on a day. Raises UsageError that says what is missing."""
    state = None if known is None else known.stated
    if type(event) not in NEXT[state]:
        raise _refused(
            "RELEASE_TRANSITION", version, state=state_in_words(state), event=_said(type(event)), next=_possible(state)
        )
    if isinstance(event, TrialBegun) and event.window.end < event.window.start:
        raise _refused("RELEASE_TRIAL_BACKWARDS", version, start=event.window.start, end=event.window.end)
    if isinstance(event, Drafted) and not event.processes:
        raise _refused("RELEASE_OF_NOTHING", version)
    if isinstance(event, Drafted) and (both := [each for each in event.abolished if each in event.processes]):
        raise _refused("RELEASE_ABOLISHED_AND_KEPT", version, process=both[0])
    if isinstance(event, Withdrawn) and not event.reason.strip():
        raise _refused("RELEASE_NO_REASON", version)
    if isinstance(event, Released):
        assert known is not None, "only what is on trial is released"
        _check_release(known, event, day)


def check_order(releases: Releases, version: Version, event: Released) -> None:
    """Check that a release comes after its trial and after all that hold for its processes: a lower number would never hold."""
    known = releases.version[str(version)]
    if known.trial is not None and event.effective <= known.trial.end:
        raise _refused("RELEASE_EFFECTIVE_EARLY", version, effective=event.effective, end=known.trial.end)
    for later in reversed(releases.releases):
        shared = [each for each in known.speaks_of if each in later.speaks_of]
        if shared and later.version > version and later.released is not None and later.stated.is_in_force:
            raise _refused("RELEASE_OVERTAKEN", version, process=shared[0], later=str(later.version))


def _check_release(known: Release, event: Released, day: date) -> None:
    """Check what a release needs beside its conditions: a trial that is over, and approvals of which none is a refusal."""
    if known.trial is not None and day <= known.trial.end:
        raise _refused("RELEASE_TRIAL_RUNNING", known.version, end=known.trial.end)
    refusing = [each for each in event.approvals if each.answer is Answer.REJECTED]
    if refusing:
        raise _refused("RELEASE_REJECTED", known.version, by=refusing[0].name, role=refusing[0].role, day=refusing[0].day)
    if not any(each.act is Act.APPROVED for each in event.approvals):
        raise _refused("RELEASE_UNAPPROVED", known.version)
    if any(not each.name.strip() or not each.role.strip() for each in event.approvals):
        raise _refused("RELEASE_UNSIGNED", known.version)
    waiver = event.waiver
    if waiver is not None and not (waiver.reason.strip() and waiver.by.strip() and waiver.conditions):
        raise _refused("RELEASE_WAIVER", known.version)


def _happened(each: Recorded) -> Happened:
    return Happened(number=each.number, by=each.statement.by, at=each.statement.at, event=each.says(_Said).event)


def _superseded(release: Release, among: Sequence[Release], day: date) -> Release:
    """Say for which processes another version, stated later, holds on the day."""
    later: dict[str, str] = {}
    for other in among:
        if other.version > release.version and release.released is not None and _holds(other, day):
            later |= dict.fromkeys(set(other.speaks_of) & set(release.processes), str(other.version))
    return Release(version=release.version, events=release.events, superseded=MappingProxyType(later))


def _holds(release: Release, day: date) -> bool:
    return release.released is not None and release.stated.is_in_force and release.released.effective <= day


def state_in_words(state: State | None) -> Mapping[str, str]:
    """Return what a state is called in each language; None for that of a version that nobody has drafted."""
    return in_both(f"release-state-{state.value if state else 'none'}")


def _said(event: type[Event]) -> Mapping[str, str]:
    return in_both(f"release-event-{event.name}")


def _possible(state: State | None) -> Mapping[str, str]:
    possible = [in_both(f"release-event-{each.name}") for each in NEXT[state]]
    return listed(possible or [in_both("release-event-none")])


def _refused(code: str, version: Version, **facts: object) -> UsageError:
    told = {key: fact.isoformat() if isinstance(fact, date) else fact for key, fact in facts.items()}
    return UsageError(Finding(code=code, severity=Severity.CRITICAL, facts={"version": str(version), **told}))
