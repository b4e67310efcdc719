"""The distinct traces of a log, with how often each occurs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import EventLog, Variants
from workbench.eventlog.looks.tabular import Tabular, Values
from workbench.eventlog.looks.tracing import distinct_traces, refine_order


def variants_of(log: EventLog, keep: NDArray[np.bool_] | None = None) -> Variants:
    """Group the cases of a log by their trace: the labels in time order, tied events (equal times) sorted by label.

    `keep` (shape (n_events,)) says which events count; all do where it is not given. Cases without events form the empty
    variant. Row order in the source never matters.
    """
    case, activity, end = log.case, log.activity, log.end
    if keep is not None:
        case, activity, end = case[keep], activity[keep], end[keep]
    offsets, labels, tied, counts, of_case = distinct_traces(case, activity, end, log.n_cases)
    return ranked_variants(log.activities, offsets, labels, tied, counts, of_case)


def ranked_variants(
    activities: tuple[str, ...],
    offsets: NDArray[np.int64],
    labels: NDArray[np.int32],
    tied: NDArray[np.bool_],
    counts: NDArray[np.int64],
    of_case: NDArray[np.int32],
) -> Variants:
    """Return distinct traces, given in any order, as variants: by frequency, then by their labels, then by what is tied."""
    order = _ranked(len(activities), offsets, labels, tied, counts)
    place = np.empty(len(order), dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    lengths = np.diff(offsets)[order]
    rows = _rows(offsets[:-1][order], lengths)
    return Variants(
        activities=activities,
        offsets=np.concatenate(([0], np.cumsum(lengths))).astype(np.int64),
        labels=labels[rows],
        tied=tied[rows],
        counts=counts[order].astype(np.int64),
        of_case=place[of_case],
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class VariantTable(Tabular):
    """Variants with their share of the cases, most frequent first; `shares[v]` and `covered[v]` (cumulative) in [0, 1]."""

    variants: Variants

    def __len__(self) -> int:
        return len(self.variants)

    @property
    def shares(self) -> NDArray[np.float64]:
        """Return the part of all cases that follows each variant."""
        counts = self.variants.counts
        return np.true_divide(counts, max(1, int(counts.sum())), dtype=np.float64)

    @property
    def covered(self) -> NDArray[np.float64]:
        """Return the part of all cases that follows each variant or a more frequent one."""
        counts = self.variants.counts
        return np.true_divide(np.cumsum(counts), max(1, int(counts.sum())), dtype=np.float64)

    def columns(self, rows: slice) -> Mapping[str, Values]:
        """Return trace, cases, share and cumulative share of some variants."""
        numbers = range(*rows.indices(len(self)))
        return {
            "trace": [" → ".join(self.variants.trace(number)) for number in numbers],
            "cases": self.variants.counts[rows],
            "share": self.shares[rows],
            "covered": self.covered[rows],
        }


def _ranked(
    n_activities: int,
    offsets: NDArray[np.int64],
    labels: NDArray[np.int32],
    tied: NDArray[np.bool_],
    counts: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Order traces by frequency, then by their first labels packed into one number; where these agree, label by label."""
    heads = _heads(n_activities, offsets, labels)
    order = np.argsort(heads, kind="stable")
    order = order[np.argsort(-counts[order], kind="stable")].astype(np.int64)
    same = (heads[order][1:] == heads[order][:-1]) & (counts[order][1:] == counts[order][:-1])
    edges = np.flatnonzero(np.diff(np.concatenate(([False], same, [False])).astype(np.int8)))
    refine_order(order, edges[::2], edges[1::2] + 1, offsets, labels, tied)
    return order


def _heads(n_activities: int, offsets: NDArray[np.int64], labels: NDArray[np.int32]) -> NDArray[np.uint64]:
    """Return as many of the first labels of each trace as a 64-bit number holds, ordered as they are; 0 is the trace's end."""
    bits = max(1, n_activities.bit_length())
    heads = np.zeros(len(offsets) - 1, dtype=np.uint64)
    lengths = np.diff(offsets)
    for place in range(64 // bits):
        going_on = np.flatnonzero(lengths > place)
        heads <<= np.uint64(bits)
        heads[going_on] |= (labels[offsets[:-1][going_on] + place] + 1).astype(np.uint64)
    return heads


def _rows(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the rows of several runs, one run after the other."""
    before = np.concatenate(([0], np.cumsum(lengths)[:-1])) if len(lengths) else lengths
    return np.arange(int(lengths.sum()), dtype=np.int64) + np.repeat(starts - before, lengths)
