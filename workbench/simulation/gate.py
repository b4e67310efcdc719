"""Whether a calibrated world, played, comes out as the log did: before it does, what it says of changes is indicative only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.findings import Finding, Severity
from workbench.shown import Columns, Tabled, in_both, known_numbers
from workbench.simulation.calibration import Calibrated
from workbench.simulation.experiment import DAY, Runs

TIME_LIMIT: Final = 0.10
"""How far the simulated median and 90th percentile of cycle times may be from the logged ones, as a share of these."""
UTILISATION_LIMIT: Final = 0.05
"""How far the simulated utilisation of a post may be from the logged one."""
FEWEST_CASES: Final = 20
"""Of fewer cases a distribution says too little to be held against."""
UNDONE_LIMIT: Final = 0.01
"""How large a share of the simulated cases may never be done."""


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One figure as it was logged, and as it was simulated on average."""

    logged: float
    simulated: float

    @property
    def error(self) -> float:
        """Return simulated − logged."""
        return self.simulated - self.logged

    @property
    def relative(self) -> float | None:
        """Return the error as a share of what was logged, None where that is 0."""
        return self.error / self.logged if self.logged else None


@dataclass(frozen=True, kw_only=True)
class ProcessGate:
    """How close the cycle times (days) of a process come, over `cases` that were logged.

    `median` and `p90` are over the cases of all replications, `distance` is the earth mover's distance of the two distributions
    (days), `undone` the share of the simulated cases that are never done. `utilisation` is that of each post whose people are
    able to do something in it. It passes where there are no `reasons` against it.
    """

    process: str
    cases: int
    median: Compared | None
    p90: Compared | None
    distance: float | None
    undone: float
    utilisation: Mapping[str, Compared]
    reasons: tuple[Finding, ...]

    @property
    def is_indicative(self) -> bool:
        """Return whether what is simulated of it is a hint and no more."""
        return bool(self.reasons)


@dataclass(frozen=True, kw_only=True)
class Gate(Tabled):
    """How close a played world comes to its log, process by process."""

    processes: tuple[ProcessGate, ...]

    @cached_property
    def by_process(self) -> Mapping[str, ProcessGate]:
        """Return them by process id."""
        return MappingProxyType({each.process: each for each in self.processes})

    @property
    def indicative(self) -> frozenset[str]:
        """Return the processes of which what is simulated is a hint and no more."""
        return frozenset(each.process for each in self.processes if each.is_indicative)

    @property
    def passes(self) -> bool:
        """Return whether every process passes, and there is one."""
        return bool(self.processes) and not any(each.is_indicative for each in self.processes)

    @property
    def table(self) -> Columns:
        """Return a row a process: days as logged and as simulated."""
        rows = self.processes
        medians, p90s = [each.median for each in rows], [each.p90 for each in rows]
        return Columns(
            values={
                "process": [each.process for each in rows],
                "cases": np.array([each.cases for each in rows], dtype=np.int64),
                "median": known_numbers([None if each is None else each.logged for each in medians], float),
                "median_simulated": known_numbers([None if each is None else each.simulated for each in medians], float),
                "p90": known_numbers([None if each is None else each.logged for each in p90s], float),
                "p90_simulated": known_numbers([None if each is None else each.simulated for each in p90s], float),
                "distance": known_numbers([each.distance for each in rows], float),
                "is_indicative": np.array([each.is_indicative for each in rows], dtype=np.bool_),
            },
            said=[in_both(reason.code, reason.facts) for each in rows for reason in each.reasons],
        )


def check_calibration(calibrated: Calibrated, runs: Runs) -> Gate:
    """Hold the runs of a calibrated world, unchanged, against the log that it was made from (domain: calibration gate)."""
    if calibrated.window is None:
        return Gate(processes=())
    simulated = {post: float(each.mean()) for post, each in runs.utilisation(*calibrated.window).items()}
    posts = {
        post: Compared(logged=logged, simulated=simulated[post])
        for post, logged in calibrated.utilisation.items()
        if post in simulated
    }
    return Gate(processes=tuple(_of_process(calibrated, runs, process, posts) for process in sorted(calibrated.cycle_times)))


def earth_movers_distance(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Return the area between the distribution functions of two samples, neither empty, in their unit.

    That is the least that must be moved, share by how far, to make one the other (Rubner, Tomasi, Guibas 2000, doi
    10.1023/A:1026543900054), which in one dimension is this area (Vallender 1974, doi 10.1137/1118101).
    """
    one, other = np.sort(one), np.sort(other)
    values = np.sort(np.concatenate((one, other)))
    shares = [np.searchsorted(each, values[:-1], side="right") / len(each) for each in (one, other)]
    return float(np.abs(shares[0] - shares[1]) @ np.diff(values))


def _of_process(calibrated: Calibrated, runs: Runs, process: str, posts: Mapping[str, Compared]) -> ProcessGate:
    logged = calibrated.cycle_times[process] / DAY
    played = runs.cycle_times(process)
    simulated = np.concatenate([np.zeros(0), *played]) / DAY
    number = runs.world.cases.processes.index(process)
    arrived = sum(int((each.counts & (each.cases.process == number)).sum()) for each in runs.replications)
    median, p90, distance = None, None, None
    if len(simulated):
        median = Compared(logged=float(np.median(logged)), simulated=float(np.median(simulated)))
        p90 = Compared(logged=float(np.quantile(logged, 0.9)), simulated=float(np.quantile(simulated, 0.9)))
        distance = earth_movers_distance(logged, simulated)
    mine = {runs.world.worker[each].post for task in runs.world.tasks if task.process == process for each in task.able}
    undone = 1 - len(simulated) / arrived if arrived else 1.0
    utilisation = {post: each for post, each in sorted(posts.items()) if post in mine}
    figures = {"median": median, "p90": p90}
    reasons = (
        *(each for each in calibrated.assumed if each.scope == process and each.severity is not Severity.INFO),
        *(
            _said(calibrated, process, *told)
            for told in (*_reasons(len(logged), undone), *_time_reasons(figures), *_post_reasons(calibrated, utilisation))
        ),
    )
    return ProcessGate(
        process=process,
        cases=len(logged),
        median=median,
        p90=p90,
        distance=distance,
        undone=undone,
        utilisation=MappingProxyType(utilisation),
        reasons=reasons,
    )


_Told = tuple[str, Mapping[str, object]]
"""A code and its facts."""


def _reasons(cases: int, undone: float) -> Iterator[_Told]:
    if cases < FEWEST_CASES:
        yield "SIM_FEW_CASES", {"count": cases, "threshold": FEWEST_CASES}
    if undone > UNDONE_LIMIT:
        yield "SIM_UNDONE", {"share": _percent(undone), "threshold": _percent(UNDONE_LIMIT)}


def _time_reasons(figures: Mapping[str, Compared | None]) -> Iterator[_Told]:
    for name, each in figures.items():
        if each is None or abs(each.error) <= TIME_LIMIT * each.logged:
            continue
        error = "–" if each.relative is None else _percent(each.relative)
        facts = {"logged": f"{each.logged:.2f}", "simulated": f"{each.simulated:.2f}", "error": error}
        code = "SIM_MEDIAN_OFF" if name == "median" else "SIM_P90_OFF"
        yield code, {**facts, "threshold": _percent(TIME_LIMIT)}


def _post_reasons(calibrated: Calibrated, utilisation: Mapping[str, Compared]) -> Iterator[_Told]:
    for post, each in utilisation.items():
        if abs(each.error) > UTILISATION_LIMIT:
            facts = {
                "logged": f"{each.logged:.2f}",
                "simulated": f"{each.simulated:.2f}",
                "threshold": f"{UTILISATION_LIMIT:.2f}",
            }
            yield "SIM_UTILISATION_OFF", {"post": calibrated.naming.post(post), **facts}


def _said(calibrated: Calibrated, process: str, code: str, facts: Mapping[str, object]) -> Finding:
    named = MappingProxyType({"process": calibrated.naming.process(process), **facts})
    return Finding(code=code, severity=Severity.MINOR, scope=process, facts=named)


def _percent(share: float) -> str:
    return f"{share:.1%}"
