"""The automaton and the cost function as the flat arrays that the compiled loops read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.kernels import INFINITE, SCALE, Machine, relax
from workbench.conformance.prefixes import NO_TRACES, stack_for
from workbench.process.automaton import Automaton

_LARGEST: Final = 1 << 24


@dataclass(frozen=True, kw_only=True)
class Costs:
    """What a move costs (non-negative integers): a log move of a label, a model move of a symbol; 1 where nothing is said.

    Synchronous moves cost nothing. The standard cost function (Adriansyah 2014) is `Costs()`.
    """

    log_moves: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    model_moves: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


def machine_of(automaton: Automaton, activities: Sequence[str], matches: Mapping[str, Sequence[str]], costs: Costs) -> Machine:
    """Lay out an automaton for a log with these activities; `matches` gives the symbols that each log label may be."""
    weight = np.array([costs.model_moves.get(symbol, 1) * SCALE + 1 for symbol in automaton.symbols], dtype=np.int64)
    sync_label, sync = _synchronous_arcs(automaton, activities, matches)
    into = np.lexsort((automaton.symbol, automaton.source, automaton.target))
    start = np.full(automaton.n_states, INFINITE, dtype=np.int64)
    step_target, step_symbol = _steps(automaton, len(activities), sync_label, sync)
    return Machine(
        start=start,
        finals=np.flatnonzero(automaton.final).astype(np.int32),
        log_weight=np.array([costs.log_moves.get(label, 1) * SCALE + 1 for label in activities], dtype=np.int64),
        sync_offsets=_offsets(sync_label, len(activities)),
        sync_source=automaton.source[sync],
        sync_target=automaton.target[sync],
        sync_symbol=automaton.symbol[sync],
        out_offsets=_offsets(automaton.source, automaton.n_states),
        out_target=automaton.target,
        out_weight=weight[automaton.symbol],
        in_offsets=_offsets(automaton.target[into], automaton.n_states),
        in_source=automaton.source[into],
        in_weight=weight[automaton.symbol[into]],
        in_symbol=automaton.symbol[into],
        step_target=step_target,
        step_symbol=step_symbol,
    )


def settle_start(machine: Machine) -> None:
    """Fill the costs of all states before any event: shortest runs of model moves from state 0."""
    stack = stack_for(NO_TRACES, machine)
    machine.start[0] = 0
    stack.improved[0] = 0
    stack.queued[0] = True
    relax(machine.start, stack, 1, machine)


def _synchronous_arcs(
    automaton: Automaton, activities: Sequence[str], matches: Mapping[str, Sequence[str]]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return (label code, arc) of every arc that an event may take, sorted by label, then arc."""
    code = {symbol: number for number, symbol in enumerate(automaton.symbols)}
    by_symbol = np.argsort(automaton.symbol, kind="stable")
    bounds = _offsets(automaton.symbol[by_symbol], len(automaton.symbols)).tolist()
    arcs: list[NDArray[np.int64]] = [np.zeros(0, dtype=np.int64)]
    for label in activities:
        wanted = {code[symbol] for symbol in matches.get(label, ()) if symbol in code}
        here = [by_symbol[bounds[symbol] : bounds[symbol + 1]] for symbol in wanted]
        arcs.append(here[0] if len(here) == 1 else np.sort(np.concatenate([arcs[0], *here])))
    return np.repeat(np.arange(len(activities)), [len(each) for each in arcs[1:]]), np.concatenate(arcs)


def _steps(
    automaton: Automaton, n_labels: int, label: NDArray[np.int64], arc: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return where an event of each label leads from each state and under which symbol, -1 where nowhere or to several.

    Where that would be too large a table, it is empty, and every variant is swept.
    """
    if n_labels * automaton.n_states > _LARGEST:
        return np.zeros((0, 0), dtype=np.int32), np.zeros((0, 0), dtype=np.int32)
    target, symbol = (np.full((n_labels, automaton.n_states), -1, dtype=np.int32) for _ in range(2))
    place = label * automaton.n_states + automaton.source[arc]
    alone = np.bincount(place, minlength=target.size)[place] == 1
    target.reshape(-1)[place[alone]], symbol.reshape(-1)[place[alone]] = (
        automaton.target[arc[alone]],
        automaton.symbol[arc[alone]],
    )
    return target, symbol


def _offsets(sorted_codes: NDArray[np.int64] | NDArray[np.int32], n_codes: int) -> NDArray[np.int64]:
    return np.searchsorted(sorted_codes, np.arange(n_codes + 1)).astype(np.int64)
