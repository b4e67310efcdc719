"""Rows put in order and told apart: compiled loops over whole columns."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

_INSERTION = 24


@njit(cache=True, nogil=True)
def mix_in(marks: NDArray[np.uint64], numbers: NDArray[Any], rows: NDArray[Any]) -> None:
    """Let the number of each row change the row's mark beyond recognition (splitmix64; Steele, Lea, Flood 2014)."""
    for place in range(len(rows)):
        word = marks[place] + np.uint64(np.int64(numbers[rows[place]])) + np.uint64(0x9E3779B97F4A7C15)
        word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        marks[place] = word ^ (word >> np.uint64(31))


@njit(cache=True, nogil=True)
def total_order(case: NDArray[np.int32], end: NDArray[np.int64], ties: NDArray[Any], n_cases: int) -> NDArray[np.int32]:
    """Return the positions (int32) sorted by (case, end, tie, position); `case` codes are 0 … n_cases - 1."""
    n = len(case)
    bounds = np.zeros(n_cases + 1, dtype=np.int64)
    for code in case:
        bounds[code + 1] += 1
    for code in range(n_cases):
        bounds[code + 1] += bounds[code]
    order = np.empty(n, dtype=np.int32)
    free = bounds.copy()
    for row in range(n):
        order[free[case[row]]] = row
        free[case[row]] += 1
    spare = np.empty(0, dtype=np.int32)
    for code in range(n_cases):
        first, last = bounds[code], bounds[code + 1]
        if last - first <= _INSERTION:
            _insertion_sort(order, first, last, end, ties)
        elif not _is_sorted(order, first, last, end, ties):
            if len(spare) < last - first:
                spare = np.empty(last - first, dtype=np.int32)
            _merge_sort(order, spare, first, last, end, ties)
    return order


@njit(cache=True, nogil=True)
def repeated(
    order: NDArray[np.int32], case: NDArray[np.int32], end: NDArray[np.int64], marks: NDArray[np.uint64]
) -> NDArray[np.bool_]:
    """Return which positions say in full what an earlier one of the same case, time and mark says."""
    again = np.zeros(len(order), dtype=np.bool_)
    for place in range(1, len(order)):
        here, before = order[place], order[place - 1]
        again[here] = case[here] == case[before] and end[here] == end[before] and marks[here] == marks[before]
    return again


@njit(cache=True, nogil=True)
def sort_ties(case: NDArray[np.int32], end: NDArray[np.int64], marks: NDArray[Any]) -> NDArray[np.int32]:
    """Return the order of rows that stand sorted by (case, end), those that agree in both sorted by mark."""
    order = np.arange(len(case)).astype(np.int32)
    spare = np.empty(0, dtype=np.int32)
    first = 0
    while first < len(case):
        last = first + 1
        while last < len(case) and case[last] == case[first] and end[last] == end[first]:
            last += 1
        if last - first > 1:
            if last - first <= _INSERTION:
                _insertion_sort(order, first, last, end, marks)
            else:
                spare = np.empty(last - first, dtype=np.int32)
                _merge_sort(order, spare, first, last, end, marks)
        first = last
    return order


@njit(cache=True, nogil=True)
def pair_starts(
    case: NDArray[np.int32], key: NDArray[np.int64], kind: NDArray[np.int8], n_keys: int
) -> tuple[NDArray[np.int64], int]:
    """Give each completion (kind 2) the earliest waiting start (kind 1) of its case and key, rows in total order.

    Returns (the row of the start of each row, -1 without; how many starts never found a completion).
    """
    begun = np.full(len(case), -1, dtype=np.int64)
    following = np.full(len(case), -1, dtype=np.int64)
    head, tail = np.full(n_keys, -1, dtype=np.int64), np.full(n_keys, -1, dtype=np.int64)
    of_case = np.full(n_keys, -1, dtype=np.int64)
    waiting = 0
    for row in range(len(case)):
        each = key[row]
        if of_case[each] != case[row]:
            of_case[each], head[each], tail[each] = case[row], -1, -1
        if kind[row] == 1:
            if head[each] < 0:
                head[each] = row
            else:
                following[tail[each]] = row
            tail[each] = row
            waiting += 1
        elif kind[row] == 2 and head[each] >= 0:
            begun[row] = head[each]
            head[each] = following[head[each]]
            waiting -= 1
    return begun, waiting


@njit(cache=True, nogil=True, inline="always")
def _before(one: int, other: int, end: NDArray[np.int64], ties: NDArray[Any]) -> bool:
    if end[one] != end[other]:
        return bool(end[one] < end[other])
    return bool(ties[one] < ties[other])


@njit(cache=True, nogil=True)
def _is_sorted(order: NDArray[np.int32], first: int, last: int, end: NDArray[np.int64], ties: NDArray[Any]) -> bool:
    for place in range(first + 1, last):  # noqa: SIM110 - compiled as it stands
        if _before(order[place], order[place - 1], end, ties):
            return False
    return True


@njit(cache=True, nogil=True)
def _insertion_sort(order: NDArray[np.int32], first: int, last: int, end: NDArray[np.int64], ties: NDArray[Any]) -> None:
    for place in range(first + 1, last):
        row, free = order[place], place
        while free > first and _before(row, order[free - 1], end, ties):
            order[free] = order[free - 1]
            free -= 1
        order[free] = row


@njit(cache=True, nogil=True)
def _merge_sort(
    order: NDArray[np.int32], spare: NDArray[np.int32], first: int, last: int, end: NDArray[np.int64], ties: NDArray[Any]
) -> None:
    """Sort stably, runs of twice the width at a time."""
    for begin in range(first, last, _INSERTION):
        _insertion_sort(order, begin, min(begin + _INSERTION, last), end, ties)
    width = _INSERTION
    while width < last - first:
        for begin in range(first, last, 2 * width):
            middle, stop = min(begin + width, last), min(begin + 2 * width, last)
            left, right = begin, middle
            for place in range(stop - begin):
                if left < middle and (right >= stop or not _before(order[right], order[left], end, ties)):
                    spare[place] = order[left]
                    left += 1
                else:
                    spare[place] = order[right]
                    right += 1
            order[begin:stop] = spare[: stop - begin]
        width *= 2
