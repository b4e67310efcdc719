"""Blocks in columns, left to right, and in bands, top to bottom: who stands above whom."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from workbench.process.layout.grid import Block, Grid, Link
from workbench.process.layout.heights import put_at_heights
from workbench.ranking import Ranked

_SWEEPS: Final = 10
_LONGEST: Final = 60_000
"""So many passages at most: what would need more is drawn straight through the columns between."""


def arranged(blocks: Sequence[Block], links: Sequence[Link], ranks: Ranked) -> Grid:
    """Put blocks and the passages of long links into columns, in an order with few crossings, at heights with few bends."""
    grid = Grid(
        blocks=blocks,
        links=links,
        column=list(ranks.ranks),
        band=[block.band for block in blocks],
        part=_parts(len(blocks), links),
        across=list(ranks.across),
        side=[0] * len(blocks),
    )
    _put_passages(grid)
    _put_in_order(grid)
    put_at_heights(grid)
    return grid


def _parts(size: int, links: Sequence[Link]) -> list[int]:
    """Return for each block the smallest block number that is joined to it."""
    part = list(range(size))

    def root(item: int) -> int:
        while part[item] != item:
            part[item] = part[part[item]]
            item = part[item]
        return item

    for link in links:
        one, other = sorted((root(link.source), root(link.target)))
        part[other] = one
    return [root(item) for item in range(size)]


def _put_passages(grid: Grid) -> None:
    leaving = [0] * len(grid.blocks)
    for link in grid.links:
        leaving[link.source] += 1
    spans = sorted(abs(grid.column[link.source] - grid.column[link.target]) for link in grid.links)
    limit, total = 0, 0
    for limit in spans:
        total += limit
        if total > _LONGEST:
            break
    for link in grid.links:
        source, target = link.source, link.target
        start, end = grid.column[source], grid.column[target]
        if source == target or (abs(start - end) >= limit and total > _LONGEST):
            grid.chains.append([source, target])
        elif start < end:
            band = grid.band[target] if leaving[source] > 1 or link.drop else grid.band[source]
            inside = [_passage(grid, link, at, band, 0) for at in range(start + 1, end)]
            grid.chains.append([source, *inside, target])
        else:
            grid.chains.append([source, *_way_back(grid, link), target])


def _way_back(grid: Grid, link: Link) -> list[int]:
    """Return the passages of a link that runs back, from right to left, along the emptier border of the source's band."""
    start, end = grid.column[link.source], grid.column[link.target]
    band = grid.band[link.source]
    if grid.band[link.target] != band:
        side = -1 if grid.band[link.target] < band else 1
    else:
        middle = (grid.across[link.source] + grid.across[link.target]) / 2
        others = [
            grid.across[item]
            for item in range(len(grid.blocks))
            if end <= grid.column[item] <= start and grid.band[item] == band and grid.part[item] == grid.part[link.source]
        ]
        above, below = sum(each < middle for each in others), sum(each > middle for each in others)
        side = -1 if above <= below else 1
    return [_passage(grid, link, at, band, side) for at in range(start, end - 1, -1)]


def _passage(grid: Grid, link: Link, at: int, band: int, side: int) -> int:
    start, end = grid.column[link.source], grid.column[link.target]
    share = (at - start) / (end - start) if end != start else 0.5
    grid.column.append(at)
    grid.band.append(band)
    grid.part.append(grid.part[link.source])
    one, other = grid.across[link.source], grid.across[link.target]
    grid.across.append(abs(start - end) if side else one + (other - one) * share)
    grid.side.append(side)
    return len(grid.column) - 1


def _put_in_order(grid: Grid) -> None:
    """Sort each column by band, part and neighbours, sweeping to and fro; the order with the fewest crossings stays."""
    columns = max(grid.column, default=-1) + 1
    order: list[list[int]] = [[] for _ in range(columns)]
    for item in range(len(grid.column)):
        order[grid.column[item]].append(item)
    for items in order:
        items.sort(key=lambda item: (*_fixed(grid, item), grid.across[item] * (grid.side[item] or 1), item))
    left, right = _neighbours(grid)
    best, fewest = [list(items) for items in order], _crossings(order, right)
    for sweep in range(_SWEEPS if len(grid.column) < 6000 else 2):
        if not fewest:
            break
        forward = sweep % 2 == 0
        for at in range(columns) if forward else range(columns - 1, -1, -1):
            beside = order[at - 1] if forward and at else order[at + 1] if not forward and at + 1 < columns else []
            _sort_column(grid, order[at], beside, left if forward else right)
        crossings = _crossings(order, right)
        if crossings < fewest:
            best, fewest = [list(items) for items in order], crossings
    grid.order = best


def _fixed(grid: Grid, item: int) -> tuple[int, int, int]:
    return grid.band[item], grid.part[item], grid.side[item]


def _sort_column(grid: Grid, items: list[int], beside: list[int], neighbours: list[list[int]]) -> None:
    place = {item: number for number, item in enumerate(beside)}
    own = {item: float(number) for number, item in enumerate(items)}
    wanted: dict[int, float] = {}
    for item in items:
        places = sorted(place[other] for other in neighbours[item] if other in place)
        middle = len(places) // 2
        if grid.side[item]:
            wanted[item] = own[item]
        elif places:
            wanted[item] = places[middle] if len(places) % 2 else (places[middle - 1] + places[middle]) / 2
        else:
            wanted[item] = own[item]
    items.sort(key=lambda item: (*_fixed(grid, item), wanted[item], own[item]))


def _neighbours(grid: Grid) -> tuple[list[list[int]], list[list[int]]]:
    """Return for each item its neighbours in the column to the left, and to the right."""
    left: list[list[int]] = [[] for _ in grid.column]
    right: list[list[int]] = [[] for _ in grid.column]
    for chain in grid.chains:
        for one, other in pairwise(chain):
            first, second = (one, other) if grid.column[one] < grid.column[other] else (other, one)
            if grid.column[second] - grid.column[first] == 1:
                right[first].append(second)
                left[second].append(first)
    return left, right


def _crossings(order: list[list[int]], right: list[list[int]]) -> int:
    total = 0
    for items, following in pairwise(order):
        place = {item: number for number, item in enumerate(following)}
        seen: list[int] = []
        for item in items:
            ends = sorted(place[other] for other in right[item] if other in place)
            total += sum(len(seen) - bisect_right(seen, end) for end in ends)
            for end in ends:
                insort(seen, end)
    return total
