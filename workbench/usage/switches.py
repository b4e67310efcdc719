"""How often somebody changes from one system to another while he works on a case, and how often he would have to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.compiled import at_hand
from workbench.linkage import Linkage, LinkedProcess
from workbench.shown import Listing


@dataclass(frozen=True, kw_only=True)
class SwitchRow:
    """The switches of all complete cases of one process: as they happened, and as few as the design allows."""

    process: str
    cases: int
    actual: int
    designed: int

    @property
    def economy(self) -> float | None:
        """Return designed / actual, None where nobody switched."""
        return self.designed / self.actual if self.actual else None


@dataclass(frozen=True, kw_only=True, eq=False)
class Switches(Listing[SwitchRow]):
    """The system switches of all processes."""

    kind = SwitchRow


@dataclass(frozen=True, kw_only=True, eq=False)
class CaseSwitches:
    """The switches in each case of one process (int64, one a case of its log), and which events (rows, int64) tell of them."""

    actual: NDArray[np.int64]
    designed: NDArray[np.int64]
    rows: NDArray[np.int64]


def switches_of(linkage: Linkage) -> Switches:
    """Count changes of system between consecutive steps of one person in a case, over complete cases.

    Steps of known persons in known systems count, of activities that known systems support. The design's count is that of the
    same steps done in such of their designed systems as need the fewest changes.
    """
    return Switches(rows=tuple(_row(linkage, process) for process in linkage.processes))


def switches_in(linkage: Linkage, process: LinkedProcess) -> CaseSwitches:
    """Count the switches of one process case by case, as `switches_of` does."""
    allowed = _allowed(linkage, process)
    is_supported = np.asarray(allowed.any(axis=1))[process.activity]
    rows = np.flatnonzero(process.is_counted & (process.person >= 0) & (process.system >= 0) & is_supported)
    rows = rows[np.lexsort((rows, process.person[rows], process.case[rows]))]
    same = (process.person[rows][1:] == process.person[rows][:-1]) & (process.case[rows][1:] == process.case[rows][:-1])
    begins = np.concatenate(([True], ~same))[: len(rows)]
    system, activity = process.system[rows], process.activity[rows].astype(np.int64)
    switched = ~begins & np.concatenate(([False], system[1:] != system[:-1]))[: len(rows)]
    must = at_hand(_fewest)(begins, activity, allowed)
    actual, designed = (np.bincount(process.case[rows[each]], minlength=len(process.cases)) for each in (switched, must))
    return CaseSwitches(actual=actual, designed=designed, rows=rows)


def _row(linkage: Linkage, process: LinkedProcess) -> SwitchRow:
    found = switches_in(linkage, process)
    cases, actual, designed = (int(each.sum()) for each in (process.complete, found.actual, found.designed))
    return SwitchRow(process=process.id, cases=cases, actual=actual, designed=designed)


def _allowed(linkage: Linkage, process: LinkedProcess) -> NDArray[np.bool_]:
    """Return which systems support which activity: activity × system (bool), with a last row for no activity."""
    table = [[system in activity.systems for system in linkage.systems] for activity in process.activities]
    return np.array([*table, [False] * len(linkage.systems)], dtype=np.bool_).reshape(len(table) + 1, len(linkage.systems))


def _fewest(begins: NDArray[np.bool_], activity: NDArray[np.int64], allowed: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell the steps at which one must switch who stays in a system as long as the next steps allow (which is optimal)."""
    must = np.zeros(len(begins), dtype=np.bool_)
    staying = np.zeros(allowed.shape[1], dtype=np.bool_)
    for step in range(len(begins)):
        here = allowed[activity[step]]
        common = staying & here
        if begins[step]:
            staying = here.copy()
        elif common.any():
            staying = common
        else:
            must[step] = True
            staying = here.copy()
    return must
