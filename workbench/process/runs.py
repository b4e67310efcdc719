"""From a word of a process back to its token game: the one run, silent moves included, that stands for it."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.process.model import grouped
from workbench.process.state_graph import Board
from workbench.process.stubborn import StubbornSets
from workbench.process.token_net import TokenNet, TooManyStatesError

RUN_BUDGET: Final = 20_000
"""Markings that one search visits at most between two visible steps."""

_REMEMBERED: Final = 200_000


@dataclass(frozen=True, slots=True)
class _Reached:
    """How a marking is best reached: silent moves so far with all visible ones, rank of the marking before, moves from there."""

    length: int
    rank: int
    moves: tuple[int, ...]
    before: int


class Runs:
    """Finds runs in one net. What was found between two visible steps serves every later word that passes there.

    The canonical run of a word has the fewest silent moves; of several, each visible step is reached over the fewest, then over
    the lowest numbers, the first step that differs deciding. Gateways that nothing competes with fire as soon as they can, and
    of the orders of independent moves a stubborn set keeps one or a few.
    """

    def __init__(self, net: TokenNet, budget: int = RUN_BUDGET) -> None:
        self.net = net
        self._budget = budget
        self._board = Board(net)
        self._stubborn = StubbornSets(net)
        self._silent = frozenset(number for number, move in enumerate(net.moves) if move.symbol is None)
        shown = grouped((move.symbol, number) for number, move in enumerate(net.moves) if move.symbol is not None)
        self._showing: dict[str | None, frozenset[int]] = {symbol: frozenset(numbers) for symbol, numbers in shown.items()}
        self._allowed = {symbol: self._silent | numbers for symbol, numbers in self._showing.items()}
        self._found: dict[tuple[int, str | None], Mapping[int, tuple[int, ...]]] = {}

    def run(self, word: Sequence[str]) -> tuple[int, ...]:
        """Return the numbers of the moves of the canonical run whose visible symbols are `word` and that ends complete.

        Raises TooManyStatesError beyond the budget of markings, ValueError for what is no word of the net.
        """
        layers: list[dict[int, _Reached]] = [{self._board.start: _Reached(0, 0, (), 0)}]
        for symbol in (*word, None):
            layers.append(self._onward(layers[-1], symbol))
            if len(layers[-1]) > self._budget:
                raise TooManyStatesError
        if 0 not in layers[-1]:
            message = f"no run of the net shows {word!r}"
            raise ValueError(message)
        marking, parts = 0, []
        for layer in reversed(layers):
            parts.append(layer[marking].moves)
            marking = layer[marking].before
        return tuple(move for part in reversed(parts) for move in part)

    def _onward(self, layer: Mapping[int, _Reached], symbol: str | None) -> dict[int, _Reached]:
        """Return every marking after one more visible step (None: after the end), each with its best way; first the lowest."""
        best: dict[int, _Reached] = {}
        for rank, (marking, reached) in enumerate(layer.items()):
            for after, moves in self._ways(marking, symbol).items():
                way = _Reached(reached.length + len(moves), rank, moves, marking)
                known = best.get(after)
                if known is None or (way.length, rank, moves) < (known.length, known.rank, known.moves):
                    best[after] = way
        return dict(sorted(best.items(), key=lambda each: (each[1].rank, len(each[1].moves), each[1].moves)))

    def _ways(self, marking: int, symbol: str | None) -> Mapping[int, tuple[int, ...]]:
        if len(self._found) > _REMEMBERED:
            self._found.clear()
        if (marking, symbol) not in self._found:
            self._found[marking, symbol] = self._search(marking, symbol)
        return self._found[marking, symbol]

    def _search(self, start: int, symbol: str | None) -> Mapping[int, tuple[int, ...]]:
        """Return the shortest moves to each marking right after `symbol`, or to the end, breadth first by lowest numbers."""
        came: dict[int, tuple[int, int] | None] = {start: None}
        waiting = deque([start])
        goals: dict[int, tuple[int, ...]] = {start: ()} if symbol is None and start == 0 else {}
        while waiting:
            marking = waiting.popleft()
            for move, after in self._tried(marking, symbol):
                if self.net.moves[move].symbol is not None or (symbol is None and after == 0):
                    goals.setdefault(after, (*_way(came, marking), move))
                elif after not in came:
                    came[after] = (marking, move)
                    waiting.append(after)
            if len(came) > self._budget:
                raise TooManyStatesError
        return goals

    def _tried(self, marking: int, symbol: str | None) -> Sequence[tuple[int, int]]:
        """Return the moves to try, lowest first: of silent ones and those that show `symbol` a stubborn set."""
        allowed = self._allowed.get(symbol, self._silent)
        steps = sorted(each for each in self._board.next_states(marking) if each[0] in allowed)
        if len(steps) < 2 or steps[0][0] in self._board.eager:
            return steps
        goals = self._stubborn.removing(marking) if symbol is None else self._showing.get(symbol, ())
        chosen = self._stubborn.moves(marking, {number for number, _ in steps}, allowed, goals)
        return [each for each in steps if each[0] in chosen]


def _way(came: Mapping[int, tuple[int, int] | None], marking: int) -> tuple[int, ...]:
    moves: list[int] = []
    while (step := came[marking]) is not None:
        marking, move = step
        moves.append(move)
    return tuple(reversed(moves))
