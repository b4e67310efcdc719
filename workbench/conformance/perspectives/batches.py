"""Executions that were saved up and then done one right after the other."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.perspectives.occupation import Work

BACK_TO_BACK: Final = 5 * 60 * 1_000_000
"""Working time (µs) between two executions of one batch, at most."""


def batch_ready(work: Work, kind: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return for each execution when the last of its batch was enabled, -1 where it belongs to none.

    A batch is two executions or more of one kind by one performer, all enabled before the first was begun, each begun right
    after the one before it had ended (the sequential batch of Martin, Swennen, Depaire, Jans, Caris, Vanhoof 2017, Decision
    Support Systems 100, doi 10.1016/j.dss.2017.02.008).
    """
    ready = np.full(len(kind), -1, dtype=np.int64)
    order = np.lexsort([work.enabled, work.end, work.start, kind, work.performer])
    same = (work.performer[order][1:] == work.performer[order][:-1]) & (kind[order][1:] == kind[order][:-1])
    close = work.start[order][1:] - work.end[order][:-1] <= BACK_TO_BACK
    follows = np.concatenate(([False], same & close))[: len(order)].tolist()
    starts, enabled = work.start[order].tolist(), work.enabled[order].tolist()
    first = 0
    for place in range(1, len(order) + 1):
        if place < len(order) and follows[place] and enabled[place] <= starts[first]:
            continue
        if place - first > 1:
            ready[order[first:place]] = max(enabled[first:place])
        first = place
    return ready
