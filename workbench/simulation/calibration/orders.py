"""Which step of a case came after which: the design's causal order, with what nobody designed put in where it happened."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog import NO_TIME
from workbench.linkage import LinkedProcess

_Pairs = list[tuple[int, int]]


def order_of(process: LinkedProcess) -> NDArray[np.int64]:
    """Return the pairs (before, after) of rows of a process, shape (m, 2), sorted by after, then before.

    Between steps that the design allows where they stand, these are its causal dependencies, so that what it lets happen side
    by side stays so. A step that it does not allow there stands in series: after those that had ended when it began and that no
    other of these followed, before the first that began after its end among those that depend on one of them. What neither had
    ended nor depends on one that had is side by side with it.
    """
    pairs = np.stack((process.dependencies.before, process.dependencies.after), axis=1)
    odd = np.unique(process.case[~process.is_aligned])
    if len(odd):
        bounds = np.searchsorted(process.case, np.stack((odd, odd + 1)))
        of_case = np.searchsorted(pairs[:, 1], bounds)
        start = np.where(process.start == NO_TIME, process.end, process.start)
        more: _Pairs = []
        for first, last, low, high in zip(*bounds.tolist(), *of_case.tolist(), strict=True):
            span = slice(first, last)
            known = (pairs[low:high] - first).tolist()
            times = start[span].tolist(), process.end[span].tolist()
            more += [
                (first + before, first + after) for before, after in _in_series(process.is_aligned[span].tolist(), times, known)
            ]
        pairs = np.concatenate((pairs, np.array(more, dtype=np.int64).reshape(-1, 2)))
    return pairs[np.lexsort((pairs[:, 0], pairs[:, 1]))]


def _in_series(designed: Sequence[bool], times: tuple[Sequence[int], Sequence[int]], known: Sequence[Sequence[int]]) -> _Pairs:
    """Return the pairs that are to be added in one case; `known` are those of its designed steps, numbers in its trace.

    Sets of steps are numbers, a bit a step: `earlier[s]` are all that step s comes after.
    """
    start, end = times
    before: list[list[int]] = [[] for _ in designed]
    for one, other in known:
        before[other].append(one)
    earlier, added = [0] * len(designed), list[tuple[int, int]]()
    waiting: list[tuple[int, int]] = []
    """Steps put in, each with those that it came right after."""
    for step, is_designed in enumerate(designed):
        for one in before[step]:
            earlier[step] |= earlier[one] | 1 << one
        if not is_designed:
            mine, covered = 0, 0
            for one in range(step - 1, -1, -1):
                if end[one] <= start[step] and not covered >> one & 1:
                    added.append((one, step))
                    mine |= 1 << one
                    covered |= earlier[one] | 1 << one
            earlier[step] |= covered
            waiting.append((step, mine))
            continue
        for one, its in waiting:
            if start[step] >= end[one] and not earlier[step] >> one & 1 and (earlier[step] & its or not its):
                added.append((one, step))
                earlier[step] |= earlier[one] | 1 << one
    return added
