"""The automaton and the cost function as the flat arrays that the compiled loops read, remembered by what they were made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.columns import SCALE, Machine
from workbench.process.automaton import Automaton

_LARGEST: Final = 1 << 24
_REMEMBERED: Final = 64
_DEAREST: Final = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Costs:
    """What a move costs (integers, 0 … 1,000,000): a log move of a label, a model move of a symbol; 1 where nothing is said.

    Synchronous moves cost nothing. The standard cost function (Adriansyah 2014) is `Costs()`. Among alignments of one cost those
    are preferred that suppose less of `last_resort`. Raises ValueError for a cost outside that range.
    """

    log_moves: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    model_moves: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    last_resort: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for name, cost in chain(self.log_moves.items(), self.model_moves.items()):
            if not 0 <= cost <= _DEAREST:
                raise ValueError(f"the move of {name!r} costs {cost}: give a whole number from 0 to {_DEAREST:,}")


@dataclass(frozen=True, kw_only=True)
class Labels:
    """A log's labels: the symbols that each may be, what log moves cost, and which symbols cost what, those apart that cost 1."""

    symbols_of: tuple[tuple[str, ...], ...]
    log_costs: tuple[int, ...]
    model_costs: frozenset[tuple[str, int]]
    last_resort: frozenset[str] = frozenset()

    @property
    def log_weight(self) -> NDArray[np.int64]:
        """Return the scaled cost of a log move of each label."""
        return np.array([cost * SCALE + 1 for cost in self.log_costs], dtype=np.int64)

    def model_weight(self, symbols: Sequence[str]) -> NDArray[np.int64]:
        """Return the scaled cost of a model move of each symbol."""
        cost_of = dict(self.model_costs)
        weights = (cost_of.get(symbol, 1) * SCALE + 1 + (symbol in self.last_resort) for symbol in symbols)
        return np.array([*weights], dtype=np.int64)

    def matching(self, symbols: Sequence[str]) -> NDArray[np.bool_]:
        """Return whether an event of each label may be each symbol (bool, shape (labels, symbols))."""
        code = {symbol: number for number, symbol in enumerate(symbols)}
        matches = np.zeros((len(self.symbols_of), len(symbols)), dtype=np.bool_)
        for label, meant in enumerate(self.symbols_of):
            matches[label, [code[symbol] for symbol in meant if symbol in code]] = True
        return matches


def labels_of(activities: Sequence[str], matches: Mapping[str, Sequence[str]], costs: Costs) -> Labels:
    """Return the labels of a log with these activities; `matches` gives the symbols that each may be."""
    return Labels(
        symbols_of=tuple(tuple(matches.get(label, ())) for label in activities),
        log_costs=tuple(costs.log_moves.get(label, 1) for label in activities),
        model_costs=frozenset(costs.model_moves.items()),
        last_resort=costs.last_resort,
    )


@lru_cache(maxsize=_REMEMBERED)
def machine_of(automaton: Automaton, labels: Labels) -> Machine:
    """Lay out an automaton for a log; those laid out last are remembered."""
    weight = labels.model_weight(automaton.symbols)
    into = np.lexsort((automaton.symbol, automaton.source, automaton.target))
    matches = labels.matching(automaton.symbols)
    step_target, step_symbol = _steps(automaton, matches)
    return Machine(
        final=automaton.final,
        log_weight=labels.log_weight,
        matches=matches,
        out_offsets=_offsets(automaton.source, automaton.n_states),
        out_target=automaton.target,
        out_symbol=automaton.symbol,
        out_weight=weight[automaton.symbol],
        in_offsets=_offsets(automaton.target[into], automaton.n_states),
        in_source=automaton.source[into],
        in_symbol=automaton.symbol[into],
        in_weight=weight[automaton.symbol[into]],
        step_target=step_target,
        step_symbol=step_symbol,
    )


def _steps(automaton: Automaton, matches: NDArray[np.bool_]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return where an event of each label leads from each state and under which symbol, -1 where nowhere or to several.

    Where that would be too large a table, it is empty, and no variant is settled by acceptance.
    """
    n_labels, n_states = len(matches), automaton.n_states
    if n_labels * n_states > _LARGEST:
        return np.zeros((0, 0), dtype=np.int32), np.zeros((0, 0), dtype=np.int32)
    label, symbol = np.nonzero(matches)
    by_symbol = np.argsort(automaton.symbol, kind="stable")
    bounds = _offsets(automaton.symbol[by_symbol], len(automaton.symbols))
    sizes = bounds[symbol + 1] - bounds[symbol]
    arc = by_symbol[np.repeat(bounds[symbol] - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())]
    place = np.repeat(label, sizes) * n_states + automaton.source[arc]
    alone = np.bincount(place, minlength=n_labels * n_states)[place] == 1
    target, taken = (np.full(n_labels * n_states, -1, dtype=np.int32) for _ in range(2))
    target[place[alone]], taken[place[alone]] = automaton.target[arc[alone]], automaton.symbol[arc[alone]]
    return target.reshape(n_labels, n_states), taken.reshape(n_labels, n_states)


def _offsets(sorted_codes: NDArray[np.int32], n_codes: int) -> NDArray[np.int64]:
    return np.searchsorted(sorted_codes, np.arange(n_codes + 1)).astype(np.int64)
