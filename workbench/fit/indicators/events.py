"""Shares of events: those that are as they should be among those that can be judged, by case and by activity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.fit.indicators.grounds import events_by_case, unknown_without
from workbench.fit.indicators.model import EvidenceRow, Reading, Scope, measured, not_applicable
from workbench.fit.indicators.sample import ByCase
from workbench.linkage import LinkedProcess, Performer

NOBODY_KNOWN: Final = (Performer.ABSENT, Performer.UNIDENTIFIED)
"""The performers of whom nothing is known."""

_Flags = NDArray[np.bool_]
_Amounts = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Tally:
    """Events of one process (bool, one an event): those that matter, that can be judged, and that are fine.

    Whatever does not belong to a complete case does not count, nor what is fine without being known, or known without being
    wanted.
    """

    process: LinkedProcess
    wanted: _Flags
    known: _Flags
    fine: _Flags

    @property
    def exposed(self) -> _Flags:
        """Return the events that matter and can be judged."""
        return self.due & self.known

    @property
    def due(self) -> _Flags:
        """Return the events that matter."""
        return self.wanted & self.process.is_counted


def at_events(process: LinkedProcess, flags: Sequence[bool]) -> _Flags:
    """Return one flag an event (bool) from one an activity; False for an event without one."""
    return np.array([*flags, False], dtype=np.bool_)[process.activity]


def by_case(process: LinkedProcess, rows: NDArray[np.int64], amounts: _Amounts | None = None) -> _Amounts:
    """Return how many of some events each complete case has (float64), or the sum of their `amounts`."""
    return events_by_case(process, rows, amounts)[process.complete]


def joined(parts: Sequence[_Amounts]) -> _Amounts:
    """Return what is said of the cases of several processes one after the other, in their order."""
    return np.concatenate([np.zeros(0), *parts])


def share_of_events(code: str, scope: Scope, tallies: Sequence[Tally], missing: str, witnessed: float = 1.0) -> Reading:
    """Return Σ fine / Σ known over events; partial where events that matter cannot be judged, or processes lack a log.

    Not applicable where no event matters, unknown for want of `missing` where none that matters can be judged.
    """
    due, exposed = (
        sum(int(flags.sum()) for flags in found) for found in zip(*((t.due, t.exposed) for t in tallies), strict=True)
    )
    if not due:
        return not_applicable(code, scope)
    if not exposed:
        return unknown_without(missing, code, scope)
    sample = ByCase(
        part=joined([by_case(each.process, np.flatnonzero(each.exposed & each.fine)) for each in tallies]),
        whole=joined([by_case(each.process, np.flatnonzero(each.exposed)) for each in tallies]),
        units=exposed,
    )
    rows = tuple(row for each in tallies for row in _rows(each))
    return measured(code, scope, sample, rows, witnessed * exposed / due)


def _rows(tally: Tally) -> Iterator[EvidenceRow]:
    process, size = tally.process, len(tally.process.activities)
    whole, part = (
        np.bincount(process.activity[flags & (process.activity >= 0)], minlength=size)
        for flags in (tally.exposed, tally.exposed & tally.fine)
    )
    for code, activity in enumerate(process.activities):
        if whole[code]:
            yield EvidenceRow(about=(process.id, activity.id), part=float(part[code]), whole=float(whole[code]))
