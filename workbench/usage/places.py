"""Where work is done: every event's system and function against those that support its activity."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from workbench.design import DesignedActivity
from workbench.linkage import Linkage, LinkedProcess
from workbench.shown import Listing
from workbench.technology import Landscape
from workbench.usage.functions import is_offline


class Placement(IntEnum):
    """Whether an event was executed where it is meant to be.

    UNKNOWN: the log does not say where. UNJUDGED: nothing says what supports its activity. PERMITTED: in the first function that
    does, ALTERNATIVE in a further one. OFFLINE: in an offline system that does not, ELSEWHERE in another that does not.
    """

    UNKNOWN = 0
    UNJUDGED = 1
    PERMITTED = 2
    ALTERNATIVE = 3
    OFFLINE = 4
    ELSEWHERE = 5


@dataclass(frozen=True, kw_only=True)
class PlaceRow:
    """How often an activity was executed in a system and function, None where the log does not say."""

    process: str
    activity: str
    system: str | None
    function: str | None
    placement: Placement
    count: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Places(Listing[PlaceRow]):
    """Where each activity was executed, counted over the events of complete cases, by process, activity and place."""

    kind = PlaceRow

    def in_system(self, process: str) -> float | None:
        """Return the part of a process's judged events with a known place, in [0, 1], done where they are meant to be, if any."""
        known = [row for row in self.rows if row.process == process and row.placement > Placement.UNJUDGED]
        events = sum(row.count for row in known)
        permitted = sum(row.count for row in known if row.placement <= Placement.ALTERNATIVE)
        return permitted / events if events else None


def places_of(linkage: Linkage) -> Places:
    """Count the executions of every activity by where they were done."""
    return Places(rows=tuple(row for process in linkage.processes for row in _rows(linkage, process)))


def placements_of(linkage: Linkage, process: LinkedProcess) -> NDArray[np.int8]:
    """Return the `Placement` of each event (int8), by its function where the log names one, else by its system.

    Offline systems have no functions: what is done in one is judged by it. A system that stands for itself permits all of its
    functions.
    """
    landscape = linkage.design.landscape
    offline = frozenset(name for name in linkage.systems if is_offline(name, landscape))
    system_of = {name: landscape.system_of(name) for name in linkage.functions}
    placed = [_Permitted(activity, landscape) for activity in process.activities]
    by_system = _table(len(linkage.systems), ([each.system(name, offline) for name in linkage.systems] for each in placed))
    by_function = _table(
        len(linkage.functions), ([each.function(name, system_of[name]) for name in linkage.functions] for each in placed)
    )
    is_off = np.array([*(name in offline for name in linkage.systems), False], dtype=np.bool_)
    is_by_function = (process.function >= 0) & ~is_off[process.system]
    judged = np.where(
        is_by_function, by_function[process.activity, process.function], by_system[process.activity, process.system]
    )
    return np.asarray(judged, dtype=np.int8)


def _table(size: int, rows: Iterable[list[Placement]]) -> NDArray[np.int8]:
    """Return activity × place (int8), with a last row for no activity and a last column for no place."""
    nowhere = [Placement.UNJUDGED] * (size + 1)
    return np.array([*([*row, Placement.UNKNOWN] for row in rows), nowhere], dtype=np.int8)


class _Permitted:
    """What supports one activity, in the order in which it is listed."""

    def __init__(self, activity: DesignedActivity, landscape: Landscape) -> None:
        self.functions = activity.functions or ()
        self.systems = [landscape.system_of(each) for each in self.functions]
        self.is_judged = any(self.systems)

    def system(self, system: str, offline: frozenset[str]) -> Placement:
        if not self.is_judged:
            return Placement.UNJUDGED
        if system in self.systems:
            return _at(self.systems.index(system))
        return Placement.OFFLINE if system in offline else Placement.ELSEWHERE

    def function(self, function: str, system: str | None) -> Placement:
        if not self.is_judged:
            return Placement.UNJUDGED
        for name in (function, system):
            if name in self.functions:
                return _at(self.functions.index(name))
        return Placement.ELSEWHERE


def _at(place: int) -> Placement:
    return Placement.ALTERNATIVE if place else Placement.PERMITTED


def _rows(linkage: Linkage, process: LinkedProcess) -> list[PlaceRow]:
    rows = np.flatnonzero(process.is_counted & (process.activity >= 0))
    placement = placements_of(linkage, process)
    columns = (process.activity[rows], process.system[rows], process.function[rows], placement[rows])
    found, counts = np.unique(np.stack(columns, axis=1), axis=0, return_counts=True)
    return [
        PlaceRow(
            process=process.id,
            activity=process.activities[activity].id,
            system=linkage.systems[system] if system >= 0 else None,
            function=linkage.functions[function] if function >= 0 else None,
            placement=Placement(place),
            count=count,
        )
        for (activity, system, function, place), count in zip(found.tolist(), counts.tolist(), strict=True)
    ]
