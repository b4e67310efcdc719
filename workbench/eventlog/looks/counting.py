"""What occurs in sorted columns, and how often: compiled loops that pass over them once."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numba import njit
from numpy.typing import NDArray

_FIRST_SIZE: Final = 1 << 10
_MIX = np.uint64(0x9E3779B97F4A7C15)
_UNKNOWN: Final = np.iinfo(np.int64).min


@njit(cache=True, nogil=True)
def count_pairs(left: NDArray[Any], right: NDArray[Any], n_right: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Count how often each pair of codes stands in one row; the code on the right may be -1.

    Returns (keys, counts) in no order, a key being left · (n_right + 1) + right + 1.
    """
    keys, counts = np.full(_FIRST_SIZE, -1, dtype=np.int64), np.zeros((_FIRST_SIZE, 1), dtype=np.int64)
    used = 0
    for row in range(len(left)):
        key = np.int64(left[row]) * (n_right + 1) + right[row] + 1
        slot = _slot_of_key(keys, key)
        if keys[slot] < 0:
            if 2 * used >= len(keys):
                keys, counts = _widened(keys, counts)
                slot = _slot_of_key(keys, key)
            keys[slot] = key
            used += 1
        counts[slot, 0] += 1
    filled = np.flatnonzero(keys >= 0)
    return keys[filled], counts[filled, 0]


@njit(cache=True, nogil=True)
def count_steps(
    case: NDArray[np.int32], activity: NDArray[np.int32], end: NDArray[np.int64], n_activities: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Count which activity follows which in sorted events.

    Returns (keys, counts, starts, ends): a key is source · n_activities + target; `counts` (shape (n, 2)) how often the pair
    occurs and how often with equal times; starts and ends how many cases begin and end with each activity.
    """
    keys, counts = np.full(_FIRST_SIZE, -1, dtype=np.int64), np.zeros((_FIRST_SIZE, 2), dtype=np.int64)
    starts, ends = np.zeros(n_activities, dtype=np.int64), np.zeros(n_activities, dtype=np.int64)
    used = 0
    for row in range(len(case)):
        if row == 0 or case[row] != case[row - 1]:
            starts[activity[row]] += 1
            if row > 0:
                ends[activity[row - 1]] += 1
            continue
        key = np.int64(activity[row - 1]) * n_activities + activity[row]
        slot = _slot_of_key(keys, key)
        if keys[slot] < 0:
            if 2 * used >= len(keys):
                keys, counts = _widened(keys, counts)
                slot = _slot_of_key(keys, key)
            keys[slot] = key
            used += 1
        counts[slot, 0] += 1
        counts[slot, 1] += end[row] == end[row - 1]
    if len(case):
        ends[activity[-1]] += 1
    filled = np.flatnonzero(keys >= 0)
    return keys[filled], counts[filled], starts, ends


@njit(cache=True, nogil=True)
def gaps_of_steps(
    case: NDArray[np.int32],
    activity: NDArray[np.int32],
    end: NDArray[np.int64],
    n_activities: int,
    keys: NDArray[np.int64],
    offsets: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Return the times between the steps of each key (as `count_steps` has them): those of key k from `offsets[k]`."""
    size = _FIRST_SIZE
    while size < 2 * len(keys):
        size *= 2
    table, free = np.full(size, -1, dtype=np.int64), np.empty(size, dtype=np.int64)
    for number in range(len(keys)):
        slot = _slot_of_key(table, keys[number])
        table[slot], free[slot] = keys[number], offsets[number]
    gaps = np.empty(offsets[-1], dtype=np.int64)
    for row in range(1, len(case)):
        if case[row] == case[row - 1]:
            slot = _slot_of_key(table, np.int64(activity[row - 1]) * n_activities + activity[row])
            gaps[free[slot]] = end[row] - end[row - 1]
            free[slot] += 1
    return gaps


@njit(cache=True, nogil=True)
def spans_of_cases(
    case: NDArray[np.int32], end: NDArray[np.int64], start: NDArray[np.int64], n_cases: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return (number of events, earliest known time, last completion) of each case; unknown times of a case without events."""
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


@njit(cache=True, nogil=True, inline="always")
def _slot_of_key(keys: NDArray[np.int64], key: int) -> np.int64:
    mask = len(keys) - 1
    slot = np.int64((np.uint64(key) * _MIX) >> np.uint64(32)) & mask
    while keys[slot] >= 0 and keys[slot] != key:
        slot = (slot + 1) & mask
    return np.int64(slot)


@njit(cache=True, nogil=True)
def _widened(keys: NDArray[np.int64], counts: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the same table with four times the slots."""
    wide_keys = np.full(4 * len(keys), -1, dtype=np.int64)
    wide_counts = np.zeros((4 * len(keys), counts.shape[1]), dtype=np.int64)
    for slot in range(len(keys)):
        if keys[slot] >= 0:
            place = _slot_of_key(wide_keys, keys[slot])
            wide_keys[place], wide_counts[place] = keys[slot], counts[slot]
    return wide_keys, wide_counts
