"""What performers were at while others waited for them: for how long, and at what had come first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.perspectives.range_sums import Numbers, sums_below


@dataclass(frozen=True, kw_only=True, eq=False)
class Work:
    """Executions with performer and start, in working time (any origin): arrays are one an execution.

    `performer` numbers the performers; it could have been done from `enabled` on, was begun at `start` and ended at `end`.
    """

    performer: NDArray[np.int64]
    enabled: Numbers
    start: Numbers
    end: Numbers


@dataclass(frozen=True, kw_only=True, eq=False)
class Occupation:
    """One after the other what each performer was at: stretches apart, by (performer, begin).

    Who did several things at once was at the first begun. Keys order (performer, instant); `came` is the rank of `enabled`.
    """

    instants: Numbers
    order_of: Numbers
    begin_key: Numbers
    end_key: Numbers
    came: Numbers

    def busy(self, performer: NDArray[np.int64], begin: Numbers, end: Numbers, enabled: Numbers) -> tuple[Numbers, Numbers]:
        """Return how long performers were at other work between two instants: at what had come first, and at what came later.

        What was enabled no later than `enabled` had come first. All instants must be among those of the work.
        """
        first = np.searchsorted(self.end_key, self._keys(performer, begin), side="right")
        last = np.maximum(np.searchsorted(self.begin_key, self._keys(performer, end), side="left"), first)
        begins, ends = (self.instants[key % len(self.instants)] for key in (self.begin_key, self.end_key))
        lengths = ends - begins
        bound = np.searchsorted(self.order_of, enabled, side="right")
        sums = np.concatenate(([0], np.cumsum(lengths)))
        whole, earlier = sums[last] - sums[first], sums_below(self.came, lengths, first, last, bound)
        meets = np.flatnonzero(last > first)
        for edge, beyond in (
            (first[meets], begin[meets] - begins[first[meets]]),
            (last[meets] - 1, ends[last[meets] - 1] - end[meets]),
        ):
            cut = np.maximum(beyond, 0)
            whole[meets] -= cut
            earlier[meets] -= np.where(self.came[edge] < bound[meets], cut, 0)
        return earlier, whole - earlier

    def _keys(self, performer: NDArray[np.int64], instants: Numbers) -> Numbers:
        return performer * len(self.instants) + np.searchsorted(self.instants, instants)


def occupation_of(work: Work) -> Occupation:
    """Lay the work of each performer end to end; no work ends before its start."""
    instants = np.unique(np.concatenate((work.enabled, work.start, work.end)))
    order_of = np.unique(work.enabled)
    order = np.lexsort([work.enabled, work.end, work.start, work.performer])
    performer = work.performer[order] * max(1, len(instants))
    start, end = (performer + np.searchsorted(instants, times[order]) for times in (work.start, work.end))
    reached = np.maximum.accumulate(end)
    before = np.concatenate(([0], reached[:-1])) if len(reached) else reached
    begin = np.maximum(start, before)
    return Occupation(
        instants=instants,
        order_of=order_of,
        begin_key=begin,
        end_key=reached,
        came=np.searchsorted(order_of, work.enabled[order]),
    )
