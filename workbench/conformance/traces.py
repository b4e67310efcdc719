"""The log's variants as the compiled loops take them: which ties are searched, and how much room the columns of costs need."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.compiled import kernel
from workbench.conformance.columns import INFINITE, Columns, Draft, Machine, Traces
from workbench.eventlog.log import Variants

MOST_ORDERS: Final = 4096
"""Sub-multisets of tied events that are searched at most; a variant with a larger run of ties is taken in the stored order."""

NO_EVENTS: Final = Traces(
    offsets=np.zeros(2, dtype=np.int64), labels=np.zeros(0, dtype=np.int32), tied=np.zeros(0, dtype=np.bool_)
)
"""The empty trace alone."""

_BEYOND: Final = 1_000_000_000
_COLUMNS: Final = 1 << 16
_ENTRIES: Final = 1 << 22
_STEPS: Final = 1 << 24


def traces_of(variants: Variants) -> Traces:
    """Return the variants with their ties, save those too large to search."""
    tied = variants.tied & ~np.repeat(too_tied(variants), np.diff(variants.offsets))
    return Traces(offsets=variants.offsets, labels=np.require(variants.labels, requirements="W"), tied=tied)


def too_tied(variants: Variants) -> NDArray[np.bool_]:
    """Return which variants have a run of ties with more sub-multisets than `MOST_ORDERS`."""
    if not variants.tied.any():
        return np.zeros(len(variants), dtype=np.bool_)
    orders, _ = lattices(variants.offsets, variants.labels, variants.tied)
    return np.asarray(orders > MOST_ORDERS)


def columns_for(traces: Traces, machine: Machine) -> Columns:
    """Make room for columns, at least for those of the longest variant with all its ties; what is not used takes no memory."""
    n_states, n_labels, n_events = len(machine.final), len(machine.log_weight), len(traces.labels)
    _, needed = lattices(traces.offsets, traces.labels, traces.tied)
    longest = int(needed.max(initial=0)) + 2
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


@kernel
def lattices(offsets, labels, tied):  # type: ignore[no-untyped-def]
    """Return of each trace the sub-multisets of its largest run of ties, and how many nodes and edges it has as a graph (int64).

    Beyond 10⁹ they are not counted on.
    """
    orders, needed = np.ones(len(offsets) - 1, dtype=np.int64), np.zeros(len(offsets) - 1, dtype=np.int64)
    for trace in range(len(offsets) - 1):
        begin = offsets[trace]
        while begin < offsets[trace + 1]:
            end, size, distinct, alike = begin + 1, 1, 1, 1
            while end < offsets[trace + 1] and tied[end]:
                if labels[end] == labels[end - 1]:
                    alike += 1
                else:
                    size, distinct, alike = min(size * (alike + 1), _BEYOND), distinct + 1, 1
                end += 1
            size = min(size * (alike + 1), _BEYOND)
            orders[trace] = max(orders[trace], size)
            needed[trace] += size - 1 + (size - 1) * distinct
            begin = end
    return orders, needed
