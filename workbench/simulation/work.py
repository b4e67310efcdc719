"""What is to be done and who can do it, as arrays: cases as partial orders of steps, activities, people with their hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.organization import WorkingCalendar
from workbench.simulation.kernel import NEVER, run

_Ints = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Steps:
    """The steps of all cases; arrays are one a step.

    `activity` and `case` (int64) are numbers, `work` and `delay` µs of working time, `earliest` µs since 1970-01-01 UTC – for the
    first steps of a case its arrival –, `draw` is in [0, 1) and says who of several does it. `order` (int64, shape (m, 2)) are
    pairs (before, after) of steps of one case.
    """

    activity: _Ints
    case: _Ints
    work: _Ints
    delay: _Ints
    earliest: _Ints
    draw: NDArray[np.float64]
    order: _Ints

    def __len__(self) -> int:
        return len(self.activity)


@dataclass(frozen=True, kw_only=True)
class Activity:
    """How an activity is handled.

    `able` are persons by number, none where it needs nobody; `calendar` is that of its delay and, where it needs nobody, of its
    work; `gate` the calendar whose opening releases it, if any. Of the activities of one `group` one person does all in a case.
    """

    name: str
    able: tuple[int, ...] = ()
    calendar: int = 0
    gate: int | None = None
    priority: int = 0
    group: int | None = None


@dataclass(frozen=True, kw_only=True)
class Crew:
    """Activities, the calendar of each person by number, and the calendars; all that a run needs besides the work."""

    activities: tuple[Activity, ...]
    persons: tuple[int, ...]
    calendars: tuple[WorkingCalendar, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Played:
    """What became of the steps, arrays (int64) one a step.

    When each was ready, began and ended (µs since 1970-01-01 UTC, `NEVER` where it did not), and by whom (-1: nobody).
    """

    ready: _Ints
    begin: _Ints
    end: _Ints
    person: _Ints

    @property
    def is_done(self) -> NDArray[np.bool_]:
        """Return which steps were done before the calendars end."""
        return np.asarray(self.end < NEVER)


@dataclass(frozen=True, kw_only=True, eq=False)
class Roster:
    """A crew laid out for the event loop, its calendars looked up once: it plays as often as wanted."""

    activities: tuple[_Ints, _Ints, _Ints, _Ints]
    staff: tuple[_Ints, _Ints, _Ints, _Ints, _Ints]
    hours: tuple[_Ints, _Ints, _Ints, _Ints]

    def play(self, steps: Steps) -> Played:
        """Play the work of all cases; the same gives the same."""
        n = len(steps)
        order = steps.order[np.lexsort((steps.order[:, 1], steps.order[:, 0]))]
        before = np.bincount(order[:, 1], minlength=n).astype(np.int64)
        first_follower = np.searchsorted(order[:, 0], np.arange(n + 1)).astype(np.int64)
        ready, begin, end, who = run(
            (steps.activity, steps.case, before, steps.work, steps.delay, steps.earliest, steps.draw),
            (first_follower, np.ascontiguousarray(order[:, 1])),
            self.activities,
            self.staff,
            self.hours,
        )
        return Played(ready=ready, begin=begin, end=end, person=who)


def roster_of(crew: Crew, since: int, until: int) -> Roster:
    """Lay a crew out for work between two instants (µs since 1970-01-01 UTC)."""
    return Roster(activities=_of_activities(crew.activities), staff=_of_staff(crew), hours=_hours(crew.calendars, since, until))


def play(steps: Steps, crew: Crew, until: int) -> Played:
    """Play the work of all cases with a crew whose calendars are looked up to an instant; the same arguments give the same."""
    return roster_of(crew, int(steps.earliest.min()) if len(steps) else 0, until).play(steps)


def _of_activities(activities: Sequence[Activity]) -> tuple[_Ints, _Ints, _Ints, _Ints]:
    columns = (
        [each.calendar for each in activities],
        [-1 if each.gate is None else each.gate for each in activities],
        [each.priority for each in activities],
        [-1 if each.group is None else each.group for each in activities],
    )
    calendar, gate, priority, group = (np.array(column, dtype=np.int64) for column in columns)
    return calendar, gate, priority, group


def _of_staff(crew: Crew) -> tuple[_Ints, _Ints, _Ints, _Ints, _Ints]:
    pairs = [(number, person) for number, each in enumerate(crew.activities) for person in each.able]
    able = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    turned = able[np.lexsort((able[:, 0], able[:, 1]))]
    return (
        np.searchsorted(able[:, 0], np.arange(len(crew.activities) + 1)).astype(np.int64),
        np.ascontiguousarray(able[:, 1]),
        np.searchsorted(turned[:, 1], np.arange(len(crew.persons) + 1)).astype(np.int64),
        np.ascontiguousarray(turned[:, 0]),
        np.array(crew.persons, dtype=np.int64),
    )


def _hours(calendars: Sequence[WorkingCalendar], since: int, until: int) -> tuple[_Ints, _Ints, _Ints, _Ints]:
    spans = [each.intervals(since, until) for each in calendars]
    first = np.cumsum([0, *(len(opens) for opens, _ in spans)]).astype(np.int64)
    opens = np.concatenate([np.zeros(0, dtype=np.int64), *(opens for opens, _ in spans)])
    closes = np.concatenate([np.zeros(0, dtype=np.int64), *(closes for _, closes in spans)])
    sums = [np.concatenate(([0], np.cumsum(ends - begins)[:-1])) if len(begins) else begins for begins, ends in spans]
    return first, opens, closes, np.concatenate([np.zeros(0, dtype=np.int64), *sums]).astype(np.int64)
