"""Blocks in columns, left to right, and in bands, top to bottom: who stands above whom, and at which height."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from workbench.process.layout.figures import GAP
from workbench.ranking import Ranked

_SWEEPS: Final = 10
_PASSAGE_GAP: Final = 18.0
_LONGEST: Final = 60_000
"""So many passages at most: what would need more is drawn straight through the columns between."""


@dataclass(frozen=True, kw_only=True)
class Block:
    """A node with what belongs to it: its own size, the room it takes across, and how far that reaches above and below.

    Lines may meet it from above or below where nothing of its own stands there.
    """

    width: float
    height: float
    room: float
    up: float
    down: float
    band: int = 0
    open_above: bool = True
    open_below: bool = True
    is_gateway: bool = False


@dataclass(frozen=True, kw_only=True)
class Link:
    """A flow between two blocks by number; `drop` is how far below the source's middle it leaves, `exit_x` how far aside."""

    element: str
    source: int
    target: int
    drop: float = 0.0
    exit_x: float | None = None
    label: tuple[float, float] = (0.0, 0.0)


@dataclass
class Grid:
    """The working table: items 0 … n-1 are the blocks, further ones the passages of links through columns."""

    blocks: Sequence[Block]
    links: Sequence[Link]
    column: list[int]
    band: list[int]
    part: list[int]
    across: list[float]
    side: list[int]
    chains: list[list[int]] = field(default_factory=list)
    order: list[list[int]] = field(default_factory=list)
    y: list[float] = field(default_factory=list)

    def reach(self, item: int) -> tuple[float, float]:
        """Return how far an item reaches above and below its middle."""
        if item < len(self.blocks):
            return self.blocks[item].up, self.blocks[item].down
        return 0.0, 0.0

    def is_block(self, item: int) -> bool:
        """Return whether an item is a block, not a passage."""
        return item < len(self.blocks)


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
    _put_at_heights(grid)
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


def _put_at_heights(grid: Grid) -> None:
    """Give each item a height within its band: neighbours level where they can be, none too near another."""
    columns: list[list[list[int]]] = []
    grid.y = [0.0] * len(grid.column)
    for items in grid.order:
        by_band: dict[int, list[int]] = defaultdict(list)
        for item in items:
            by_band[grid.band[item]].append(item)
        columns.append(list(by_band.values()))
        for stack in by_band.values():
            _stack(grid, stack)
    left, right = _pulls(grid)
    both = [one + other for one, other in zip(left, right, strict=True)]
    rounds = 4 if len(grid.column) < 6000 else 1
    for pulls, backward in [(left, False), (right, True)] * rounds + [(both, False), (both, True)] * rounds:
        for column in reversed(columns) if backward else columns:
            for stack in column:
                _settle(grid, stack, pulls)
    _draw_together(grid, [stack for column in columns for stack in column], both)


def _stack(grid: Grid, stack: Sequence[int]) -> None:
    offsets = _offsets(grid, stack)
    for item, offset in zip(stack, offsets, strict=True):
        grid.y[item] = offset - offsets[-1] / 2


def _offsets(grid: Grid, stack: Sequence[int]) -> list[float]:
    """Return how far below the first of a stack each must stand at least."""
    offsets = [0.0]
    for above, below in pairwise(stack):
        gap = GAP if grid.is_block(above) and grid.is_block(below) else _PASSAGE_GAP
        offsets.append(offsets[-1] + grid.reach(above)[1] + gap + grid.reach(below)[0])
    return offsets


Pull = tuple[int, float, float]
"""(the other item, how much lower this one wants to be, weight)."""


def _pulls(grid: Grid) -> tuple[list[list[Pull]], list[list[Pull]]]:
    left: list[list[Pull]] = [[] for _ in grid.column]
    right: list[list[Pull]] = [[] for _ in grid.column]
    for link, chain in zip(grid.links, grid.chains, strict=True):
        for number, (one, other) in enumerate(pairwise(chain)):
            if grid.band[one] != grid.band[other] or one == other:
                continue
            drop = link.drop if number == 0 else 0.0
            weight = float(1 + 3 * (not grid.is_block(one)) + 3 * (not grid.is_block(other)))
            if grid.column[one] == grid.column[other]:
                passage, block, shift = (other, one, drop) if grid.is_block(one) else (one, other, 0.0)
                for pulls in (left, right):
                    pulls[passage].append((block, shift, 0.5))
            elif grid.column[one] < grid.column[other]:
                right[one].append((other, -drop, weight))
                left[other].append((one, drop, weight))
            else:
                left[one].append((other, -drop, weight))
                right[other].append((one, drop, weight))
    return left, right


def _settle(grid: Grid, stack: Sequence[int], pulls: Sequence[Sequence[Pull]]) -> None:
    """Move a stack to where its pulls are least stretched in sum: isotonic regression by pooling, with medians."""
    offsets = _offsets(grid, stack)
    pools: list[tuple[list[tuple[float, float]], float, int]] = []
    for item, offset in zip(stack, offsets, strict=True):
        wishes = [(grid.y[other] + lower - offset, weight) for other, lower, weight in pulls[item]]
        wishes = wishes or [(grid.y[item] - offset, 0.1)]
        pool = (wishes, _median(wishes), 1)
        while pools and pools[-1][1] > pool[1]:
            earlier = pools.pop()
            wishes = earlier[0] + pool[0]
            pool = (wishes, _median(wishes), earlier[2] + pool[2])
        pools.append(pool)
    places = [place for _, place, count in pools for _ in range(count)]
    for item, offset, place in zip(stack, offsets, places, strict=True):
        grid.y[item] = place + offset


def _median(wishes: Iterable[tuple[float, float]]) -> float:
    """Return the lower weighted median."""
    ordered = sorted(wishes)
    half, total = sum(weight for _, weight in ordered) / 2, 0.0
    for value, weight in ordered:
        total += weight
        if total >= half - 1e-9:
            return value
    return ordered[-1][0]


def _draw_together(grid: Grid, stacks: Sequence[Sequence[int]], pulls: Sequence[Sequence[Pull]]) -> None:
    """Shift what hangs together within a band towards the band's middle level, as far as its neighbours let it."""
    clusters = _clusters(grid, pulls)
    cluster_of = {item: number for number, items in enumerate(clusters) for item in items}
    near: list[list[tuple[int, int, float]]] = [[] for _ in clusters]
    for stack in stacks:
        offsets = _offsets(grid, stack)
        for at, (above, below) in enumerate(pairwise(stack)):
            if cluster_of[above] != cluster_of[below]:
                needed = offsets[at + 1] - offsets[at]
                near[cluster_of[above]].append((above, below, needed))
                near[cluster_of[below]].append((above, below, needed))
    for _ in range(3):
        for number in sorted(range(len(clusters)), key=lambda each: (-len(clusters[each]), each)):
            _shift(grid, clusters[number], near[number], cluster_of, number)


def _shift(
    grid: Grid, items: Sequence[int], near: Sequence[tuple[int, int, float]], cluster_of: dict[int, int], number: int
) -> None:
    levels = sorted(grid.y[item] for item in items if grid.is_block(item)) or sorted(grid.y[item] for item in items)
    by = -levels[(len(levels) - 1) // 2]
    for above, below, needed in near:
        free = grid.y[below] - grid.y[above] - needed
        by = min(by, free) if cluster_of[above] == number else max(by, -free)
    for item in items:
        grid.y[item] += by


def _clusters(grid: Grid, pulls: Sequence[Sequence[Pull]]) -> list[list[int]]:
    """Return the groups of items that pull each other."""
    seen = [False] * len(grid.column)
    joined: list[list[int]] = [[] for _ in grid.column]
    for item, others in enumerate(pulls):
        for other, _, _ in others:
            joined[item].append(other)
            joined[other].append(item)
    clusters = []
    for root in range(len(grid.column)):
        if seen[root]:
            continue
        seen[root] = True
        cluster = [root]
        for item in cluster:
            for other in joined[item]:
                if not seen[other]:
                    seen[other] = True
                    cluster.append(other)
        clusters.append(cluster)
    return clusters
