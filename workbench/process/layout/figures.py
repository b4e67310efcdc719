"""What a drawing is made of: rectangles, figures at them, lines between them, and how large a thing must be for its name."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass, replace
from typing import Final

from workbench.process.model import Artifact, DataElement, Element, Event, FlowNode, Gateway

Point = tuple[float, float]

FONT: Final = 12.0
LINE: Final = 15.0
GAP: Final = 30.0
"""Between neighbours of one column, in diagram units."""


@dataclass(frozen=True, kw_only=True)
class Rect:
    """A rectangle in diagram units, y downwards."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return the right border's x."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Return the lower border's y."""
        return self.top + self.height

    @property
    def center(self) -> Point:
        """Return the middle (x, y)."""
        return self.left + self.width / 2, self.top + self.height / 2

    def moved(self, right: float, down: float) -> Rect:
        """Return the rectangle elsewhere."""
        return replace(self, left=self.left + right, top=self.top + down)

    def grown(self, by: float) -> Rect:
        """Return the rectangle with each border `by` units further out."""
        return Rect(left=self.left - by, top=self.top - by, width=self.width + 2 * by, height=self.height + 2 * by)

    def overlaps(self, other: Rect) -> bool:
        """Return whether the two share more than a border."""
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.bottom <= other.top or other.bottom <= self.top)

    def holds(self, other: Rect) -> bool:
        """Return whether the other lies wholly inside."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom


def around(center: Point, width: float, height: float) -> Rect:
    """Return the rectangle of a size about a middle."""
    return Rect(left=center[0] - width / 2, top=center[1] - height / 2, width=width, height=height)


def hull(rects: list[Rect]) -> Rect:
    """Return the smallest rectangle about all; an empty one at the origin where there is none."""
    if not rects:
        return Rect(left=0, top=0, width=0, height=0)
    left, top = min(each.left for each in rects), min(each.top for each in rects)
    right, bottom = max(each.right for each in rects), max(each.bottom for each in rects)
    return Rect(left=left, top=top, width=right - left, height=bottom - top)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """An element drawn at a rectangle, its name at `label` where that stands outside."""

    element: str
    rect: Rect
    label: Rect | None = None

    def moved(self, right: float, down: float) -> Figure:
        """Return the figure elsewhere."""
        label = self.label.moved(right, down) if self.label else None
        return replace(self, rect=self.rect.moved(right, down), label=label)


@dataclass(frozen=True, kw_only=True)
class Line:
    """A flow or association drawn through points."""

    element: str
    points: tuple[Point, ...]
    label: Rect | None = None

    def moved(self, right: float, down: float) -> Line:
        """Return the line elsewhere."""
        label = self.label.moved(right, down) if self.label else None
        return replace(self, points=tuple((x + right, y + down) for x, y in self.points), label=label)


@dataclass(frozen=True, kw_only=True)
class Picture:
    """Figures and lines of one drawing or a part of it."""

    figures: tuple[Figure, ...] = ()
    lines: tuple[Line, ...] = ()

    def moved(self, right: float, down: float) -> Picture:
        """Return the picture elsewhere."""
        return Picture(
            figures=tuple(each.moved(right, down) for each in self.figures),
            lines=tuple(each.moved(right, down) for each in self.lines),
        )

    def with_more(self, other: Picture) -> Picture:
        """Return both pictures in one, the other on top."""
        return Picture(figures=self.figures + other.figures, lines=self.lines + other.lines)

    @property
    def hull(self) -> Rect:
        """Return the smallest rectangle about everything drawn."""
        ends = [Rect(left=x, top=y, width=0, height=0) for line in self.lines for x, y in line.points]
        labels = [each.label for each in self.figures if each.label] + [each.label for each in self.lines if each.label]
        return hull([*(each.rect for each in self.figures), *labels, *ends])


def text_width(text: str) -> float:
    """Return about how wide a text runs on one line: wide characters 1.0 em, others 0.6 em."""
    return FONT * sum(1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.6 for letter in text)


def text_size(text: str, width: float) -> tuple[float, float]:
    """Return (width, height) of a text broken to lines of at most about `width`; at most eight lines count."""
    run = text_width(text[:2000])
    if not run:
        return 0.0, 0.0
    lines = 1 if run <= width else min(8, math.ceil(1.2 * run / width))
    return min(run, width) + 4, lines * LINE


def node_size(node: FlowNode) -> tuple[float, float]:
    """Return (width, height) of an event, a gateway, or an activity that is large enough for its name."""
    if isinstance(node, Event):
        return 36.0, 36.0
    if isinstance(node, Gateway):
        return 50.0, 50.0
    run = text_width(node.name[:400])
    return next((size for limit, size in _ACTIVITY_SIZES if run <= limit), _LARGEST)


_ACTIVITY_SIZES: Final = ((280.0, (100.0, 80.0)), (430.0, (140.0, 80.0)), (640.0, (180.0, 90.0)), (1100.0, (220.0, 120.0)))
_LARGEST: Final = (280.0, 180.0)


def attachment_size(element: Element) -> tuple[float, float]:
    """Return (width, height) of a data element or an artifact, its name below not counted."""
    if isinstance(element, DataElement):
        return (50.0, 50.0) if element.tag == "dataStoreReference" else (36.0, 50.0)
    if isinstance(element, Artifact) and element.tag == "textAnnotation":
        width, height = text_size(element.text, 140.0)
        return max(60.0, width + 12), max(30.0, height + 10)
    return 140.0, 80.0


def label_size(element: Element) -> tuple[float, float]:
    """Return (width, height) of a name that stands outside its figure; zeros where there is none."""
    if isinstance(element, Event | Gateway | DataElement):
        return text_size(element.name, 90.0)
    return 0.0, 0.0
