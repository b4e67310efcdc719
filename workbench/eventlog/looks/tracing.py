"""Traces told apart and put in order: compiled loops over sorted events."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numba import njit
from numpy.typing import NDArray

_FIRST_SIZE: Final = 1 << 10
_MIX = np.uint64(0x9E3779B97F4A7C15)
_LONG_RUN: Final = 24


@njit(cache=True, nogil=True)
def distinct_traces(
    case: NDArray[np.int32], activity: NDArray[np.int32], end: NDArray[np.int64], n_cases: int
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.bool_], NDArray[np.int64], NDArray[np.int32]]:
    """Tell the traces of sorted events apart, each distinct one stored once as it comes.

    Returns (offsets, labels, tied, counts, trace of each case) as in `Variants`, in the order of first cases. A hash finds
    the candidate, its labels and ties decide.
    """
    slots, hashes = np.full(2 * _FIRST_SIZE, -1, dtype=np.int32), np.empty(_FIRST_SIZE, dtype=np.uint64)
    offsets, counts = np.zeros(_FIRST_SIZE + 1, dtype=np.int64), np.zeros(_FIRST_SIZE, dtype=np.int64)
    labels, tied = np.empty(_FIRST_SIZE, dtype=np.int32), np.empty(_FIRST_SIZE, dtype=np.bool_)
    of_case = np.empty(n_cases, dtype=np.int32)
    known, first = 0, 0
    for number in range(n_cases):
        last = first
        while last < len(case) and case[last] == number:
            last += 1
        begin, stop = offsets[known], offsets[known] + last - first
        if stop > len(labels):
            labels, tied = _longer(labels, stop), _longer(tied, stop)
        if known == len(counts):
            counts, hashes, offsets = _longer(counts, known + 1), _longer(hashes, known + 1), _longer(offsets, known + 2)
            counts[known:] = 0
            slots = _placed_again(hashes, known, 2 * len(hashes))
        hashes[known] = _copy_trace(activity[first:last], end[first:last], labels[begin:stop], tied[begin:stop])
        offsets[known + 1] = stop
        slot = _slot_of_trace(slots, hashes, known, offsets, labels, tied)
        if slots[slot] < 0:
            slots[slot] = known
            known += 1
        of_case[number] = slots[slot]
        counts[slots[slot]] += 1
        first = last
    size = offsets[known]
    return offsets[: known + 1].copy(), labels[:size].copy(), tied[:size].copy(), counts[:known].copy(), of_case


@njit(cache=True, nogil=True)
def _copy_trace(
    activity: NDArray[np.int32], end: NDArray[np.int64], labels: NDArray[np.int32], tied: NDArray[np.bool_]
) -> np.uint64:
    """Write the trace of one case, runs of ties sorted; return its hash."""
    mark = np.uint64(1)
    any_tied = False
    for place in range(len(activity)):
        same = place > 0 and end[place] == end[place - 1]
        any_tied |= same
        labels[place], tied[place] = activity[place], same
        mark = _stirred(mark, activity[place], same)
    if not any_tied:
        return mark
    _sort_runs(labels, tied)
    mark = np.uint64(1)
    for place in range(len(labels)):
        mark = _stirred(mark, labels[place], tied[place])
    return mark


@njit(cache=True, nogil=True, inline="always")
def _stirred(mark: np.uint64, label: int, tied: bool) -> np.uint64:
    mark = (mark ^ np.uint64(2 * label + tied)) * _MIX
    return mark ^ (mark >> np.uint64(29))


@njit(cache=True, nogil=True)
def _sort_runs(labels: NDArray[np.int32], tied: NDArray[np.bool_]) -> None:
    """Sort the labels of each run of ties."""
    head = 0
    while head < len(labels):
        tail = head + 1
        while tail < len(labels) and tied[tail]:
            tail += 1
        if tail - head > _LONG_RUN:
            labels[head:tail] = np.sort(labels[head:tail])
        else:
            for place in range(head + 1, tail):
                label, free = labels[place], place
                while free > head and label < labels[free - 1]:
                    labels[free] = labels[free - 1]
                    free -= 1
                labels[free] = label
        head = tail


@njit(cache=True, nogil=True)
def _slot_of_trace(
    slots: NDArray[np.int32],
    hashes: NDArray[np.uint64],
    number: int,
    offsets: NDArray[np.int64],
    labels: NDArray[np.int32],
    tied: NDArray[np.bool_],
) -> np.int64:
    """Return the slot of the trace written last: that of its equal, or an empty one."""
    mask, begin, stop = len(slots) - 1, offsets[number], offsets[number + 1]
    slot = np.int64(hashes[number] >> np.uint64(32)) & mask
    while slots[slot] >= 0:
        other = slots[slot]
        if hashes[other] == hashes[number] and offsets[other + 1] - offsets[other] == stop - begin:
            shift, place = offsets[other] - begin, begin
            while place < stop and labels[place] == labels[place + shift] and tied[place] == tied[place + shift]:
                place += 1
            if place == stop:
                return np.int64(slot)
        slot = (slot + 1) & mask
    return np.int64(slot)


@njit(cache=True, nogil=True)
def _placed_again(hashes: NDArray[np.uint64], known: int, size: int) -> NDArray[np.int32]:
    slots = np.full(size, -1, dtype=np.int32)
    for number in range(known):
        slot = np.int64(hashes[number] >> np.uint64(32)) & (size - 1)
        while slots[slot] >= 0:
            slot = (slot + 1) & (size - 1)
        slots[slot] = number
    return slots


@njit(cache=True, nogil=True)
def _longer(array: NDArray[Any], size: int) -> NDArray[Any]:
    """Return an array of twice the length, or more, up to a size, with the same beginning."""
    length = 2 * len(array)
    while length < size:
        length *= 2
    longer = np.empty(length, dtype=array.dtype)
    longer[: len(array)] = array
    return longer


@njit(cache=True, nogil=True)
def refine_order(
    order: NDArray[np.int64],
    begins: NDArray[np.int64],
    ends: NDArray[np.int64],
    offsets: NDArray[np.int64],
    labels: NDArray[np.int32],
    tied: NDArray[np.bool_],
) -> None:
    """Sort the stretches `begins … ends` of an order of traces by their labels, the shorter first, then by what is tied."""
    for stretch in range(len(begins)):
        first, last = begins[stretch], ends[stretch]
        spare = np.empty(last - first, dtype=np.int64)
        width = 1
        while width < last - first:
            for begin in range(first, last, 2 * width):
                middle, stop = min(begin + width, last), min(begin + 2 * width, last)
                left, right = begin, middle
                for place in range(stop - begin):
                    takes_right = left == middle or (
                        right < stop and _trace_before(order[right], order[left], offsets, labels, tied)
                    )
                    spare[place] = order[right] if takes_right else order[left]
                    left, right = left + (not takes_right), right + takes_right
                order[begin:stop] = spare[: stop - begin]
            width *= 2


@njit(cache=True, nogil=True)
def _trace_before(
    one: int, other: int, offsets: NDArray[np.int64], labels: NDArray[np.int32], tied: NDArray[np.bool_]
) -> np.bool_:
    length = offsets[one + 1] - offsets[one]
    other_length = offsets[other + 1] - offsets[other]
    here, there = offsets[one], offsets[other]
    for place in range(min(length, other_length)):
        if labels[here + place] != labels[there + place]:
            return np.bool_(labels[here + place] < labels[there + place])
    if length != other_length:
        return np.bool_(length < other_length)
    for place in range(length):
        if tied[here + place] != tied[there + place]:
            return np.bool_(tied[there + place])
    return np.bool_(False)
