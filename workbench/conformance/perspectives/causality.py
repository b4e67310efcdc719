"""What enabled what: the last step that an execution had to wait for, by the design, never one of a parallel branch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.conformance.alignment import Alignments, Move
from workbench.process.automaton import Automaton
from workbench.process.components import components_of
from workbench.process.token_net import TokenNet

Predecessors = Mapping[str, frozenset[str]]
"""For each symbol those that a process lets come immediately before it and that it depends on."""


def predecessors_of(automaton: Automaton) -> Predecessors:
    """Return which symbols may come immediately before which, in one trace at least, without being free to change places.

    Two steps are concurrent in a state where both orders are possible and lead to one state (the diamond of a transition
    system; Cortadella, Kishinevsky, Lavagno, Yakovlev 1998, IEEE Transactions on Computers 47(8), doi 10.1109/12.707587).
    """
    arcs = automaton.arcs
    before: dict[str, set[str]] = {symbol: set() for symbol in automaton.symbols}
    for here in arcs:
        for first, between in here.items():
            for second, after in arcs[between].items():
                if first not in before[second] and not _are_concurrent(arcs, here, first, second, after):
                    before[second].add(first)
    return {symbol: frozenset(found) for symbol, found in before.items()}


def predecessors_of_net(net: TokenNet) -> Predecessors:
    """Return which symbols stand immediately before which in one of the net's state-machine components, silent moves between."""
    before: dict[str, set[str]] = {symbol: set() for symbol in net.symbols}
    for component in components_of(net):
        steps = [(net.moves[move].symbol, source, goal) for move, source, goal in component.steps]
        for symbol, _, goal in steps:
            if symbol is not None:
                reached = [goal]
                for state in reached:
                    reached += [to for silent, at, to in steps if silent is None and at == state and to not in reached]
                for second in {name for name, source, _ in steps if name is not None and source in reached}:
                    before[second].add(symbol)
    return {symbol: frozenset(found) for symbol, found in before.items()}


def predecessors_of_alignments(alignments: Alignments) -> Predecessors:
    """Return the predecessors of what was aligned with: by the automaton, or by the net where that is too wide."""
    if alignments.automaton is not None:
        return predecessors_of(alignments.automaton)
    assert alignments.net is not None, "without an automaton a net was searched"
    return predecessors_of_net(alignments.net)


def _are_concurrent(arcs: Sequence[Mapping[str, int]], here: Mapping[str, int], first: str, second: str, after: int) -> bool:
    return first != second and second in here and arcs[here[second]].get(first) == after


def enablers(moves: Sequence[Move], predecessors: Predecessors) -> Mapping[int, int | None]:
    """Return for each synchronous event of an alignment the event that enabled it, None for what the process begins with.

    Events are positions in the trace. Enabled is a step by the last completed of its predecessors; one that was skipped hands
    on what enabled itself.
    """
    reached: dict[str, int | None] = {}
    found: dict[int, int | None] = {}
    for move in moves:
        if move.symbol is None:
            continue
        known = [reached[symbol] for symbol in predecessors[move.symbol] if symbol in reached]
        enabler = max((event for event in known if event is not None), default=None)
        if move.event is not None:
            found[move.event] = enabler
        reached[move.symbol] = enabler if move.event is None else move.event
    return found
