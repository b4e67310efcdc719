"""The token game: places that hold tokens, moves that take and give them, and every state that the moves can reach."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, overload

_BITS: Final = 4
MOST_TOKENS: Final = (1 << _BITS) - 1
"""A place that would hold more tokens than this makes the behaviour count as unbounded."""

MOST_CELLS: Final = 100_000_000
"""Places times moves of a net that is explored at most: about half a byte each in every table of masks."""


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


@dataclass(frozen=True, kw_only=True)
class StateGraph:
    """Every reachable state; `steps[s]` holds (move, next state). State 0 is the start, `final` those without tokens.

    `markings[s]` gives the number of tokens on each marked place.
    """

    steps: tuple[tuple[tuple[int, int], ...], ...]
    final: frozenset[int]
    markings: Sequence[Mapping[int, int]]


class TooManyStatesError(Exception):
    """The game has more states than the budget allows."""


class UnboundedError(Exception):
    """A place would collect ever more tokens; `element` is the node that gave one too many."""

    def __init__(self, element: str) -> None:
        super().__init__(element)
        self.element = element


class Board:
    """The net as bit masks: a state is one integer with four bits a place."""

    def __init__(self, net: TokenNet) -> None:
        self._ones = sum(1 << (_BITS * place) for place in range(net.n_places))
        self._moves = net.moves
        self._takes = [_count_mask(move.takes) for move in net.moves]
        self._gives = [_count_mask(move.gives) for move in net.moves]
        self._needs = [_presence_mask(move.takes) for move in net.moves]
        self._keeps = [~(_presence_mask(move.empties) * MOST_TOKENS) for move in net.moves]
        self._hinders = [_presence_mask(move.only_if_empty) for move in net.moves]
        self._given = [_presence_mask(move.gives) for move in net.moves]
        self._upstream = [_upstream_masks(net, move) for move in net.moves]
        self._heavy = [_heavy(move.takes) for move in net.moves]
        self._heaped = [_heavy(move.gives) for move in net.moves]
        self._by_trigger: dict[int, list[int]] = {}
        for number, move in enumerate(net.moves):
            trigger = min(move.takes) if move.takes else -1
            self._by_trigger.setdefault(trigger, []).append(number)
        self.eager = net.eager
        self.start = _count_mask(net.start)

    def next_states(self, state: int) -> Iterator[tuple[int, int]]:
        """Yield (move, next state); where an eager move is possible, that one alone."""
        presence = self._presence(state)
        possible = [number for number in self._candidates(presence) if self._is_enabled(number, presence, state)]
        first = next((number for number in possible if number in self.eager), None)
        for number in possible if first is None else [first]:
            yield number, self._after(number, state)

    def _presence(self, state: int) -> int:
        return (state | state >> 1 | state >> 2 | state >> 3) & self._ones

    def _candidates(self, presence: int) -> Iterator[int]:
        rest = presence
        while rest:
            lowest = rest & -rest
            yield from self._by_trigger.get((lowest.bit_length() - 1) // _BITS, ())
            rest ^= lowest

    def _is_enabled(self, number: int, presence: int, state: int) -> bool:
        need = self._needs[number]
        if presence & need != need or presence & self._hinders[number]:
            return False
        if any(state >> shift & MOST_TOKENS < count for shift, count in self._heavy[number]):
            return False
        return not self._upstream[number] or self._join_may_fire(number, presence)

    def _join_may_fire(self, number: int, presence: int) -> bool:
        to_filled = to_empty = filled = 0
        for place, upstream in self._upstream[number]:
            if presence & place:
                to_filled |= upstream
                filled |= place
            else:
                to_empty |= upstream
        taken = self._needs[number]
        return filled == taken and not presence & to_empty & ~to_filled & ~filled

    def _after(self, number: int, state: int) -> int:
        after = (state - self._takes[number]) & self._keeps[number]
        given = self._gives[number]
        full = after & (after >> 1) & (after >> 2) & (after >> 3) & self._ones
        crowded = any((after >> shift & MOST_TOKENS) + count > MOST_TOKENS for shift, count in self._heaped[number])
        if full & self._given[number] or crowded:
            raise UnboundedError(self._moves[number].element)
        return after + given


def explore(net: TokenNet, budget: int) -> StateGraph:
    """Play every game: all states reachable from the start, breadth first, in a fixed order.

    Raises TooManyStatesError beyond `budget` states or for a net too large to be laid out as bit masks, UnboundedError where
    a place collects more than 15 tokens.
    """
    if net.n_places * len(net.moves) > MOST_CELLS:
        raise TooManyStatesError
    board = Board(net)
    number_of = {board.start: 0}
    states = [board.start]
    steps: list[tuple[tuple[int, int], ...]] = []
    while len(steps) < len(states):
        here: list[tuple[int, int]] = []
        for move, after in board.next_states(states[len(steps)]):
            if after not in number_of:
                if len(states) >= budget:
                    raise TooManyStatesError
                number_of[after] = len(states)
                states.append(after)
            here.append((move, number_of[after]))
        steps.append(tuple(here))
    final = frozenset({number_of[0]} if 0 in number_of else ())
    return StateGraph(steps=tuple(steps), final=final, markings=_Markings(states))


class _Markings(Sequence[Mapping[int, int]]):
    """The packed states, unpacked one at a time when they are asked for."""

    def __init__(self, states: Sequence[int]) -> None:
        self._states = states

    def __len__(self) -> int:
        return len(self._states)

    @overload
    def __getitem__(self, state: int) -> Mapping[int, int]: ...
    @overload
    def __getitem__(self, state: slice) -> Sequence[Mapping[int, int]]: ...
    def __getitem__(self, state: int | slice) -> Mapping[int, int] | Sequence[Mapping[int, int]]:
        if isinstance(state, slice):
            return [tokens_on(each) for each in self._states[state]]
        return tokens_on(self._states[state])


def count_on(state: int, place: int) -> int:
    """Return the number of tokens on one place of a packed state."""
    return state >> (_BITS * place) & MOST_TOKENS


def tokens_on(state: int) -> Mapping[int, int]:
    """Return the number of tokens on each marked place of a packed state."""
    tokens: dict[int, int] = {}
    place = 0
    while state:
        if state & MOST_TOKENS:
            tokens[place] = state & MOST_TOKENS
        state >>= _BITS
        place += 1
    return tokens


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


def _presence_mask(places: Sequence[int]) -> int:
    return sum(1 << (_BITS * place) for place in set(places))


def _count_mask(places: Sequence[int]) -> int:
    return sum(1 << (_BITS * place) for place in places)


def _heavy(places: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Return (bits to shift, tokens) of each place that stands more than once."""
    return tuple((_BITS * place, count) for place, count in Counter(places).items() if count > 1)


def _upstream_masks(net: TokenNet, join: Move) -> tuple[tuple[int, int], ...]:
    upstream = upstream_of(net, join)
    return tuple((_presence_mask((place,)), _presence_mask(tuple(places))) for place, places in upstream.items())


def upstream_of(net: TokenNet, join: Move) -> Mapping[int, set[int]]:
    """Return for each incoming place of an inclusive join the places from which a token can come there not through the join."""
    before: dict[int, set[int]] = {}
    for move in net.moves if join.join else ():
        if move.element != join.element:
            for given in {*move.gives} - net.aside:
                before.setdefault(given, set()).update({*move.takes} - net.aside)
    return {place: _closure(place, before) for place in join.join}
