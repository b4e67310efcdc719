"""How often somebody changes from one system to another while he works on a case, and how often he would have to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.compiled import at_hand
from workbench.linkage import Linkage, LinkedProcess
from workbench.usage.listing import Listing


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


def switches_of(linkage: Linkage) -> Switches:
    """Count changes of system between consecutive steps of one person in a case.

    Steps of known persons in known systems count, of activities that known systems support. The design's count is that of the
    same steps done in such of their designed systems as need the fewest changes.
    """
    return Switches(rows=tuple(_row(linkage, process) for process in linkage.processes))


def _row(linkage: Linkage, process: LinkedProcess) -> SwitchRow:
    allowed = _allowed(linkage, process)
    is_supported = np.asarray(allowed.any(axis=1))[process.activity]
    rows = np.flatnonzero(process.is_counted & (process.person >= 0) & (process.system >= 0) & is_supported)
    rows = rows[np.lexsort((rows, process.person[rows], process.case[rows]))]
    same = (process.person[rows][1:] == process.person[rows][:-1]) & (process.case[rows][1:] == process.case[rows][:-1])
    begins = np.concatenate(([True], ~same))[: len(rows)]
    system = process.system[rows]
    return SwitchRow(
        process=process.id,
        cases=int(process.complete.sum()),
        actual=int((same & (system[1:] != system[:-1])).sum()),
        designed=int(at_hand(_fewest)(begins, process.activity[rows].astype(np.int64), allowed)),
    )


def _allowed(linkage: Linkage, process: LinkedProcess) -> NDArray[np.bool_]:
    """Return activity × system (bool), with a last row for no activity."""
    table = [[system in activity.systems for system in linkage.systems] for activity in process.activities]
    return np.array([*table, [False] * len(linkage.systems)], dtype=np.bool_).reshape(len(table) + 1, len(linkage.systems))


def _fewest(begins: NDArray[np.bool_], activity: NDArray[np.int64], allowed: NDArray[np.bool_]) -> int:
    """Count the switches that remain when everybody stays in a system as long as the next steps allow (which is optimal)."""
    switches = 0
    staying = np.zeros(allowed.shape[1], dtype=np.bool_)
    for step in range(len(begins)):
        here = allowed[activity[step]]
        common = staying & here
        if begins[step]:
            staying = here.copy()
        elif common.any():
            staying = common
        else:
            switches += 1
            staying = here.copy()
    return switches
