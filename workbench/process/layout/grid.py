"""The working table of a layout: blocks, the links between them, and the passages of long links through columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


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
