"""Alignments by search within a budget: exact where it suffices, else what they cost at least and at most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.best_first import EXHAUSTED, FOUND, OVERFULL, Aim, Onward, Room, Rules, search_all
from workbench.conformance.board import Board, board_for
from workbench.conformance.columns import INFINITE, Traces, graphs_of
from workbench.conformance.machine import Labels
from workbench.conformance.traces import NO_EVENTS
from workbench.process.token_net import TokenNet, TooManyStatesError, UnboundedError
from workbench.threads import CORES, in_parallel

_AT_FIRST: Final = 20_000
"""Items of a search that every variant may take before any takes more."""

_A_PART: Final = 16
"""Traces that are worth a thread."""


@dataclass(frozen=True, kw_only=True)
class Budget:
    """What a search may take: items, each a marking at a place of a trace, for one variant and for all together.

    An item takes about a hundred bytes, and some microseconds.
    """

    items_a_variant: int = 1_000_000
    items: int = 20_000_000

    @classmethod
    def of(cls, items: int) -> Budget:
        """Return the budget of so many items in all: one variant may take as much as ever, or a twentieth if that is more."""
        return cls(items_a_variant=min(items, max(cls.items_a_variant, items // 20)), items=items)


class Searched(NamedTuple):
    """What each trace costs at most, with the moves that cost it (as in `Swept`), and at least (scaled)."""

    costs: NDArray[np.int64]
    least: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    events: NDArray[np.int32]
    symbols: NDArray[np.int32]


class Results(NamedTuple):
    """How the search of some traces ended; see `search_all`."""

    traces: NDArray[np.int64]
    ends: NDArray[np.int64]
    answers: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    events: NDArray[np.int32]
    moves: NDArray[np.int32]


class Searcher:
    """Searches traces on one board, on all cores, each in a room of its own; `items` is how many that holds at most."""

    def __init__(self, board: Board, items: int) -> None:
        self.board = board
        self._rooms = SimpleQueue[Room]()
        for _ in range(CORES):
            self._rooms.put(_room(items, len(board.game.start)))

    def run(self, onward: Onward, chosen: NDArray[np.int64], aim: Aim) -> Results:
        """Search the chosen traces. Raises UnboundedError where a place collects tokens."""
        board = self.board

        def some(part: NDArray[np.int64]) -> Results:
            room = self._rooms.get()
            try:
                return Results(part, *search_all(onward, part, board.game, board.rules, board.abstraction, room, aim))
            finally:
                self._rooms.put(room)

        parts = np.array_split(chosen, max(1, min(4 * CORES, len(chosen) // _A_PART)))
        found = _together(in_parallel(some, parts) if len(parts) > 1 else [some(chosen)])
        overfull = np.flatnonzero(found.ends == OVERFULL)
        if len(overfull):
            raise UnboundedError(board.net.moves[found.answers[overfull[0]]].element)
        return found


class Search:
    """The search of optimal alignments of traces with a net: A* over the synchronous product (Hart, Nilsson, Raphael 1968)."""

    def __init__(self, traces: Traces, net: TokenNet, labels: Labels, budget: Budget) -> None:
        """Prepare. Raises TooManyStatesError where not even some run of the net is found, UnboundedError where tokens collect."""
        self._traces = traces
        self._searcher = Searcher(board_for(net, labels), budget.items_a_variant)
        self._at_first = min(_AT_FIRST, budget.items_a_variant)
        self._budget = budget
        self._onward = onward_of(traces)
        self._empty = self._searcher.run(onward_of(NO_EVENTS), np.zeros(1, dtype=np.int64), Aim(budget.items_a_variant))
        if self._empty.ends[0] != FOUND:
            raise TooManyStatesError

    @property
    def empty_cost(self) -> int:
        """Return what the empty trace costs (scaled)."""
        return int(self._empty.answers[0])

    @property
    def symbols(self) -> tuple[str, ...]:
        """Return the symbols of the moves."""
        return self._searcher.board.symbols

    def alignments(self) -> Searched:
        """Search every trace a little, the rest as far as the budget goes, what is left for any alignment."""
        parts = [self._searcher.run(self._onward, np.arange(len(self._traces.offsets) - 1), Aim(self._at_first))]
        least, rest = parts[0].answers.copy(), parts[0].traces[parts[0].ends == EXHAUSTED]
        share = min(self._budget.items_a_variant, self._budget.items // max(len(rest), 1))
        if share > self._at_first:
            parts.append(self._searcher.run(self._onward, rest, Aim(share)))
            least[rest] = parts[-1].answers
            rest = rest[parts[-1].ends == EXHAUSTED]
        parts.append(self._searcher.run(self._onward, rest, Aim(self._at_first, any_will_do=True)))
        parts += [self._unaligned(trace) for trace in rest[parts[-1].ends != FOUND].tolist()]
        return _joined(parts, least, self._searcher.board.rules)

    def prefix_costs(self, chosen: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return what some traces cost as begins of ones that might go on (scaled), INFINITE where that is not found soon."""
        begun = self._searcher.run(self._onward, chosen, Aim(self._at_first, may_go_on=True))
        return np.where(begun.ends == FOUND, begun.answers, INFINITE)

    def _unaligned(self, trace: int) -> Results:
        """Return the alignment of a trace without any synchronous move: a shortest run of the net, then the events."""
        labels = self._traces.labels[self._traces.offsets[trace] : self._traces.offsets[trace + 1]]
        nothing, happened = np.full(len(self._empty.events), -1, dtype=np.int32), np.arange(len(labels), dtype=np.int32)
        return Results(
            traces=np.array([trace]),
            ends=np.array([FOUND]),
            answers=self._empty.answers + self._searcher.board.rules.log_weight[labels].sum(),
            first=np.zeros(1, dtype=np.int64),
            last=np.array([len(nothing) + len(labels)]),
            events=np.concatenate((nothing, happened)),
            moves=np.concatenate((self._empty.moves, np.full(len(labels), -1, dtype=np.int32))),
        )


def _together(parts: Sequence[Results]) -> Results:
    """Put what was found in parts behind each other."""
    before = np.cumsum([0, *(len(part.events) for part in parts)])
    shifted = [
        part._replace(first=part.first + shift, last=part.last + shift) for part, shift in zip(parts, before, strict=False)
    ]
    return Results(*(np.concatenate(column) for column in zip(*shifted, strict=True)))


def _joined(parts: Sequence[Results], least: NDArray[np.int64], rules: Rules) -> Searched:
    """Put what was found part by part together, trace by trace, without the silent steps."""
    costs, first, last = (np.zeros_like(least) for _ in range(3))
    done = 0
    for part in parts:
        found = part.ends == FOUND
        traces = part.traces[found]
        costs[traces] = part.answers[found]
        first[traces], last[traces] = part.first[found] + done, part.last[found] + done
        done += len(part.events)
    events, moves = (np.concatenate([getattr(part, name) for part in parts]) for name in ("events", "moves"))
    symbols = np.where(moves >= 0, rules.symbol[moves], np.int32(-1))
    shown = (events >= 0) | (symbols >= 0)
    before = np.concatenate(([0], np.cumsum(shown)))
    return Searched(costs, least, before[first], before[last], events[shown], symbols[shown])


def onward_of(traces: Traces) -> Onward:
    """Lay out traces by what leads on from each node."""
    graphs = graphs_of(traces, np.arange(len(traces.offsets) - 1))
    to = np.repeat(np.arange(len(graphs.offsets) - 1), np.diff(graphs.offsets))
    order = np.argsort(graphs.before, kind="stable")
    return Onward(
        first=graphs.first,
        offsets=np.searchsorted(graphs.before[order], np.arange(len(graphs.offsets))),
        to=to[order],
        label=graphs.label[order],
        event=graphs.event[order],
    )


def _room(items: int, n_words: int) -> Room:
    """Make room for so many items; what is not used takes no memory."""
    return Room(
        marking=np.empty((items, n_words), dtype=np.int64),
        node=np.empty(items, dtype=np.int64),
        cost=np.empty(items, dtype=np.int64),
        key=np.empty(items, dtype=np.int64),
        parent=np.empty(items, dtype=np.int64),
        edge=np.empty(items, dtype=np.int64),
        move=np.empty(items, dtype=np.int32),
        closed=np.empty(items, dtype=np.bool_),
        slot=np.empty(items, dtype=np.int64),
        slots=np.zeros(1 << (2 * items - 1).bit_length(), dtype=np.int64),
        heap_key=np.empty(4 * items, dtype=np.int64),
        heap_tie=np.empty(4 * items, dtype=np.int64),
        heap_item=np.empty(4 * items, dtype=np.int64),
    )
