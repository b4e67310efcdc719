"""The distinct traces of a log, with how often each occurs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.content import mixed
from workbench.eventlog.log import EventLog, Variants

_MIX = np.uint64(0x9E3779B97F4A7C15)


def variants_of(log: EventLog, keep: NDArray[np.bool_] | None = None) -> Variants:
    """Group the cases of a log by their trace: the labels in time order, tied events (equal times) sorted by label.

    `keep` (shape (n_events,)) says which events count; all do where it is not given. Cases without events form the empty
    variant. Row order in the source never matters.
    """
    events = np.arange(log.n_events) if keep is None else np.flatnonzero(keep)
    case, end = log.case[events], log.end[events]
    tied = np.zeros(len(events), dtype=np.bool_)
    tied[1:] = (case[1:] == case[:-1]) & (end[1:] == end[:-1])
    labels = _sorted_within_ties(log.activity[events], tied)
    first = np.searchsorted(case, np.arange(log.n_cases + 1))
    lengths = np.diff(first)
    representative, group = _grouped(labels, tied, first)
    counts = np.bincount(group, minlength=len(representative))
    ranked = _ranked(counts, [_words(labels, tied, first[case], first[case + 1]) for case in representative])
    place = np.empty(len(ranked), dtype=np.int32)
    place[ranked] = np.arange(len(ranked), dtype=np.int32)
    chosen = representative[ranked]
    rows = _rows(first[chosen], lengths[chosen])
    return Variants(
        activities=log.activities,
        offsets=np.concatenate(([0], np.cumsum(lengths[chosen]))).astype(np.int64),
        labels=labels[rows],
        tied=tied[rows],
        counts=counts[ranked].astype(np.int64),
        of_case=place[group],
    )


def _sorted_within_ties(activity: NDArray[np.int32], tied: NDArray[np.bool_]) -> NDArray[np.int32]:
    if not tied.any():
        return activity
    run = np.cumsum(~tied)
    return activity[np.lexsort((activity, run))]


def _grouped(
    labels: NDArray[np.int32], tied: NDArray[np.bool_], first: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return (a case of each group, the group of each case). Traces are told apart by a 64-bit hash."""
    words = labels.astype(np.uint64) * np.uint64(2) + tied.astype(np.uint64) + np.uint64(1)
    position = np.arange(len(labels), dtype=np.uint64) - np.repeat(first[:-1], np.diff(first)).astype(np.uint64)
    scattered = mixed(words * _MIX + mixed(position + np.uint64(1)))
    sums = np.concatenate((np.zeros(1, dtype=np.uint64), np.cumsum(scattered, dtype=np.uint64)))
    keys = mixed((sums[first[1:]] - sums[first[:-1]]) + np.diff(first).astype(np.uint64))
    _, representative, group = np.unique(keys, return_index=True, return_inverse=True)
    return representative.astype(np.int64), group.astype(np.int64)


def _words(labels: NDArray[np.int32], tied: NDArray[np.bool_], first: int, last: int) -> tuple[list[int], list[bool]]:
    return labels[first:last].tolist(), tied[first:last].tolist()


def _ranked(counts: NDArray[np.int64], traces: Sequence[tuple[list[int], list[bool]]]) -> NDArray[np.int64]:
    """Order groups by frequency, then by their labels, then by what is tied."""
    return np.array(sorted(range(len(traces)), key=lambda group: (-counts[group], traces[group])), dtype=np.int64)


def _rows(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the rows of several runs, one run after the other."""
    before = np.concatenate(([0], np.cumsum(lengths)[:-1])) if len(lengths) else lengths
    return np.arange(int(lengths.sum()), dtype=np.int64) + np.repeat(starts - before, lengths)
