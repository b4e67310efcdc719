"""Who does what: activities against persons, posts or departments, with counts and times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.collaboration.membership import membership
from workbench.eventlog.log import MISSING, NO_TIME
from workbench.shown import Tabular, Values


@dataclass(frozen=True, kw_only=True, eq=False)
class Staffing(Tabular):
    """How often and how long each performer – a person, post or department – did each activity.

    `counts`, `timed` and `times` (int64) have the shape (activities, performers): events, those of them with a known duration,
    and the sum of these durations in µs. `unknown` (int64, shape (activities,)) counts the events whose performer is not known.
    """

    activities: tuple[str, ...]
    performers: tuple[str, ...]
    counts: NDArray[np.int64]
    timed: NDArray[np.int64]
    times: NDArray[np.int64]
    unknown: NDArray[np.int64]

    @property
    def known(self) -> float | None:
        """Return the part of all events, in [0, 1], whose performer is known; None where there are no events."""
        named = int(self.counts.sum())
        events = named + int(self.unknown.sum())
        return named / events if events else None

    def __len__(self) -> int:
        return int(np.count_nonzero(self.counts))

    def columns(self, rows: slice) -> Mapping[str, Values]:
        """Return activity, performer, count and duration in all (NaT where no event has one), by activity and performer."""
        activity, performer = (codes[rows] for codes in np.nonzero(self.counts))
        times = self.times[activity, performer].astype("timedelta64[us]")
        times[self.timed[activity, performer] == 0] = np.timedelta64("NaT")
        return {
            "activity": [self.activities[code] for code in activity],
            "performer": [self.performers[code] for code in performer],
            "count": self.counts[activity, performer],
            "duration": times,
        }


def staffing_of(
    activity: NDArray[np.integer],
    performer: NDArray[np.integer],
    duration: NDArray[np.int64],
    activities: tuple[str, ...],
    performers: tuple[str, ...],
) -> Staffing:
    """Count and time who did what, from the codes of activity and performer of each event, shape (m,), and its duration in µs.

    The codes index `activities` and `performers`; a performer of -1 is not known, nor is a duration of `NO_TIME`.
    """
    named = performer != MISSING
    timed = named & (duration != NO_TIME)
    cell = activity.astype(np.int64) * len(performers) + performer
    shape = (len(activities), len(performers))
    times = np.zeros(shape[0] * shape[1], np.int64)
    np.add.at(times, cell[timed], duration[timed])  # a weighted bincount would round long sums
    return Staffing(
        activities=activities,
        performers=performers,
        counts=_counted(cell[named], shape),
        timed=_counted(cell[timed], shape),
        times=times.reshape(shape),
        unknown=np.bincount(activity[~named], minlength=len(activities)).astype(np.int64),
    )


def staffing_of_groups(staffing: Staffing, group_of: NDArray[np.integer], groups: tuple[str, ...]) -> Staffing:
    """Return the same by groups of performers: `group_of` (shape (performers,)) has the group of each, -1 where there is none."""
    members = membership(group_of, len(groups))
    return Staffing(
        activities=staffing.activities,
        performers=groups,
        counts=staffing.counts @ members,
        timed=staffing.timed @ members,
        times=staffing.times @ members,
        unknown=staffing.unknown + staffing.counts[:, group_of == MISSING].sum(axis=1),
    )


def _counted(cells: NDArray[np.int64], shape: tuple[int, int]) -> NDArray[np.int64]:
    return np.bincount(cells, minlength=shape[0] * shape[1]).astype(np.int64).reshape(shape)
