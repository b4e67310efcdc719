"""What occurs in sorted columns, and how often: compiled loops that pass over them once, each core over a stretch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from workbench.compiled import kernel
from workbench.threads import in_parallel, stretches

_TABLE: Final = 1 << 16

_UNKNOWN: Final = np.iinfo(np.int64).min


def count_pairs(
    left: NDArray[Any], n_left: int, right: NDArray[np.int32], n_right: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Count how often each pair of codes stands in one row; the code on the right may be -1.

    Returns (keys, counts), keys ascending, a key being left · (n_right + 1) + right + 1.
    """
    size = n_left * (n_right + 1)
    if not _has_table(size, len(left)):
        keys, counts = np.unique(left.astype(np.int64) * (n_right + 1) + right + 1, return_counts=True)
        return keys, counts.astype(np.int64)
    table = _added(in_parallel(lambda part: _pairs(left, right, n_right, *part, size), _stretches(len(left), size)))
    keys = np.flatnonzero(table)
    return keys, table[keys]


def count_steps(
    case: NDArray[np.int32], activity: NDArray[np.int32], end: NDArray[np.int64], n_activities: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Count which activity follows which in sorted events.

    Returns (keys, counts), keys ascending: a key is source · n_activities + target; `counts` (shape (n, 2)) how often the pair
    occurs and how often with equal times.
    """
    size = n_activities * n_activities
    if not _has_table(size, len(case)):
        rows, keys = _keys_of_steps(case, activity, n_activities)
        keys, place, counts = np.unique(keys, return_inverse=True, return_counts=True)
        tied = np.bincount(place, weights=end[rows] == end[rows - 1], minlength=len(keys))
        return keys, np.stack([counts, tied.astype(np.int64)], axis=1)
    table = _added(in_parallel(lambda part: _steps(case, activity, end, n_activities, *part), _stretches(len(case), size)))
    keys = np.flatnonzero(table[:, 0])
    return keys, table[keys]


def gaps_of_steps(
    case: NDArray[np.int32],
    activity: NDArray[np.int32],
    end: NDArray[np.int64],
    n_activities: int,
    keys: NDArray[np.int64],
    offsets: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Return the times between the steps of each key (as `count_steps` has them): those of key k from `offsets[k]`."""
    rows, key_of_row = _keys_of_steps(case, activity, n_activities)
    ascending = np.argsort(keys)
    place = ascending[np.searchsorted(keys[ascending], key_of_row)].astype(np.int32)
    return _gaps(end, rows, place, offsets[:-1].copy())


def spans_of_cases(
    case: NDArray[np.int32], end: NDArray[np.int64], start: NDArray[np.int64], n_cases: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return (number of events, earliest known time, last completion) of each case; unknown times of a case without events."""
    return _spans(case, end, np.ascontiguousarray(start), n_cases)


def _has_table(size: int, rows: int) -> bool:
    """Return whether each possible pair has a place in a table; where there are too many, those that occur are sorted."""
    return size <= max(_TABLE, rows)


def _stretches(rows: int, size: int) -> list[tuple[int, int]]:
    """Return stretches of rows that are each worth a table of a size."""
    return stretches(rows, max(_TABLE, 4 * size))


def _added(tables: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    """Return the sum of tables, in the first of them."""
    for table in tables[1:]:
        tables[0][...] += table
    return tables[0]


def _keys_of_steps(
    case: NDArray[np.int32], activity: NDArray[np.int32], n_activities: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the rows whose case has an event before, and the keys of these steps."""
    rows = np.flatnonzero(case[1:] == case[:-1]) + 1
    return rows, activity[rows - 1].astype(np.int64) * n_activities + activity[rows]


@kernel
def bounds_of_cases(case: NDArray[np.int32], n_cases: int) -> NDArray[np.int64]:
    """Return where the events of each case begin in sorted events, and their number at the end (int64, shape (n_cases + 1,))."""
    bounds = np.empty(n_cases + 1, dtype=np.int64)
    number = 0
    for row in range(len(case)):
        while number <= case[row]:
            bounds[number] = row
            number += 1
    bounds[number:] = len(case)
    return bounds


@kernel
def _pairs(left: NDArray[Any], right: NDArray[np.int32], n_right: int, first: int, last: int, size: int) -> NDArray[np.int64]:
    table = np.zeros(size, dtype=np.int64)
    for row in range(first, last):
        table[left[row] * (n_right + 1) + right[row] + 1] += 1
    return table


@kernel
def _steps(
    case: NDArray[np.int32], activity: NDArray[np.int32], end: NDArray[np.int64], n_activities: int, first: int, last: int
) -> NDArray[np.int64]:
    table = np.zeros((n_activities * n_activities, 2), dtype=np.int64)
    for row in range(max(first, 1), last):
        if case[row] == case[row - 1]:
            key = activity[row - 1] * n_activities + activity[row]
            table[key, 0] += 1
            table[key, 1] += end[row] == end[row - 1]
    return table


@kernel
def _gaps(
    end: NDArray[np.int64], rows: NDArray[np.int64], place: NDArray[np.int32], free: NDArray[np.int64]
) -> NDArray[np.int64]:
    gaps = np.empty(len(rows), dtype=np.int64)
    for number in range(len(rows)):
        gaps[free[place[number]]] = end[rows[number]] - end[rows[number] - 1]
        free[place[number]] += 1
    return gaps


@kernel
def _spans(
    case: NDArray[np.int32], end: NDArray[np.int64], start: NDArray[np.int64], n_cases: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    events = np.zeros(n_cases, dtype=np.int64)
    first, last = np.full(n_cases, _UNKNOWN, dtype=np.int64), np.full(n_cases, _UNKNOWN, dtype=np.int64)
    for row in range(len(case)):
        number = case[row]
        begin = end[row]
        if start[row] != _UNKNOWN and start[row] < begin:
            begin = start[row]
        if events[number] == 0 or begin < first[number]:
            first[number] = begin
        last[number] = end[row]
        events[number] += 1
    return events, first, last
