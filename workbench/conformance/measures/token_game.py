"""A net played event by event: what it can do silently, what an event asks for, and what is missing where it cannot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from workbench.process.token_net import Move, TokenNet

MOST_MARKINGS: Final = 2_000
"""Markings that silent moves may lead to from one, and sets of markings that are told apart, at most."""

Marking = tuple[int, ...]


class Tokens(NamedTuple):
    """How many tokens were missing, left, produced and consumed; fewer is better, in this order."""

    missing: int = 0
    remaining: int = 0
    produced: int = 0
    consumed: int = 0

    def plus(self, other: Tokens) -> Tokens:
        """Return the sum of both."""
        return Tokens(*(one + another for one, another in zip(self, other, strict=True)))


class TooManyMarkingsError(Exception):
    """More markings than are kept could be meant."""


class _Step(NamedTuple):
    """A move as the game needs it: tokens that it takes and changes by place, and what it counts for."""

    needs: tuple[tuple[int, int], ...]
    change: tuple[tuple[int, int], ...]
    empty: tuple[int, ...]
    moved: Tokens


class Game:
    """A net whose moves take and give tokens and nothing else, save that ends may ask for everything else to be gone."""

    def __init__(self, net: TokenNet) -> None:
        self.is_plain = all(_counts(move) for move in net.moves)
        """Whether counting tokens says all of the game: no inclusive join, no termination, nothing urgent."""
        signs = _signs(net)
        self.at_the_start = Tokens(produced=sum(place not in signs for place in net.start))
        """The tokens that a case begins with."""
        self.start: Marking = tuple(net.start.count(place) for place in range(net.n_places))
        self._steps = [_step(move, signs) for move in net.moves]
        self._by_symbol: dict[str, list[int]] = {}
        self._silent_at: dict[int, list[int]] = {}
        for number, move in enumerate(net.moves):
            if move.symbol is not None:
                self._by_symbol.setdefault(move.symbol, []).append(number)
            elif move.takes:
                self._silent_at.setdefault(move.takes[0], []).append(number)
        self._ends = [number for number, move in enumerate(net.moves) if not move.gives]
        self._closures: dict[Marking, Mapping[Marking, Tokens]] = {}

    def after_event(self, marking: Marking, symbols: Collection[str]) -> Mapping[Marking, Tokens]:
        """Return the markings after an event that is one of `symbols`; where none is possible, those missing the fewest tokens."""
        moves = [number for symbol in sorted(symbols) for number in self._by_symbol.get(symbol, ())]
        return _best(self._possible(marking, moves)) or _best(self._forced(marking, moves))

    def at_the_end(self, marking: Marking) -> Tokens:
        """Return the tokens moved, missing and left where a case ends: as few missing and left as silent moves can make them."""
        gone = [tokens for after, tokens in self._silently(marking).items() if not any(after)]
        if gone:
            return gone[0]
        left = (tokens._replace(remaining=sum(after)) for after, tokens in self._forced(marking, self._ends))
        return min(left, key=lambda each: (each.missing + each.remaining, each))

    def _silently(self, marking: Marking) -> Mapping[Marking, Tokens]:
        """Return every marking that silent moves lead to, itself first, with the tokens moved on a way of the fewest moves."""
        if marking not in self._closures:
            self._closures[marking] = self._closure(marking)
        return self._closures[marking]

    def _closure(self, marking: Marking) -> Mapping[Marking, Tokens]:
        found = {marking: Tokens()}
        waiting = [marking]
        for here in waiting:
            candidates = (number for place, held in enumerate(here) if held for number in self._silent_at.get(place, ()))
            for step in (self._steps[number] for number in candidates):
                if _is_enabled(step, here) and (after := _after(step, here)) not in found:
                    if len(found) >= MOST_MARKINGS:
                        raise TooManyMarkingsError
                    found[after] = found[here].plus(step.moved)
                    waiting.append(after)
        return found

    def _possible(self, marking: Marking, moves: Sequence[int]) -> Iterator[tuple[Marking, Tokens]]:
        for here, tokens in self._silently(marking).items():
            for step in (self._steps[number] for number in moves):
                if _is_enabled(step, here):
                    yield _after(step, here), tokens.plus(step.moved)

    def _forced(self, marking: Marking, moves: Sequence[int]) -> Iterator[tuple[Marking, Tokens]]:
        for here, tokens in self._silently(marking).items():
            for step in (self._steps[number] for number in moves):
                lacking = {place: count - here[place] for place, count in step.needs if here[place] < count}
                filled = tuple(held + lacking.get(place, 0) for place, held in enumerate(here))
                yield _after(step, filled), tokens.plus(step.moved)._replace(missing=sum(lacking.values()))


def _best(found: Iterator[tuple[Marking, Tokens]]) -> Mapping[Marking, Tokens]:
    """Keep the markings with the fewest tokens missing, each with the first tokens that lead to it."""
    pairs = list(found)
    least = min((tokens.missing for _, tokens in pairs), default=0)
    return dict(reversed([pair for pair in pairs if pair[1].missing == least]))


def _counts(move: Move) -> bool:
    is_end = move.symbol is None and not move.gives
    return move.is_plain or (is_end and not (move.empties or move.join or move.urgent))


def _signs(net: TokenNet) -> frozenset[int]:
    """Return the places whose token only says that the game goes on: there from the start, given by no move, for ends to take."""
    given = {place for move in net.moves for place in move.gives}
    passed = {place for move in net.moves if move.gives for place in move.takes}
    return frozenset({*net.start} - given - passed)


def _step(move: Move, signs: frozenset[int]) -> _Step:
    takes, gives = Counter(move.takes), Counter(move.gives)
    return _Step(
        needs=tuple(takes.items()),
        change=tuple((place, gives[place] - takes[place]) for place in {**takes, **gives}),
        empty=move.only_if_empty,
        moved=Tokens(produced=len(move.gives), consumed=sum(place not in signs for place in move.takes)),
    )


def _is_enabled(step: _Step, marking: Marking) -> bool:
    return all(marking[place] >= count for place, count in step.needs) and not any(marking[place] for place in step.empty)


def _after(step: _Step, marking: Marking) -> Marking:
    tokens = list(marking)
    for place, change in step.change:
        tokens[place] += change
    return tuple(tokens)
