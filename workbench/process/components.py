"""State-machine components: parts of a token net that hold exactly one token, each a small automaton that every game obeys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.process.token_net import Move, TokenNet

GONE: Final = 0
"""The state of a component whose token has left the net."""

_MOST_TRIES: Final = 2_000
"""Choices between places that are tried at most for one component."""


@dataclass(frozen=True, kw_only=True)
class Component:
    """Places of which exactly one holds the one token until it is gone: a state-machine component (Desel, Esparza 1995, ch. 5).

    State s > 0 is a token on `places[s - 1]`, state `GONE` none. `steps` holds (move, from, to) for every move of the net
    that touches the component; a move that empties all its places leads from every state to `GONE`. What the net allows, seen
    from its places alone, is a run from `start` to `GONE`; the reverse need not hold.
    """

    places: tuple[int, ...]
    start: int
    steps: tuple[tuple[int, int, int], ...]

    @property
    def n_states(self) -> int:
        """Return the number of states."""
        return len(self.places) + 1

    @property
    def touched(self) -> frozenset[int]:
        """Return the moves that take part in the component."""
        return frozenset(move for move, _, _ in self.steps)

    def known(self, net: TokenNet) -> frozenset[str]:
        """Return the symbols that the component knows: those all of whose moves take part in it."""
        touched = self.touched
        missed = {move.symbol for number, move in enumerate(net.moves) if number not in touched}
        return frozenset(net.symbols) - missed


def components_of(net: TokenNet) -> tuple[Component, ...]:
    """Return components that touch as many visible moves as can be, in the order of the moves.

    A place is followed backward to the start and forward to an end; at a fork one branch is chosen, at a join one of its
    places. Moves in inclusive blocks or with several tokens a place are often touched by none.
    """
    followed = _Follower(net)
    found: list[Component] = []
    touched: set[int] = set()
    for number, move in enumerate(net.moves):
        if move.symbol is None or number in touched:
            continue
        for place in move.takes:
            component = followed.through(place)
            if component is not None:
                found.append(component)
                touched |= component.touched
                break
    return tuple(found)


class _Follower:
    """Finds the places that must share one token, choosing where the net forks and joins."""

    def __init__(self, net: TokenNet) -> None:
        self._net = net
        self._givers: list[list[int]] = [[] for _ in range(net.n_places)]
        self._takers: list[list[int]] = [[] for _ in range(net.n_places)]
        for number, move in enumerate(net.moves):
            for place in move.gives:
                self._givers[place].append(number)
            for place in move.takes:
                self._takers[place].append(number)

    def through(self, place: int) -> Component | None:
        """Return a component that holds `place`, None where none is found within the tries."""
        self._tries = _MOST_TRIES
        inside = self._grown({place}, set(), [place])
        return self._component(inside) if inside is not None else None

    def _grown(self, inside: set[int], outside: set[int], waiting: list[int]) -> set[int] | None:
        """Follow the waiting places; where a choice is open, try one after the other."""
        waiting = list(waiting)
        while waiting:
            place = waiting.pop()
            for move, choices in self._demands(place, inside, outside):
                if not choices:
                    return None
                if len(choices) > 1:
                    waiting.append(place)
                    return self._tried(move, choices, (inside, outside, waiting))
                (chosen,) = choices
                inside.add(chosen)
                waiting.append(chosen)
                outside |= self._excluded(move, inside)
            if inside & outside:
                return None
        return inside

    def _tried(self, move: Move, choices: Sequence[int], state: tuple[set[int], set[int], list[int]]) -> set[int] | None:
        inside, outside, waiting = state
        for chosen in choices:
            self._tries -= 1
            if self._tries < 0:
                return None
            with_it = inside | {chosen}
            without = outside | self._excluded(move, with_it)
            found = None if with_it & without else self._grown(with_it, without, [*waiting, chosen])
            if found is not None:
                return found
        return None

    def _demands(self, place: int, inside: set[int], outside: set[int]) -> Iterator[tuple[Move, Sequence[int]]]:
        """Yield each move around a place that still lacks a place on its other side, with what may be chosen there."""
        for number in self._givers[place]:
            move = self._net.moves[number]
            if not inside & {*move.takes}:
                yield move, [each for each in dict.fromkeys(move.takes) if each not in outside]
        for number in self._takers[place]:
            move = self._net.moves[number]
            onward = [each for each in dict.fromkeys(move.gives) if each not in outside]
            if onward and not inside & {*move.gives}:
                yield move, onward

    @staticmethod
    def _excluded(move: Move, inside: set[int]) -> set[int]:
        """Return the places that cannot be inside beside the one that is."""
        excluded: set[int] = set()
        for side in (move.takes, move.gives):
            if inside & {*side}:
                excluded |= {*side} - inside
        return excluded

    def _component(self, inside: set[int]) -> Component | None:
        """Check that exactly one token is inside at any time, and lay the component out; None where that cannot be told."""
        places = tuple(sorted(inside))
        state_of = {place: number for number, place in enumerate(places, 1)}
        begun = [place for place in self._net.start if place in inside]
        if len(begun) != 1:
            return None
        steps: list[tuple[int, int, int]] = []
        for number, move in enumerate(self._net.moves):
            taken = [state_of[place] for place in move.takes if place in inside]
            given = [state_of[place] for place in move.gives if place in inside]
            emptied = inside & {*move.empties}
            if len(taken) > 1 or len(given) > 1 or (given and not taken):
                return None
            if taken:
                steps.append((number, taken[0], given[0] if given else GONE))
            elif emptied == inside:
                steps += [(number, state, GONE) for state in range(len(places) + 1)]
            elif emptied:
                return None
        return Component(places=places, start=state_of[begun[0]], steps=tuple(steps))
