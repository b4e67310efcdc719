"""The compiled sweep over all variants at once, or over parts of them wherever a runtime works: the same to the byte."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.acceptance import accept, lay_out
from workbench.conformance.columns import (
    INFINITE,
    SCALE,
    Columns,
    Graphs,
    Machine,
    Traces,
    begin_columns,
    graphs_of,
    walk,
    walk_back,
)
from workbench.conformance.traces import columns_for, draft_for
from workbench.eventlog.engines.engine import Runtime
from workbench.threads import CORES, in_parallel

_NARROW: Final = 32
_WIDEST: Final = 16
_MANY: Final = 1 << 20
"""Events that are worth a core."""


class Swept(NamedTuple):
    """Scaled costs of whole traces and of prefixes (int64, one a variant), INFINITE where they are not known, and the moves.

    Variant v has the moves `first[v] <= m < last[v]`: `events[m]` is the position in the trace, -1 for a model move, `symbols[m]`
    the automaton's symbol, -1 for a log move.
    """

    costs: NDArray[np.int64]
    prefix_costs: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    events: NDArray[np.int32]
    symbols: NDArray[np.int32]


Sweeper: TypeAlias = Callable[[Traces, Machine], Swept]


def swept(traces: Traces, machine: Machine) -> Swept:
    """Align all variants here, many of them on all cores, each with columns of its own."""
    n_parts = min(CORES, max(1, len(traces.labels) // _MANY))
    if n_parts == 1:
        return _swept_at_once(traces, machine)
    return _together(in_parallel(lambda part: _swept_at_once(part, machine), _parts(traces, n_parts)))


def _swept_at_once(traces: Traces, machine: Machine) -> Swept:
    """Align variants: accepted ones by that, near ones within bands of cost 1, 2, 4 …, the rest over all states."""
    accepted, accepted_symbols = accept(traces, machine)
    rest = np.flatnonzero(~accepted)
    costs, prefix_costs, first, last = (np.zeros(len(accepted), dtype=np.int64) for _ in range(4))
    events, symbols, n_moves = [np.zeros(0, dtype=np.int32)], [np.zeros(0, dtype=np.int32)], 0
    for band in _bands(len(machine.final)):
        if not len(rest):
            break
        found = sweep(traces, rest, machine, (band + 1) * SCALE if band else INFINITE)
        costs[rest], prefix_costs[rest] = found.costs, found.prefix_costs
        first[rest], last[rest] = found.first + n_moves, found.last + n_moves
        events.append(found.events)
        symbols.append(found.symbols)
        n_moves += len(found.events)
        rest = rest[found.costs == INFINITE]
    moves = first, last, np.concatenate(events), np.concatenate(symbols)
    return Swept(costs, prefix_costs, *lay_out(traces, accepted, accepted_symbols, moves))


def sweep(traces: Traces, chosen: NDArray[np.int64], machine: Machine, reach: int) -> Swept:
    """Align the chosen variants optimally, as far as no cost on the way lies `reach` (scaled) or more above the least there.

    What costs less than `reach` in the end is exact: its cheapest alignment, and all that equal it, stay within. The rest is
    INFINITE.
    """
    graphs, columns, draft = graphs_of(traces, chosen), columns_for(traces, machine), draft_for(machine)
    parts: list[Swept] = []
    begin = 0
    while begin < len(chosen):
        begin_columns(machine, reach, draft, columns)
        stop = walk(graphs, begin, machine, reach, draft, columns)
        parts.append(_told(graphs, range(begin, stop), machine, reach, columns))
        begin = stop
    return _together(parts)


def _told(graphs: Graphs, part: range, machine: Machine, reach: int, columns: Columns) -> Swept:
    """Read off what some traces cost, and walk their alignments back."""
    ends, last_nodes = graphs.end[part.start : part.stop], graphs.first[part.start + 1 : part.stop + 1] - 1
    prefix_costs = graphs.least[last_nodes]
    costs = np.where(ends >= 0, columns.cost[ends] + prefix_costs, INFINITE)
    ends[costs >= reach] = -1
    costs[costs >= reach] = INFINITE
    room = int((graphs.first[part.stop] - graphs.first[part.start]) + (costs[costs < INFINITE] % SCALE).sum())
    moves = np.empty(room, dtype=np.int32), np.empty(room, dtype=np.int32)
    last = walk_back(graphs, part.start, part.stop, machine, columns, moves)
    first = np.concatenate(([0], last[:-1]))
    events, symbols = (column[: last[-1]] for column in moves)
    return Swept(costs, prefix_costs, first, last, events, symbols)


def _bands(n_states: int) -> Iterator[int]:
    """Yield how far costs are followed, 0 for all the way: where states are few, a band would leave out too little."""
    band = 1
    while n_states > _NARROW and band <= _WIDEST:
        yield band
        band *= 2
    yield 0


def sweeper_of(runtime: Runtime) -> Sweeper:
    """Return what aligns variants where a runtime works: parts of neighbours, each in a task, put together in order."""
    if runtime.n_parts == 1:
        return swept
    return lambda traces, machine: _together(runtime.spread(swept, _parts(traces, runtime.n_parts), machine))


def _parts(traces: Traces, n_parts: int) -> Sequence[Traces]:
    """Cut variants into parts with about as many events."""
    n_variants = len(traces.offsets) - 1
    done = np.cumsum(np.diff(traces.offsets) + 1)
    cuts = np.searchsorted(done, np.arange(1, n_parts) * done[-1] / n_parts) if n_variants else []
    bounds = np.unique([0, *cuts, n_variants]).tolist()
    return [_part(traces, begin, stop) for begin, stop in pairwise(bounds)] or [traces]


def _part(traces: Traces, begin: int, stop: int) -> Traces:
    events = slice(traces.offsets[begin], traces.offsets[stop])
    offsets = traces.offsets[begin : stop + 1] - traces.offsets[begin]
    return Traces(offsets=offsets, labels=traces.labels[events], tied=traces.tied[events])


def _together(parts: Sequence[Swept]) -> Swept:
    """Join parts in the order of the variants."""
    before = np.cumsum([0, *(len(part.events) for part in parts)])
    return Swept(
        costs=np.concatenate([part.costs for part in parts]),
        prefix_costs=np.concatenate([part.prefix_costs for part in parts]),
        first=np.concatenate([part.first + shift for part, shift in zip(parts, before, strict=False)]),
        last=np.concatenate([part.last + shift for part, shift in zip(parts, before, strict=False)]),
        events=np.concatenate([part.events for part in parts]),
        symbols=np.concatenate([part.symbols for part in parts]),
    )
