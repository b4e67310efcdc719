"""The compiled sweep over all variants at once, or over parts of them wherever a runtime works: the same to the byte."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.acceptance import accept, lay_out
from workbench.conformance.kernels import Machine, Traces, shared_prefixes, sweep
from workbench.conformance.prefixes import stack_for
from workbench.eventlog.engines.engine import Runtime


class Swept(NamedTuple):
    """What `sweep` returns: scaled costs of whole traces and of prefixes (int64, one a variant), and the moves of each."""

    costs: NDArray[np.int64]
    prefix_costs: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    events: NDArray[np.int32]
    symbols: NDArray[np.int32]


Sweeper: TypeAlias = Callable[[Traces, Machine], Swept]


def swept(traces: Traces, machine: Machine) -> Swept:
    """Align all variants here: those that the automaton accepts by that, the others one after the other."""
    accepted, symbols = accept(traces, machine)
    others = traces.order[~accepted[traces.order]]
    rest = traces._replace(order=others, shared=shared_prefixes(2 * traces.labels + traces.tied, traces.offsets, others))
    costs, prefix_costs, *moves = sweep(rest, machine, stack_for(rest, machine))
    return Swept(costs, prefix_costs, *lay_out(traces, accepted, symbols, tuple(moves)))


def sweeper_of(runtime: Runtime) -> Sweeper:
    """Return what aligns variants where a runtime works: parts of neighbours, each in a task, put together in order."""
    if runtime.n_parts == 1:
        return swept
    return lambda traces, machine: _together(traces.order, runtime.spread(swept, _parts(traces, runtime.n_parts), machine))


def _parts(traces: Traces, n_parts: int) -> Sequence[Traces]:
    """Cut variants, in visiting order, into parts with about as many events; neighbours keep their common prefixes."""
    lengths = np.diff(traces.offsets)[traces.order]
    done = np.cumsum(lengths + 1)
    cuts = np.searchsorted(done, np.arange(1, n_parts) * done[-1] / n_parts) if len(done) else []
    bounds = np.unique([0, *cuts, len(lengths)]).tolist()
    return [_part(traces, begin, stop) for begin, stop in pairwise(bounds)] or [traces]


def _part(traces: Traces, begin: int, stop: int) -> Traces:
    """Return the variants visited from `begin` up to `stop`, numbered in that order."""
    visited = traces.order[begin:stop]
    starts, ends = traces.offsets[visited], traces.offsets[visited + 1]
    rows = np.concatenate([np.arange(start, end) for start, end in zip(starts, ends, strict=True)])
    shared = traces.shared[begin:stop].copy()
    shared[0] = 0
    return Traces(
        offsets=np.concatenate(([0], np.cumsum(ends - starts))),
        labels=traces.labels[rows],
        tied=traces.tied[rows],
        order=np.arange(stop - begin),
        shared=shared,
    )


def _together(order: NDArray[np.int64], parts: Sequence[Swept]) -> Swept:
    """Join parts in visiting order, which is how one sweep lays out the moves."""
    before = np.cumsum([0, *(len(part.events) for part in parts)])
    columns = {name: np.empty(len(order), dtype=np.int64) for name in ("costs", "prefix_costs", "first", "last")}
    for name, column in columns.items():
        shifts = before if name in ("first", "last") else np.zeros_like(before)
        column[order] = np.concatenate([getattr(part, name) + shift for part, shift in zip(parts, shifts, strict=False)])
    return Swept(
        **columns,
        events=np.concatenate([part.events for part in parts]),
        symbols=np.concatenate([part.symbols for part in parts]),
    )
