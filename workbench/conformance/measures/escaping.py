"""Words followed through an automaton, compiled: what it allows after each prefix, and how much of that the words do."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from workbench.compiled import kernel
from workbench.conformance.measures.words import Words
from workbench.process.automaton import Automaton


class Steps(NamedTuple):
    """The arcs of a deterministic automaton sorted by `keys` = source · n_symbols + symbol, and how many leave each state."""

    keys: NDArray[np.int64]
    targets: NDArray[np.int32]
    degrees: NDArray[np.int64]
    n_symbols: int


class Continuations(NamedTuple):
    """Summed over prefixes, each as often as cases have it: what the automaton allows next, and what of it the words do."""

    allowed: int
    taken: int


def continuations(words: Words, automaton: Automaton) -> Continuations:
    """Follow every word as far as the automaton does, common prefixes once."""
    n_symbols = len(automaton.symbols)
    steps = Steps(
        keys=automaton.source.astype(np.int64) * n_symbols + automaton.symbol,
        targets=automaton.target,
        degrees=np.bincount(automaton.source, minlength=automaton.n_states).astype(np.int64),
        n_symbols=n_symbols,
    )
    order, shared = words.visits
    columns = words.offsets, words.codes, words.counts, order, shared
    return Continuations(*map(int, _follow(columns, int(words.lengths.max(initial=0)), steps)))


@kernel
def _follow(words, longest, steps):  # type: ignore[no-untyped-def]
    """Walk the tree of prefixes depth first; a prefix is left when all of its cases are counted."""
    offsets, codes, counts, order, shared = words
    states, degrees = np.zeros(longest + 1, dtype=np.int64), np.zeros(longest + 1, dtype=np.int64)
    children, opened = np.zeros(longest + 1, dtype=np.int64), np.zeros(longest + 1, dtype=np.int64)
    degrees[0] = steps.degrees[0]
    depth, cases, allowed, taken = 0, 0, 0, 0
    for visit in range(len(order)):
        word = order[visit]
        begin, length = offsets[word], offsets[word + 1] - offsets[word]
        while depth > shared[visit]:
            taken += children[depth] * (cases - opened[depth])
            depth -= 1
        while depth < length and codes[begin + depth] >= 0:
            key = states[depth] * steps.n_symbols + codes[begin + depth]
            arc = np.searchsorted(steps.keys, key)
            if arc == len(steps.keys) or steps.keys[arc] != key:
                break
            children[depth] += 1
            depth += 1
            states[depth], opened[depth], children[depth] = steps.targets[arc], cases, 0
            degrees[depth] = degrees[depth - 1] + steps.degrees[steps.targets[arc]]
        cases += counts[word]
        allowed += counts[word] * degrees[depth]
    while depth >= 0:
        taken += children[depth] * (cases - opened[depth])
        depth -= 1
    return allowed, taken
