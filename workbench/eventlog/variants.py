"""The distinct traces of a log, with how often each occurs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import EventLog, Variants

_MIX = np.uint64(0x9E3779B97F4A7C15)


def variants_of(log: EventLog) -> Variants:
    """Group the cases of a log by their trace: the labels in time order, tied events (equal times) sorted by label.

    Cases without events form the empty variant. Row order in the source never matters.
    """
    tied = np.zeros(log.n_events, dtype=np.bool_)
    tied[1:] = (log.case[1:] == log.case[:-1]) & (log.end[1:] == log.end[:-1])
    labels = _sorted_within_ties(log, tied)
    first = np.searchsorted(log.case, np.arange(log.n_cases + 1))
    lengths = np.diff(first)
    representative, group = _grouped(labels, tied, first)
    counts = np.bincount(group, minlength=len(representative))
    ranked = _ranked(representative, counts, labels, first)
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


def _sorted_within_ties(log: EventLog, tied: NDArray[np.bool_]) -> NDArray[np.int32]:
    if not tied.any():
        return log.activity
    run = np.cumsum(~tied)
    return log.activity[np.lexsort((log.activity, run))]


def _grouped(
    labels: NDArray[np.int32], tied: NDArray[np.bool_], first: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return (a case of each group, the group of each case). Traces are told apart by a 64-bit hash."""
    words = labels.astype(np.uint64) * np.uint64(2) + tied.astype(np.uint64) + np.uint64(1)
    position = np.arange(len(labels), dtype=np.uint64) - np.repeat(first[:-1], np.diff(first)).astype(np.uint64)
    mixed = _mixed(words * _MIX + _mixed(position + np.uint64(1)))
    sums = np.concatenate((np.zeros(1, dtype=np.uint64), np.cumsum(mixed, dtype=np.uint64)))
    keys = _mixed((sums[first[1:]] - sums[first[:-1]]) + np.diff(first).astype(np.uint64))
    _, representative, group = np.unique(keys, return_index=True, return_inverse=True)
    return representative.astype(np.int64), group.astype(np.int64)


def _mixed(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Scatter the bits (splitmix64; Steele, Lea, Flood 2014)."""
    words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: NDArray[np.uint64] = words ^ (words >> np.uint64(31))
    return mixed


def _ranked(
    representative: NDArray[np.int64], counts: NDArray[np.int64], labels: NDArray[np.int32], first: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Order groups by frequency, then by their labels."""
    traces = [tuple(labels[first[case] : first[case + 1]].tolist()) for case in representative]
    return np.array(sorted(range(len(traces)), key=lambda group: (-counts[group], traces[group])), dtype=np.int64)


def _rows(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the rows of several runs, one run after the other."""
    before = np.concatenate(([0], np.cumsum(lengths)[:-1])) if len(lengths) else lengths
    return np.arange(int(lengths.sum()), dtype=np.int64) + np.repeat(starts - before, lengths)
