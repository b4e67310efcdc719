"""Small bends taken out: what lies level moves as one, where there is room, until it is level with its neighbour."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from workbench.process.layout.figures import GAP
from workbench.process.layout.grid import Grid

_PASSAGE_GAP: Final = 18.0
_SMALL: Final = 60.0
_LEVEL: Final = 0.25
_ROUNDS: Final = 3


def offsets_of(grid: Grid, stack: Sequence[int]) -> list[float]:
    """Return how far below the first of a stack each must stand at least."""
    offsets = [0.0]
    for above, below in pairwise(stack):
        gap = GAP if grid.is_block(above) and grid.is_block(below) else _PASSAGE_GAP
        offsets.append(offsets[-1] + grid.reach(above)[1] + gap + grid.reach(below)[0])
    return offsets


def straighten(grid: Grid, stacks: Sequence[Sequence[int]], pulls: Sequence[Sequence[tuple[int, float, float]]]) -> None:
    """Move groups that lie level by small steps to the level of a neighbour; no straight piece is bent by it."""
    room = _room(grid, stacks)
    for _ in range(_ROUNDS):
        moved = False
        group = _level_groups(grid, pulls)
        members: dict[int, list[int]] = {}
        for item, name in enumerate(group):
            members.setdefault(name, []).append(item)
        for bend, one, other in _bends(grid, pulls):
            apart = grid.y[other] + bend - grid.y[one]
            if group[one] != group[other] and _LEVEL < abs(apart) < _SMALL:
                for item, by in sorted(((one, apart), (other, -apart)), key=lambda each: len(members[group[each[0]]])):
                    if _has_room(grid, members[group[item]], room, by, group):
                        for each in members[group[item]]:
                            grid.y[each] += by
                        _merge(group, members, group[one], group[other])
                        moved = True
                        break
        if not moved:
            return


def _bends(grid: Grid, pulls: Sequence[Sequence[tuple[int, float, float]]]) -> list[tuple[float, int, int]]:
    """Return (how much lower the first wants to be, first, second) for neighbours in different columns, least bent first."""
    found = [
        (shift, one, other)
        for one, others in enumerate(pulls)
        for other, shift, _ in others
        if grid.column[one] < grid.column[other]
    ]
    return sorted(found, key=lambda bend: (abs(grid.y[bend[2]] + bend[0] - grid.y[bend[1]]), bend[1:]))


def _level_groups(grid: Grid, pulls: Sequence[Sequence[tuple[int, float, float]]]) -> list[int]:
    group = list(range(len(grid.column)))

    def root(item: int) -> int:
        while group[item] != item:
            group[item] = group[group[item]]
            item = group[item]
        return item

    for shift, one, other in _bends(grid, pulls):
        if abs(grid.y[other] + shift - grid.y[one]) <= _LEVEL:
            group[root(one)] = root(other)
    return [root(item) for item in range(len(group))]


def _merge(group: list[int], members: dict[int, list[int]], one: int, other: int) -> None:
    for item in members[one]:
        group[item] = other
    members[other] += members.pop(one)


def _room(grid: Grid, stacks: Sequence[Sequence[int]]) -> dict[int, list[tuple[int, float]]]:
    """Return for each item its neighbours in its stack and how far below (or, negative, above) it they must stay."""
    room: dict[int, list[tuple[int, float]]] = {}
    for stack in stacks:
        offsets = offsets_of(grid, stack)
        for (at, above), (under, below) in pairwise(enumerate(stack)):
            needed = offsets[under] - offsets[at]
            room.setdefault(above, []).append((below, needed))
            room.setdefault(below, []).append((above, -needed))
    return room


def _has_room(
    grid: Grid, items: Sequence[int], room: dict[int, list[tuple[int, float]]], by: float, group: Sequence[int]
) -> bool:
    for item in items:
        for other, needed in room.get(item, ()):
            if group[other] != group[item]:
                apart = grid.y[other] - grid.y[item] - by
                if (apart < needed if needed > 0 else apart > needed) or apart * needed < 0:
                    return False
    return True
