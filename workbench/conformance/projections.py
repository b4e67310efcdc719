"""Branches in parallel that have nothing in common: every trace falls into one projection a branch, and their costs add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.compiled import kernel
from workbench.conformance.columns import INFINITE, Traces
from workbench.conformance.machine import Labels, machine_of
from workbench.conformance.sweeping import Swept, sweep, swept
from workbench.conformance.traces import NO_EVENTS
from workbench.process.automaton import Automaton
from workbench.process.parallel import parallel_branches
from workbench.process.token_net import TokenNet

_REMEMBERED: Final = 16


@dataclass(frozen=True, kw_only=True, eq=False)
class Projected:
    """The alignments of all traces, as `Swept`, the empty trace's cost (scaled), and the symbols of the moves."""

    aligned: Swept
    empty_cost: int
    symbols: tuple[str, ...]


def projected(traces: Traces, net: TokenNet, labels: Labels) -> Projected | None:
    """Align traces branch by branch; None where the net is no such block, a label is in several branches, or events are tied.

    What branches in parallel allow that have no label in common is the shuffle of what each allows: every projection of an
    alignment is one of a branch, and alignments of all branches make one of the whole, so that optimal ones make an optimal one.
    """
    branches = _branches(net)
    home = _homes(branches, labels) if branches and not traces.tied.any() else None
    if home is None:
        return None
    symbols = tuple(sorted({symbol for branch in branches for symbol in branch.symbols}))
    code = {symbol: number for number, symbol in enumerate(symbols)}
    n_traces = len(traces.offsets) - 1
    number, at_home = np.repeat(np.arange(n_traces), np.diff(traces.offsets)), home[traces.labels]
    costs = np.zeros(n_traces, dtype=np.int64)
    np.add.at(costs, number[at_home < 0], labels.log_weight[traces.labels[at_home < 0]])
    prefix_costs, empty_cost, parts = costs.copy(), 0, []
    for place, branch in enumerate(branches):
        machine, mine = machine_of(branch, labels), at_home == place
        offsets = np.concatenate(([0], np.cumsum(np.bincount(number[mine], minlength=n_traces))))
        found = swept(Traces(offsets, traces.labels[mine], np.zeros(int(mine.sum()), dtype=np.bool_)), machine)
        costs += found.costs
        prefix_costs += found.prefix_costs
        empty_cost += int(sweep(NO_EVENTS, np.zeros(1, dtype=np.int64), machine, INFINITE).costs[0])
        own = np.array([code[symbol] for symbol in branch.symbols], dtype=np.int32)
        parts.append(found._replace(symbols=np.where(found.symbols >= 0, own[found.symbols], np.int32(-1))))
    before = np.cumsum([0, *(len(part.events) for part in parts[:-1])])
    spans = (
        np.stack([part.first + shift for part, shift in zip(parts, before, strict=True)]),
        np.stack([part.last + shift for part, shift in zip(parts, before, strict=True)]),
    )
    moves = np.concatenate([part.events for part in parts]), np.concatenate([part.symbols for part in parts])
    merged = _merged(traces, home, spans, moves, len(moves[0]) + int((at_home < 0).sum()))
    return Projected(aligned=Swept(costs, prefix_costs, *merged), empty_cost=empty_cost, symbols=symbols)


@lru_cache(maxsize=_REMEMBERED)
def _branches(net: TokenNet) -> tuple[Automaton, ...]:
    return parallel_branches(net)


def _homes(branches: Sequence[Automaton], labels: Labels) -> NDArray[np.int64] | None:
    """Return the branch of each label, -1 where it means nothing in any; None where one means something in several."""
    known = np.array([labels.matching(branch.symbols).any(axis=1) for branch in branches])
    return None if (known.sum(axis=0) > 1).any() else np.where(known.any(axis=0), known.argmax(axis=0), -1)


@kernel
def _merged(traces, home, spans, moves, size):  # type: ignore[no-untyped-def]
    """Put the moves of the branches together as the events of each trace follow each other, model moves as late as can be.

    Returns (first, last, events, symbols) as `Swept` has them.
    """
    first, last = spans
    n_traces, n_branches = len(traces.offsets) - 1, len(first)
    begins, ends = np.zeros(n_traces, dtype=np.int64), np.zeros(n_traces, dtype=np.int64)
    events, symbols, done = np.empty(size, dtype=np.int32), np.empty(size, dtype=np.int32), 0
    ahead = np.zeros(n_branches, dtype=np.int64)
    for trace in range(n_traces):
        begins[trace] = done
        ahead[:] = first[:, trace]
        for position in range(traces.offsets[trace], traces.offsets[trace + 1]):
            branch, is_done = home[traces.labels[position]], False
            while branch >= 0 and not is_done:
                is_done = moves[0][ahead[branch]] >= 0
                events[done] = position - traces.offsets[trace] if is_done else -1
                symbols[done] = moves[1][ahead[branch]]
                ahead[branch] += 1
                done += 1
            if branch < 0:
                events[done], symbols[done] = position - traces.offsets[trace], -1
                done += 1
        for branch in range(n_branches):
            for move in range(ahead[branch], last[branch, trace]):
                events[done], symbols[done] = -1, moves[1][move]
                done += 1
        ends[trace] = done
    return begins, ends, events, symbols
