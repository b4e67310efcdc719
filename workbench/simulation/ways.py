"""Where a token game can go on in several ways: which moves compete, and how likely each is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import prod
from typing import Final

from workbench.process.behavior import Behavior
from workbench.process.token_net import Move

_EITHER: Final = 0.5
_BOUNDARY: Final = "boundaryEvent"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Moves of which one happens; `until` are their cumulated probabilities, the last 1. `name` tells where they are chosen."""

    name: str
    moves: tuple[int, ...]
    until: tuple[float, ...]


class Ways:
    """How likely the moves of a process are, from probabilities by the id of a sequence flow or boundary event.

    One flow of several (an exclusive or event-based gateway): each as stated; those that are not share what is left alike. Any
    of several (an inclusive gateway, conditional flows of an activity): each on its own, 0.5 where nothing is stated; drawn
    again until there is one, unless a default flow or an unconditional one leads on. A boundary event happens as often as is
    stated, else never. Whatever has no flow that tells its ways apart goes each way alike, and so do ways none of which can be.
    """

    def __init__(self, behavior: Behavior, probabilities: Mapping[str, float]) -> None:
        self._moves = behavior.net.moves
        self._flow = dict(behavior.net.flows)
        self._stated = probabilities
        nodes = behavior.process.nodes
        self._boundary = frozenset(node.id for node in nodes if node.tag == _BOUNDARY)
        self._defaults = frozenset(getattr(node, "default_flow", None) for node in nodes)

    def choices(self, possible: Sequence[int]) -> tuple[Choice, ...]:
        """Return the choices that stand open side by side, of moves that may fire: those that want the same tokens compete."""
        left, found = list(possible), []
        while left:
            wanted = {*self._moves[left[0]].takes}
            rivals = [move for move in left if wanted & {*self._moves[move].takes}] or left[:1]
            left = [move for move in left if move not in rivals]
            found.append(self._choice(rivals))
        return tuple(found)

    def _choice(self, rivals: Sequence[int]) -> Choice:
        nodes = list(dict.fromkeys(self._moves[move].node for move in rivals))
        share = self._shares(nodes)
        weights = [0.0] * len(rivals)
        for node in nodes:
            places = [place for place, move in enumerate(rivals) if self._moves[move].node == node]
            for place, weight in zip(places, self._weights([self._moves[rivals[place]] for place in places]), strict=True):
                weights[place] = share[node] * weight
        total = sum(weights)
        if total <= 0:
            weights, total = [1.0] * len(rivals), float(len(rivals))
        return Choice(name=nodes[0], moves=tuple(rivals), until=tuple(each / total for each in accumulate(weights)))

    def _shares(self, nodes: Sequence[str]) -> Mapping[str, float]:
        """Return how often each of several nodes comes first: boundary events as stated, the others share what is left."""
        stated = {node: self._stated.get(node, 0.0) for node in nodes if node in self._boundary}
        others = len(nodes) - len(stated)
        return {node: stated.get(node, max(1 - sum(stated.values()), 0.0) / max(others, 1)) for node in nodes}

    def _weights(self, moves: Sequence[Move]) -> Sequence[float]:
        """Return how likely each of the moves of one node is, in proportion."""
        flows = [frozenset(self._flow[place] for place in move.gives if place in self._flow) for move in moves]
        told_apart = [each - frozenset.intersection(*flows) for each in flows]
        if len(moves) == 1 or len(set(flows)) < len(flows):
            return [1.0] * len(moves)
        if all(len(each) == 1 for each in told_apart):
            return self._one_of([flow for each in told_apart for flow in each])
        either = sorted(frozenset.union(*told_apart) - self._defaults)
        return [prod(self._of(flow) if flow in each else 1 - self._of(flow) for flow in either) for each in told_apart]

    def _one_of(self, flows: Sequence[str]) -> Sequence[float]:
        stated = [self._stated.get(flow) for flow in flows]
        left = max(1 - sum(each or 0.0 for each in stated), 0.0) / max(stated.count(None), 1)
        return [left if each is None else each for each in stated]

    def _of(self, flow: str) -> float:
        return self._stated.get(flow, _EITHER)
