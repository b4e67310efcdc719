"""Heights within a band: neighbours level where they can be, none too near another, and the whole drawn together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from workbench.process.layout.grid import Grid
from workbench.process.layout.straightening import offsets_of, straighten


def put_at_heights(grid: Grid) -> None:
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
    stacks = [stack for column in columns for stack in column]
    straighten(grid, stacks, both)
    _draw_together(grid, stacks, both)


def _stack(grid: Grid, stack: Sequence[int]) -> None:
    offsets = offsets_of(grid, stack)
    for item, offset in zip(stack, offsets, strict=True):
        grid.y[item] = offset - offsets[-1] / 2


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
    offsets = offsets_of(grid, stack)
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
    clusters = _clusters(grid, pulls, stacks)
    cluster_of = {item: number for number, items in enumerate(clusters) for item in items}
    near: list[list[tuple[int, int, float]]] = [[] for _ in clusters]
    for stack in stacks:
        offsets = offsets_of(grid, stack)
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


def _clusters(grid: Grid, pulls: Sequence[Sequence[Pull]], stacks: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the groups of items that move together: they pull each other, or one stands between two of another group."""
    groups = _grouped(grid, [(item, other) for item, others in enumerate(pulls) for other, _, _ in others])
    group_of = {item: number for number, items in enumerate(groups) for item in items}
    between: list[tuple[int, int]] = [pair for items in groups for pair in pairwise(items)]
    for stack in stacks:
        last = {group_of[item]: at for at, item in enumerate(stack)}
        at = 0
        while at < len(stack):
            end = last[group_of[stack[at]]]
            between += [(stack[at], stack[inside]) for inside in range(at + 1, end + 1)]
            at = max(end, at + 1)
    return _grouped(grid, between)


def _grouped(grid: Grid, pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    seen = [False] * len(grid.column)
    joined: list[list[int]] = [[] for _ in grid.column]
    for item, other in pairs:
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
