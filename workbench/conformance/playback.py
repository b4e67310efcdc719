"""From a word of a process back to its token game: one run, silent moves included, that stands for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from workbench.conformance.best_first import EXHAUSTED, FOUND, Aim
from workbench.conformance.board import board_of
from workbench.conformance.columns import INFINITE, Traces
from workbench.conformance.searching import Searcher, onward_of
from workbench.process.token_net import TokenNet

RUN_BUDGET: Final = 200_000
"""Markings at a place of the word that one search meets at most."""


class Playback:
    """Plays words on one net: every symbol must show, and nothing else; a silent move costs 1.

    The run of a word has the fewest silent moves, and is the same whenever it is asked for.
    """

    def __init__(self, net: TokenNet, budget: int = RUN_BUDGET) -> None:
        self.net = net
        self._budget = budget
        self._code = {symbol: number for number, symbol in enumerate(net.symbols)}
        n_symbols = len(self._code)
        forbidden = np.full(n_symbols, INFINITE, dtype=np.int64)
        self._searcher = Searcher(board_of(net, np.eye(n_symbols, dtype=np.bool_), (forbidden, forbidden), 1), budget)

    def runs(self, words: Sequence[Sequence[str]]) -> list[tuple[int, ...] | None]:
        """Return the numbers of the moves of a run for each word; None where that would take more than the budget.

        Raises ValueError for what is no word of the net, UnboundedError where a place collects tokens on the way.
        """
        codes = [[self._code.get(symbol, -1) for symbol in word] for word in words]
        if any(-1 in each for each in codes):
            raise ValueError("what is no word of the process has no run")
        traces = Traces(
            offsets=np.cumsum([0, *map(len, codes)], dtype=np.int64),
            labels=np.array([code for each in codes for code in each], dtype=np.int32),
            tied=np.zeros(sum(map(len, codes)), dtype=np.bool_),
        )
        found = self._searcher.run(onward_of(traces), np.arange(len(words)), Aim(self._budget))
        if not np.isin(found.ends, (FOUND, EXHAUSTED)).all():
            raise ValueError("what is no word of the process has no run")
        spans = zip(found.ends.tolist(), found.first.tolist(), found.last.tolist(), strict=True)
        return [tuple(found.moves[first:last].tolist()) if end == FOUND else None for end, first, last in spans]
