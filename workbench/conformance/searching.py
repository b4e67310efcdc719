"""Alignments by search within a budget: exact where it suffices, else what they cost at least and at most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from queue import SimpleQueue
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.best_first import EXHAUSTED, FOUND, OVERFULL, Abstraction, Aim, Onward, Room, Rules, search_all
from workbench.conformance.columns import INFINITE, Traces, graphs_of
from workbench.conformance.machine import Labels
from workbench.conformance.traces import NO_EVENTS
from workbench.process.components import Component, components_of
from workbench.process.game import Game, game_of
from workbench.process.token_net import TokenNet, TooManyStatesError, UnboundedError
from workbench.threads import CORES, in_parallel

_AT_FIRST: Final = 20_000
"""Items of a search that every variant may take before any takes more."""

_A_PART: Final = 16
"""Traces that are worth a thread."""

_REMEMBERED: Final = 16


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


class Board(NamedTuple):
    """A net and the costs as the compiled search wants them."""

    net: TokenNet
    symbols: tuple[str, ...]
    game: Game
    rules: Rules
    abstraction: Abstraction


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
        self._searcher = Searcher(_board(net, labels), budget.items_a_variant)
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
        rest = np.arange(len(self._traces.offsets) - 1)
        least = np.zeros(len(rest), dtype=np.int64)
        parts: list[Results] = []
        for share in (self._at_first, self._budget.items_a_variant):
            affordable = min(share, max(self._at_first, self._budget.items // max(len(rest), 1)))
            parts.append(self._searcher.run(self._onward, rest, Aim(affordable)))
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


@lru_cache(maxsize=_REMEMBERED)
def _board(net: TokenNet, labels: Labels) -> Board:
    """Lay out a net for a log; those laid out last are remembered."""
    symbols = symbols_of(net)
    weights = labels.model_weight(symbols), labels.log_weight
    return board_of(net, symbols, labels.matching(symbols), weights, 0)


def symbols_of(net: TokenNet) -> tuple[str, ...]:
    """Return what a net shows, sorted."""
    return tuple(sorted({move.symbol for move in net.moves if move.symbol is not None}))


def board_of(
    net: TokenNet,
    symbols: Sequence[str],
    matches: NDArray[np.bool_],
    weights: tuple[NDArray[np.int64], NDArray[np.int64]],
    silent_weight: int,
) -> Board:
    """Lay out a net; `weights` are those of model moves, a symbol each, and of log moves, a label each (scaled)."""
    code = {symbol: number for number, symbol in enumerate(symbols)}
    rules = Rules(
        symbol=np.array([-1 if move.symbol is None else code[move.symbol] for move in net.moves], dtype=np.int32),
        silent_weight=silent_weight,
        model_weight=weights[0],
        log_weight=weights[1],
        matches=matches,
    )
    return Board(net, tuple(symbols), game_of(net), rules, _abstraction(net, symbols, rules))


def _abstraction(net: TokenNet, symbols: Sequence[str], rules: Rules) -> Abstraction:
    """Share the costs out among the components.

    A component knows a symbol if it takes part in each of its moves, and a label if it knows every symbol that the label may be.
    What it does not know costs it nothing. Labels that mean nothing in the net cost the same everywhere: all of it in the first.
    """
    components = components_of(net)
    first = np.cumsum([0, *(each.n_states for each in components)]).astype(np.int64)
    knows = np.zeros((len(components), len(symbols)), dtype=np.bool_)
    for number, component in enumerate(components):
        knows[number] = np.isin(symbols, sorted(component.known(net)))
    foreign = np.asarray((rules.matches[None, :, :] & ~knows[:, None, :]).any(axis=2))
    knows_label = ~foreign & np.asarray(rules.matches.any(axis=1))
    if len(components):
        knows_label[0] |= ~rules.matches.any(axis=1)
    model_share, log_share = _shares(knows, rules.model_weight), _shares(knows_label, rules.log_weight)
    silent_share = _shares(_touched(components, len(rules.symbol)), np.full(len(rules.symbol), rules.silent_weight))
    leads_to = np.full((len(rules.symbol), len(components)), -1, dtype=np.int32)
    arcs: set[tuple[int, int, int]] = set()
    syncs: set[tuple[int, int, int]] = set()
    for number, (begin, component) in enumerate(zip(first.tolist(), components, strict=False)):
        for move, source, goal in component.steps:
            symbol = rules.symbol[move]
            is_known = symbol >= 0 and knows[number, symbol]
            share = model_share[number, symbol] if is_known else silent_share[number, move] if symbol < 0 else 0
            arcs.add((begin + source, begin + goal, int(share)))
            leads_to[move, number] = begin + goal
            labels = np.flatnonzero(rules.matches[:, symbol]).tolist() if is_known else []
            syncs |= {(label, begin + source, begin + goal) for label in labels}
    arc, sync = (np.array(sorted(each), dtype=np.int64).reshape(-1, 3) for each in (arcs, syncs))
    return Abstraction(
        first=first,
        place=np.array([place for each in components for place in (-1, *each.places)], dtype=np.int64),
        arc_from=arc[:, 0].astype(np.int32),
        arc_to=arc[:, 1].astype(np.int32),
        arc_weight=arc[:, 2].copy(),
        sync_offsets=np.searchsorted(sync[:, 0], np.arange(len(rules.log_weight) + 1)),
        sync_from=sync[:, 1].astype(np.int32),
        sync_to=sync[:, 2].astype(np.int32),
        log_share=log_share.T.copy(),
        leads_to=leads_to,
    )


def _shares(knows: NDArray[np.bool_], weight: NDArray[np.int64]) -> NDArray[np.int64]:
    """Share each weight out among the components that know it, to the last unit: what is lost would have to be searched."""
    knowers = np.maximum(knows.sum(axis=0), 1)
    rank = np.cumsum(knows, axis=0) - 1
    shares = np.where(weight < INFINITE, weight // knowers + (rank < weight % knowers), INFINITE)
    return np.where(knows, shares, 0)


def _touched(components: Sequence[Component], n_moves: int) -> NDArray[np.bool_]:
    """Return in which moves each component takes part."""
    touched = np.zeros((len(components), n_moves), dtype=np.bool_)
    for number, component in enumerate(components):
        touched[number, list(component.touched)] = True
    return touched
