"""The tree of all prefixes of words that an automaton accepts: what precision by escaping arcs counts, one node at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.measures.words import Words
from workbench.process.automaton import Automaton

_Numbers = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class PrefixTree:
    """Nodes are prefixes, the first is the empty one: `parent` (int64) leads to the one without its last code, -1 from the first.

    `degree` (int64) is how many continuations the automaton allows after each. Entry i tells that word `word[i]` has the prefix
    `node[i]`, itself and the empty one included.
    """

    parent: _Numbers
    degree: _Numbers
    word: _Numbers
    node: _Numbers


def prefix_tree(words: Words, automaton: Automaton) -> PrefixTree:
    """Lay out the prefixes of words, all of which the automaton can follow to their ends."""
    order, shared = words.visits
    lengths = words.lengths[order]
    visit = np.repeat(np.arange(len(order)), lengths)
    depth = np.arange(len(visit)) - np.repeat(np.cumsum(lengths) - lengths, lengths) + 1
    is_new = depth > shared[visit]
    node = _filled(np.where(is_new, np.cumsum(is_new), 0), depth)
    before = np.where(depth == 1, 0, np.concatenate(([0], node[:-1])))
    code = words.codes[words.offsets[order][visit] + depth - 1]
    parent, symbol, level = (
        np.concatenate(([first], column[is_new])) for first, column in ((-1, before), (-1, code), (0, depth))
    )
    state = _states(parent, symbol, level, automaton)
    n_words = len(order)
    return PrefixTree(
        parent=parent.astype(np.int64),
        degree=np.bincount(automaton.source, minlength=automaton.n_states)[state].astype(np.int64),
        word=np.concatenate((np.arange(n_words), order[visit])).astype(np.int64),
        node=np.concatenate((np.zeros(n_words, dtype=np.int64), node)),
    )


def _filled(node: _Numbers, depth: _Numbers) -> _Numbers:
    """Give what continues a known prefix (0) the node that was last made at its depth."""
    by_depth = np.argsort(depth, kind="stable")
    room = len(node) + 1
    latest = np.maximum.accumulate(depth[by_depth] * room + node[by_depth]) - depth[by_depth] * room
    filled = np.empty_like(node)
    filled[by_depth] = latest
    return filled


def _states(parent: _Numbers, symbol: _Numbers, level: _Numbers, automaton: Automaton) -> _Numbers:
    """Return the state of the automaton after each prefix, level by level."""
    size = len(automaton.symbols)
    keys = automaton.source.astype(np.int64) * size + automaton.symbol
    state = np.zeros(len(parent), dtype=np.int64)
    by_level = np.argsort(level, kind="stable")
    bounds = np.searchsorted(level[by_level], np.arange(1, int(level.max()) + 2))
    for first, last in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        nodes = by_level[first:last]
        state[nodes] = automaton.target[np.searchsorted(keys, state[parent[nodes]] * size + symbol[nodes])]
    return state
