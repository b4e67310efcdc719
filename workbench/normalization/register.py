"""The register: what people decided and stated, and what of it holds on a day."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Final

from workbench.findings import Finding, InputError, Place, Severity, UsageError, WorkbenchError
from workbench.normalization.decision import KIND, Acceptance, Decision, Entry, Withdrawal, checked, drafted, entry_of
from workbench.normalization.heads import BEFORE_ALL, UNNOTED, Head, Heads, disagreeing
from workbench.normalization.heads import FILE as HEADS
from workbench.normalization.history import Draft, Record, first_broken
from workbench.normalization.statement import Recorded, Statement, drafted_statement, recorded_of
from workbench.normalization.storage import Overtaken, Storage, storage_at, storage_in
from workbench.shown import in_both

_DIGITS: Final = 16
_AT: Final = "@"
FILE: Final = Path("register") / "register.sqlite"
"""Where a workspace keeps its register."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What is decided, as it holds on the day `on`: the last entry on each finding, whether it is in force or not.

    The last one on a deviation holds under whichever of its codes it is found: skipped often, say, or never done at all. `head`
    is the last record, a decision or not. `fault` says why nothing is known, if so: then nothing counts as accepted.
    """

    on: date | None = None
    latest: Mapping[str, Entry] = field(default_factory=lambda: MappingProxyType({}))
    head: Head = BEFORE_ALL
    fault: Finding | None = None

    @cached_property
    def last(self) -> Mapping[str, Entry]:
        """Return the last entry on the deviation that a finding shows, by the ids of all findings that do."""
        ordered = sorted(self.latest.values(), key=lambda each: each.number)
        return MappingProxyType({key: each for each in ordered for key in each.decision.subject.kin})

    @property
    def in_force(self) -> tuple[Entry, ...]:
        """Return the decisions in force, each once, by the ids of their findings."""
        return tuple(entry for key, entry in sorted(self.latest.items()) if self.of(key) == entry)

    def of(self, finding: str) -> Entry | None:
        """Return the decision in force on a finding, by its id."""
        entry = self.last.get(finding)
        return entry if entry is not None and self.on is not None and entry.holds_on(self.on) else None

    def seen(self, finding: str) -> int:
        """Return the number of the last record on a finding, 0 for none: what the next decision on it has seen."""
        entry = self.latest.get(finding)
        return entry.number if entry else 0

    def is_reopened(self, finding: str) -> bool:
        """Return whether an acceptance of a finding has passed its end."""
        entry = self.last.get(finding)
        return entry is not None and isinstance(entry.decision.verdict, Acceptance) and self.of(finding) is None

    @property
    def accepted(self) -> frozenset[str]:
        """Return the ids of the findings whose acceptance is in force."""
        return frozenset(
            key for key, entry in self.last.items() if isinstance(entry.decision.verdict, Acceptance) and self.of(key)
        )


UNDECIDED: Final = Standing()
"""Nothing is decided, or nobody asked."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Register:
    """What is stated about a workspace, kept in `storage`; nothing in it is ever changed or removed.

    Where workspaces share a storage, the kinds of their records bear a mark: that of the name that the folder had at the first of
    them, as the notes tell whatever it is called later. `name` is that of now, "" where nothing is shared. `heads` is where heads
    are noted.
    """

    storage: Storage
    heads: Heads
    name: str = ""

    @property
    def decisions(self) -> tuple[Entry, ...]:
        """Return all decisions, the first first.

        Raises InputError where the register cannot be read, or is not what was written.
        """
        return tuple(entry_of(each) for each in self._of(KIND, self._whole()))

    @property
    def head(self) -> Head:
        """Return the last record: what a report, or a release, notes of the register. Raises as `decisions` does."""
        return _head_of(self._whole())

    def standing(self, on: date) -> Standing:
        """Return what was decided of each finding by the end of a day, as it holds on it. Raises as `decisions` does."""
        records = self._whole()
        until = (entry_of(each) for each in self._of(KIND, records))
        latest = {each.decision.subject.id: each for each in until if each.day <= on}
        return Standing(on=on, latest=MappingProxyType(latest), head=_head_of(records))

    def standing_if_readable(self, on: date) -> Standing:
        """Return the standing, or one that knows nothing and says why: what was found is shown all the same."""
        try:
            return self.standing(on)
        except WorkbenchError as error:
            return Standing(on=on, fault=error.finding)

    def decide(self, decision: Decision) -> Entry:
        """Record a decision.

        Raises UsageError where it lacks something, where somebody decided on the finding since its author looked (who, and
        when, is said), or where there is nothing to withdraw; InputError where the register cannot be written or is damaged.
        """
        checked(decision)
        if isinstance(decision.verdict, Withdrawal):
            self._refuse_nothing(decision)
        try:
            return entry_of(self._append(drafted(decision)))
        except Overtaken as overtaken:
            raise _overtaken(decision, overtaken.latest) from overtaken

    def enter(self, statement: Statement) -> Recorded:
        """Record a statement.

        Raises UsageError where nobody stands behind it, or where somebody stated something of this kind about its subject since
        its author looked (who, and when, is said); InputError where the register cannot be written or is damaged.
        """
        try:
            return _read(self._append(drafted_statement(statement)))
        except Overtaken as overtaken:
            raise _stated_meanwhile(statement, overtaken.latest) from overtaken

    def entered(self, kind: str) -> tuple[Recorded, ...]:
        """Return all statements of a kind, the first first. Raises as `decisions` does."""
        return tuple(_read(each) for each in self._of(kind, self._whole()))

    def verify(self, known: Iterable[Head] = (), source: str = "") -> tuple[Finding, ...]:
        """Return what is wrong with the records, nothing where all are as they were written.

        `known` are heads that were noted elsewhere, in `source`: without any, only the heads noted beside the register show that
        its end was cut off or written anew.
        """
        try:
            records = self._whole()
        except WorkbenchError as error:
            return (error.finding,)
        return (*self.heads.faults(records), *self.heads.missed(records), *disagreeing(known, records, source))

    def _append(self, draft: Draft) -> Record:
        """Record a draft and note it, alone: what somebody tampered with is not covered by what is recorded behind it."""
        with ExitStack() as alone:
            try:
                alone.enter_context(self.heads.held())
                before = self._whole()
                self._refuse_tampered(before)
                self._refuse_namesake(before)
                self.heads.catch_up(before)
            except OSError as error:
                raise self._not_written("REGISTER_UNWRITABLE", error) from error
            record = self.storage.append(replace(draft, kind=f"{draft.kind}{self._mark(before)}"))
            try:
                self.heads.note(record)
            except OSError as error:
                raise self._not_written("REGISTER_NOT_NOTED", error, number=record.number) from error
            return record

    def _refuse_tampered(self, records: tuple[Record, ...]) -> None:
        faults = () if self.storage.is_out_of_date else self.heads.faults(records)
        fault = next((each for each in faults if each.code != UNNOTED), None)
        if fault is not None:
            raise InputError(fault)

    def _not_written(self, code: str, error: OSError, **facts: object) -> InputError:
        told = {"place": self.heads.path.as_posix(), "detail": error.strerror or str(error), **facts}
        return InputError(Finding(code=code, severity=Severity.CRITICAL, facts=told))

    def _refuse_namesake(self, records: tuple[Record, ...]) -> None:
        """Refuse to record among what a folder of the same name recorded, of which nothing is noted here."""
        if not self.name or self.heads.are_there or self.storage.is_out_of_date:
            return
        if any(each.draft.kind.endswith(_mark_of(self.name)) for each in records):
            facts = {"name": self.name, "place": self.storage.place, "notes": self.heads.path.as_posix()}
            raise UsageError(Finding(code="REGISTER_NAMESAKE", severity=Severity.CRITICAL, facts=facts))

    def _of(self, kind: str, records: tuple[Record, ...]) -> tuple[Record, ...]:
        """Return those records of a kind that are of this workspace."""
        marked = f"{kind}{self._mark(records)}"
        return tuple(each for each in records if each.draft.kind == marked)

    def _mark(self, records: tuple[Record, ...]) -> str:
        """Return what the kinds of this workspace's records bear: as those noted beside it do, else by its folder's name."""
        if not self.name:
            return ""
        noted = self.heads.noted_among(records)
        return _mark_of(self.name) if noted is None else f"{_AT}{noted.draft.kind.rpartition(_AT)[2]}"

    def _whole(self) -> tuple[Record, ...]:
        records = self.storage.records()
        broken = first_broken(records)
        if broken is not None:
            place, facts = Place(file=self.storage.place), {"number": broken, "place": self.storage.place}
            raise InputError(Finding(code="REGISTER_BROKEN", severity=Severity.CRITICAL, place=place, facts=facts))
        return records

    def _refuse_nothing(self, decision: Decision) -> None:
        entry = self.standing(date.max).last.get(decision.subject.id)
        if entry is None or isinstance(entry.decision.verdict, Withdrawal):
            facts = {"finding": decision.subject.id}
            raise UsageError(Finding(code="DECISION_NOTHING", severity=Severity.CRITICAL, facts=facts))


def open_register(workspace: str | Path, url: str | None = None) -> Register:
    """Return the register of a workspace: in its folder, or in the database of a URL. It need not be there yet.

    Workspaces that share a database are told apart by the names that their folders had when they first recorded something.

    Raises UsageError where the URL is none, or the driver of that database is not installed.
    """
    path = Path(workspace) / FILE
    here, server = path.with_name(HEADS), path.with_name(f"server-{HEADS}")
    if url is None:
        return Register(storage=storage_in(path), heads=Heads(path=here, elsewhere=server))
    heads = Heads(path=server, is_complete=False)
    return Register(storage=storage_at(url), heads=heads, name=Path(workspace).resolve().name)


def _head_of(records: tuple[Record, ...]) -> Head:
    return Head(number=records[-1].number, hash=records[-1].hash) if records else BEFORE_ALL


def _mark_of(name: str) -> str:
    return f"{_AT}{hashlib.sha256(name.encode()).hexdigest()[:_DIGITS]}"


def _read(record: Record) -> Recorded:
    """Read a statement back, without the mark of its kind."""
    recorded = recorded_of(record)
    return replace(recorded, statement=replace(recorded.statement, kind=recorded.statement.kind.partition(_AT)[0]))


def _stated_meanwhile(statement: Statement, latest: Record | None) -> UsageError:
    if latest is None:
        facts: dict[str, object] = {"subject": statement.subject}
        return UsageError(Finding(code="STATEMENT_UNSEEN", severity=Severity.CRITICAL, facts=facts))
    known = _read(latest).statement
    facts = {"subject": statement.subject, "by": known.by, "at": _clock(known.at, statement.at)}
    return UsageError(Finding(code="STATEMENT_OVERTAKEN", severity=Severity.CRITICAL, facts=facts))


def _clock(moment: datetime, here: datetime) -> str:
    return f"{moment.astimezone(here.tzinfo):%Y-%m-%d %H:%M}"


def _overtaken(decision: Decision, latest: Record | None) -> UsageError:
    if latest is None:
        facts: dict[str, object] = {"finding": decision.subject.id}
        return UsageError(Finding(code="DECISION_UNSEEN", severity=Severity.CRITICAL, facts=facts))
    known = entry_of(latest).decision
    facts = {
        "finding": decision.subject.id,
        "by": known.by,
        "at": _clock(known.at, decision.at),
        "verdict": in_both(f"decision-{known.verdict.name}"),
    }
    return UsageError(Finding(code="DECISION_OVERTAKEN", severity=Severity.CRITICAL, facts=facts))
