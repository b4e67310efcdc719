"""What one alignment says in the owner's words: skipped, out of order, extra, repeated – a name for every deviating move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import numpy as np

from workbench.conformance.alignment import Alignments, Move, cost_of
from workbench.conformance.expectation import Expectation
from workbench.conformance.machine import Costs
from workbench.conformance.order_rules import declared_pairs
from workbench.conformance.succession import Succession
from workbench.process.model import Process, Repetition, SubProcess


@dataclass(frozen=True, order=True)
class Observation:
    """One deviation of one case: its code, and the elements or the undesigned label that it is about."""

    code: str
    about: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Deviation:
    """One observation and the moves of the alignment that show it, by their positions: two for a displacement, else one."""

    observation: Observation
    moves: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Observer:
    """Reads alignments in the owner's words: `matches` says what labels may mean, `order` what may follow what.

    `together` leads from the elements of a sub-process that runs several times at once to its id: the process as it is played
    here runs it one time after another, so that what overlaps is neither repeated nor out of order.
    """

    alignments: Alignments
    expectation: Expectation
    matches: Mapping[str, Sequence[str]]
    order: Succession
    together: Mapping[str, str]

    def deviations(self, variant: int) -> tuple[Deviation, ...]:
        """Return what the alignment of one variant shows; what need not be seen, and is not, is none."""
        seen, trace = self._observed(variant)
        return tuple(each for each in seen if not (self._is_unshown(each.observation) or self._overlaps(each.observation, trace)))

    def overlaps(self, variant: int) -> tuple[Deviation, ...]:
        """Return what looks like deviations of one variant, and may be several runs of a sub-process at once."""
        seen, trace = self._observed(variant)
        return tuple(each for each in seen if self._overlaps(each.observation, trace))

    def _observed(self, variant: int) -> tuple[Iterator[Deviation], Sequence[str]]:
        """Return all that the alignment of a variant shows, and its trace; nothing where it fits."""
        if not self.alignments.costs[variant]:
            return iter(()), ()
        trace = self.alignments.variants.trace(variant)
        return observe(self.alignments.moves(variant), trace, self.matches, self.order), trace

    def _overlaps(self, observation: Observation, trace: Sequence[str]) -> bool:
        """Return whether what looks repeated or out of order may be several runs at once: each ends what one has begun."""
        scopes = {self.together.get(about) for about in observation.about}
        if observation.code not in ("CF-REWORK", "CF-ORDER") or len(scopes) > 1 or None in scopes:
            return False
        before, after = observation.about[0], observation.about[-1]
        meant = [self.matches.get(label, ()) for label in trace]
        begun = accumulate((before in each) - (after in each) for each in meant)
        return observation.code == "CF-REWORK" or all(number >= 0 for number in begun)

    def _is_unshown(self, observation: Observation) -> bool:
        return observation.code == "CF-SKIP" and self.expectation.need_not_be_seen(observation.about[0])


def observer_of(alignments: Alignments, expectation: Expectation) -> Observer:
    """Prepare to read the alignments of a log with the process that is expected."""
    return Observer(
        alignments=alignments,
        expectation=expectation,
        matches=expectation.matches(alignments.variants.activities),
        order=alignments.succession.caring_for(declared_pairs(expectation)),
        together=_running_together(expectation.process),
    )


def allowing_for_overlaps(alignments: Alignments, expectation: Expectation, costs: Costs) -> Alignments:
    """Return the same alignments, each costing at least what is left without its overlaps: several runs at once cost nothing.

    What such a variant costs is then known between two bounds.
    """
    observer = observer_of(alignments, expectation)
    if not observer.together:
        return alignments
    least = alignments.least_costs.copy()
    for variant in np.flatnonzero(alignments.costs).tolist():
        moves, trace = alignments.moves(variant), alignments.variants.trace(variant)
        free = sum(cost_of(moves[place], trace, costs) for each in observer.overlaps(variant) for place in each.moves)
        least[variant] = min(least[variant], alignments.costs[variant] - free)
    return replace(alignments, least_costs=least)


def _running_together(process: Process) -> Mapping[str, str]:
    """Return the sub-process around each element that runs several times at once, the outermost."""
    around = {node.id: node.scope for node in process.nodes}
    parallel = {each.id for each in process.nodes if isinstance(each, SubProcess) and each.repetition is Repetition.PARALLEL}
    found: dict[str, str] = {}
    for element in around if parallel else ():
        scope = around[element]
        while scope in around:
            if scope in parallel:
                found[element] = scope
            scope = around[scope]
    return found


def observe(
    moves: Sequence[Move], trace: Sequence[str], matches: Mapping[str, Sequence[str]], order: Succession
) -> Iterator[Deviation]:
    """Name each deviation of an alignment once.

    A model move and a log move of one activity are one displacement (CF-ORDER of the two activities whose order is broken,
    whichever of them the alignment moved). A log move of an activity that the process also saw is CF-REWORK – where its label
    means several, of the one done nearest to it – any other is CF-EXTRA; a model move without its event is CF-SKIP.
    """
    missing = [(position, move.symbol) for position, move in enumerate(moves) if move.event is None and move.symbol]
    for position, move in enumerate(moves):
        if move.event is None or move.symbol is not None:
            continue
        label = trace[move.event]
        candidates = matches.get(label, ())
        displaced = next((place for place in missing if place[1] in candidates), None)
        if displaced is not None:
            missing.remove(displaced)
            broken = _broken_order(moves, displaced[1], displaced[0], position, order)
            yield Deviation(observation=Observation("CF-ORDER", broken), moves=(displaced[0], position))
        elif (repeated := _nearest_done(moves, position, candidates)) is not None:
            yield Deviation(observation=Observation("CF-REWORK", (repeated,)), moves=(position,))
        else:
            about = candidates[0] if candidates else label
            yield Deviation(observation=Observation("CF-EXTRA", (about,)), moves=(position,))
    for position, symbol in missing:
        yield Deviation(observation=Observation("CF-SKIP", (symbol,)), moves=(position,))


def _nearest_done(moves: Sequence[Move], position: int, candidates: Sequence[str]) -> str | None:
    """Return which of the candidates was done nearest to a move, the earlier of two as near; None where none was."""
    done = [
        (abs(place - position), place) for place, move in enumerate(moves) if move.is_synchronous and move.symbol in candidates
    ]
    return moves[min(done)[1]].symbol if done else None


def _broken_order(moves: Sequence[Move], symbol: str, designed: int, happened: int, order: Succession) -> tuple[str, str]:
    """Return (before, after): the neighbouring pair whose designed order the displaced activity breaks.

    Done too late, the first activity that it should have preceded; done too early, the last that should have preceded it;
    activities that the design leaves free to change places with it are passed over. A declared pair goes before the others.
    """
    between = moves[min(designed, happened) + 1 : max(designed, happened)]
    others = [move.symbol for move in between if move.symbol and move.is_synchronous and move.symbol != symbol]
    others = others or [move.symbol for move in between if move.symbol and move.symbol != symbol] or [symbol]
    late = designed < happened
    pairs = [(symbol, other) for other in others] if late else [(other, symbol) for other in reversed(others)]
    strict = [pair for pair in pairs if order.is_strict(*pair)]
    return ([pair for pair in strict if pair in order.declared] or strict or pairs)[0]
