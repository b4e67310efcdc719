"""From evidence to records: what is kept of each process, so that old and new can be held against each other without any log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.engines.executions import Executions
from workbench.eventlog.log import Column
from workbench.eventlog.looks.weeks import day_number, day_of
from workbench.fit.detection import Evidence, hiding_people
from workbench.fit.detectors.separation import Separation
from workbench.fit.watch_rules import WatchRules
from workbench.linkage import LinkedProcess
from workbench.normalization.watch.cohorts import UNBOUNDED, Cohorts, Span, cohorts_of, settling_days_of
from workbench.normalization.watch.critical_rules import critical_rules, separations_in
from workbench.normalization.watch.naming import Resolved, performers_of, resolved_names
from workbench.normalization.watch.record import Aspect, Block, Doing, Named, NameKind, Pair, ProcessRecord, RuleRecord
from workbench.organization import Calendars, WorkingCalendar

_MOST_BLOCKS: Final = 400
_BORNE: Final[Mapping[Aspect, frozenset[NameKind]]] = MappingProxyType(
    {
        Aspect.PEOPLE: frozenset({NameKind.RESOURCE, NameKind.ACCOUNT}),
        Aspect.SYSTEMS: frozenset({NameKind.SYSTEM}),
        Aspect.FUNCTIONS: frozenset({NameKind.FUNCTION}),
    }
)
"""The kinds of names of which a log bears one at least, where what they stand for can be watched."""

_EVERYTHING: Final = Span()
_NO_EXECUTIONS: Final[Mapping[str, Executions]] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True, eq=False)
class Observation:
    """Evidence to be recorded; `executions` are the events of each process as its log has them: names that no table knows."""

    evidence: Evidence
    executions: Mapping[str, Executions] = field(default_factory=lambda: _NO_EXECUTIONS)

    def columns(self, process: str) -> Mapping[str, Column]:
        """Return the columns of the log of a process."""
        return self.executions[process].columns if process in self.executions else {}


def recorded(observation: Observation, rules: WatchRules, spans: Mapping[str, Span] = UNBOUNDED) -> tuple[ProcessRecord, ...]:
    """Record every process of the evidence as a baseline, whole or in a span of its own.

    How long cases are given is worked out from all of them.
    """
    seen = _Seen(observation=observation, separations=separations_in(observation.evidence))
    processes = observation.evidence.linkage.processes
    return tuple(_recorded(each, seen, _own_frame(each, spans.get(each.id, _EVERYTHING), rules)) for each in processes)


def recorded_like(
    observation: Observation, frozen: Mapping[str, ProcessRecord], spans: Mapping[str, Span]
) -> tuple[ProcessRecord, ...]:
    """Record the processes of a baseline anew, each in a span, with its settling time and its blocks."""
    seen = _Seen(observation=observation, separations=separations_in(observation.evidence))
    return tuple(
        _recorded(each, seen, _Frame(span=spans[each.id], settling_days=old.settling_days, block_cases=old.block_cases))
        for each in observation.evidence.linkage.processes
        if (old := frozen.get(each.id)) is not None
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Seen:
    """What was observed, and the duties to be separate of all processes judged once."""

    observation: Observation
    separations: tuple[Separation, ...]


@dataclass(frozen=True, kw_only=True)
class _Frame:
    """Which part of a process is recorded, how long a case is given before its week is judged, and how many make a block."""

    span: Span
    settling_days: int
    block_cases: int


def _own_frame(process: LinkedProcess, span: Span, rules: WatchRules) -> _Frame:
    days = settling_days_of(process, rules.settling_share) if process.is_timed else 0
    return _Frame(span=span, settling_days=days, block_cases=_block_cases(process, rules))


def _block_cases(process: LinkedProcess, rules: WatchRules) -> int:
    return max(rules.block_cases, -(-int(process.complete.sum()) // _MOST_BLOCKS))


def _recorded(process: LinkedProcess, seen: _Seen, frame: _Frame) -> ProcessRecord:
    evidence = seen.observation.evidence
    record = ProcessRecord(id=process.id, block_cases=frame.block_cases)
    record = _with_names(record, process, seen.observation, frame.span)
    if not process.is_timed:
        return record.lacking(Aspect.TIMES, "WATCH_NO_TIMES")
    cohorts = cohorts_of(process, frame.span, frame.settling_days, _clock(process, evidence))
    first, last = cohorts.window or (None, None)
    everything = np.ones(len(process.cases), dtype=np.bool_)
    conformance = evidence.conformance[process.id]
    deviating = conformance.observable.costs[conformance.variants.of_case] > 0
    record = replace(
        record,
        first=first,
        last=last,
        through=day_of(cohorts.last_day),
        settling_days=cohorts.settling_days,
        cases=int(cohorts.judged.sum()),
        deviating=cohorts.counted(everything, deviating),
        rules=tuple(_rules(process, evidence, seen.separations, cohorts)),
        times=cohorts.times(),
    )
    return _with_blocks(record, process, evidence, cohorts)


def _clock(process: LinkedProcess, evidence: Evidence) -> WorkingCalendar:
    """Return the calendar that a process declares; where it declares none, every hour is worked."""
    calendars = evidence.design.organization.calendars or Calendars()
    return calendars.named(evidence.design.process[process.id].sidecar.calendar)


def _rules(
    process: LinkedProcess, evidence: Evidence, separations: tuple[Separation, ...], cohorts: Cohorts
) -> Iterator[RuleRecord]:
    for each in critical_rules(process, evidence, separations):
        weeks = cohorts.counted(each.exposed, each.broken)
        if weeks:
            yield RuleRecord(kind=each.kind, object=each.object, severity=each.severity, weeks=weeks)


def _with_blocks(record: ProcessRecord, process: LinkedProcess, evidence: Evidence, cohorts: Cohorts) -> ProcessRecord:
    """Cut the judged cases, as they began, into blocks, and count in each what follows what and who does what."""
    cases = np.flatnonzero(cohorts.judged)
    cases = cases[np.lexsort((cases, cohorts.begun[cases]))]
    number = np.full(len(process.cases), -1, dtype=np.int64)
    number[cases] = np.arange(len(cases)) // record.block_cases
    n_blocks = -(-len(cases) // record.block_cases)
    pairs, of_pairs = _pairs(process, number, n_blocks)
    performers = performers_of(process, evidence.linkage)
    doings, of_doings = _doings(process, number, performers, n_blocks)
    if not performers.names:
        record = record.lacking(Aspect.PERFORMERS, f"UNKNOWN_NO_{hiding_people(process, evidence.design).upper()}")
    begins = np.arange(n_blocks) * record.block_cases
    sizes = np.minimum(record.block_cases, len(cases) - begins).tolist()
    weeks = [day_of(week) for week in cohorts.week[cases[begins]].tolist()]
    rows = zip(weeks, sizes, of_pairs.tolist(), of_doings.tolist(), strict=True)
    blocks = tuple(Block(week=week, cases=size, pairs=tuple(p), doings=tuple(d)) for week, size, p, d in rows)
    return replace(record, pairs=pairs, doings=doings, blocks=blocks)


def _pairs(process: LinkedProcess, number: NDArray[np.int64], n_blocks: int) -> tuple[tuple[Pair, ...], NDArray[np.int64]]:
    """Count directly-follows pairs in each block: labels by their place, the number of labels stands for a case's ends."""
    nothing = len(process.labels)
    case, label = process.case, process.label.astype(np.int64)
    begins = np.flatnonzero(np.diff(case, prepend=-1))
    ends = np.append(begins[1:], len(case)) - 1 if len(begins) else begins
    before = np.concatenate((label[:-1], np.full(len(begins), nothing), label[ends]))
    after = np.concatenate((label[1:], label[begins], np.full(len(ends), nothing)))
    of_case = np.concatenate((case[1:], case[begins], case[ends]))
    inside = np.ones(len(before), dtype=np.bool_)
    inside[: max(len(case) - 1, 0)] = case[1:] == case[:-1]
    kept = inside & (number[of_case] >= 0)
    keys, table = _table(before[kept] * (nothing + 1) + after[kept], number[of_case[kept]], n_blocks)
    names = (*process.labels, "")
    return tuple(Pair(first=names[key // (nothing + 1)], then=names[key % (nothing + 1)]) for key in keys), table


def _doings(
    process: LinkedProcess, number: NDArray[np.int64], performers: Resolved, n_blocks: int
) -> tuple[tuple[Doing, ...], NDArray[np.int64]]:
    performer, names = performers.codes, performers.names
    kept = (performer >= 0) & (process.activity >= 0) & (number[process.case] >= 0)
    codes = process.activity[kept].astype(np.int64) * max(len(names), 1) + performer[kept]
    keys, table = _table(codes, number[process.case[kept]], n_blocks)
    wide = max(len(names), 1)
    return tuple(Doing(activity=process.activities[key // wide].id, performer=names[key % wide]) for key in keys), table


def _table(keys: NDArray[np.int64], block: NDArray[np.int64], n_blocks: int) -> tuple[list[int], NDArray[np.int64]]:
    """Count keys in blocks: the distinct keys, ascending, and an array of shape (n_blocks, n_keys)."""
    distinct, place = np.unique(keys, return_inverse=True)
    counts = np.bincount(block * len(distinct) + place, minlength=n_blocks * len(distinct))
    return distinct.tolist(), counts.reshape(n_blocks, len(distinct))


def _with_names(record: ProcessRecord, process: LinkedProcess, observation: Observation, span: Span) -> ProcessRecord:
    """Collect the names that the events of a span bear."""
    rows = _rows_in(process, span)
    names: list[Named] = []
    columns = observation.columns(process.id)
    for kind, resolved in resolved_names(process, observation.evidence.linkage, columns):
        names.extend(_named(kind, resolved, process, rows))
    record = replace(record, names=tuple(names), named_cases=len(np.unique(process.case[rows])))
    kinds = {each for each, _ in resolved_names(process, observation.evidence.linkage, columns)}
    for aspect, borne in _BORNE.items():
        record = record if kinds & borne else record.lacking(aspect, f"WATCH_NO_{aspect.value.upper()}")
    return record


def _rows_in(process: LinkedProcess, span: Span) -> NDArray[np.int64]:
    """Return the events of a span; all of them where nobody knows when they were."""
    if not process.is_timed:
        return np.arange(len(process.case))
    since, before = day_number(span.events_since), day_number(span.events_before)
    return np.flatnonzero((process.day >= since) & (process.day < before))


def _named(kind: NameKind, resolved: Resolved, process: LinkedProcess, rows: NDArray[np.int64]) -> Iterator[Named]:
    codes = resolved.codes[rows]
    borne = rows[codes >= 0]
    if not len(borne):
        return
    pairs = np.unique(np.stack((resolved.codes[borne], process.case[borne]), axis=1), axis=0)
    code, cases = np.unique(pairs[:, 0], return_counts=True)
    first = np.full(int(code.max()) + 1, np.iinfo(np.int32).max, dtype=np.int64)
    np.minimum.at(first, resolved.codes[borne], process.day[borne])
    for number, count in zip(code.tolist(), cases.tolist(), strict=True):
        day = day_of(int(first[number])) if process.is_timed else None
        yield Named(kind=kind, name=resolved.names[number], cases=count, first=day)
