"""The causal order of steps as pairs (before, after): kept short, and closed again where steps go."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.compiled import inlined, kernel

_Ints = NDArray[np.int64]
_NO_PAIRS: Final = np.zeros((0, 2), dtype=np.int64)


def pairs(before: _Ints, after: _Ints) -> _Ints:
    """Return pairs (int64, shape (m, 2)) from their two columns."""
    return np.stack((before, after), axis=1).astype(np.int64)


def reduced(order: _Ints, n: int) -> _Ints:
    """Return an acyclic order of n steps without the pairs that others imply (transitive reduction), sorted, each once."""
    if not len(order):
        return _NO_PAIRS
    codes = np.unique(order[:, 0] * n + order[:, 1])
    before, after = codes // n, codes % n
    first = np.searchsorted(before, np.arange(n + 1)).astype(np.int64)
    leaders = np.bincount(after, minlength=n).astype(np.int64)
    kept = ~_implied(before, after, first, leaders)
    return pairs(before[kept], after[kept])


def bypassed(order: _Ints, gone: NDArray[np.bool_]) -> _Ints:
    """Return the order among the other steps when some (bool, one a step) no longer stand in it.

    What followed one of them follows what came before it. Those without one of them before are taken out at once, then the next.
    Raises ValueError where the order is a circle.
    """
    touched = gone[order[:, 0]] | gone[order[:, 1]]
    if not touched.any():
        return order
    settled, open_ = order[~touched], order[touched]
    n = len(gone)
    while len(open_):
        waits = np.zeros(n, dtype=np.bool_)
        waits[open_[gone[open_[:, 0]], 1]] = True
        now = gone & ~waits
        leaving, reaching = now[open_[:, 0]], now[open_[:, 1]]
        if not (leaving | reaching).any():
            raise ValueError("the order of steps goes in a circle")
        bridges = _joined(open_[reaching], open_[leaving])
        rest = np.unique(np.concatenate((open_[~leaving & ~reaching], bridges)), axis=0)
        is_settled = ~gone[rest[:, 0]] & ~gone[rest[:, 1]]
        settled, open_ = np.concatenate((settled, rest[is_settled])), rest[~is_settled]
    return reduced(settled, n)


def directly(order: _Ints, first: NDArray[np.bool_], second: NDArray[np.bool_]) -> _Ints:
    """Return the pairs of a reduced order in which a second step directly follows a first one and nothing else meets there.

    That is where the first leads to the second only, or the second follows the first only: to take such pairs together, however
    many, closes no circle. Each step is in one of them.
    """
    n = len(first)
    followers, leaders = np.bincount(order[:, 0], minlength=n), np.bincount(order[:, 1], minlength=n)
    alone = (followers[order[:, 0]] == 1) | (leaders[order[:, 1]] == 1)
    found: _Ints = order[first[order[:, 0]] & second[order[:, 1]] & ~second[order[:, 0]] & alone]
    for column in (0, 1):
        found = found[np.unique(found[:, column], return_index=True)[1]]
    return found


def _joined(into: _Ints, out: _Ints) -> _Ints:
    """Return (a, c) for each (a, b) and (b, c)."""
    out = out[np.argsort(out[:, 0], kind="stable")]
    low = np.searchsorted(out[:, 0], into[:, 1], side="left")
    counts = np.searchsorted(out[:, 0], into[:, 1], side="right") - low
    begins = np.concatenate(([0], np.cumsum(counts)))
    places = np.arange(int(begins[-1])) + np.repeat(low - begins[:-1], counts)
    return pairs(np.repeat(into[:, 0], counts), out[places, 1])


@inlined
def _levels(after: _Ints, first: _Ints, leaders: _Ints, stack: _Ints) -> _Ints:
    """Return how many steps the longest way to each step has."""
    waiting, level = leaders.copy(), np.zeros(len(leaders), np.int64)
    size = 0
    for step in range(len(leaders)):
        if waiting[step] == 0:
            stack[size] = step
            size += 1
    while size:
        size -= 1
        step = stack[size]
        for place in range(first[step], first[step + 1]):
            later = after[place]
            level[later] = max(level[later], level[step] + 1)
            waiting[later] -= 1
            if waiting[later] == 0:
                stack[size] = later
                size += 1
    return level


@kernel
def _implied(before: _Ints, after: _Ints, first: _Ints, leaders: _Ints) -> NDArray[np.bool_]:
    """Return which pairs, sorted, a longer way implies; `first` is where those of each step begin, `leaders` how many end in it.

    It is looked for where there can be one: where a pair passes a level of steps.
    """
    implied, seen = np.zeros(len(before), np.bool_), np.full(len(leaders), -1, np.int64)
    stack = np.empty(len(before) + len(leaders), np.int64)
    level = _levels(after, first, leaders, stack)
    for pair in range(len(before)):
        source, target = before[pair], after[pair]
        if leaders[target] == 1 or first[source + 1] - first[source] == 1 or level[target] == level[source] + 1:
            continue
        stack[0], size = source, 1
        while size and not implied[pair]:
            size -= 1
            step = stack[size]
            for place in range(first[step], first[step + 1]):
                later = after[place]
                if later == target and step != source:
                    implied[pair] = True
                elif level[later] < level[target] and seen[later] != pair:
                    seen[later] = pair
                    stack[size] = later
                    size += 1
    return implied
