"""Token replay, for comparison with other tools: fitness from the tokens that a replay of the cases lacks and leaves.

Formula: ½ (1 - m / c) + ½ (1 - r / p) with missing, consumed, remaining and produced tokens summed over all cases first. Range
[0, 1]. Source: Rozinat, van der Aalst 2008, Conformance checking of processes based on monitoring real behavior, Information
Systems 33(1), doi 10.1016/j.is.2007.07.001.

Events that mean no activity of the process cannot be replayed and are passed over, so the figure says nothing of them: it is
only ever told together with their share. Silent moves are handled exactly where they can be: every marking that the events so
far may have led to is kept, up to `MOST_MARKINGS`, so that a case which the process allows lacks and leaves nothing. Where no
marking allows an event, the one that lacks the fewest tokens goes on; that choice is made event by event, as in every token
replay, and is not undone. pm4py keeps one marking and one way of silent steps, which is why it can blame a case that fits.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from workbench.conformance.measures.evidence import TOO_WIDE, Evidence
from workbench.conformance.measures.token_game import (
    ReplayGame,
    Tokens,
    TooManyMarkingsError,
    fewest_missing,
    missing_or_left,
    tokens_of,
)
from workbench.measured import NO_CASES, Measured, share
from workbench.process.token_net import TokenNet

_NOT_COUNTED = Measured(value=None, reason="MEASURE_NOT_COUNTED")


@dataclass(frozen=True, kw_only=True)
class TokenReplay:
    """Fitness by token replay and, never without it, the share of events that mean no activity of the process."""

    fitness: Measured
    unknown_events: Measured
    tokens: Tokens | None = None


def token_replay(evidence: Evidence, net: TokenNet) -> TokenReplay:
    """Replay the cases on a net whose symbols are those that the alignments were made with."""
    known = evidence.vocabulary.of_label[evidence.traces.codes] >= 0
    events = np.repeat(evidence.traces.counts, evidence.traces.lengths)
    unknown = share(int(events[~known].sum()), int(events.sum()))
    game = ReplayGame(net, [symbol for symbol, cost in evidence.costs.model_moves.items() if cost == 0])
    if not len(evidence.followed) or not game.is_plain:
        return TokenReplay(fitness=NO_CASES if game.is_plain else _NOT_COUNTED, unknown_events=unknown)
    try:
        tokens = _replayed(evidence, game)
    except TooManyMarkingsError:
        return TokenReplay(fitness=TOO_WIDE, unknown_events=unknown)
    lacking = share(tokens.missing, tokens.consumed, Measured(value=0.0))
    leaving = share(tokens.remaining, tokens.produced, Measured(value=0.0))
    fitness = 1 - ((lacking.value or 0.0) + (leaving.value or 0.0)) / 2
    return TokenReplay(fitness=Measured(value=fitness), unknown_events=unknown, tokens=tokens)


def _replayed(evidence: Evidence, game: ReplayGame) -> Tokens:
    """Return the tokens of all cases; common prefixes are replayed once."""
    alignments = evidence.alignments
    symbols = {*alignments.symbols}
    table = _Table(game, [symbols.intersection(evidence.matches.get(label, ())) for label in alignments.variants.activities])
    traces, total = evidence.traces, Tokens()
    offsets, codes, counts = traces.offsets.tolist(), traces.codes.tolist(), traces.counts.tolist()
    path = [(0, game.at_the_start)]
    for word, shared in zip(traces.visits.order.tolist(), traces.visits.shared.tolist(), strict=True):
        del path[shared + 1 :]
        front, tokens = path[-1]
        for label in codes[offsets[word] + shared : offsets[word + 1]]:
            front, moved = table.step(front, label)
            tokens += moved
            path.append((front, tokens))
        total = total.plus(tokens_of(tokens + table.end(front)), counts[word])
    return total


@dataclass
class _Front:
    """The markings that a case may have led to, each with the tokens (packed) it took beyond the first's."""

    markings: tuple[tuple[int, int], ...]
    after: dict[int, tuple[int, int]] = field(default_factory=dict)
    end: int | None = None


class _Table:
    """Fronts found so far, and where labels lead from each: worked out once, looked up ever after."""

    def __init__(self, game: ReplayGame, meanings: Iterable[Iterable[str]]) -> None:
        self._game = game
        self._meanings = [frozenset(meaning) for meaning in meanings]
        self._fronts = [_Front(((game.start, 0),))]
        self._number = {self._fronts[0].markings: 0}

    def step(self, front: int, label: int) -> tuple[int, int]:
        """Return the front after an event, and the tokens of its first marking; an unknown label changes nothing."""
        here = self._fronts[front]
        if label not in here.after:
            here.after[label] = self._found(here, label) if self._meanings[label] else (front, 0)
        return here.after[label]

    def end(self, front: int) -> int:
        """Return the tokens of a case that ends in a front, as few missing and left as can be."""
        here = self._fronts[front]
        if here.end is None:
            here.end = min((tokens + self._game.at_the_end(marking) for marking, tokens in here.markings), key=missing_or_left)
        return here.end

    def _found(self, here: _Front, label: int) -> tuple[int, int]:
        found = (
            (after, before + moved)
            for marking, before in here.markings
            for after, moved in self._game.after_event(marking, self._meanings[label]).items()
        )
        kept = sorted(fewest_missing(found).items())
        first = kept[0][1]
        markings = tuple((marking, tokens - first) for marking, tokens in kept)
        if markings not in self._number:
            self._number[markings] = len(self._fronts)
            self._fronts.append(_Front(markings))
        return self._number[markings], first
