"""A net played event by event: what it can do silently, what an event asks for, and what is missing where it cannot.

Markings and token counts are packed into whole numbers, so that a move is one addition.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from workbench.process.token_net import Move, TokenNet

MOST_MARKINGS: Final = 10_000
"""Markings that are looked at in one replay of a log at most."""

_WIDTH: Final = 32
_FULL: Final = (1 << _WIDTH) - 1


class Tokens(NamedTuple):
    """How many tokens were missing, left, produced and consumed."""

    missing: int = 0
    remaining: int = 0
    produced: int = 0
    consumed: int = 0

    def plus(self, other: Tokens, times: int) -> Tokens:
        """Return the sum with another, taken so many times."""
        return Tokens(*(one + times * another for one, another in zip(self, other, strict=True)))

    @property
    def packed(self) -> int:
        """Return all four as one number: sums stay sums, and the fewer are missing, then left, then moved, the less it is."""
        return ((self.missing << _WIDTH | self.remaining) << _WIDTH | self.produced) << _WIDTH | self.consumed


def missing_or_left(packed: int) -> tuple[int, int]:
    """Return how many tokens are missing or left, to be made least, then all that is counted, so that ties are broken."""
    return (packed >> 3 * _WIDTH) + (packed >> 2 * _WIDTH & _FULL), packed


def tokens_of(packed: int) -> Tokens:
    """Take a packed number apart."""
    return Tokens(*(packed >> _WIDTH * place & _FULL for place in (3, 2, 1, 0)))


class TooManyMarkingsError(Exception):
    """More markings than are kept could be meant."""


class _Step(NamedTuple):
    """A move: (bits, least value) of each place it takes from, what it adds, places to be empty, and what it counts for.

    `first` are the bits of the first place, where a look mostly tells that a move is not possible.
    """

    first: int
    needs: tuple[tuple[int, int], ...]
    change: int
    empty: int
    moved: int


class ReplayGame:
    """A net whose moves take and give tokens and nothing else, save that ends may ask for everything else to be gone.

    Moves with a symbol in `free` may happen silently as well: a log may show them, but need not.
    """

    def __init__(self, net: TokenNet, free: Collection[str] = ()) -> None:
        self.is_plain = all(_counts(move) for move in net.moves)
        """Whether counting tokens says all of the game: no inclusive join, no termination, nothing urgent."""
        signs = _signs(net)
        self.start = _packed(net.start)
        """The marking that a case begins with."""
        self.at_the_start = Tokens(produced=sum(place not in signs for place in net.start)).packed
        """The tokens that a case begins with."""
        self._moves = net.moves
        self._steps = [_step(move, signs) for move in net.moves]
        self._looked_at = 0
        self._silent = [number for number, move in enumerate(net.moves) if move.symbol is None or move.symbol in free]
        self._ending = _Errand(self, self._silent, [number for number in self._silent if not net.moves[number].gives])
        self._errands: dict[frozenset[str], _Errand] = {}

    def after_event(self, marking: int, symbols: frozenset[str]) -> Mapping[int, int]:
        """Return the markings after an event that is one of `symbols`, and the tokens.

        Where it is not possible, that is the one marking with the fewest tokens missing, then moved.
        """
        if symbols not in self._errands:
            wanted = [number for number, move in enumerate(self._moves) if move.symbol in symbols]
            self._errands[symbols] = _Errand(self, self._feeding(wanted), wanted)
        errand = self._errands[symbols]
        possible = fewest_missing(errand.possible(marking))
        return possible or dict([min(errand.forced(marking), key=lambda pair: (pair[1], pair[0]))])

    def at_the_end(self, marking: int) -> int:
        """Return the tokens moved, missing and left where a case ends: as few missing and left as silent moves can make them.

        Where no silent move ends the game, the end that was not reached lacks a token.
        """
        found = self._ending.closure(marking)
        if 0 in found:
            return found[0]
        left = [tokens + Tokens(remaining=_count(after)).packed for after, tokens in self._ending.forced(marking)]
        unreached = Tokens(missing=1, remaining=_count(marking), consumed=1)
        return min(left, key=missing_or_left, default=unreached.packed)

    def steps(self, numbers: Iterable[int]) -> Sequence[_Step]:
        """Return moves by number."""
        return [self._steps[number] for number in numbers]

    def look_at(self) -> None:
        """Count one more marking. Raises TooManyMarkingsError beyond `MOST_MARKINGS`."""
        self._looked_at += 1
        if self._looked_at > MOST_MARKINGS:
            raise TooManyMarkingsError

    def _feeding(self, wanted: Collection[int]) -> Sequence[int]:
        """Return the silent moves that can bring tokens, over others of them, to where the wanted moves take some.

        Other silent moves may as well wait until after the event: what they would give, nothing before it takes.
        """
        places = {place for number in wanted for place in self._moves[number].takes}
        feeding: list[int] = []
        while more := [each for each in self._silent if each not in feeding and places & {*self._moves[each].gives}]:
            feeding += more
            places |= {place for number in more for place in self._moves[number].takes}
        return sorted(feeding)


class _Errand:
    """What an event or the end of a case is after: the silent moves on the way, and the moves wanted."""

    def __init__(self, game: ReplayGame, silent: Sequence[int], wanted: Sequence[int]) -> None:
        self._game = game
        self._silent = game.steps(silent)
        self._wanted = game.steps(wanted)
        self._closures: dict[int, Mapping[int, int]] = {}

    def closure(self, marking: int) -> Mapping[int, int]:
        """Return every marking that silent moves lead to, itself first, with the tokens moved on a way of the fewest moves."""
        if marking in self._closures:
            return self._closures[marking]
        found = {marking: 0}
        waiting = [marking]
        for here in waiting:
            self._game.look_at()
            tokens = found[here]
            for step in self._silent:
                if here & step.first and _is_possible(step, here) and (after := here + step.change) not in found:
                    found[after] = tokens + step.moved
                    waiting.append(after)
        self._closures[marking] = found
        return found

    def possible(self, marking: int) -> Iterator[tuple[int, int]]:
        """Yield the marking after, and the tokens, of every wanted move that becomes possible."""
        for here, tokens in self.closure(marking).items():
            for step in self._wanted:
                if here & step.first and _is_possible(step, here):
                    yield here + step.change, tokens + step.moved

    def forced(self, marking: int) -> Iterator[tuple[int, int]]:
        """Yield the marking after, and the tokens, of every wanted move with what it lacks added."""
        for here, tokens in self.closure(marking).items():
            for step in self._wanted:
                lacking = sum(max(0, least - (here & bits)) for bits, least in step.needs)
                yield here + lacking + step.change, tokens + step.moved + Tokens(missing=_count(lacking)).packed


def _is_possible(step: _Step, marking: int) -> bool:
    return all(marking & bits >= least for bits, least in step.needs) and not marking & step.empty


def fewest_missing(found: Iterable[tuple[int, int]]) -> Mapping[int, int]:
    """Keep the markings with the fewest tokens missing, each with the fewest tokens that lead to it."""
    kept: dict[int, int] = {}
    for after, tokens in found:
        kept[after] = min(tokens, kept.get(after, tokens))
    least = min((tokens >> 3 * _WIDTH for tokens in kept.values()), default=0)
    return {after: tokens for after, tokens in kept.items() if tokens >> 3 * _WIDTH == least}


def _counts(move: Move) -> bool:
    is_end = move.symbol is None and not move.gives
    return move.is_plain or (is_end and not (move.empties or move.join or move.urgent))


def _signs(net: TokenNet) -> frozenset[int]:
    """Return the places whose token only says that the game goes on: there from the start, given by no move, for ends to take."""
    given = {place for move in net.moves for place in move.gives}
    passed = {place for move in net.moves if move.gives for place in move.takes}
    return frozenset({*net.start} - given - passed)


def _step(move: Move, signs: frozenset[int]) -> _Step:
    counted = sum(place not in signs for place in move.takes)
    return _Step(
        first=_FULL << _WIDTH * move.takes[0] if move.takes else 0,
        needs=tuple((_FULL << _WIDTH * place, count << _WIDTH * place) for place, count in Counter(move.takes).items()),
        change=_packed(move.gives) - _packed(move.takes),
        empty=sum(_FULL << _WIDTH * place for place in move.only_if_empty),
        moved=Tokens(produced=len(move.gives), consumed=counted).packed,
    )


def _packed(places: Iterable[int]) -> int:
    return sum(1 << _WIDTH * place for place in places)


def _count(marking: int) -> int:
    """Return how many tokens lie on all places together."""
    total = 0
    while marking:
        total += marking & _FULL
        marking >>= _WIDTH
    return total
