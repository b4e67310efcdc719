"""How long each execution waited once its predecessor had been done, and what it waited for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.perspectives.batches import batch_ready
from workbench.conformance.perspectives.occupation import Work, occupation_of
from workbench.conformance.perspectives.range_sums import Numbers
from workbench.conformance.perspectives.steps import NOTHING, AlignedExecutions
from workbench.eventlog import MISSING, NO_TIME
from workbench.eventlog.looks.staffing import PERFORMER
from workbench.organization import WorkingCalendar

PARTS: Final = ("unavailability", "contention", "prioritisation", "batching", "extraneous")


@dataclass(frozen=True, kw_only=True, eq=False)
class Waits:
    """Single waits: arrays are one a row of a log (int64, µs), 0 where `is_known` (bool) is False.

    Known is a wait where the start and a predecessor are; `is_told` (bool) says that the performer is known, too, and with him
    what was waited for. `elapsed` = `unavailability` + `working`; where told, `working` = `contention` + `prioritisation` +
    `batching` + `extraneous`.
    """

    is_known: NDArray[np.bool_]
    is_told: NDArray[np.bool_]
    elapsed: Numbers
    unavailability: Numbers
    working: Numbers
    contention: Numbers
    prioritisation: Numbers
    batching: Numbers
    extraneous: Numbers


@dataclass(frozen=True, kw_only=True)
class WaitingParts:
    """What waiting was for, in µs: the five causes of Lashkevich et al. 2023; their sum is the whole."""

    unavailability: int
    contention: int
    prioritisation: int
    batching: int
    extraneous: int

    @property
    def total(self) -> int:
        """Return the elapsed time of all that was waited."""
        return sum(getattr(self, name) for name in PARTS)


@dataclass(frozen=True, kw_only=True)
class Transition:
    """The waits from one element to another, over the executions of complete cases.

    Of `count` executions of `target` that `source` enabled, `known` have a start: these waited `elapsed` µs in all, a median of
    `median_working` µs of working time. `parts` are over the `told` of them that also have a performer. What none has is None.
    """

    source: str
    target: str
    count: int
    known: int
    told: int
    elapsed: int | None
    median_working: float | None
    parts: WaitingParts | None


def waits_of(steps: AlignedExecutions, calendars: Sequence[WorkingCalendar]) -> Waits:
    """Measure every wait in the calendar of the element that waited; `calendars` are one an element of `steps`.

    A wait goes from the completion of the causal predecessor to the start (not below 0). Told apart as by Lashkevich, Milani,
    Chapela-Campa, Suvorau, Dumas 2023, "Unveiling the causes of waiting time in business processes from event logs": time
    outside the calendar is unavailability; while the performer was at other work in this log it is contention where that had
    been enabled no later, else prioritisation; idle, until the last of a batch was enabled, it is batching; the rest is
    extraneous. There a batch goes before other work; here work goes first, or every backlog would be a batch.
    """
    log, enabler = steps.executions, steps.enabler
    is_known = (enabler != NOTHING) & (log.start != NO_TIME)
    performer = log.columns[PERFORMER].codes if PERFORMER in log.columns else np.full(len(log.case), MISSING, dtype=np.int32)
    figures = {name: np.zeros(len(log.case), dtype=np.int64) for name in ("elapsed", "working", *PARTS)}
    enabled = np.where(enabler != NOTHING, log.end[enabler], log.start)
    figures["elapsed"][is_known] = np.maximum(log.start - enabled, 0)[is_known]
    calendar_of = np.array([calendars.index(calendar) for calendar in calendars], dtype=np.int64)
    for number in np.unique(calendar_of[steps.element[is_known]]).tolist():
        mine = is_known & (steps.element != NOTHING) & (calendar_of[steps.element] == number)
        _measure(figures, steps, np.flatnonzero(mine), _Day(calendars[number], log.start, log.end, enabled, performer))
    figures["unavailability"] = figures["elapsed"] - figures["working"]
    return Waits(is_known=is_known, is_told=is_known & (performer != MISSING), **figures)


class _Day:
    """The executions of a log on the clock of one calendar, which stands still when nobody works."""

    def __init__(
        self, calendar: WorkingCalendar, start: Numbers, end: Numbers, enabled: Numbers, performer: NDArray[np.int32]
    ) -> None:
        self.row = np.flatnonzero(start != NO_TIME)
        times = calendar.worked_until(np.concatenate([each[self.row] for each in (enabled, start, end)]))
        self.enabled, self.start, self.end = np.split(times, 3)
        self.performer = performer[self.row].astype(np.int64)


def _measure(figures: Mapping[str, Numbers], steps: AlignedExecutions, rows: Numbers, day: _Day) -> None:
    """Enter the waits of some rows, all known."""
    place = np.searchsorted(day.row, rows)
    end = day.start[place]
    begin = np.minimum(day.enabled[place], end)
    figures["working"][rows] = end - begin
    staffed = day.performer != MISSING
    work = Work(
        performer=day.performer[staffed],
        enabled=np.minimum(day.enabled, day.start)[staffed],
        start=day.start[staffed],
        end=np.maximum(day.start, day.end)[staffed],
    )
    told = staffed[place]
    rows, begin, end, person = rows[told], begin[told], end[told], day.performer[place][told]
    occupation = occupation_of(work)
    contention, prioritisation = occupation.busy(person, begin, end, begin)
    ready = batch_ready(work, steps.element[day.row[staffed]].astype(np.int64))
    ready = np.clip(ready[(np.cumsum(staffed) - 1)[place[told]]], begin, end)
    before_ready = sum(occupation.busy(person, begin, ready, begin))
    figures["contention"][rows], figures["prioritisation"][rows] = contention, prioritisation
    figures["batching"][rows] = ready - begin - before_ready
    figures["extraneous"][rows] = end - begin - contention - prioritisation - (ready - begin - before_ready)


@dataclass(frozen=True, kw_only=True)
class Waited:
    """How long the executions of one element waited: `known` of them, in µs of working time a median and a sum."""

    known: int
    median_working: float
    working: int


def waited_of(steps: AlignedExecutions, waits: Waits) -> Mapping[str, Waited]:
    """Return for each element with a known wait how long its executions in complete cases waited."""
    found: dict[str, Waited] = {}
    for code, element in enumerate(steps.elements):
        rows = steps.of(code)
        working = waits.working[rows[waits.is_known[rows]]]
        if len(working):
            found[element] = Waited(known=len(working), median_working=float(np.median(working)), working=int(working.sum()))
    return MappingProxyType(found)


def transitions_of(steps: AlignedExecutions, waits: Waits) -> tuple[Transition, ...]:
    """Sum the waits up by what waited for what, in the order of the element ids."""
    counted = np.flatnonzero(steps.is_counted & (steps.element != NOTHING) & (steps.enabler != NOTHING))
    size = len(steps.elements)
    pairs = steps.element[steps.enabler[counted]].astype(np.int64) * size + steps.element[counted]
    keys, of_pair = np.unique(pairs, return_inverse=True)
    order, counts = np.argsort(of_pair, kind="stable"), np.bincount(of_pair, minlength=len(keys))
    groups = np.split(counted[order], np.cumsum(counts)[:-1]) if len(keys) else []
    return tuple(
        _transition(steps.elements[key // size], steps.elements[key % size], rows, waits)
        for key, rows in zip(keys.tolist(), groups, strict=True)
    )


def _transition(source: str, target: str, rows: Numbers, waits: Waits) -> Transition:
    known, told = rows[waits.is_known[rows]], rows[waits.is_told[rows]]
    return Transition(
        source=source,
        target=target,
        count=len(rows),
        known=len(known),
        told=len(told),
        elapsed=int(waits.elapsed[known].sum()) if len(known) else None,
        median_working=float(np.median(waits.working[known])) if len(known) else None,
        parts=WaitingParts(**{name: int(getattr(waits, name)[told].sum()) for name in PARTS}) if len(told) else None,
    )
