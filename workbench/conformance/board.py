"""A net and the costs as the compiled search wants them, remembered by what they were made of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.best_first import Abstraction, Rules
from workbench.conformance.columns import INFINITE
from workbench.conformance.machine import Labels
from workbench.process.components import Component, components_of
from workbench.process.game import Game, game_of
from workbench.process.token_net import TokenNet

_REMEMBERED: Final = 16


class Board(NamedTuple):
    """A net and the costs as the compiled search wants them."""

    net: TokenNet
    symbols: tuple[str, ...]
    game: Game
    rules: Rules
    abstraction: Abstraction


@lru_cache(maxsize=_REMEMBERED)
def board_for(net: TokenNet, labels: Labels) -> Board:
    """Lay out a net for a log; those laid out last are remembered."""
    weights = labels.model_weight(net.symbols), labels.log_weight
    return board_of(net, labels.matching(net.symbols), weights, 0)


def board_of(
    net: TokenNet, matches: NDArray[np.bool_], weights: tuple[NDArray[np.int64], NDArray[np.int64]], silent_weight: int
) -> Board:
    """Lay out a net; `weights` are those of model moves, a symbol each, and of log moves, a label each (scaled)."""
    symbols = net.symbols
    code = {symbol: number for number, symbol in enumerate(symbols)}
    rules = Rules(
        symbol=np.array([-1 if move.symbol is None else code[move.symbol] for move in net.moves], dtype=np.int32),
        silent_weight=silent_weight,
        model_weight=weights[0],
        log_weight=weights[1],
        matches=matches,
    )
    return Board(net, symbols, game_of(net), rules, _abstraction(net, symbols, rules))


def _abstraction(net: TokenNet, symbols: Sequence[str], rules: Rules) -> Abstraction:
    """Share the costs out among the components.

    A component knows a symbol if it takes part in each of its moves, and a label if it knows every symbol that the label may be.
    What it does not know costs it nothing. Labels that mean nothing in the net cost the same everywhere: all of it in the first.
    """
    components = components_of(net)
    first = np.cumsum([0, *(each.n_states for each in components)]).astype(np.int64)
    knows = _known(net, symbols, components)
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


def _known(net: TokenNet, symbols: Sequence[str], components: Sequence[Component]) -> NDArray[np.bool_]:
    """Return which symbols each component knows."""
    knows = np.zeros((len(components), len(symbols)), dtype=np.bool_)
    for number, component in enumerate(components):
        knows[number] = np.isin(symbols, sorted(component.known(net)))
    return knows


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
