"""How soon after it was done work is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog import NO_TIME
from workbench.eventlog.log import HOUR
from workbench.linkage import Linkage, LinkedProcess
from workbench.shown import Listing


@dataclass(frozen=True, kw_only=True)
class CaptureRow:
    """How many executions of an activity tell when they were recorded, and how many of these were recorded late."""

    process: str
    activity: str
    recorded: int
    late: int


@dataclass(frozen=True, kw_only=True, eq=False)
class CaptureDelays(Listing[CaptureRow]):
    """The activities of all processes whose recording is known, counted over the events of complete cases."""

    kind = CaptureRow

    @property
    def timely(self) -> float | None:
        """Return the part of executions, in [0, 1], recorded in time; None where nothing says when any was."""
        recorded = sum(row.recorded for row in self.rows)
        return 1 - sum(row.late for row in self.rows) / recorded if recorded else None


def capture_of(linkage: Linkage, late_hours: float) -> CaptureDelays:
    """Count what was recorded more than `late_hours` elapsed hours after its completion."""
    return CaptureDelays(rows=tuple(row for process in linkage.processes for row in _rows(process, late_hours)))


def delays_of(process: LinkedProcess) -> NDArray[np.int64]:
    """Return by how many microseconds the recording of each event follows its completion (int64), NO_TIME where unknown."""
    known = (process.recorded != NO_TIME) & (process.end != NO_TIME)
    delays = np.full(len(process.end), NO_TIME, dtype=np.int64)
    delays[known] = process.recorded[known] - process.end[known]
    return delays


def _rows(process: LinkedProcess, late_hours: float) -> Iterator[CaptureRow]:
    delays = delays_of(process)
    for code, activity in enumerate(process.activities):
        mine = delays[process.of(code)]
        recorded, late = int((mine != NO_TIME).sum()), int((mine > late_hours * HOUR).sum())
        if recorded:
            yield CaptureRow(process=process.id, activity=activity.id, recorded=recorded, late=late)
