"""The log's variants as the compiled loops take them: which ties are searched, and how much room the columns of costs need."""

from __future__ import annotations

import math
from collections import Counter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.columns import INFINITE, Columns, Draft, Machine, Traces
from workbench.eventlog.log import Variants

MOST_ORDERS: Final = 4096
"""Sub-multisets of tied events that are searched at most; a variant with a larger run of ties is taken in the stored order."""

NO_EVENTS: Final = Traces(
    offsets=np.zeros(2, dtype=np.int64), labels=np.zeros(0, dtype=np.int32), tied=np.zeros(0, dtype=np.bool_)
)
"""The empty trace alone."""

_COLUMNS: Final = 1 << 16
_ENTRIES: Final = 1 << 22
_STEPS: Final = 1 << 24


def traces_of(variants: Variants) -> Traces:
    """Return the variants with their ties, save those too large to search."""
    tied = variants.tied.copy()
    for variant in np.flatnonzero(too_tied(variants)):
        tied[variants.offsets[variant] : variants.offsets[variant + 1]] = False
    return Traces(offsets=variants.offsets, labels=np.require(variants.labels, requirements="W"), tied=tied)


def too_tied(variants: Variants) -> NDArray[np.bool_]:
    """Return which variants have a run of ties with more sub-multisets than `MOST_ORDERS`."""
    result = np.zeros(len(variants), dtype=np.bool_)
    for variant in _with_ties(variants.offsets, variants.tied):
        trace = slice(variants.offsets[variant], variants.offsets[variant + 1])
        result[variant] = max((size for size, _ in _runs(variants.labels[trace], variants.tied[trace])), default=1) > MOST_ORDERS
    return result


def columns_for(traces: Traces, machine: Machine) -> Columns:
    """Make room for columns, at least for those of the longest variant with all its ties; what is not used takes no memory."""
    n_states, n_labels, n_events = len(machine.final), len(machine.log_weight), len(traces.labels)
    longest = 2 * int(np.diff(traces.offsets).max(initial=0)) + 2
    for variant in _with_ties(traces.offsets, traces.tied):
        trace = slice(traces.offsets[variant], traces.offsets[variant + 1])
        runs = _runs(traces.labels[trace], traces.tied[trace])
        longest = max(longest, 2 + sum(size * (1 + distinct) for size, distinct in runs))
    n_columns = longest + min(n_events, _COLUMNS, _STEPS // max(n_labels, 1)) + 1
    n_entries = longest * n_states + min(n_columns * n_states, _ENTRIES)
    n_steps = longest + min(2 * n_events, _STEPS)
    return Columns(
        used=np.zeros(4, dtype=np.int64),
        offsets=np.zeros(n_columns + 1, dtype=np.int64),
        state=np.empty(n_entries, dtype=np.int32),
        cost=np.empty(n_entries, dtype=np.int64),
        slots=np.zeros(1 << (2 * n_columns).bit_length(), dtype=np.int32),
        cheapest=np.zeros(n_columns, dtype=np.int64),
        step=np.zeros((n_columns, n_labels), dtype=np.int32),
        leads_to=np.empty(n_steps, dtype=np.int32),
        dearer=np.empty(n_steps, dtype=np.int64),
        way_back=np.empty(n_steps, dtype=np.int64),
        back_entry=np.empty(2 * n_entries, dtype=np.int32),
        back_symbol=np.zeros(2 * n_entries, dtype=np.int32),
    )


def draft_for(machine: Machine) -> Draft:
    """Return an empty draft of a column."""
    n_states = len(machine.final)
    return Draft(
        cost=np.full(n_states, INFINITE, dtype=np.int64),
        touched=np.empty(n_states, dtype=np.int32),
        queue=np.empty(n_states, dtype=np.int32),
        queued=np.zeros(n_states, dtype=np.bool_),
    )


def _with_ties(offsets: NDArray[np.int64], tied: NDArray[np.bool_]) -> list[int]:
    if not tied.any():
        return []
    before = np.concatenate(([0], np.cumsum(tied)))
    return [int(variant) for variant in np.flatnonzero(before[offsets[1:]] - before[offsets[:-1]])]


def _runs(labels: NDArray[np.int32], tied: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return (number of sub-multisets, number of distinct labels) of each run of ties, single events included."""
    runs = np.split(labels, np.flatnonzero(~tied)[1:])
    counts = [Counter(run.tolist()) for run in runs]
    return [(math.prod(count + 1 for count in each.values()), len(each)) for each in counts]
