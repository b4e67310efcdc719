"""Traces told apart and put in order: compiled loops over sorted events."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.compiled import kernel
from workbench.eventlog.looks.counting import bounds_of_cases
from workbench.threads import in_parallel, stretches

_MIX = np.uint64(0x9E3779B97F4A7C15)
_HALF, _LOWER, _ONE = np.uint64(32), np.uint64(0xFFFFFFFF), np.uint64(1)
_LONG_RUN: Final = 24
_BITS, _PASSES, _DIGITS, _DIGIT = 11, 6, 1 << 11, np.uint64((1 << 11) - 1)


@dataclass(frozen=True, kw_only=True, eq=False)
class DistinctTraces:
    """Traces that differ, in any order: trace t is `words[begins[t]:ends[t]]`, a word being 2 · label + whether it is tied.

    Labels and ties are those of `Variants`, and `counts`, too. `of_case[c]` is the trace of case c. What lies between the
    traces in `words` belongs to none of them.
    """

    words: NDArray[np.int32]
    begins: NDArray[np.int64]
    ends: NDArray[np.int64]
    counts: NDArray[np.int64]
    of_case: NDArray[np.int32]


def distinct_traces(case: NDArray[np.int32], activity: NDArray[np.int32], end: NDArray[np.int64], n_cases: int) -> DistinctTraces:
    """Tell the traces of sorted events apart; a hash finds what may be equal, the words decide."""
    bounds = bounds_of_cases(case, n_cases)
    words, hashes = np.empty(len(case), dtype=np.int32), np.empty(n_cases, dtype=np.uint64)

    def write(cases: tuple[int, int]) -> None:
        first, last = cases
        _write_traces(activity, end, bounds[first : last + 1], words, hashes[first:last])

    in_parallel(write, _of_cases(bounds))
    of_case, firsts, counts = _grouped(hashes, bounds, words)
    return DistinctTraces(words=words, begins=bounds[firsts], ends=bounds[firsts + 1], counts=counts, of_case=of_case)


def _of_cases(bounds: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return (first, last + 1) of stretches of cases with about the same number of events."""
    inner = [last for _, last in stretches(int(bounds[-1]))[:-1]]
    return list(pairwise([0, *np.searchsorted(bounds, inner).tolist(), len(bounds) - 1]))


def ranked(traces: DistinctTraces, n_activities: int) -> NDArray[np.int64]:
    """Return the order of traces by frequency, then by their labels, the shorter first, then by what is tied."""
    order = by_labels(traces.words, traces.begins, traces.ends, n_activities)
    return order[np.argsort(-traces.counts[order], kind="stable")]


def by_labels(
    words: NDArray[np.int32], begins: NDArray[np.int64], ends: NDArray[np.int64], n_activities: int
) -> NDArray[np.int64]:
    """Return the order of traces `words[begins[t]:ends[t]]` by their labels, the shorter first, then by what is tied.

    The first labels, packed into one number, decide mostly; where they agree, label by label.
    """
    heads = _heads(words, begins, ends, max(1, n_activities.bit_length()))
    order = ascending(heads)
    same = heads[order][1:] == heads[order][:-1]
    edges = np.flatnonzero(np.diff(np.concatenate(([False], same, [False])).astype(np.int8)))
    _refine_order(order, edges[::2], edges[1::2] + 1, begins, ends, words)
    return order


def in_sequence(
    traces: DistinctTraces, order: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.bool_]]:
    """Return (offsets, labels, tied) of traces one behind the other in an order."""
    begins = traces.begins[order]
    offsets = np.concatenate(([0], np.cumsum(traces.ends[order] - begins)))
    labels, tied = np.empty(offsets[-1], dtype=np.int32), np.empty(offsets[-1], dtype=np.bool_)

    def copy(numbers: tuple[int, int]) -> None:
        first, last = numbers
        _copy_traces(traces.words, begins[first:last], offsets[first : last + 1], labels, tied)

    in_parallel(copy, stretches(len(order)))
    return offsets, labels, tied


@kernel
def _write_traces(
    activity: NDArray[np.int32],
    end: NDArray[np.int64],
    bounds: NDArray[np.int64],
    words: NDArray[np.int32],
    hashes: NDArray[np.uint64],
) -> None:
    """Write the traces of some cases where their events stand, runs of ties sorted, and their hashes."""
    for number in range(len(hashes)):
        begin, stop = bounds[number], bounds[number + 1]
        any_tied = False
        for place in range(begin, stop):
            tied = place > begin and end[place] == end[place - 1]
            any_tied |= tied
            words[place] = 2 * activity[place] + tied
        if any_tied:
            _sort_runs(words[begin:stop])
        mark = _ONE
        for place in range(begin, stop):
            mark = (mark ^ np.uint64(words[place])) * _MIX
            mark ^= mark >> _HALF
        hashes[number] = mark


@kernel
def _sort_runs(words: NDArray[np.int32]) -> None:
    """Sort the labels of each run of ties; all but the first of a run say that they are tied."""
    head = 0
    while head < len(words):
        tail = head + 1
        while tail < len(words) and words[tail] & 1:
            tail += 1
        words[head] |= 1
        if tail - head > _LONG_RUN:
            words[head:tail] = np.sort(words[head:tail])
        else:
            for place in range(head + 1, tail):
                word, free = words[place], place
                while free > head and word < words[free - 1]:
                    words[free] = words[free - 1]
                    free -= 1
                words[free] = word
        words[head] &= ~1
        head = tail


@kernel
def _grouped(
    hashes: NDArray[np.uint64], bounds: NDArray[np.int64], words: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]:
    """Return (number of each case's trace, the first case that has each, how many do)."""
    size = 16
    while size < 2 * len(hashes):
        size *= 2
    slots = np.zeros(size, dtype=np.uint64)
    of_case, firsts = np.empty(len(hashes), dtype=np.int32), np.empty(len(hashes), dtype=np.int64)
    counts = np.zeros(len(hashes), dtype=np.int64)
    mask, known = np.uint64(size - 1), 0
    for number in range(len(hashes)):
        begin, length = bounds[number], bounds[number + 1] - bounds[number]
        hashed = hashes[number]
        slot = hashed & mask
        while True:
            entry = slots[slot]
            if entry == 0:
                slots[slot] = (hashed & ~_LOWER) | np.uint64(known + 1)
                firsts[known] = number
                trace = np.int64(known)
                known += 1
                break
            trace = np.int64(entry & _LOWER) - 1
            other = bounds[firsts[trace]]
            if (entry ^ hashed) & ~_LOWER == 0 and bounds[firsts[trace] + 1] - other == length:
                place = 0
                while place < length and words[begin + place] == words[other + place]:
                    place += 1
                if place == length:
                    break
            slot = (slot + _ONE) & mask
        of_case[number] = trace
        counts[trace] += 1
    return of_case, firsts[:known].copy(), counts[:known].copy()


@kernel
def _heads(words: NDArray[np.int32], begins: NDArray[np.int64], ends: NDArray[np.int64], bits: int) -> NDArray[np.uint64]:
    """Return as many of the first labels of each trace as a 64-bit number holds, ordered as they are; 0 is the trace's end."""
    heads = np.zeros(len(begins), dtype=np.uint64)
    for number in range(len(begins)):
        head = np.uint64(0)
        for place in range(begins[number], begins[number] + 64 // bits):
            head = (head << np.uint64(bits)) | np.uint64((words[place] >> 1) + 1 if place < ends[number] else 0)
        heads[number] = head
    return heads


@kernel
def ascending(keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Return the positions of keys in ascending order, stably (radix sort; Knuth 1998, 5.2.5)."""
    n, counts = len(keys), np.zeros((_PASSES, _DIGITS), dtype=np.int64)
    for key in keys:
        for number in range(_PASSES):
            counts[number, (key >> np.uint64(_BITS * number)) & _DIGIT] += 1
    order, spare, at, spare_at = np.arange(n), np.empty(n, dtype=np.int64), keys.copy(), np.empty(n, dtype=np.uint64)
    for number in range(_PASSES):
        if (counts[number] == n).any():
            continue
        free = np.cumsum(counts[number]) - counts[number]
        for place in range(n):
            digit = (at[place] >> np.uint64(_BITS * number)) & _DIGIT
            spare[free[digit]], spare_at[free[digit]] = order[place], at[place]
            free[digit] += 1
        order, spare, at, spare_at = spare, order, spare_at, at
    return order


@kernel
def _copy_traces(
    words: NDArray[np.int32],
    begins: NDArray[np.int64],
    offsets: NDArray[np.int64],
    labels: NDArray[np.int32],
    tied: NDArray[np.bool_],
) -> None:
    """Copy the traces that begin at `begins` to their offsets."""
    for number in range(len(begins)):
        shift = begins[number] - offsets[number]
        for place in range(offsets[number], offsets[number + 1]):
            word = words[place + shift]
            labels[place], tied[place] = word >> 1, word & 1


@kernel
def _refine_order(
    order: NDArray[np.int64],
    firsts: NDArray[np.int64],
    lasts: NDArray[np.int64],
    begins: NDArray[np.int64],
    ends: NDArray[np.int64],
    words: NDArray[np.int32],
) -> None:
    """Sort the stretches `firsts … lasts` of an order of traces by their labels, the shorter first, then by what is tied."""
    for stretch in range(len(firsts)):
        first, last = firsts[stretch], lasts[stretch]
        spare = np.empty(last - first, dtype=np.int64)
        width = 1
        while width < last - first:
            for begin in range(first, last, 2 * width):
                middle, stop = min(begin + width, last), min(begin + 2 * width, last)
                left, right = begin, middle
                for place in range(stop - begin):
                    takes_right = left == middle or (
                        right < stop and _trace_before(order[right], order[left], begins, ends, words)
                    )
                    spare[place] = order[right] if takes_right else order[left]
                    left, right = left + (not takes_right), right + takes_right
                order[begin:stop] = spare[: stop - begin]
            width *= 2


@kernel
def _trace_before(one: int, other: int, begins: NDArray[np.int64], ends: NDArray[np.int64], words: NDArray[np.int32]) -> np.bool_:
    here, there = begins[one], begins[other]
    length, other_length = ends[one] - here, ends[other] - there
    for place in range(min(length, other_length)):
        if words[here + place] >> 1 != words[there + place] >> 1:
            return np.bool_(words[here + place] < words[there + place])
    if length != other_length:
        return np.bool_(length < other_length)
    for place in range(length):
        if words[here + place] != words[there + place]:
            return np.bool_(words[here + place] < words[there + place])
    return np.bool_(False)
