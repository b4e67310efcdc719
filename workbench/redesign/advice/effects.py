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
from workbench.simulation.world import World

_NOTHING_KNOWN: Final = Interval(mean=math.nan, low=math.nan, high=math.nan)


@dataclass(frozen=True, kw_only=True)
class ProcessEffect:
    """What becomes of one process: differences changed − base, paired by replication, with 95 % intervals.

    `base` is the mean cycle time before and `cycle_time`, `p90` the differences of mean and ninth decile, all in days; `minutes`
    is working time of people a case, `repeats` are steps a case that repeat an activity. `undone` is the difference of the share
    of cases that are never done; where more are left undone than before, times of the rest say nothing and are not a number.
    """

    process: str
    cases: int
    base: Interval
    cycle_time: Interval
    p90: Interval
    minutes: Interval
    repeats: Interval
    undone: float = 0.0

    @property
    def saved(self) -> float:
        """Return the days that all its cases together take less; 0 where the interval of the difference holds 0."""
        return -self.cycle_time.mean * self.cases if self.cycle_time.excludes_zero else 0.0


@dataclass(frozen=True, kw_only=True)
class Simulated(Tabled):
    """What a change does to all processes; `flexibility` is the difference of Σ share of steps · (1 − 1 / people able)."""

    processes: tuple[ProcessEffect, ...]
    flexibility: float

    @property
    def saved(self) -> float:
        """Return the days that the cases of all processes together take less, beyond what chance explains."""
        return sum(each.saved for each in self.processes)

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
        told = {name: known_numbers([_known(each) for each in values], float) for name, values in numbers.items()}
        return Columns(values={"process": [each.process for each in rows], **told}, said=self._said())

    def _said(self) -> Sequence[Said]:
        return [in_both("simulated-together", {"saved": f"{self.saved:,.1f}", "flexibility": f"{self.flexibility:+.3f}"})]


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None


@dataclass(frozen=True, kw_only=True, eq=False)
class Outcome:
    """What came of the cases of a process, one figure a replication (float64).

    `mean` and `p90`, the ninth decile, are of the cycle time in days, `minutes` working time of people a case, `repeats` steps a
    case that repeat an activity, `undone` the share of the cases that are never done.
    """

    cases: int
    mean: NDArray[np.float64]
    p90: NDArray[np.float64]
    minutes: NDArray[np.float64]
    repeats: NDArray[np.float64]
    undone: NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Outcomes:
    """What came of a world, by process, and how replaceable people are in it."""

    processes: Mapping[str, Outcome]
    flexibility: float


def outcomes_of(world: World, replications: Iterable[Replication]) -> Outcomes:
    """Return the figures of some replications of a world, none of which is kept."""
    rows = [_figures(Runs(world=world, replications=(each,))) for each in replications]
    columns = {process: np.array([row[process] for row in rows]).reshape(-1, 5).T for process in world.cases.processes}
    counts = np.bincount(world.cases.process, minlength=len(world.cases.processes)).tolist()
    return Outcomes(
        processes=MappingProxyType(
            {
                process: Outcome(cases=cases, mean=mean, p90=p90, minutes=minutes, repeats=repeats, undone=undone)
                for cases, (process, (mean, p90, minutes, repeats, undone)) in zip(counts, columns.items(), strict=True)
            }
        ),
        flexibility=_flexibility(world),
    )


def simulated(base: Outcomes, changed: Outcomes) -> Simulated:
    """Compare what came of two worlds that were played under one protocol."""
    return Simulated(
        processes=tuple(_effect(process, base.processes[process], each) for process, each in changed.processes.items()),
        flexibility=changed.flexibility - base.flexibility,
    )


def _effect(process: str, before: Outcome, after: Outcome) -> ProcessEffect:
    is_comparable = bool((after.undone <= before.undone).all())
    return ProcessEffect(
        process=process,
        cases=before.cases,
        base=interval_of(before.mean),
        cycle_time=difference(before.mean, after.mean) if is_comparable else _NOTHING_KNOWN,
        p90=difference(before.p90, after.p90) if is_comparable else _NOTHING_KNOWN,
        minutes=difference(before.minutes, after.minutes),
        repeats=difference(before.repeats, after.repeats),
        undone=float((after.undone - before.undone).mean()),
    )


def _figures(run: Runs) -> Mapping[str, tuple[float, float, float, float, float]]:
    """Return the figures of each process in one replication."""
    (each,) = run.replications
    found = {}
    for number, process in enumerate(run.world.cases.processes):
        (times,) = run.cycle_times(process)
        mean, p90 = (float(times.mean()), float(np.quantile(times, 0.9))) if len(times) else (np.nan, np.nan)
        mine = each.cases.process == number
        repeated = int((each.cases.occurrence[mine[each.cases.case]] > 0).sum())
        minutes = float(run.working_minutes(process)[0])
        cases = max(int(mine.sum()), 1)
        undone = int(np.isnan(each.cycle_time[mine & each.counts]).sum())
        found[process] = (mean / DAY, p90 / DAY, minutes, repeated / cases, undone / cases)
    return found


def _flexibility(world: World) -> float:
    """Return how replaceable people are (F1 of the flexibility of domain rules 4.5), over the steps that people do."""
    able = np.array([len(task.able) for task in world.tasks], dtype=np.float64)
    counts = np.bincount(world.cases.task, minlength=len(able)).astype(np.float64)
    human = able > 0
    steps = float(counts[human].sum())
    return float((counts[human] * (1 - 1 / able[human])).sum() / steps) if steps else 0.0
