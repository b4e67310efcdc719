"""What a change does to a simulated world: time, work, repetition and flexibility, against the same draws without it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.shown import Columns, Said, Tabled, in_both, known_numbers
from workbench.simulation.experiment import DAY, Interval, Runs, difference, interval_of


@dataclass(frozen=True, kw_only=True)
class ProcessEffect:
    """What becomes of one process: differences changed − base, paired by replication, with 95 % intervals.

    `base` is the mean cycle time before and `cycle_time`, `p90` the differences of mean and ninth decile, all in days; `minutes`
    is working time of people a case, `repeats` are steps a case that repeat an activity.
    """

    process: str
    cases: int
    base: Interval
    cycle_time: Interval
    p90: Interval
    minutes: Interval
    repeats: Interval

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


def simulated(base: Runs, changed: Runs) -> Simulated:
    """Compare two worlds that were played under one protocol."""
    return Simulated(
        processes=tuple(_effect(process, base, changed) for process in base.world.cases.processes),
        flexibility=_flexibility(changed) - _flexibility(base),
    )


def _effect(process: str, base: Runs, changed: Runs) -> ProcessEffect:
    before, after = base.mean_cycle_time(process), changed.mean_cycle_time(process)
    number = base.world.cases.processes.index(process)
    return ProcessEffect(
        process=process,
        cases=int((base.world.cases.process == number).sum()),
        base=interval_of(before),
        cycle_time=difference(before, after),
        p90=difference(_p90(base, process), _p90(changed, process)),
        minutes=difference(base.working_minutes(process), changed.working_minutes(process)),
        repeats=difference(_repeats(base, number), _repeats(changed, number)),
    )


def _p90(runs: Runs, process: str) -> NDArray[np.float64]:
    return np.array([np.quantile(times, 0.9) / DAY if len(times) else np.nan for times in runs.cycle_times(process)])


def _repeats(runs: Runs, number: int) -> NDArray[np.float64]:
    """Return the steps a case that are not the first of their activity, by replication."""
    found = []
    for each in runs.replications:
        mine = (each.cases.process == number)[each.cases.case]
        found.append(int((each.cases.occurrence[mine] > 0).sum()) / max(int((each.cases.process == number).sum()), 1))
    return np.array(found)


def _flexibility(runs: Runs) -> float:
    """Return how replaceable people are (F1 of the flexibility of domain rules 4.5), over the steps that people do."""
    able = np.array([len(task.able) for task in runs.world.tasks], dtype=np.float64)
    counts = np.bincount(runs.world.cases.task, minlength=len(able)).astype(np.float64)
    human = able > 0
    steps = float(counts[human].sum())
    return float((counts[human] * (1 - 1 / able[human])).sum() / steps) if steps else 0.0


def greatest_first(effects: Sequence[Simulated]) -> list[int]:
    """Return the places of some effects, what saves most first, then what saves least work."""
    return sorted(range(len(effects)), key=lambda place: (-round(effects[place].saved, 6), place))
