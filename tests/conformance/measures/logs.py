"""Tiny logs held against tiny processes, as evidence for measures."""

from collections.abc import Mapping, Sequence

import numpy as np

from tests.builders import variants
from workbench.conformance import Costs, align_variants
from workbench.conformance.measures import Evidence
from workbench.process import Automaton
from workbench.process.token_net import Move, TokenNet


def held_against(
    automaton: Automaton,
    log: Mapping[str, int] | Sequence[str],
    matches: Mapping[str, Sequence[str]] | None = None,
    costs: Costs | None = None,
) -> Evidence:
    """Align traces, one letter an event, with how many cases follow each; letters are symbols where nothing else is said."""
    counted = log if isinstance(log, Mapping) else dict.fromkeys(log, 1)
    meanings = matches or {symbol: [symbol] for symbol in automaton.symbols}
    costs = costs or Costs()
    alignments = align_variants(variants(counted), automaton, meanings, costs)
    cases = np.array(list(counted.values()), dtype=np.int64)
    return Evidence(alignments=alignments, cases=cases, matches=meanings, costs=costs)


def net_of_states(automaton: Automaton) -> TokenNet:
    """Return the net whose places are the states of an automaton: one token walks about."""
    arcs = zip(automaton.source.tolist(), automaton.symbol.tolist(), automaton.target.tolist(), strict=True)
    moves = [
        Move(element=f"arc{number}", symbol=automaton.symbols[symbol], takes=(source,), gives=(target,))
        for number, (source, symbol, target) in enumerate(arcs)
    ]
    ends = [Move(element=f"end{state}", takes=(state,)) for state in np.flatnonzero(automaton.final).tolist()]
    return TokenNet(n_places=automaton.n_states, moves=(*moves, *ends), start=(0,))
