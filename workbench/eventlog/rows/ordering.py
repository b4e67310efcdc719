"""Rows put in order and told apart: compiled loops over whole columns."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.compiled import kernel

_INSERTION = 24


@kernel
def mix_in(marks: NDArray[np.uint64], numbers: NDArray[Any], rows: NDArray[Any]) -> None:
    """Let the number of each row change the row's mark beyond recognition (splitmix64; Steele, Lea, Flood 2014)."""
    for place in range(len(rows)):
        word = marks[place] + np.uint64(np.int64(numbers[rows[place]])) + np.uint64(0x9E3779B97F4A7C15)
        word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        marks[place] = word ^ (word >> np.uint64(31))


@kernel
def total_order(
    rows: NDArray[np.int32], case: NDArray[np.int32], end: NDArray[np.int64], n_cases: int
) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    """Return ascending rows in the order of (case, end, row), and which agree in case and end with a neighbour.

    `case` codes are 0 … n_cases - 1.
    """
    bounds = np.zeros(n_cases + 1, dtype=np.int64)
    for row in rows:
        bounds[case[row] + 1] += 1
    for code in range(n_cases):
        bounds[code + 1] += bounds[code]
    order = np.empty(len(rows), dtype=np.int32)
    free = bounds.copy()
    for row in rows:
        order[free[case[row]]] = row
        free[case[row]] += 1
    spare = np.empty(0, dtype=np.int32)
    tied = np.zeros(len(rows), dtype=np.bool_)
    for code in range(n_cases):
        spare = _sorted(order, spare, bounds[code], bounds[code + 1], end)
        for place in range(bounds[code] + 1, bounds[code + 1]):
            if end[order[place]] == end[order[place - 1]]:
                tied[place - 1] = tied[place] = True
    return order, tied


@kernel
def sort_ties(case: NDArray[np.int32], end: NDArray[np.int64], keys: NDArray[Any]) -> NDArray[np.int32]:
    """Return the order of rows that stand sorted by (case, end), those that agree in both sorted stably by key."""
    order = np.arange(len(case)).astype(np.int32)
    spare = np.empty(0, dtype=np.int32)
    first = 0
    while first < len(case):
        last = first + 1
        while last < len(case) and case[last] == case[first] and end[last] == end[first]:
            last += 1
        spare = _sorted(order, spare, first, last, keys)
        first = last
    return order


def tied_rows(case: NDArray[np.int32], end: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the positions of rows, sorted by (case, end), that agree in both with a neighbour."""
    tied = np.zeros(len(case), dtype=np.bool_)
    same = (case[1:] == case[:-1]) & (end[1:] == end[:-1])
    tied[1:] |= same
    tied[:-1] |= same
    return np.flatnonzero(tied)


@kernel
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


@kernel
def _sorted(order: NDArray[np.int32], spare: NDArray[np.int32], first: int, last: int, keys: NDArray[Any]) -> NDArray[np.int32]:
    """Sort a stretch of rows stably by their keys; return the spare room, which is enlarged where it must be."""
    if last - first <= _INSERTION:
        _insertion_sort(order, first, last, keys)
        return spare
    if len(spare) < last - first:
        spare = np.empty(last - first, dtype=np.int32)
    _merge_sort(order, spare, first, last, keys)
    return spare


@kernel
def _insertion_sort(order: NDArray[np.int32], first: int, last: int, keys: NDArray[Any]) -> None:
    for place in range(first + 1, last):
        row, free = order[place], place
        key = keys[row]
        while free > first and key < keys[order[free - 1]]:
            order[free] = order[free - 1]
            free -= 1
        order[free] = row


@kernel
def _merge_sort(order: NDArray[np.int32], spare: NDArray[np.int32], first: int, last: int, keys: NDArray[Any]) -> None:
    """Sort runs of twice the width at a time; two that stand in order already are left as they are."""
    for begin in range(first, last, _INSERTION):
        _insertion_sort(order, begin, min(begin + _INSERTION, last), keys)
    width = _INSERTION
    while width < last - first:
        for begin in range(first, last - width, 2 * width):
            middle, stop = begin + width, min(begin + 2 * width, last)
            if keys[order[middle - 1]] <= keys[order[middle]]:
                continue
            left, right = begin, middle
            for place in range(stop - begin):
                if left < middle and (right >= stop or keys[order[left]] <= keys[order[right]]):
                    spare[place] = order[left]
                    left += 1
                else:
                    spare[place] = order[right]
                    right += 1
            order[begin:stop] = spare[: stop - begin]
        width *= 2
