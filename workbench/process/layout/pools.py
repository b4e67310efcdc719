"""A whole drawing: pools one below the other, lanes as bands inside them, processes without a pool below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.process.layout.figures import Figure, Picture, Rect
from workbench.process.layout.scope_drawing import Inside, drawn, joined
from workbench.process.layout.scopes import Scope
from workbench.process.model import Event, Lane, Process

HEADER: Final = 30.0
_MARGIN: Final = 30.0
_BLACK_BOX: Final = 60.0
_NARROWEST: Final = 400.0


@dataclass(frozen=True, kw_only=True)
class Row:
    """One band of a process: the lanes it lies in, the outermost first; none for nodes that no lane names."""

    lanes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Pool:
    """A process ready to be placed, in the pool `participant` or in none; a black box has nothing inside."""

    participant: str | None
    rows: tuple[Row, ...]
    inside: Inside | None

    @property
    def _indent(self) -> float:
        depth = max((len(row.lanes) for row in self.rows), default=0)
        return HEADER * (depth + (self.participant is not None))

    @property
    def width(self) -> float:
        """Return the width that the content needs."""
        return self._indent + (self.inside.width + 2 * _MARGIN if self.inside else _NARROWEST)

    @property
    def height(self) -> float:
        """Return the height of all bands, or of a black box."""
        return self.inside.bands[-1][1] if self.inside else _BLACK_BOX

    def placed(self, left: float, top: float, width: float) -> Picture:
        """Return pool, lanes and content at a place; pool and lanes are `width` wide."""
        if self.inside is None:
            rect = Rect(left=left, top=top, width=width, height=_BLACK_BOX)
            return Picture(figures=(Figure(element=self.participant or "", rect=rect),))
        bands = self.inside.bands
        figures = []
        indent = 0.0
        if self.participant is not None:
            figures.append(Figure(element=self.participant, rect=Rect(left=left, top=top, width=width, height=self.height)))
            indent = HEADER
        for lane, depth, first, last in _spans(self.rows):
            start = indent + HEADER * depth
            rect = Rect(
                left=left + start, top=top + bands[first][0], width=width - start, height=bands[last][1] - bands[first][0]
            )
            figures.append(Figure(element=lane, rect=rect))
        content = self.inside.picture.moved(left + self._indent + _MARGIN, top)
        return Picture(figures=tuple(figures)).with_more(content)


def pool_of(process: Process | None, scopes: Mapping[str, Scope], participant: str | None) -> Pool:
    """Draw a process from inside, its nodes in the bands of their lanes."""
    if process is None or (participant and not process.nodes and not process.lanes):
        return Pool(participant=participant, rows=(), inside=None)
    rows, band_of = rows_of(process)
    return Pool(participant=participant, rows=rows, inside=drawn(scopes, process.id, band_of, len(rows)))


def stacked(pools: Sequence[Pool], messages: int, top: float = 0.0, left: float = 0.0) -> Picture:
    """Set pools one below the other, all as wide as the widest, with room for messages between them."""
    width = max((pool.width for pool in pools), default=0.0)
    pictures = []
    for pool in pools:
        pictures.append(pool.placed(left, top, width if pool.participant is not None else pool.width))
        top += pool.height + 50 + min(150, 10 * messages)
    return joined(pictures)


def rows_of(process: Process) -> tuple[tuple[Row, ...], dict[str, int]]:
    """Return the bands of a process from top to bottom, and the band of each node."""
    children: dict[str | None, list[Lane]] = {}
    for lane in {lane.id: lane for lane in process.lanes}.values():
        children.setdefault(lane.parent, []).append(lane)
    innermost = process.lane_of
    used = {innermost.get(node.id) for node in process.nodes if node.scope == process.id and not _clings(node)}
    rows = [Row(lanes=way) for way in _leaves(children, None, (), frozenset(used))]
    if None in used or not rows:
        rows.append(Row(lanes=()))
    band = {row.lanes[-1]: number for number, row in enumerate(rows) if row.lanes}
    return tuple(rows), {node: band[lane] for node, lane in innermost.items() if lane in band}


def _clings(node: object) -> bool:
    return isinstance(node, Event) and node.attached_to is not None


def _leaves(
    children: Mapping[str | None, list[Lane]], parent: str | None, way: tuple[str, ...], used: frozenset[str | None]
) -> Iterator[tuple[str, ...]]:
    """Yield the way to each lane that needs a band: one without lanes inside, or with nodes of its own."""
    for lane in children.get(parent, []):
        if lane.id in way:
            continue
        inner = (*way, lane.id)
        if lane.id in used or not children.get(lane.id):
            yield inner
        yield from _leaves(children, lane.id, inner, used)


def _spans(rows: Sequence[Row]) -> Iterator[tuple[str, int, int, int]]:
    """Yield (lane, depth, first row, last row), outer lanes first."""
    spans: dict[tuple[str, int], list[int]] = {}
    for number, row in enumerate(rows):
        for depth, lane in enumerate(row.lanes):
            spans.setdefault((lane, depth), []).append(number)
    for (lane, depth), numbers in spans.items():
        yield lane, depth, numbers[0], numbers[-1]
