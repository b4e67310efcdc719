"""A directed graph as SVG: boxes with what is said of them, lines as wide as their traffic, each with a place for its label."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from workbench.ranking import Box, Graph, Ranked, ranked
from workbench.report.drawings.svg import (
    MARGIN,
    TOP,
    at,
    element,
    figure,
    hinted,
    path,
    rectangle,
    shortened,
    text,
    text_width,
)

_NODE: Final = 44.0
_LABEL: Final = 26.0
_PASSAGE: Final = 8.0
_GUTTER: Final = 32.0
_GAP: Final = 14.0
_WIDEST: Final = 170.0
_LOOP: Final = 34.0
_INCH: Final = 72.0
_TERMINAL: Final = 14.0
_TIP: Final = 7.0


@dataclass(frozen=True, kw_only=True)
class Node:
    """A box with its name, how much of it there is, and what runs round it; one that counts nothing is a terminal."""

    name: str
    count: str
    loop: str = ""
    tint: str = "box"

    @property
    def is_terminal(self) -> bool:
        """Return whether it is the begin or the end of all."""
        return not self.count

    @property
    def box(self) -> Box:
        """Return its size, room for what runs round it included."""
        if self.is_terminal:
            return Box(width=max(2 * _TERMINAL, text_width(self.name)), height=2 * _TERMINAL + 20)
        width = min(_WIDEST, max(text_width(self.name), text_width(self.count), text_width(self.loop))) + 20
        return Box(width=width, height=_NODE + (2 * _LOOP if self.loop else 0))


@dataclass(frozen=True, kw_only=True)
class Arc:
    """A pair of nodes by number; `count` decides how thick the line is, `said` stands on it."""

    source: int
    target: int
    count: int
    said: str
    is_dashed: bool = False


@dataclass(frozen=True, kw_only=True)
class _Placed:
    """The middle of a box, in pixels, its size, and half the width of its column."""

    x: float
    y: float
    box: Box
    half_column: float


@dataclass(frozen=True, kw_only=True)
class _Way:
    """What an arc leads through, from its source to its target; one of the places is that of its label."""

    places: tuple[_Placed, ...]
    label: _Placed


def draw_graph(nodes: Sequence[Node], arcs: Sequence[Arc], title: str) -> str:
    """Draw a graph under its title, ranked left to right; what runs back enters from the right.

    Two terminal nodes, where there are any, stand last: the begin, held left of all others, and the end, held right of them.
    """
    places, ways = _layout(nodes, arcs)
    most_counted = max((arc.count for arc in arcs), default=1)
    body = [part for arc, way in zip(arcs, ways, strict=True) for part in _line(arc, way.places, most_counted)]
    body += [_drawn(node, places[number]) for number, node in enumerate(nodes)]
    body += [_label(arc, way.label) for arc, way in zip(arcs, ways, strict=True)]
    everywhere = [*places, *(place for way in ways for place in way.places)]
    width = max(place.x + place.box.width / 2 for place in everywhere) + MARGIN
    height = max(place.y + place.box.height / 2 for place in everywhere) + MARGIN
    return figure(width, height, title, body)


def _layout(nodes: Sequence[Node], arcs: Sequence[Arc]) -> tuple[list[_Placed], list[_Way]]:
    """Place nodes and the ways of arcs, from box to box: rank once with a box for each label, again with passages.

    A way goes through its label and through a passage in every other rank between its ends, so no line runs through a node.
    """
    boxes = [node.box for node in nodes]
    labels = [Box(width=text_width(arc.said) + 6, height=_LABEL) for arc in arcs]
    (plain,) = ranked([Graph(boxes=tuple(boxes), edges=tuple((arc.source, arc.target) for arc in arcs))])
    turned = [number in plain.back for number in range(len(arcs))]
    ends = [(a.target, a.source) if turned[n] else (a.source, a.target) for n, a in enumerate(arcs)]
    chains = [[source, len(boxes) + number, target] for number, (source, target) in enumerate(ends)]
    all_boxes = [*boxes, *labels]
    ties = _ties(nodes, ends)
    first = _ranks(all_boxes, [*chains, *ties])
    for number, chain in enumerate(chains):
        chains[number] = [chain[0]]
        for one, other in pairwise(chain):
            for _ in range(first.ranks[one] + 1, first.ranks[other]):
                chains[number].append(len(all_boxes))
                all_boxes.append(Box(width=1.0, height=_PASSAGE))
            chains[number].append(other)
    placed = _placed(all_boxes, _ranks(all_boxes, [*chains, *ties]))
    ways = []
    for number, chain in enumerate(chains):
        label = len(boxes) + number
        places = [placed[each] for each in (reversed(chain) if turned[number] else chain)]
        ways.append(_Way(places=tuple(places), label=placed[label]))
    return placed[: len(boxes)], ways


def _ties(nodes: Sequence[Node], ends: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return edges that are not drawn: they hold the begin of cases left of all nodes and the end right of them."""
    if not nodes[-1].is_terminal:
        return []
    begin, end = len(nodes) - 2, len(nodes) - 1
    left, right = {source for source, _ in ends}, {target for _, target in ends}
    first = [(begin, node) for node in range(begin) if node not in right]
    return first + [(node, end) for node in range(begin) if node not in left]


def _ranks(boxes: Sequence[Box], chains: Sequence[Sequence[int]]) -> Ranked:
    edges = dict.fromkeys(edge for chain in chains for edge in pairwise(chain))
    return ranked([Graph(boxes=tuple(boxes), edges=tuple(edges))])[0]


def _placed(boxes: Sequence[Box], ranks: Ranked) -> list[_Placed]:
    """Give each rank a column as wide as its widest box; in a column boxes keep their order and never overlap."""
    columns: dict[int, list[int]] = {}
    for number in sorted(range(len(boxes)), key=lambda number: (ranks.across[number], number)):
        columns.setdefault(ranks.ranks[number], []).append(number)
    middles: dict[int, tuple[float, float, float]] = {}
    left = MARGIN
    for rank in sorted(columns):
        width = max(boxes[number].width for number in columns[rank])
        free = -math.inf
        for number in columns[rank]:
            half = boxes[number].height / 2
            y = max(ranks.across[number] * _INCH, free + half)
            middles[number] = (left + width / 2, y, width / 2)
            free = y + half + _GAP
        left += width + _GUTTER
    top = min(middles[number][1] - boxes[number].height / 2 for number in middles)
    return [
        _Placed(x=middles[number][0], y=middles[number][1] - top + TOP + _GAP, box=box, half_column=middles[number][2])
        for number, box in enumerate(boxes)
    ]


def _line(arc: Arc, way: Sequence[_Placed], most_counted: int) -> tuple[str, ...]:
    """Draw an arc from border to border with its tip: level across each column that it passes, bent only between columns."""
    side = 1.0 if way[0].x < way[-1].x else -1.0
    start, end = way[0].x + side * way[0].box.width / 2, way[-1].x - side * (way[-1].box.width / 2 + _TIP)
    steps = [f"M{at(start, way[0].y)}"]
    for one, other in pairwise(way):
        leave, enter = one.x + side * one.half_column, other.x - side * (other.half_column + _TIP)
        bend = (leave + enter) / 2
        steps.append(f"H{leave:.1f}C{at(bend, one.y)} {at(bend, other.y)} {at(enter, other.y)}")
    steps.append(f"H{end:.1f}")
    thickness = 1.0 + 4.0 * math.sqrt(arc.count / most_counted)
    tip = f"M{at(end + side * _TIP, way[-1].y)}l{at(-side * (_TIP + 2), -5)}v10Z"
    return path("".join(steps), "arc dashed" if arc.is_dashed else "arc", round(thickness, 1)), path(tip, "tip")


def _label(arc: Arc, place: _Placed) -> str:
    return text(place.x, place.y - 5, arc.said, "ink halo", "middle")


def _drawn(node: Node, place: _Placed) -> str:
    if node.is_terminal:
        circle = element("circle", {"cx": place.x, "cy": place.y, "r": _TERMINAL - 4, "class": "box frame"})
        return circle + text(place.x, place.y + _TERMINAL + 10, node.name, "soft", "middle")
    left, top = place.x - place.box.width / 2, place.y - _NODE / 2
    parts = [
        rectangle(left, top, place.box.width, _NODE, f"{node.tint} frame", 6),
        text(place.x, top + 19, shortened(node.name, place.box.width - 12), "ink strong", "middle"),
        text(place.x, top + 36, node.count, "soft", "middle"),
    ]
    if node.loop:
        x = place.x
        parts += [
            path(f"M{at(x - 18, top)}C{at(x - 24, top - 24)} {at(x + 24, top - 24)} {at(x + 19, top - 6)}", "arc", 1.5),
            path(f"M{at(x + 18, top)}l-4,-9h10Z", "tip"),
            text(x, top - 21, node.loop, "ink halo", "middle"),
        ]
    return hinted(node.name, *parts)
