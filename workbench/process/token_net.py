"""The token game: places that hold tokens, moves that take and give them, and every state that the moves can reach."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, kw_only=True)
class Move:
    """One step of the game. `symbol` is the element id that shows in a trace, None when the step is silent.

    It takes and gives a token a place, more where a place stands more than once.
    `empties` are places that lose all their tokens; `only_if_empty` are places that must hold none. `join` names all
    incoming places of an inclusive join: the move waits while a token that can still reach an empty one of them cannot
    reach a filled one (BPMN 2.0.2, 13.4.3). An `urgent` move happens before anything else can: a scope that is terminated
    does nothing more. With a move that `happens` its element itself does, rather than being entered, merged or left.
    """

    element: str
    symbol: str | None = None
    takes: tuple[int, ...] = ()
    gives: tuple[int, ...] = ()
    empties: tuple[int, ...] = ()
    only_if_empty: tuple[int, ...] = ()
    join: tuple[int, ...] = ()
    urgent: bool = False
    waits: bool = False
    beside: bool = False
    happens: bool = False

    @property
    def node(self) -> str:
        """Return the id of the element: an inclusive gateway splits under a name of its own."""
        return self.element.removesuffix(" split")

    @property
    def is_plain(self) -> bool:
        """Return whether nothing but the places it takes from decides whether and when the move may fire, and it empties none."""
        return not (self.empties or self.only_if_empty or self.join or self.urgent)


@dataclass(frozen=True, kw_only=True)
class TokenNet:
    """Places 0 … n_places - 1, the moves over them and the start state; the game is complete when no token is left.

    Tokens on places `aside` are on no sequence flow: messages, and what was done and can be undone; no join waits for them.
    `approximated` names the elements whose rule is narrower than the standard's, with the key of the sentence that says how.
    `flows` are (place, id) of the places whose token stands on a sequence flow, or before one of several nodes of a tree.
    """

    n_places: int
    moves: tuple[Move, ...]
    start: tuple[int, ...]
    aside: frozenset[int] = frozenset()
    approximated: tuple[tuple[str, str], ...] = ()
    flows: tuple[tuple[int, str], ...] = ()

    @property
    def symbols(self) -> tuple[str, ...]:
        """Return what shows in traces, sorted."""
        return tuple(sorted({move.symbol for move in self.moves if move.symbol is not None}))

    def with_silent(self, symbols: Collection[str]) -> TokenNet:
        """Return the same game with some symbols no longer showing in traces."""
        moves = (replace(move, symbol=None) if move.symbol in symbols else move for move in self.moves)
        return replace(self, moves=tuple(moves))

    @property
    def hurried(self) -> TokenNet:
        """Return the same game in which what leads straight to an urgent move is urgent too: gateways and ends take no time.

        Such a move is silent, alone in taking its tokens, waits for nothing outside, and gives one token, to an urgent move, or
        none, and an urgent move waits for its tokens to be gone.
        """
        takers = self._takers
        moves = list(self.moves)
        found = True
        while found:
            found = False
            taken, guarded = _fuses(moves)
            for number, move in enumerate(moves):
                chosen = move.urgent or move.waits or move.beside or move.join or move.empties or move.symbol is not None
                leads = {*move.gives} <= taken if len(move.gives) == 1 else not move.gives and {*move.takes} <= guarded
                if leads and not chosen and all(takers[place] == 1 for place in move.takes):
                    moves[number], found = replace(move, urgent=True), True
        return replace(self, moves=tuple(moves))

    @property
    def eager(self) -> frozenset[int]:
        """Return the moves that fire at once: urgent ones, and those which lose no trace by it.

        These are silent, plain, alone in taking their tokens, and set off nothing urgent.

        Such a move competes with no other, so firing it first leaves every continuation possible. Moves that give tokens
        to several places stay lazy where an inclusive join watches how far tokens have come.
        """
        takers = self._takers
        watched = any(move.join for move in self.moves)
        taken, guarded = _fuses(self.moves)
        harmless = {
            number
            for number, move in enumerate(self.moves)
            if move.symbol is None
            and move.is_plain
            and all(takers[place] == 1 for place in move.takes)
            and not (watched and len(move.gives) > 1)
            and not taken & {*move.gives}
            and not guarded & {*move.takes}
        }
        urgent = {number for number, move in enumerate(self.moves) if move.urgent}
        return frozenset(urgent | {number for number in harmless if not self._runs_in_a_circle(number, harmless)})

    @property
    def _takers(self) -> Mapping[int, int]:
        """Return how many moves take from each place."""
        return Counter(place for move in self.moves for place in move.takes)

    def _runs_in_a_circle(self, number: int, eager: Collection[int]) -> bool:
        """Return whether eager moves alone could bring back what the move takes, so that it would fire for ever."""
        before: dict[int, set[int]] = {}
        for other in eager:
            for given in self.moves[other].gives:
                before.setdefault(given, set()).update(self.moves[other].takes)
        return any(place in _closure(place, before) for place in self.moves[number].takes)


class TooManyStatesError(Exception):
    """The game has more states than the budget allows."""


class UnboundedError(Exception):
    """A place would collect ever more tokens; `element` is the node that gave one too many."""

    def __init__(self, element: str) -> None:
        super().__init__(element)
        self.element = element


def upstream_of(net: TokenNet, join: Move) -> Mapping[int, set[int]]:
    """Return for each incoming place of an inclusive join the places from which a token can come there not through the join."""
    before: dict[int, set[int]] = {}
    for move in net.moves if join.join else ():
        if (move.element, move.join) != (join.element, join.join):
            for given in {*move.gives} - net.aside:
                before.setdefault(given, set()).update({*move.takes} - net.aside)
    return {place: _closure(place, before) for place in join.join}


def _fuses(moves: Sequence[Move]) -> tuple[set[int], set[int]]:
    """Return the places from which urgent moves take, and those that must be empty for one."""
    urgent = [move for move in moves if move.urgent]
    return {place for move in urgent for place in move.takes}, {place for move in urgent for place in move.only_if_empty}


def _closure(place: int, before: Mapping[int, set[int]]) -> set[int]:
    seen: set[int] = set()
    waiting = [place]
    while waiting:
        for earlier in before.get(waiting.pop(), ()):
            if earlier not in seen:
                seen.add(earlier)
                waiting.append(earlier)
    return seen
