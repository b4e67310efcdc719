"""Who really does what, and which steps of a case stay in one hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations_with_replacement, pairwise
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.simulation.calibration.happened import Happened

MOST: Final = 0.95
"""Who is able covers at least this share of the events, and nobody who does half as much as the average of them is left out."""
IN_ONE_HAND: Final = 0.9
"""Two steps are bound where one person does both in at least this share of the cases that have both,"""
_CASES: Final = 10
"""which are as many at least,"""
_ABOVE: Final = 3.0
"""and in more than chance would have it, by this many standard deviations."""

_Ints = NDArray[np.int64]


def able_of(persons: _Ints) -> tuple[int, ...]:
    """Return those who do nearly all of something, ascending; `persons` are who did it, one an event, -1 for unknown."""
    who, counts = np.unique(persons[persons >= 0], return_counts=True)
    if not len(who):
        return ()
    order = np.argsort(-counts, kind="stable")
    size = int(np.searchsorted(np.cumsum(counts[order]), MOST * counts.sum())) + 1
    least = counts[order[:size]].mean() / 2
    chosen = (np.arange(len(who)) < size) | (counts[order] >= least)
    return tuple(sorted(who[order[chosen]].tolist()))


def bindings_of(happened: Happened, person: _Ints, able: Sequence[tuple[int, ...]]) -> Mapping[int, int]:
    """Return which of `whats` are bound, each with the least of those it is bound to; `able` are the persons of each of them."""
    first, second = _earliest(happened, person)
    group: dict[int, int] = {}
    for one, other in _pairs(happened, able):
        cases, mine, its = _both(first[one], second[one] if one == other else first[other])
        if len(cases) < _CASES:
            continue
        shared = float((mine == its).mean())
        chance = sum(float((mine == each).mean() * (its == each).mean()) for each in np.unique(mine).tolist())
        if shared >= IN_ONE_HAND and shared - chance > _ABOVE * (chance * (1 - chance) / len(cases)) ** 0.5:
            least = min(group.get(one, one), group.get(other, other))
            for each in (one, other, *(it for it, its_group in group.items() if its_group in {group.get(one), group.get(other)})):
                group[each] = least
    return MappingProxyType(group)


def _pairs(happened: Happened, able: Sequence[tuple[int, ...]]) -> Iterator[tuple[int, int]]:
    """Yield what may be bound: two of one process that some people do both of, one with itself where it is done again."""
    for one, other in combinations_with_replacement(range(len(able)), 2):
        if happened.whats[one].process == happened.whats[other].process and len(set(able[one]) & set(able[other])) > 1:
            yield one, other


_PerCase = tuple[_Ints, _Ints]
"""Cases, ascending, and who did it in each."""


def _earliest(happened: Happened, person: _Ints) -> tuple[list[_PerCase], list[_PerCase]]:
    """Return for each of `whats` who did it first in each case, and who did it for the second time."""
    rows = np.flatnonzero(person >= 0)
    rows = rows[np.lexsort((happened.start[rows], happened.case[rows], happened.what[rows]))]
    key = happened.what[rows] * (len(happened.process) + 1) + happened.case[rows]
    is_first = np.concatenate(([True], key[1:] != key[:-1]))[: len(rows)]
    is_second = np.concatenate(([False], ~is_first[1:] & is_first[:-1]))[: len(rows)]
    return _by_what(happened, person, rows[is_first]), _by_what(happened, person, rows[is_second])


def _by_what(happened: Happened, person: _Ints, rows: _Ints) -> list[_PerCase]:
    bounds = np.searchsorted(happened.what[rows], np.arange(len(happened.whats) + 1)).tolist()
    parts = [rows[low:high] for low, high in pairwise(bounds)]
    return [(happened.case[each], person[each]) for each in parts]


def _both(one: _PerCase, other: _PerCase) -> tuple[_Ints, _Ints, _Ints]:
    """Return the cases that have both, and who did the one and the other."""
    cases, here, there = np.intersect1d(one[0], other[0], assume_unique=True, return_indices=True)
    return cases, one[1][here], other[1][there]
