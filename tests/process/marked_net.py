"""A token game played move by move, as it is explored: markings as plain rows of numbers."""

from collections.abc import Iterator

from workbench.process.game import fire, game_of, in_lists, possible_moves
from workbench.process.token_net import TokenNet

Marking = tuple[int, ...]
"""The words of a marking."""


class MarkedNet:
    def __init__(self, net: TokenNet) -> None:
        self._game = in_lists(game_of(net))
        self.start: Marking = tuple(self._game.start)
        self.complete: Marking = (0,) * len(self.start)

    def next_markings(self, marking: Marking) -> Iterator[tuple[int, Marking]]:
        """Yield (move, next marking); where an eager move is possible, that one alone."""
        moves = [0] * len(self._game.eager)
        n_moves = possible_moves(self._game, marking, moves)
        for move in moves[:n_moves]:
            after = list(marking)
            assert fire(self._game, marking, move, after)
            yield move, tuple(after)
