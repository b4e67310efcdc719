"""The directly-follows graph as SVG: the most frequent pairs, each with a place of its own for its number and time."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from workbench.eventlog.looks.directly_follows import DirectlyFollows, TimesBetween
from workbench.language import Language, say
from workbench.ranking import Box, Graph, Ranked, ranked
from workbench.report.svg import (
    MARGIN,
    TOP,
    at,
    element,
    figure,
    hinted,
    nothing,
    path,
    rectangle,
    shortened,
    text,
    text_width,
)
from workbench.shown import duration_text

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
class _Node:
    """An activity, or begin or end of cases."""

    name: str
    count: str
    loop: str = ""

    @property
    def is_terminal(self) -> bool:
        return not self.count

    @property
    def box(self) -> Box:
        if self.is_terminal:
            return Box(width=max(2 * _TERMINAL, text_width(self.name)), height=2 * _TERMINAL + 20)
        width = min(_WIDEST, max(text_width(self.name), text_width(self.count), text_width(self.loop))) + 20
        return Box(width=width, height=_NODE + (2 * _LOOP if self.loop else 0))


@dataclass(frozen=True, kw_only=True)
class _Arc:
    """A pair of nodes by number; `count` decides how thick the line is. Without a pair of activities it is drawn dashed."""

    source: int
    target: int
    count: int
    said: str
    is_border: bool = False


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


def draw_directly_follows(times: TimesBetween, language: Language, most: int = 30) -> str:
    """Draw the `most` frequent pairs of activities with how often and the median time between, ranked left to right.

    Where cases begin and end is shown for the activities that are drawn. What runs back enters from the right.
    """
    steps = times.steps
    if not steps.starts.sum():
        return nothing(language)
    nodes, arcs = _graph(times, language, most)
    places, ways = _layout(nodes, arcs)
    most_counted = max(arc.count for arc in arcs)
    body = [part for arc, way in zip(arcs, ways, strict=True) for part in _line(arc, way.places, most_counted)]
    body += [_drawn(node, places[number]) for number, node in enumerate(nodes)]
    body += [_label(arc, way.label) for arc, way in zip(arcs, ways, strict=True)]
    shown, total = int(steps.counts[:most].sum()), int(steps.counts.sum())
    percent = f"{shown / total:.1%}" if total else "–"
    facts = {"shown": min(most, len(steps)), "count": len(steps), "percent": percent, "steps": total}
    everywhere = [*places, *(place for way in ways for place in way.places)]
    width = max(place.x + place.box.width / 2 for place in everywhere) + MARGIN
    height = max(place.y + place.box.height / 2 for place in everywhere) + MARGIN
    return figure(width, height, say("drawing-follows", language, facts), body)


def _graph(times: TimesBetween, language: Language, most: int) -> tuple[tuple[_Node, ...], tuple[_Arc, ...]]:
    """Return activities that take part in the most frequent pairs, begin and end, and the arcs between them."""
    steps = times.steps
    pairs = list(zip(steps.source[:most].tolist(), steps.target[:most].tolist(), strict=True))
    said = [
        f"{count}" if math.isnan(median) else f"{count} · {duration_text(median, language)}"
        for count, median in zip(steps.counts[:most].tolist(), times.median[:most].tolist(), strict=True)
    ]
    codes = sorted({code for pair in pairs for code in pair} or {int(steps.starts.argmax())})
    loops = {pair[0]: said[place] for place, pair in enumerate(pairs) if pair[0] == pair[1]}
    executions = steps.starts + np.bincount(steps.target, weights=steps.counts, minlength=len(steps.starts)).astype(np.int64)
    nodes = [_Node(name=steps.activities[code], count=f"{executions[code]}", loop=loops.get(code, "")) for code in codes]
    nodes += [_Node(name=say(key, language), count="") for key in ("drawing-begin", "drawing-end")]
    number = {code: place for place, code in enumerate(codes)}
    arcs = [
        _Arc(source=number[source], target=number[target], count=int(steps.counts[place]), said=said[place])
        for place, (source, target) in enumerate(pairs)
        if source != target
    ]
    return tuple(nodes), (*arcs, *_border_arcs(steps, number))


def _border_arcs(steps: DirectlyFollows, number: Mapping[int, int]) -> Iterator[_Arc]:
    """Lead from the begin of cases to the activities that are drawn (code → number), and from these to the end."""
    begin, end = len(number), len(number) + 1
    for code, place in number.items():
        starts, ends = int(steps.starts[code]), int(steps.ends[code])
        if starts:
            yield _Arc(source=begin, target=place, count=starts, said=f"{starts}", is_border=True)
        if ends:
            yield _Arc(source=place, target=end, count=ends, said=f"{ends}", is_border=True)


def _layout(nodes: Sequence[_Node], arcs: Sequence[_Arc]) -> tuple[list[_Placed], list[_Way]]:
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
    ties = _ties(len(nodes), ends)
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


def _ties(n_nodes: int, ends: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return edges that are not drawn: they hold the begin of cases left of all nodes and the end right of them."""
    begin, end = n_nodes - 2, n_nodes - 1
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


def _line(arc: _Arc, way: Sequence[_Placed], most_counted: int) -> tuple[str, ...]:
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
    return path("".join(steps), "arc dashed" if arc.is_border else "arc", round(thickness, 1)), path(tip, "tip")


def _label(arc: _Arc, place: _Placed) -> str:
    return text(place.x, place.y - 5, arc.said, "ink halo", "middle")


def _drawn(node: _Node, place: _Placed) -> str:
    if node.is_terminal:
        circle = element("circle", {"cx": place.x, "cy": place.y, "r": _TERMINAL - 4, "class": "box frame"})
        return circle + text(place.x, place.y + _TERMINAL + 10, node.name, "soft", "middle")
    left, top = place.x - place.box.width / 2, place.y - _NODE / 2
    parts = [
        rectangle(left, top, place.box.width, _NODE, "box frame", 6),
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
