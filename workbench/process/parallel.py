"""A net that forks once, joins once, and has nothing in common between: its branches as automata of their own."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.process.automaton import Automaton, NoCompletionError, Steps, minimal
from workbench.process.components import GONE, Component, components_of
from workbench.process.token_net import TokenNet


def parallel_branches(net: TokenNet) -> tuple[Automaton, ...]:
    """Return the branches whose shuffle is exactly the language of the net, none where it is not of that kind.

    Each branch is a state-machine component. A move belongs to one of them, or, silent, to all: those before the branches and
    those behind them, each the only one that may happen there.
    """
    components = components_of(net)
    touched = [component.touched for component in components]
    shared = frozenset.intersection(*touched) if touched else frozenset()
    alone = sum(len(moves - shared) for moves in touched)
    everything = frozenset().union(*touched)
    covered = {place for component in components for place in component.places}
    given = {place for move in net.moves for place in move.gives}
    is_apart = alone == len(everything - shared) and len(everything) == len(net.moves) and given <= covered
    is_counted = not any(
        move.empties or move.join or move.urgent or (move.only_if_empty and number not in shared)
        for number, move in enumerate(net.moves)
    )
    if len(components) < 2 or not is_apart or not is_counted or any(net.moves[move].symbol is not None for move in shared):
        return ()
    if not all(_is_framed(component, shared) for component in components):
        return ()
    try:
        return tuple(_language(component, net, shared) for component in components)
    except NoCompletionError:
        return ()


def _is_framed(component: Component, shared: frozenset[int]) -> bool:
    """Return whether shared moves stand in a row before everything else, and in a row behind it."""
    own = [(source, goal) for move, source, goal in component.steps if move not in shared]
    frame = [(source, goal) for move, source, goal in component.steps if move in shared]
    inner = _reached({source for source, _ in own} | {goal for _, goal in own}, own)
    before, state = 0, component.start
    while state not in inner and (ahead := [goal for source, goal in frame if source == state]):
        if len(ahead) > 1:
            return False
        before, state = before + 1, ahead[0]
    behind, ways_out = 0, [goal for source, goal in frame if source in inner]
    while len(ways_out) == 1 and ways_out[0] not in inner:
        behind += 1
        if ways_out[0] == GONE:
            break
        ways_out = [goal for source, goal in frame if source == ways_out[0]]
    return bool(inner) and state in inner and before + behind == len(frame) and (behind == 0 or ways_out == [GONE])


def _reached(states: set[int], steps: Sequence[tuple[int, int]]) -> set[int]:
    reached = set(states)
    waiting = list(states)
    while waiting:
        here = waiting.pop()
        fresh = {goal for source, goal in steps if source == here} - reached
        reached |= fresh
        waiting += fresh
    return reached


def _language(component: Component, net: TokenNet, shared: frozenset[int]) -> Automaton:
    """Return the automaton of a component; shared moves are silent."""
    order = [component.start, *(state for state in range(component.n_states) if state != component.start)]
    number = {state: place for place, state in enumerate(order)}
    silent: list[list[int]] = [[] for _ in number]
    visible: list[list[tuple[str, int]]] = [[] for _ in number]
    for move, source, goal in component.steps:
        symbol = None if move in shared else net.moves[move].symbol
        if symbol is None:
            silent[number[source]].append(number[goal])
        else:
            visible[number[source]].append((symbol, number[goal]))
    return minimal(Steps(silent=silent, visible=visible, final=frozenset({number[GONE]})))
