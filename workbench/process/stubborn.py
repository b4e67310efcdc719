"""Which moves of a token game need to be tried now, so that independent ones are not tried in every order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from workbench.process.state_graph import count_on, tokens_on
from workbench.process.token_net import Move, TokenNet, upstream_of

_NONE: Final[frozenset[int]] = frozenset()


@dataclass(frozen=True, kw_only=True)
class _Footprint:
    """The places that a move takes from, changes and watches, together with all urgent moves that it sets off."""

    takes: frozenset[int]
    changes: frozenset[int]
    watches: frozenset[int]


class StubbornSets:
    """Stubborn sets of a net: of every run that fires a goal, some order begins with a move of the set.

    A set holds the goals; for each move in it that cannot fire, all that can give a token which it lacks, or can change what
    it watches; for each that can fire, all that it does not change places with (Valmari 1998, The State Explosion Problem,
    section 4). So the shortest runs stay, each in one order or a few.
    """

    def __init__(self, net: TokenNet) -> None:
        self._net = net
        own = [_footprint(net, move) for move in net.moves]
        footprints = [_with_urgent(net, own, number) for number in range(len(net.moves))]
        self._givers = _index(move.gives for move in net.moves)
        self._takers = _index(each.takes for each in footprints)
        self._changers = _index(each.changes for each in footprints)
        self._watchers = _index(each.watches for each in footprints)
        self._removers = _index((*move.takes, *move.empties) for move in net.moves)
        self._needs = [tuple(Counter(move.takes).items()) for move in net.moves]
        self._rivals = [self._not_independent(each) for each in footprints]
        self._awaited = [_union(self._changers, each.watches) for each in footprints]
        self._depth = _depth_first(net)

    def removing(self, marking: int) -> Collection[int]:
        """Return the moves one of which every run to completion fires: those that can remove the token of one place.

        The place is the last of those held, depth first from the start, so that branches are finished one after another.
        """
        held = max(tokens_on(marking), key=self._depth.__getitem__)
        return self._removers.get(held, _NONE)

    def moves(self, marking: int, enabled: Collection[int], possible: frozenset[int], goals: Collection[int]) -> frozenset[int]:
        """Return a stubborn set for some goals among the moves that are `possible` at all; those in `enabled` can fire now."""
        found = possible.intersection(goals)
        waiting = list(found)
        while waiting:
            number = waiting.pop()
            others = self._rivals[number] if number in enabled else self._enabling(number, marking)
            fresh = (others & possible) - found
            found |= fresh
            waiting += fresh
        return found

    def _enabling(self, number: int, marking: int) -> frozenset[int]:
        """Return the moves one of which must fire before one that cannot: givers of a token that it lacks, or what it awaits."""
        for place, count in self._needs[number]:
            if count_on(marking, place) < count:
                return self._givers.get(place, _NONE)
        return self._awaited[number]

    def _not_independent(self, footprint: _Footprint) -> frozenset[int]:
        return (
            _union(self._takers, footprint.takes)
            | _union(self._changers, footprint.watches)
            | _union(self._watchers, footprint.changes)
        )


def _footprint(net: TokenNet, move: Move) -> _Footprint:
    upstream = (place for places in upstream_of(net, move).values() for place in places)
    return _Footprint(
        takes=frozenset(move.takes),
        changes=frozenset((*move.takes, *move.gives, *move.empties)),
        watches=frozenset((*move.only_if_empty, *move.empties, *move.join, *upstream)),
    )


def _with_urgent(net: TokenNet, own: list[_Footprint], number: int) -> _Footprint:
    """Return what a move does with all urgent moves that come at once: of tokens that it gives, or since others are gone."""
    urgent = [other for other, move in enumerate(net.moves) if move.urgent]
    together, waiting = {number}, [number]
    while waiting:
        changed = own[waiting.pop()].changes
        for other in urgent:
            if other not in together and changed & {*net.moves[other].takes, *net.moves[other].only_if_empty}:
                together.add(other)
                waiting.append(other)
    return _Footprint(
        takes=frozenset().union(*(own[each].takes for each in together)),
        changes=frozenset().union(*(own[each].changes for each in together)),
        watches=frozenset().union(*(own[each].watches for each in together)),
    )


def _index(places_of: Iterable[Collection[int]]) -> Mapping[int, frozenset[int]]:
    """Return the numbers of the moves that name each place."""
    found: dict[int, set[int]] = {}
    for number, places in enumerate(places_of):
        for place in places:
            found.setdefault(place, set()).add(number)
    return {place: frozenset(numbers) for place, numbers in found.items()}


def _union(index: Mapping[int, frozenset[int]], places: Collection[int]) -> frozenset[int]:
    return _NONE.union(*(index.get(place, _NONE) for place in places))


def _depth_first(net: TokenNet) -> Mapping[int, int]:
    """Number the places so that those of one branch stand together: depth first from the start."""
    onward: dict[int, list[int]] = {}
    for move in net.moves:
        for place in move.takes:
            onward.setdefault(place, []).extend(move.gives)
    numbers: dict[int, int] = {}
    waiting = [*range(net.n_places - 1, -1, -1), *net.start]
    while waiting:
        place = waiting.pop()
        if place not in numbers:
            numbers[place] = len(numbers)
            waiting += reversed(onward.get(place, ()))
    return numbers
