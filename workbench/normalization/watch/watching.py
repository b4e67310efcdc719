"""The watch: everything that is new held against a baseline, each monitor in its turn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from workbench.findings import Severity
from workbench.fit.watch_rules import WatchRules
from workbench.normalization.watch.baseline import Baseline, Declared, declared_in
from workbench.normalization.watch.calendar import Calendar, DeclaredChange, watch_calendar
from workbench.normalization.watch.cohorts import Span
from workbench.normalization.watch.design_rows import Rows, frozen_tables
from workbench.normalization.watch.divergence import watch_flow, watch_performers
from workbench.normalization.watch.draft import Draft, watch_draft
from workbench.normalization.watch.ewma import watch_cycle_time
from workbench.normalization.watch.novelty import watch_names
from workbench.normalization.watch.observing import Observation, recorded_like
from workbench.normalization.watch.p_chart import watch_conformance, watch_rules
from workbench.normalization.watch.record import OF_PEOPLE, OTHER_KEY, WEEK, Aspect, ProcessRecord
from workbench.normalization.watch.signal import Judged, Look, Monitor, Signal, Untold, together, untold
from workbench.normalization.watch.silence import watch_silence
from workbench.normalization.watch.structure import watch_structure
from workbench.normalization.watch.targets import TargetFigure, watch_targets

_MONITORS: Final[tuple[Callable[[ProcessRecord, ProcessRecord, WatchRules], Judged], ...]] = (
    watch_conformance,
    watch_rules,
    watch_cycle_time,
    watch_flow,
    watch_performers,
)
"""What judges one process by its two records: the statistical families."""


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """What is known beside logs and design on the day of a look: figures of KPIs, the release's calendar, declared changes.

    `drafts` are what the workspace has otherwise than the release; None where nobody compared them.
    """

    today: date
    figures: tuple[TargetFigure, ...] = ()
    calendar: Calendar | None = None
    changes: tuple[DeclaredChange, ...] = ()
    drafts: tuple[Draft, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class NewData:
    """What is held against a baseline: records of the same processes, the rows of the design as it stands, how people are called.

    `people` is as in `Baseline`: where the two differ, nobody can be known again. `declared` are the people and their accounts as
    they are now: whoever came since the release, and was declared, is no new name.
    """

    processes: tuple[ProcessRecord, ...]
    structure: tuple[Rows, ...]
    people: str = ""
    declared: tuple[Declared, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Watched:
    """What one look found: all judgements, those beyond their limits as signals (the heaviest first), and what cannot be told.

    `decided` are those beyond their limits of which a closed case has decided (`undecided`).
    """

    on: date
    signals: tuple[Signal, ...] = ()
    decided: tuple[Signal, ...] = ()
    unknown: tuple[Untold, ...] = ()
    looks: tuple[Look, ...] = ()
    rules: WatchRules = field(default_factory=WatchRules)

    @property
    def weighty(self) -> tuple[Signal, ...]:
        """Return the signals that a case is opened for."""
        return tuple(each for each in self.signals if opens_case(each))


def new_data(baseline: Baseline, observation: Observation, since: date | None = None) -> NewData:
    """Record what is new: all cases begun and events from `since` on; else what the baseline has not seen.

    That are, of each process, the cases begun after the last week that the baseline judged, and the events after its last day.
    """
    spans = {
        each.id: _span_behind(each) if since is None else Span(cases_since=since, events_since=since)
        for each in baseline.processes
    }
    evidence = observation.evidence
    design, names = evidence.design, evidence.linkage.names
    return NewData(
        processes=recorded_like(observation, baseline.process, spans),
        structure=frozen_tables(design, names),
        people=names.fingerprint,
        declared=tuple(each for each in declared_in(design, names) if each.kind in OF_PEOPLE),
    )


def watch(baseline: Baseline, new: NewData, circumstances: Circumstances, rules: WatchRules | None = None) -> Watched:
    """Hold new data against a baseline on a day."""
    rules = rules or WatchRules()
    said = together(_said(baseline, new, circumstances, rules))
    signals = heaviest_first(said.signals)
    return Watched(on=circumstances.today, signals=signals, unknown=said.unknown, looks=said.looks, rules=rules)


def heaviest_first(signals: Iterable[Signal]) -> tuple[Signal, ...]:
    """Return signals by their weight, then by what they are about."""
    return tuple(sorted(signals, key=lambda it: (-it.severity.rank, it.process, it.monitor, it.object, it.detail)))


def judged_process(baseline: Baseline, new: ProcessRecord, rules: WatchRules) -> Judged:
    """Judge one process of a baseline by its cases, its performers and its names."""
    old = baseline.process[new.id]
    return together((*(monitor(old, new, rules) for monitor in _MONITORS), watch_names(baseline, new, rules)))


def opens_case(signal: Signal) -> bool:
    """Return whether a case is opened for a signal: a major or critical one, or a review that is due."""
    return signal.severity.rank >= Severity.MAJOR.rank or signal.monitor is Monitor.PERIOD


def _said(baseline: Baseline, new: NewData, circumstances: Circumstances, rules: WatchRules) -> Iterator[Judged]:
    is_known = baseline.people == new.people
    records = (each if is_known else each.lacking(Aspect.PEOPLE, OTHER_KEY) for each in new.processes)
    fresh: Mapping[str, ProcessRecord] = {each.id: each for each in records}
    known = replace(baseline, declared=(*baseline.declared, *new.declared))
    for old in baseline.processes:
        if old.id not in fresh:
            yield untold(Look(monitor=Monitor.CONFORMANCE, process=old.id), "WATCH_NO_LOG")
            continue
        yield judged_process(known, fresh[old.id], rules)
        yield watch_silence(old, fresh[old.id], circumstances.today)
    if baseline.structure is not None:
        yield watch_structure(baseline, new.structure, new.people, circumstances.today)
    if circumstances.drafts is not None:
        yield watch_draft(circumstances.drafts, circumstances.today)
    yield watch_targets(_later(baseline.figures, circumstances.figures), rules)
    if circumstances.calendar is not None:
        yield watch_calendar(circumstances.calendar, circumstances.changes, circumstances.today, rules)


def _later(frozen: Iterable[TargetFigure], figures: Iterable[TargetFigure]) -> Iterator[TargetFigure]:
    """Return the figures of periods after the frozen ones of the same KPI."""
    last = {(each.process, each.id): each.last for each in frozen}
    return (each for each in figures if each.first > last.get((each.process, each.id), date.min))


def _span_behind(record: ProcessRecord) -> Span:
    cases = record.last + WEEK if record.last is not None else date.min
    events = record.through + timedelta(days=1) if record.through is not None else date.min
    return Span(cases_since=cases, events_since=events)
