"""Optimal alignments of a log with a process: every variant against the automaton, one sweep over all prefixes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.columns import INFINITE, SCALE
from workbench.conformance.machine import Costs, machine_of
from workbench.conformance.sweeping import Sweeper, sweep, swept
from workbench.conformance.traces import NO_EVENTS, too_tied, traces_of
from workbench.eventlog.log import Variants
from workbench.process.automaton import Automaton


@dataclass(frozen=True, kw_only=True)
class Move:
    """One step of an alignment: `event` is the position in the trace, `symbol` the element; one of them may be None.

    Both: the trace does what the process allows. Only `event`: a log move, what happened was not allowed there. Only
    `symbol`: a model move, what had to happen did not.
    """

    event: int | None
    symbol: str | None

    @property
    def is_synchronous(self) -> bool:
        """Return whether log and model move together."""
        return self.event is not None and self.symbol is not None


class MoveColumns(NamedTuple):
    """The moves of all variants as columns: variant v has the moves `first[v] <= m < last[v]`.

    `events[m]` is the position in the trace, -1 for a model move; `symbols[m]` a code of the automaton's, -1 for a log move.
    """

    first: NDArray[np.int64]
    last: NDArray[np.int64]
    events: NDArray[np.int32]
    symbols: NDArray[np.int32]


@dataclass(frozen=True, kw_only=True, eq=False)
class Alignments:
    """One optimal alignment a variant. `costs` (int64, one a variant) are exact; `empty_cost` is that of the empty trace.

    `prefix_costs` (int64, one a variant) are those of the trace as the begin of one that might go on.
    `unordered` names the variants with more tied events than can be searched in every order: their cost is an upper bound.
    """

    variants: Variants
    automaton: Automaton
    costs: NDArray[np.int64]
    prefix_costs: NDArray[np.int64]
    empty_cost: int
    unordered: tuple[int, ...]
    _first: NDArray[np.int64]
    _last: NDArray[np.int64]
    _events: NDArray[np.int32]
    _symbols: NDArray[np.int32]

    @property
    def columns(self) -> MoveColumns:
        """Return the moves of all variants, for figures over many."""
        return MoveColumns(self._first, self._last, self._events, self._symbols)

    def moves(self, variant: int) -> tuple[Move, ...]:
        """Return the alignment of one variant, the same on every run."""
        span = slice(self._first[variant], self._last[variant])
        return tuple(
            Move(
                event=int(event) if event >= 0 else None,
                symbol=self.automaton.symbols[symbol] if symbol >= 0 else None,
            )
            for event, symbol in zip(self._events[span], self._symbols[span], strict=True)
        )

    def symbols_of_events(self) -> NDArray[np.int32]:
        """Return for every event, in the order of `variants.labels`, the number of its symbol (int32), -1 for a log move."""
        symbols = np.full(len(self.variants.labels), -1, dtype=np.int32)
        lengths = self._last - self._first
        variant = np.repeat(np.arange(len(lengths)), lengths)
        move = np.arange(len(variant)) + (self._first - np.cumsum(lengths) + lengths)[variant]
        event = self._events[move]
        symbols[(self.variants.offsets[variant] + event)[event >= 0]] = self._symbols[move][event >= 0]
        return symbols

    def at(self, numbers: NDArray[np.int64], variants: Variants) -> Alignments:
        """Return the alignments of some variants by their numbers, which `variants` hold in that order."""
        return replace(
            self,
            variants=variants,
            costs=self.costs[numbers],
            prefix_costs=self.prefix_costs[numbers],
            unordered=tuple(np.flatnonzero(np.isin(numbers, self.unordered)).tolist()),
            _first=self._first[numbers],
            _last=self._last[numbers],
        )


def align_variants(
    variants: Variants,
    automaton: Automaton,
    matches: Mapping[str, Sequence[str]],
    costs: Costs | None = None,
    sweeper: Sweeper = swept,
) -> Alignments:
    """Align every variant with the automaton; `matches` gives the symbols that each log label may be.

    Exact by dynamic programming over (prefix of the trace, state of the automaton): an event may move alone, or together
    with an arc of its label; arcs may move alone. Events with identical times are taken in the order that suits best.
    `sweeper` says where: it has no influence on the result.
    """
    machine = machine_of(automaton, variants.activities, matches, costs or Costs())
    aligned = sweeper(traces_of(variants), machine)
    empty = sweep(NO_EVENTS, np.zeros(1, dtype=np.int64), machine, INFINITE)
    return Alignments(
        variants=variants,
        automaton=automaton,
        costs=aligned.costs // SCALE,
        prefix_costs=aligned.prefix_costs // SCALE,
        empty_cost=int(empty.costs[0]) // SCALE,
        unordered=tuple(np.flatnonzero(too_tied(variants)).tolist()),
        _first=aligned.first,
        _last=aligned.last,
        _events=aligned.events,
        _symbols=aligned.symbols,
    )
