"""Which activity follows which, how often, and how long after: the directly-follows graph of a log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import EventLog
from workbench.eventlog.looks.counting import bounds_of_cases, count_steps, gaps_of_steps
from workbench.shown import Tabular, Values


@dataclass(frozen=True, kw_only=True, eq=False)
class DirectlyFollows(Tabular):
    """Pairs of activities of which the second comes next in some case, most frequent first, then by source and target.

    `source` and `target` (int32, shape (m,)) index `activities`; `counts` (int64, shape (m,)) says how often. In `tied`
    (int64, shape (m,)) of these both have the same time, and the order is only that of the file. `starts` and `ends` (int64,
    shape (n_activities,)) count the cases that begin and end with each activity.
    """

    activities: tuple[str, ...]
    source: NDArray[np.int32]
    target: NDArray[np.int32]
    counts: NDArray[np.int64]
    tied: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.counts)

    def columns(self, rows: slice) -> Mapping[str, Values]:
        """Return source, target, how often, and how often at the same time."""
        return {
            "source": [self.activities[code] for code in self.source[rows]],
            "target": [self.activities[code] for code in self.target[rows]],
            "count": self.counts[rows],
            "tied": self.tied[rows],
        }


@dataclass(frozen=True, kw_only=True, eq=False)
class TimesBetween(Tabular):
    """How much time passes from one completion to the next, pair by pair of `steps`.

    `mean`, `median` and `p90` (the 90th percentile) are microseconds (float64, shape (m,)); between two observations
    percentiles are interpolated linearly (Hyndman and Fan 1996, definition 7).
    """

    steps: DirectlyFollows
    mean: NDArray[np.float64]
    median: NDArray[np.float64]
    p90: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.steps)

    def columns(self, rows: slice) -> Mapping[str, Values]:
        """Return the columns of the steps, and the times between."""
        times = {"mean": self.mean, "median": self.median, "p90": self.p90}
        return {
            **self.steps.columns(rows),
            **{name: np.rint(values[rows]).astype("timedelta64[us]") for name, values in times.items()},
        }


def directly_follows_of(log: EventLog) -> DirectlyFollows:
    """Count which activity comes next in the total order of each case; what is tied stands as in the file, and is counted."""
    size = len(log.activities)
    keys, counts = count_steps(log.case, log.activity, log.end, size)
    bounds = bounds_of_cases(log.case, log.n_cases)
    begins, ends = bounds[:-1][bounds[:-1] < bounds[1:]], bounds[1:][bounds[:-1] < bounds[1:]]
    first, last = (np.bincount(log.activity[rows], minlength=size) for rows in (begins, ends - 1))
    return ranked_steps(log.activities, keys, counts, first, last)


def ranked_steps(
    activities: tuple[str, ...],
    keys: NDArray[np.int64],
    counts: NDArray[np.int64],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
) -> DirectlyFollows:
    """Return counted steps in their order; keys and counts as `count_steps` has them."""
    order = np.lexsort((keys, -counts[:, 0]))
    size = max(1, len(activities))
    return DirectlyFollows(
        activities=activities,
        source=(keys[order] // size).astype(np.int32),
        target=(keys[order] % size).astype(np.int32),
        counts=counts[order, 0],
        tied=counts[order, 1],
        starts=starts,
        ends=ends,
    )


def times_between(log: EventLog) -> TimesBetween:
    """Measure the time from each completion to the next of its case, pair by pair of activities."""
    steps = directly_follows_of(log)
    if not log.is_timed:
        unknown = np.full(len(steps), np.nan)
        return TimesBetween(steps=steps, mean=unknown, median=unknown, p90=unknown)
    keys = steps.source.astype(np.int64) * len(log.activities) + steps.target
    offsets = np.concatenate(([0], np.cumsum(steps.counts))).astype(np.int64)
    gaps = gaps_of_steps(log.case, log.activity, log.end, len(log.activities), keys, offsets)
    figures = np.empty((len(keys), 3), dtype=np.float64)
    for number in range(len(keys)):
        of_pair = gaps[offsets[number] : offsets[number + 1]]
        figures[number] = of_pair.mean(), *np.quantile(of_pair, (0.5, 0.9), overwrite_input=True)
    return TimesBetween(steps=steps, mean=figures[:, 0], median=figures[:, 1], p90=figures[:, 2])
