"""What a change does to a simulated world: time, work, repetition and flexibility, against the same draws without it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.shown import Columns, Said, Tabled, in_both, known_numbers
from workbench.simulation.experiment import DAY, Interval, Replication, Runs, difference, interval_of
from workbench.simulation.gate import UNDONE_LIMIT
from workbench.simulation.world import World

_NOTHING_KNOWN: Final = Interval(mean=math.nan, low=math.nan, high=math.nan)


@dataclass(frozen=True, kw_only=True)
class ProcessEffect:
    """What becomes of one process: differences changed − base, paired by replication, with 95 % intervals.

    `base` is the mean cycle time before and `cycle_time`, `p90` the differences of mean and ninth decile, all in days; `minutes`
    is working time of people a case, `repeats` are steps a case that repeat an activity. `cases` count the same before and after,
    None where there are others; `undone` is the difference of the share of the cases that are never done: where clearly more are
    left undone, the times of the rest tell too fair a story and are no numbers.
    """

    process: str
    cases: int | None
    base: Interval
    cycle_time: Interval
    p90: Interval
    minutes: Interval
    repeats: Interval
    undone: float = 0.0

    @property
    def is_touched(self) -> bool:
        """Return whether anything of it changes, or cannot be told."""
        return any(each.mean or each.low or each.high for each in (self.cycle_time, self.minutes, self.repeats))

    @property
    def saved(self) -> float | None:
        """Return the days that all its cases together take less; 0 where the interval of the difference holds 0.

        None where the cases are not the same, or more of them are never done.
        """
        if self.cases is None or math.isnan(self.cycle_time.mean):
            return None
        return -self.cycle_time.mean * self.cases if self.cycle_time.excludes_zero else 0.0


@dataclass(frozen=True, kw_only=True)
class Simulated(Tabled):
    """What a change does to all processes; `flexibility` is the difference of Σ share of steps · (1 − 1 / people able)."""

    processes: tuple[ProcessEffect, ...]
    flexibility: float

    @property
    def saved(self) -> float | None:
        """Return the days that the cases of all processes together take less, beyond what chance explains.

        None where that is not known of one of them.
        """
        known = [each.saved for each in self.processes if each.saved is not None]
        return sum(known) if len(known) == len(self.processes) else None

    @property
    def table(self) -> Columns:
        """Return a row a process: days of a case before, and the differences of time, work and repetition."""
        rows = self.processes
        numbers = {
            "base": [each.base.mean for each in rows],
            "cycle_time": [each.cycle_time.mean for each in rows],
            "low": [each.cycle_time.low for each in rows],
            "high": [each.cycle_time.high for each in rows],
            "p90_change": [each.p90.mean for each in rows],
            "case_minutes": [each.minutes.mean for each in rows],
            "repeats": [each.repeats.mean for each in rows],
        }
        told = {name: known_numbers([finite(each) for each in values], float) for name, values in numbers.items()}
        return Columns(values={"process": [each.process for each in rows], **told}, said=self._said())

    def _said(self) -> Sequence[Said]:
        if self.saved is None:
            return [in_both("advice-incomparable")]
        return [in_both("simulated-together", {"saved": f"{self.saved:,.1f}", "flexibility": f"{self.flexibility:+.3f}"})]


def finite(value: float) -> float | None:
    """Return a number that is one; None for what is not, or is endless."""
    return value if math.isfinite(value) else None


@dataclass(frozen=True, kw_only=True, eq=False)
class Outcome:
    """What came of the cases of a process, one figure a replication (float64).

    `mean` and `p90`, the ninth decile, are of the cycle time in days, `minutes` working time of people a case, `repeats` steps a
    case that repeat an activity. `undone` is the share of all cases that count and are never done.
    """

    cases: int
    undone: float
    mean: NDArray[np.float64]
    p90: NDArray[np.float64]
    minutes: NDArray[np.float64]
    repeats: NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Outcomes:
    """What came of a world, by process, and how replaceable people are in it."""

    processes: Mapping[str, Outcome]
    flexibility: float


def outcomes_of(world: World, replications: Iterable[Replication]) -> Outcomes:
    """Return the figures of some replications of a world, none of which is kept."""
    rows = [_figures(Runs(world=world, replications=(each,))) for each in replications]
    counts = np.bincount(world.cases.process, minlength=len(world.cases.processes)).tolist()
    processes = {
        process: _outcome(cases, np.array([row[process] for row in rows]).reshape(-1, 6))
        for cases, process in zip(counts, world.cases.processes, strict=True)
    }
    return Outcomes(processes=MappingProxyType(processes), flexibility=_flexibility(world))


def _outcome(cases: int, figures: NDArray[np.float64]) -> Outcome:
    """Return what came of a process, from its figures by replication (shape (replications, 6))."""
    mean, p90, minutes, repeats, counted, done = figures.T
    arrived = float(counted.sum())
    undone = 1 - float(done.sum()) / arrived if arrived else 0.0
    return Outcome(cases=cases, undone=undone, mean=mean, p90=p90, minutes=minutes, repeats=repeats)


def simulated(base: Outcomes, changed: Outcomes) -> Simulated:
    """Compare what came of two worlds that were played under one protocol."""
    return Simulated(
        processes=tuple(_effect(process, base.processes[process], each) for process, each in changed.processes.items()),
        flexibility=changed.flexibility - base.flexibility,
    )


def _effect(process: str, before: Outcome, after: Outcome) -> ProcessEffect:
    undone = after.undone - before.undone
    is_comparable = undone <= UNDONE_LIMIT
    return ProcessEffect(
        process=process,
        cases=before.cases if before.cases == after.cases else None,
        base=interval_of(before.mean),
        cycle_time=difference(before.mean, after.mean) if is_comparable else _NOTHING_KNOWN,
        p90=difference(before.p90, after.p90) if is_comparable else _NOTHING_KNOWN,
        minutes=difference(before.minutes, after.minutes),
        repeats=difference(before.repeats, after.repeats),
        undone=undone,
    )


def _figures(run: Runs) -> Mapping[str, tuple[float, ...]]:
    """Return mean, ninth decile, minutes, repeats, cases that count and cases that are done of each process in a replication."""
    (each,) = run.replications
    found = {}
    for number, process in enumerate(run.world.cases.processes):
        (times,) = run.cycle_times(process)
        mean, p90 = (float(times.mean()), float(np.quantile(times, 0.9))) if len(times) else (np.nan, np.nan)
        mine = each.counts & (each.cases.process == number)
        counted, repeated = int(mine.sum()), int((each.cases.occurrence[mine[each.cases.case]] > 0).sum())
        minutes = float(run.working_minutes(process)[0])
        repeats = repeated / counted if counted else np.nan
        found[process] = (mean / DAY, p90 / DAY, minutes, repeats, counted, len(times))
    return found


def _flexibility(world: World) -> float:
    """Return how replaceable people are (F1 of the flexibility of domain rules 4.5), over the steps that people do."""
    able = np.array([len(task.able) for task in world.tasks], dtype=np.float64)
    counts = np.bincount(world.cases.task, minlength=len(able)).astype(np.float64)
    human = able > 0
    steps = float(counts[human].sum())
    return float((counts[human] * (1 - 1 / able[human])).sum() / steps) if steps else 0.0
