"""Every state that a token game can reach, as a graph."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar, overload

import numpy as np

from workbench.compiled import at_hand, compiled
from workbench.process.arrows import Int64
from workbench.process.game import BITS, COMPLETE, MOST_TOKENS, PLACES_A_WORD, TOO_MANY, game_of, in_lists, play
from workbench.process.token_net import TokenNet, TooManyStatesError, UnboundedError

MOST_CELLS: Final = 100_000_000
"""Places times moves of a net that is explored at most."""

_FEW: Final = 2_000
"""States that are reached sooner by hand than numba is loaded."""

_WORD: Final = BITS * PLACES_A_WORD

_Item = TypeVar("_Item")


@dataclass(frozen=True, kw_only=True, eq=False)
class StateGraph:
    """Every reachable state, breadth first: state 0 is the start, `final` those without tokens.

    By `move[a]` state s leads to `target[a]` for `offsets[s] <= a < offsets[s + 1]` (int64); its marking is row s of `packed`, as
    `Game` has it.
    """

    offsets: Int64
    move: Int64
    target: Int64
    packed: Int64
    final: frozenset[int]

    @property
    def source(self) -> Int64:
        """Return from which state each step comes."""
        return np.repeat(np.arange(len(self.packed)), np.diff(self.offsets))

    @property
    def crowded(self) -> int | None:
        """Return the first state with a place that holds more than one token, None where there is none."""
        several = sum((MOST_TOKENS - 1) << BITS * place for place in range(PLACES_A_WORD))
        found = np.flatnonzero((self.packed & several).any(axis=1))
        return int(found[0]) if len(found) else None

    @property
    def steps(self) -> Sequence[Sequence[tuple[int, int]]]:
        """Return for each state its (move, next state)."""
        bounds = self.offsets
        return _Rows(len(self.packed), lambda s: self._between(int(bounds[s]), int(bounds[s + 1])))

    @property
    def markings(self) -> Sequence[Mapping[int, int]]:
        """Return for each state the number of tokens on each marked place."""
        return _Rows(len(self.packed), lambda state: _tokens_on(_joined(self.packed[state].tolist())))

    def _between(self, first: int, last: int) -> Sequence[tuple[int, int]]:
        return list(zip(self.move[first:last].tolist(), self.target[first:last].tolist(), strict=True))


def explore(net: TokenNet, budget: int) -> StateGraph:
    """Play every game: all states reachable from the start, breadth first, in a fixed order.

    Raises TooManyStatesError beyond `budget` states or for a net too large to be laid out, UnboundedError where a place collects
    more than 15 tokens.
    """
    if net.n_places * len(net.moves) > MOST_CELLS:
        raise TooManyStatesError
    game = game_of(net)
    reach = at_hand(play)
    played = reach(in_lists(game) if reach is play else game, min(budget, _FEW))
    if played.end == TOO_MANY and budget > _FEW:
        played = compiled(play)(game, budget)
    if played.end == TOO_MANY:
        raise TooManyStatesError
    if played.end != COMPLETE:
        raise UnboundedError(net.moves[played.end].element)
    packed = played.markings.reshape(-1, len(game.start))
    return StateGraph(
        offsets=played.offsets,
        move=played.moves,
        target=played.targets,
        packed=packed,
        final=frozenset(np.flatnonzero(~packed.any(axis=1)).tolist()),
    )


def _joined(words: Sequence[int]) -> int:
    """Return the words of a marking as one integer."""
    return sum(word << _WORD * number for number, word in enumerate(words))


def _tokens_on(state: int) -> Mapping[int, int]:
    """Return the number of tokens on each marked place of a state."""
    tokens: dict[int, int] = {}
    place = 0
    while state:
        if state & MOST_TOKENS:
            tokens[place] = state & MOST_TOKENS
        state >>= BITS
        place += 1
    return tokens


class _Rows(Sequence[_Item]):
    """What arrays say of each state, made when it is asked for."""

    def __init__(self, size: int, row: Callable[[int], _Item]) -> None:
        self._size = size
        self._row = row

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, state: int) -> _Item: ...
    @overload
    def __getitem__(self, state: slice) -> Sequence[_Item]: ...
    def __getitem__(self, state: int | slice) -> _Item | Sequence[_Item]:
        numbers = range(self._size)[state]
        return self._row(numbers) if isinstance(numbers, int) else [self._row(number) for number in numbers]
