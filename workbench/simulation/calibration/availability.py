"""When somebody who is able to do a step was at work and free to begin it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.organization import WorkingCalendar

_Ints = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Intervals:
    """Stretches of time (int64, µs since 1970-01-01 UTC), from each of `opens` to that of `closes`."""

    opens: _Ints
    closes: _Ints


class Availability:
    """Who was at work and free when; `busy` are the stretches of each person's work, `calendars` one a person."""

    def __init__(self, *, busy: Sequence[Intervals], calendars: Sequence[WorkingCalendar], span: tuple[int, int]) -> None:
        self._busy, self._calendars, self._span = busy, calendars, span
        self._hours: dict[str, Intervals] = {}
        self._free: dict[int, Intervals] = {}

    def of(self, persons: Sequence[int], gate: WorkingCalendar | None = None) -> Intervals:
        """Return when at least one of some persons was at work and free, while a gate was open if there is one."""
        free = [self._of_person(each) for each in persons]
        opens, closes = (np.concatenate([np.zeros(0, np.int64), *sides]) for sides in _sides(free))
        somebody = _where((Intervals(opens=opens, closes=closes),), lambda levels: levels[0] > 0)
        if gate is None:
            return somebody
        return _where((somebody, self._hours_of(gate)), lambda levels: (levels[0] > 0) & (levels[1] > 0))

    def _of_person(self, person: int) -> Intervals:
        if person not in self._free:
            parts = self._hours_of(self._calendars[person]), self._busy[person]
            self._free[person] = _where(parts, lambda levels: (levels[0] > 0) & (levels[1] == 0))
        return self._free[person]

    def _hours_of(self, calendar: WorkingCalendar) -> Intervals:
        if calendar.id not in self._hours:
            opens, closes = calendar.intervals(*self._span)
            self._hours[calendar.id] = Intervals(opens=opens, closes=closes)
        return self._hours[calendar.id]


def _sides(parts: Sequence[Intervals]) -> tuple[list[_Ints], list[_Ints]]:
    return [each.opens for each in parts], [each.closes for each in parts]


def _where(parts: Sequence[Intervals], is_met: Callable[[NDArray[np.int64]], NDArray[np.bool_]]) -> Intervals:
    """Return where a condition holds on how many intervals of each part lie over an instant (levels: shape (parts, instants))."""
    opens, closes = _sides(parts)
    times = np.unique(np.concatenate([np.zeros(0, np.int64), *opens, *closes]))
    levels = np.array(
        [
            np.searchsorted(np.sort(begins), times, side="right") - np.searchsorted(np.sort(ends), times, side="right")
            for begins, ends in zip(opens, closes, strict=True)
        ],
        dtype=np.int64,
    )
    met = is_met(levels) if len(times) else np.zeros(0, dtype=np.bool_)
    edges = np.diff(np.concatenate(([False], met, [False])).astype(np.int8))
    return Intervals(opens=times[np.flatnonzero(edges == 1)], closes=times[np.flatnonzero(edges == -1)])


def busy_of(person: _Ints, start: _Ints, end: _Ints, persons: int) -> tuple[Intervals, ...]:
    """Return the stretches of work of each person, by number; rows without a person count for nobody."""
    order = np.argsort(person, kind="stable")
    bounds = np.searchsorted(person[order], np.arange(persons + 1))
    rows = (order[low:high] for low, high in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True))
    return tuple(Intervals(opens=start[each], closes=end[each]) for each in rows)
