"""Under whose name people work: their own, or an account that several share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.design import DesignedActivity
from workbench.linkage import Linkage, LinkedProcess, Performer
from workbench.shown import Listing


@dataclass(frozen=True, kw_only=True)
class IdentifiedRow:
    """How many executions of one process people did, and how many of these under an account of their own."""

    process: str
    human: int
    personal: int


@dataclass(frozen=True, kw_only=True, eq=False)
class AccountUse(Listing[IdentifiedRow]):
    """The executions of designed activities by people in all processes, counted over the events of complete cases."""

    kind = IdentifiedRow

    def identified(self, process: str) -> float | None:
        """Return the part of a process's executions by people, in [0, 1], of which it is known who did them; None without any."""
        human = sum(row.human for row in self.rows if row.process == process)
        return sum(row.personal for row in self.rows if row.process == process) / human if human else None


@dataclass(frozen=True, kw_only=True, eq=False)
class SharedUse:
    """Where in one process a shared account was used: the rows (int64) of its events, and of those that people did alike.

    `activities` are those in which it was used, `exposed` all executions of these by people.
    """

    account: str
    process: LinkedProcess
    activities: tuple[DesignedActivity, ...]
    shown: NDArray[np.int64]
    exposed: NDArray[np.int64]


def identified_of(linkage: Linkage) -> AccountUse:
    """Count the executions by people, and those under their own name."""
    return AccountUse(rows=tuple(_row(process) for process in linkage.processes))


def shared_uses_of(linkage: Linkage) -> tuple[SharedUse, ...]:
    """Return where shared accounts were used in complete cases, by account and process."""
    uses = (use for process in linkage.processes for use in _in_process(linkage, process))
    return tuple(sorted(uses, key=lambda use: (use.account, use.process.id)))


def done_by_people(process: LinkedProcess, activities: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return the counted events (rows) of some activities, by their numbers, that people did."""
    return np.flatnonzero(process.is_human() & process.is_counted & np.isin(process.activity, activities))


def _row(process: LinkedProcess) -> IdentifiedRow:
    performer = process.performer[process.is_human() & process.is_counted & (process.activity >= 0)]
    return IdentifiedRow(process=process.id, human=len(performer), personal=int((performer == Performer.PERSON).sum()))


def _in_process(linkage: Linkage, process: LinkedProcess) -> Iterator[SharedUse]:
    is_shared = (process.performer == Performer.SHARED) & process.is_counted
    for account in np.unique(process.account[is_shared]).tolist():
        shown = np.flatnonzero(is_shared & (process.account == account))
        codes = np.unique(process.activity[shown])
        yield SharedUse(
            account=linkage.accounts[account],
            process=process,
            activities=tuple(process.activities[code] for code in codes.tolist() if code >= 0),
            shown=shown,
            exposed=done_by_people(process, codes),
        )
