"""Which moves of a token game need to be tried now, so that independent ones are not tried in every order."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from workbench.process.token_net import Move, TokenNet, tokens_on, upstream_of


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
        self._footprints = [_with_urgent(net, own, number) for number in range(len(net.moves))]
        self._givers = _index(move.gives for move in net.moves)
        self._takers = _index(each.takes for each in self._footprints)
        self._changers = _index(each.changes for each in self._footprints)
        self._watchers = _index(each.watches for each in self._footprints)
        self._removers = _index((*move.takes, *move.empties) for move in net.moves)
        self._depth = _depth_first(net)

    def removing(self, marking: int) -> Collection[int]:
        """Return the moves one of which every run to completion fires: those that can remove the token of one place.

        The place is the last of those held, depth first from the start, so that branches are finished one after another.
        """
        held = max(tokens_on(marking), key=self._depth.__getitem__)
        return self._removers.get(held, ())

    def moves(self, marking: int, enabled: Collection[int], possible: Collection[int], goals: Collection[int]) -> set[int]:
        """Return a stubborn set for some goals among the moves that are `possible` at all; those in `enabled` can fire now."""
        tokens = tokens_on(marking)
        found = {*goals} & {*possible}
        waiting = list(found)
        while waiting:
            number = waiting.pop()
            for other in self._not_independent(number) if number in enabled else self._enabling(number, tokens):
                if other in possible and other not in found:
                    found.add(other)
                    waiting.append(other)
        return found

    def _not_independent(self, number: int) -> Iterator[int]:
        footprint = self._footprints[number]
        for place in footprint.takes:
            yield from self._takers.get(place, ())
        for place in footprint.watches:
            yield from self._changers.get(place, ())
        for place in footprint.changes:
            yield from self._watchers.get(place, ())

    def _enabling(self, number: int, tokens: Mapping[int, int]) -> Iterator[int]:
        takes = self._net.moves[number].takes
        lacking = next((place for place in takes if tokens.get(place, 0) < takes.count(place)), None)
        if lacking is not None:
            yield from self._givers.get(lacking, ())
            return
        for place in self._footprints[number].watches:
            yield from self._changers.get(place, ())


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


def _index(places_of: Iterator[Collection[int]]) -> Mapping[int, tuple[int, ...]]:
    """Return the numbers of the moves that name each place."""
    found: dict[int, dict[int, None]] = {}
    for number, places in enumerate(places_of):
        for place in places:
            found.setdefault(place, {})[number] = None
    return {place: tuple(numbers) for place, numbers in found.items()}


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
