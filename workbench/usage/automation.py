"""What was designed for machines, and whether machines did it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from workbench.linkage import Linkage, LinkedProcess, Performer
from workbench.shown import Listing

_BY_MACHINE: Final = (Performer.SYSTEM, Performer.EXTERNAL)
_BY_HAND: Final = (Performer.PERSON, Performer.SHARED)


@dataclass(frozen=True, kw_only=True)
class AutomationRow:
    """How often an activity that is designed as automatic ran by itself, was done by people, or by nobody known."""

    process: str
    activity: str
    automatic: int
    manual: int
    unknown: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Automation(Listing[AutomationRow]):
    """The automatic activities of all processes, counted over the events of complete cases."""

    kind = AutomationRow

    def realised(self, process: str) -> float | None:
        """Return the part of a process's executions by known performers, in [0, 1], that ran by themselves; None without any."""
        mine = [row for row in self.rows if row.process == process]
        known = sum(row.automatic + row.manual for row in mine)
        return sum(row.automatic for row in mine) / known if known else None


def automation_of(linkage: Linkage) -> Automation:
    """Count who executed the service, business-rule and script tasks."""
    return Automation(rows=tuple(row for process in linkage.processes for row in _rows(process)))


def _rows(process: LinkedProcess) -> Iterator[AutomationRow]:
    for code, activity in enumerate(process.activities):
        if activity.is_automatic:
            performer = process.performer[process.of(code)]
            automatic, manual = (int(np.isin(performer, kinds).sum()) for kinds in (_BY_MACHINE, _BY_HAND))
            unknown = len(performer) - automatic - manual
            yield AutomationRow(process=process.id, activity=activity.id, automatic=automatic, manual=manual, unknown=unknown)
