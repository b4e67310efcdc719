"""Which symbols a process lets follow which, at any distance, and which of them come first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from workbench.process.automaton import Automaton
from workbench.process.components import components_of
from workbench.process.token_net import TokenNet


@dataclass(frozen=True, kw_only=True)
class Succession:
    """`later[s]` are all symbols that may occur after s in one trace, `first` those with which a trace may begin.

    `declared` are the pairs (before, after) that somebody cares about: where several orders are broken, theirs is named.
    """

    later: Mapping[str, frozenset[str]]
    first: frozenset[str]
    declared: frozenset[tuple[str, str]] = frozenset()

    def is_strict(self, first: str, second: str) -> bool:
        """Return whether `first` never occurs after `second` in any trace of the process."""
        return first not in self.later.get(second, frozenset())

    def caring_for(self, declared: Collection[tuple[str, str]]) -> Succession:
        """Return the same with the pairs (before, after) that are declared."""
        return replace(self, declared=frozenset(declared))


def succession_of(automaton: Automaton) -> Succession:
    """Collect for every symbol what may still come after it."""
    arcs = list(zip(automaton.source.tolist(), automaton.symbol.tolist(), automaton.target.tolist(), strict=True))
    to_come = _to_come(automaton.n_states, arcs)
    after: dict[int, int] = {}
    for _, symbol, target in arcs:
        after[symbol] = after.get(symbol, 0) | to_come[target]
    names = automaton.symbols
    return Succession(
        later={names[symbol]: _named(mask, names) for symbol, mask in after.items()},
        first=frozenset(names[symbol] for source, symbol, _ in arcs if source == 0),
    )


def succession_of_net(net: TokenNet) -> Succession:
    """Collect for every symbol of a net what may come after it, as far as the net's state-machine components tell.

    What no component excludes is held possible, so that what is strict here is strict in the process.
    """
    names = net.symbols
    code = {name: number for number, name in enumerate(names)}
    later, first = dict.fromkeys(range(len(names)), (1 << len(names)) - 1), (1 << len(names)) - 1
    for component in components_of(net):
        known = frozenset(code[name] for name in component.known(net))
        symbol_of = [code.get(net.moves[move].symbol or "", -1) for move, _, _ in component.steps]
        arcs = [(source, symbol, goal) for (_, source, goal), symbol in zip(component.steps, symbol_of, strict=True)]
        to_come = _to_come(component.n_states, arcs)
        for symbol in known:
            allowed = 0
            for _, taken, goal in arcs:
                allowed |= to_come[goal] if taken == symbol else 0
            later[symbol] &= allowed | ~_mask(known)
        begun = _silently(component.start, arcs)
        first &= _mask(taken for source, taken, _ in arcs if source in begun and taken >= 0) | ~_mask(known)
    return Succession(
        later={names[symbol]: _named(mask, names) for symbol, mask in later.items()},
        first=_named(first, names),
    )


def _to_come(n_states: int, arcs: Collection[tuple[int, int, int]]) -> list[int]:
    """Return which symbols may still come from each state, one bit a symbol, by a fixed point over the arcs; -1 is silent."""
    to_come = [0] * n_states
    into: list[list[tuple[int, int]]] = [[] for _ in to_come]
    for source, symbol, target in arcs:
        into[target].append((source, 1 << symbol if symbol >= 0 else 0))
    waiting = set(range(n_states))
    while waiting:
        state = waiting.pop()
        for source, bit in into[state]:
            grown = to_come[source] | to_come[state] | bit
            if grown != to_come[source]:
                to_come[source] = grown
                waiting.add(source)
    return to_come


def _silently(start: int, arcs: Collection[tuple[int, int, int]]) -> frozenset[int]:
    reached = {start}
    waiting = [start]
    while waiting:
        here = waiting.pop()
        fresh = {goal for source, symbol, goal in arcs if source == here and symbol < 0} - reached
        reached |= fresh
        waiting += fresh
    return frozenset(reached)


def _mask(symbols: Iterable[int]) -> int:
    mask = 0
    for symbol in symbols:
        mask |= 1 << symbol
    return mask


def _named(mask: int, names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name for number, name in enumerate(names) if mask >> number & 1)
