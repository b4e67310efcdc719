"""The log's variants as prefixes: in which order they are visited, what neighbours share, and how much room that takes."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.kernels import Machine, Stack, Traces, shared_prefixes
from workbench.eventlog.log import Variants
from workbench.eventlog.looks.tracing import by_labels

MOST_ORDERS: Final = 4096
"""Sub-multisets of tied events that are searched at most; a variant with a larger run of ties is taken in the stored order."""

NO_TRACES: Final = Traces(
    offsets=np.zeros(1, dtype=np.int64),
    labels=np.zeros(0, dtype=np.int32),
    tied=np.zeros(0, dtype=np.bool_),
    order=np.zeros(0, dtype=np.int64),
    shared=np.zeros(0, dtype=np.int64),
)
"""A log without variants."""


def traces_of(variants: Variants) -> Traces:
    """Sort variants so that neighbours share long prefixes; runs of ties are never cut."""
    tied = variants.tied.copy()
    for variant in np.flatnonzero(too_tied(variants)):
        tied[variants.offsets[variant] : variants.offsets[variant + 1]] = False
    words = 2 * variants.labels + tied
    order = by_labels(words, variants.offsets[:-1], variants.offsets[1:], len(variants.activities))
    return Traces(
        offsets=variants.offsets,
        labels=variants.labels,
        tied=tied,
        order=order,
        shared=shared_prefixes(words, variants.offsets, order),
    )


def stack_for(traces: Traces, machine: Machine) -> Stack:
    """Make room for the longest variant with all its ties."""
    longest = int(np.diff(traces.offsets).max(initial=0))
    lattices = [_room(traces, variant) for variant in _with_ties(traces.offsets, traces.tied)]
    n_nodes = max((nodes for nodes, _ in lattices), default=0) + longest + 2
    n_steps = max((steps for _, steps in lattices), default=0) + longest + 1
    n_states, n_labels = len(machine.start), len(machine.log_weight)
    return Stack(
        vectors=np.empty((n_nodes, n_states), dtype=np.int64),
        step_offsets=np.zeros(n_nodes + 1, dtype=np.int64),
        step_from=np.zeros(n_steps, dtype=np.int64),
        step_label=np.zeros(n_steps, dtype=np.int32),
        node_after=np.zeros(longest + 1, dtype=np.int64),
        improved=np.zeros(n_states, dtype=np.int64),
        queued=np.zeros(n_states, dtype=np.bool_),
        distinct=np.zeros(n_labels + 1, dtype=np.int32),
        radix=np.zeros(n_labels + 1, dtype=np.int64),
        strides=np.zeros(n_labels + 1, dtype=np.int64),
    )


def too_tied(variants: Variants) -> NDArray[np.bool_]:
    """Return which variants have a run of ties with more sub-multisets than `MOST_ORDERS`."""
    result = np.zeros(len(variants), dtype=np.bool_)
    for variant in _with_ties(variants.offsets, variants.tied):
        sizes = (size for size, _ in _runs(variants.labels, variants.tied, variants.offsets, variant))
        result[variant] = max(sizes, default=1) > MOST_ORDERS
    return result


def _with_ties(offsets: NDArray[np.int64], tied: NDArray[np.bool_]) -> list[int]:
    before = np.concatenate(([0], np.cumsum(tied)))
    return [int(variant) for variant in np.flatnonzero(before[offsets[1:]] - before[offsets[:-1]])]


def _room(traces: Traces, variant: int) -> tuple[int, int]:
    """Return the nodes and steps that one variant needs."""
    runs = _runs(traces.labels, traces.tied, traces.offsets, variant)
    return sum(size - 1 for size, _ in runs), sum(size * distinct for size, distinct in runs)


def _runs(labels: NDArray[np.int32], tied: NDArray[np.bool_], offsets: NDArray[np.int64], variant: int) -> list[tuple[int, int]]:
    """Return (number of sub-multisets, number of distinct labels) of each run of ties, single events included."""
    runs: list[tuple[int, int]] = []
    counts: dict[int, int] = {}
    for position in range(int(offsets[variant]), int(offsets[variant + 1])):
        if not tied[position] and counts:
            runs.append((_product(counts), len(counts)))
            counts = {}
        label = int(labels[position])
        counts[label] = counts.get(label, 0) + 1
    return [*runs, (_product(counts), len(counts))] if counts else runs


def _product(counts: dict[int, int]) -> int:
    size = 1
    for count in counts.values():
        size *= count + 1
    return size
