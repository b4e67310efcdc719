"""One node as it is drawn: itself, what is inside it, the events on its border, and the data and notes above it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from workbench.process.layout.figures import Figure, Picture, Point, Rect, around, attachment_size, label_size, node_size
from workbench.process.layout.grid import Block
from workbench.process.layout.scopes import Scope, attachment_room
from workbench.process.model import DataElement, Element, Event, FlowNode, Gateway, SubProcess

_INSET: Final = 30.0
_TITLE: Final = 40.0
_EVENT: Final = 36.0
_EMPTY: Final = (120.0, 100.0)


@dataclass(frozen=True, kw_only=True)
class Exit:
    """Where a boundary event's flow leaves: at `x` from its host's middle, on a level `drop` below it."""

    x: float
    drop: float


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A node about its middle at (0, 0), with its block and the exits of its boundary events by id."""

    block: Block
    picture: Picture
    exits: dict[str, Exit]


def unit_of(node: FlowNode, scope: Scope, inside: Picture | None, band: int) -> Unit:
    """Draw a node with all that clings to it about (0, 0); `inside` is the laid-out inside of a sub-process."""
    events = scope.events.get(node.id, ())
    slots = [max(46.0, label_size(event)[0] + 26) for event in events]
    width, height = _size(node, inside)
    width = max(width, sum(slots) + 20)
    body = around((0.0, 0.0), width, height)
    loops = node.id in scope.looped
    above, upper = _attachments(scope.attachments.get(node.id, ()), body.top - (22 if loops else 0))
    border, exits, lower = _border(events, slots, body)
    label, label_height = _label(node, body, above=isinstance(node, Gateway) or node.id in scope.met_below)
    figures = [Figure(element=node.id, rect=body, label=label), *border, *above]
    named_above = label is not None and label.top < body.top
    block = Block(
        width=width,
        height=height,
        room=max(
            width, 2 * max((abs(side) for each in figures for side in _sides(each)), default=0.0), 20 + width if loops else 0
        ),
        up=-upper + (22 if loops and not above else 0) + (label_height if named_above else 0),
        down=lower + (0 if named_above else label_height),
        band=band,
        open_above=not (above or loops or named_above),
        open_below=not events and (named_above or label is None),
        is_gateway=isinstance(node, Gateway),
    )
    return Unit(block=block, picture=Picture(figures=tuple(figures)).with_more(_placed(inside, body)), exits=exits)


def loose_unit(element: Element, band: int) -> Unit:
    """Draw a data element or artifact that clings to nothing."""
    (figure,), _ = _attachments((element,), 0.0)
    room = figure.rect if figure.label is None else _joined(figure.rect, figure.label)
    x, y = room.center
    block = Block(width=room.width, height=room.height, room=room.width, up=room.height / 2, down=room.height / 2, band=band)
    return Unit(block=block, picture=Picture(figures=(figure.moved(-x, -y),)), exits={})


def _size(node: FlowNode, inside: Picture | None) -> tuple[float, float]:
    if not isinstance(node, SubProcess) or inside is None:
        return node_size(node)
    room = inside.hull
    if not inside.figures:
        return node_size(node)
    return max(_EMPTY[0], room.width + 2 * _INSET), max(_EMPTY[1], room.height + _TITLE + _INSET)


def _placed(inside: Picture | None, body: Rect) -> Picture:
    if inside is None:
        return Picture()
    room = inside.hull
    left = body.left + (body.width - room.width) / 2
    return inside.moved(left - room.left, body.top + _TITLE - room.top)


def _attachments(elements: tuple[Element, ...], top: float) -> tuple[list[Figure], float]:
    """Draw what clings above a line, side by side, at most four in a row; returns also how high it reaches."""
    figures: list[Figure] = []
    level = top
    for start in range(0, len(elements), 4):
        row = elements[start : start + 4]
        rooms = [attachment_room(each) for each in row]
        bottom = level - 24
        x = -(sum(width for width, _ in rooms) + 12 * (len(row) - 1)) / 2
        for element, (room, _) in zip(row, rooms, strict=True):
            figures.append(_attachment(element, x + room / 2, bottom))
            x += room + 12
        level = bottom - max(height for _, height in rooms)
    return figures, level


def _attachment(element: Element, x: float, bottom: float) -> Figure:
    width, height = attachment_size(element)
    rect = Rect(left=x - width / 2, top=bottom - height, width=width, height=height)
    size = label_size(element) if isinstance(element, DataElement) else (0.0, 0.0)
    label = Rect(left=x - size[0] / 2, top=rect.top - size[1] - 2, width=size[0], height=size[1]) if size[0] else None
    return Figure(element=element.id, rect=rect, label=label)


def _border(events: tuple[Event, ...], slots: list[float], body: Rect) -> tuple[list[Figure], dict[str, Exit], float]:
    """Draw boundary events on the lower border from left to right; the leftmost leaves lowest, so that exits do not cross."""
    figures: list[Figure] = []
    exits: dict[str, Exit] = {}
    names = max((label_size(event)[1] for event in events), default=0.0)
    level = body.bottom + _EVENT / 2 + names + 10
    x = body.left + 15 + max(0.0, body.width - sum(slots) - 20)
    for number, (event, slot) in enumerate(zip(events, slots, strict=True)):
        middle = x + _EVENT / 2
        width, height = label_size(event)
        label = Rect(left=middle + 3, top=body.bottom + _EVENT / 2 + 2, width=width, height=height) if width else None
        figures.append(Figure(element=event.id, rect=around((middle, body.bottom), _EVENT, _EVENT), label=label))
        exits[event.id] = Exit(x=middle, drop=level + 12 * (len(events) - 1 - number))
        x += slot
    return figures, exits, level + 12 * len(events) if events else body.bottom


def _label(node: FlowNode, body: Rect, *, above: bool) -> tuple[Rect | None, float]:
    """Return where a node's outside name stands, and the height it takes."""
    width, height = label_size(node)
    if not width:
        return None, 0.0
    top = body.top - height - 3 if above else body.bottom + 3
    return Rect(left=-width / 2, top=top, width=width, height=height), height + 3


def _sides(figure: Figure) -> tuple[float, ...]:
    rects = [figure.rect, *([figure.label] if figure.label else [])]
    return tuple(side for rect in rects for side in (rect.left, rect.right))


def _joined(one: Rect, other: Rect) -> Rect:
    left, top = min(one.left, other.left), min(one.top, other.top)
    return Rect(left=left, top=top, width=max(one.right, other.right) - left, height=max(one.bottom, other.bottom) - top)


def at(unit: Unit, middle: Point) -> Picture:
    """Return a unit's picture at its place."""
    return unit.picture.moved(*middle)
