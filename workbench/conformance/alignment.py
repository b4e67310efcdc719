"""Optimal alignments of a log with a process: every variant against the automaton, or by search where that would be too wide."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache, partial
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.columns import INFINITE, SCALE
from workbench.conformance.machine import Costs, Labels, labels_of, machine_of
from workbench.conformance.projections import projected
from workbench.conformance.result_tables import MoveTable
from workbench.conformance.searching import Budget, Search
from workbench.conformance.succession import Succession, succession_of, succession_of_net
from workbench.conformance.sweeping import Sweeper, sweep, swept
from workbench.conformance.traces import NO_EVENTS, too_tied, traces_of
from workbench.eventlog.log import Variants
from workbench.process.automaton import Automaton
from workbench.process.behavior import Behavior
from workbench.process.token_net import TokenNet, TooManyStatesError, UnboundedError
from workbench.shown import Tabled

_NARROW: Final = 400
"""States of an automaton up to which nothing is searched."""

_REMEMBERED: Final = 64
_AT_FIRST: Final = 4_000
"""States that a process may reach to be laid out as an automaton before any search."""


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


def cost_of(move: Move, trace: Sequence[str], costs: Costs) -> int:
    """Return what a deviating move costs in the alignment of a trace of labels."""
    if move.event is not None:
        return costs.log_moves.get(trace[move.event], 1)
    return costs.model_moves.get(move.symbol or "", 1)


class MoveColumns(NamedTuple):
    """The moves of all variants as columns: variant v has the moves `first[v] <= m < last[v]`.

    `events[m]` is the position in the trace, -1 for a model move; `symbols[m]` a code of the automaton's, -1 for a log move.
    """

    first: NDArray[np.int64]
    last: NDArray[np.int64]
    events: NDArray[np.int32]
    symbols: NDArray[np.int32]


@dataclass(frozen=True, kw_only=True)
class AlignmentEngine:
    """How alignments are found: where variants are swept, which never changes a result, and when and how far they are searched.

    A process that reaches more than `states` markings is not laid out as an automaton; with 0 none is, and all is searched.
    """

    sweeper: Sweeper = swept
    budget: Budget = field(default_factory=Budget)
    states: int = 100_000


class Method(StrEnum):
    """How alignments were found: all states swept, branch by branch in projections, or by a search."""

    SWEPT = "swept"
    PROJECTED = "projected"
    SEARCHED = "searched"


@dataclass(frozen=True, kw_only=True, eq=False)
class Alignments(Tabled):
    """One alignment a variant. `costs` (int64, one a variant) is what it costs, `least_costs` what an optimal one costs at least.

    They are equal save where a search ran out of budget. `empty_cost` is that of the empty trace. `automaton` is None where the
    behaviour is too wide for one, `net` what was searched, if so. `unordered` names the variants with more tied events than can
    be tried in every order: what they cost in the best order may be less.
    """

    variants: Variants
    method: Method
    symbols: tuple[str, ...]
    automaton: Automaton | None
    net: TokenNet | None
    costs: NDArray[np.int64]
    least_costs: NDArray[np.int64]
    empty_cost: int
    unordered: tuple[int, ...]
    _first: NDArray[np.int64]
    _last: NDArray[np.int64]
    _events: NDArray[np.int32]
    _symbols: NDArray[np.int32]
    _prefix_costs: Callable[[NDArray[np.int64]], NDArray[np.int64]]

    @property
    def table(self) -> MoveTable:
        """Return every move."""
        return MoveTable(alignments=self)

    @property
    def is_exact(self) -> NDArray[np.bool_]:
        """Return which alignments are known to be optimal (bool, one a variant)."""
        return np.asarray(self.costs == self.least_costs)

    @property
    def columns(self) -> MoveColumns:
        """Return the moves of all variants, for figures over many."""
        return MoveColumns(self._first, self._last, self._events, self._symbols)

    def moves(self, variant: int) -> tuple[Move, ...]:
        """Return the alignment of one variant, the same on every run."""
        span = slice(self._first[variant], self._last[variant])
        return tuple(
            Move(event=event if event >= 0 else None, symbol=self.symbols[symbol] if symbol >= 0 else None)
            for event, symbol in zip(self._events[span].tolist(), self._symbols[span].tolist(), strict=True)
        )

    def symbols_in(self, variant: int) -> frozenset[str]:
        """Return what the alignment of one variant does, whether an event shows it or not."""
        codes = set(self._symbols[self._first[variant] : self._last[variant]].tolist())
        return frozenset(self.symbols[code] for code in codes if code >= 0)

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
            least_costs=self.least_costs[numbers],
            unordered=tuple(np.flatnonzero(np.isin(numbers, self.unordered)).tolist()),
            _first=self._first[numbers],
            _last=self._last[numbers],
            _prefix_costs=partial(_among, self._prefix_costs, numbers),
        )

    @property
    def succession(self) -> Succession:
        """Return which symbols the process lets follow which, as far as a net that is too wide tells."""
        if self.automaton is not None:
            return succession_of(self.automaton)
        assert self.net is not None, "without an automaton a net was searched"
        return succession_of_net(self.net)

    @property
    def prefix_costs(self) -> NDArray[np.int64]:
        """Return what every variant costs as the begin of a trace that might go on (int64), as `prefix_costs_of` does."""
        return self.prefix_costs_of(np.arange(len(self.variants)))

    def prefix_costs_of(self, chosen: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return what some variants cost as begins of traces that might go on (int64); the whole cost where that is not found."""
        found = self._prefix_costs(chosen)
        return np.where(found < INFINITE, found // SCALE, self.costs[chosen])


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
    return _by_sweep(variants, automaton, labels_of(variants.activities, matches, costs or Costs()), sweeper)


def align_behavior(
    variants: Variants,
    behavior: Behavior,
    matches: Mapping[str, Sequence[str]],
    costs: Costs | None = None,
    engine: AlignmentEngine | None = None,
) -> Alignments:
    """Align every variant with what a process allows, however wide that is.

    Where the automaton is small, as `align_variants` does. Where all of the process is branches in parallel without a common
    label, branch by branch: the costs of the projections add up. Else by best-first search over markings, exact within the
    budget; if that leaves something open and an automaton can be laid out, it is swept; what is open then has a cost at least and
    at most.

    Raises UnsupportedError for tokens without bound, for a process none of whose games completes, and for one of which not even
    one run can be found within the budget.
    """
    engine = engine or AlignmentEngine()
    labels = labels_of(variants.activities, matches, costs or Costs())
    automaton = behavior.automaton_within(min(_AT_FIRST, engine.states))
    if automaton is not None and automaton.n_states <= _NARROW:
        return _by_sweep(variants, automaton, labels, engine.sweeper)
    found = _by_projection(variants, behavior, labels) or _by_search(variants, behavior, labels, engine.budget)
    if found is None or not found.is_exact.all():
        automaton = automaton or behavior.automaton_within(engine.states)
        if automaton is not None:
            return _by_sweep(variants, automaton, labels, engine.sweeper)
    if found is None:
        raise behavior.refused(TooManyStatesError())
    return replace(found, automaton=automaton)


def _by_sweep(variants: Variants, automaton: Automaton, labels: Labels, sweeper: Sweeper) -> Alignments:
    machine = machine_of(automaton, labels)
    aligned = sweeper(traces_of(variants), machine)
    costs = aligned.costs // SCALE
    return Alignments(
        variants=variants,
        method=Method.SWEPT,
        symbols=automaton.symbols,
        automaton=automaton,
        net=None,
        costs=costs,
        least_costs=costs,
        empty_cost=_empty_cost(automaton, labels),
        unordered=tuple(np.flatnonzero(too_tied(variants)).tolist()),
        _first=aligned.first,
        _last=aligned.last,
        _events=aligned.events,
        _symbols=aligned.symbols,
        _prefix_costs=partial(_taken, aligned.prefix_costs),
    )


def _taken(values: NDArray[np.int64], chosen: NDArray[np.int64]) -> NDArray[np.int64]:
    return values[chosen]


def _among(
    prefix_costs: Callable[[NDArray[np.int64]], NDArray[np.int64]], numbers: NDArray[np.int64], chosen: NDArray[np.int64]
) -> NDArray[np.int64]:
    return prefix_costs(numbers[chosen])


@lru_cache(maxsize=_REMEMBERED)
def _empty_cost(automaton: Automaton, labels: Labels) -> int:
    empty = sweep(NO_EVENTS, np.zeros(1, dtype=np.int64), machine_of(automaton, labels), INFINITE)
    return int(empty.costs[0]) // SCALE


def _by_projection(variants: Variants, behavior: Behavior, labels: Labels) -> Alignments | None:
    """Return the alignments of branches in parallel put together, None where that cannot be done."""
    net = behavior.simplified()
    found = projected(traces_of(variants), net, labels)
    if found is None:
        return None
    costs = found.aligned.costs // SCALE
    return Alignments(
        variants=variants,
        method=Method.PROJECTED,
        symbols=found.symbols,
        automaton=None,
        net=net,
        costs=costs,
        least_costs=costs,
        empty_cost=found.empty_cost // SCALE,
        unordered=(),
        _first=found.aligned.first,
        _last=found.aligned.last,
        _events=found.aligned.events,
        _symbols=found.aligned.symbols,
        _prefix_costs=partial(_taken, found.aligned.prefix_costs),
    )


def _by_search(variants: Variants, behavior: Behavior, labels: Labels, budget: Budget) -> Alignments | None:
    """Return what the search finds, None where it finds no run of the process."""
    net = behavior.simplified()
    try:
        search = Search(traces_of(variants), net, labels, budget)
        found = search.alignments()
    except UnboundedError as cause:
        raise behavior.refused(cause) from cause
    except TooManyStatesError:
        return None
    return Alignments(
        variants=variants,
        method=Method.SEARCHED,
        symbols=search.symbols,
        automaton=None,
        net=net,
        costs=found.costs // SCALE,
        least_costs=found.least // SCALE,
        empty_cost=search.empty_cost // SCALE,
        unordered=tuple(np.flatnonzero(too_tied(variants)).tolist()),
        _first=found.first,
        _last=found.last,
        _events=found.events,
        _symbols=found.symbols,
        _prefix_costs=search.prefix_costs,
    )
