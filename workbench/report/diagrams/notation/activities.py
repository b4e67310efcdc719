"""Activities: tasks with what they are done with, calls, sub-processes open and closed, and how often each is repeated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from workbench.process.model import Activity, Bounds, CallActivity, Repetition, SubProcess
from workbench.report.diagrams.notation.lettering import fitted, hanging
from workbench.report.diagrams.notation.pen import Pen, Point, box, hatching, placed
from workbench.report.diagrams.notation.place import Place
from workbench.report.diagrams.notation.symbols import (
    ADHOC,
    BACKWARDS,
    COLLAPSED,
    ENVELOPE,
    GEAR,
    GEAR_BEHIND,
    HAND,
    LOOP,
    ONE_BY_ONE,
    PERSON,
    SCROLL,
    SIDE_BY_SIDE,
    TABLE,
)

_RADIUS: Final = 10.0
_ROOM: Final = 5.0
_DOTTED: Final = "1 3"
_STEP: Final = 18.0
_ICON: Final = 24.0

_ICONS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = MappingProxyType(
    {
        "userTask": (("ground", PERSON.outline), ("lines", PERSON.lines)),
        "manualTask": (("lines", HAND),),
        "serviceTask": (("ground", GEAR_BEHIND), ("ground", GEAR)),
        "scriptTask": (("ground", SCROLL.outline), ("lines", SCROLL.lines)),
        "businessRuleTask": (("shade", TABLE.outline), ("lines", TABLE.lines)),
        "receiveTask": (("ground", ENVELOPE.outline), ("lines", ENVELOPE.lines)),
        "sendTask": (("solid", ENVELOPE.outline), ("on solid", ENVELOPE.lines)),
    }
)
"""Tag of a task → its icon, part by part: in which tone, and the steps."""


def draw_activity(activity: Activity, place: Place, pen: Pen) -> str:
    """Draw an activity; an open sub-process has its name above what happens in it."""
    markers = list(_markers(activity, place, pen))
    return "".join((
        _outline(activity, place.bounds, pen),
        hatching(place.bounds, pen),
        _icon(activity, (place.bounds.x + 15, place.bounds.y + 14), pen),
        _row(markers, place),
        _name(activity, place, pen, 14 if markers else 0),
    ))  # fmt: skip


def _outline(activity: Activity, bounds: Bounds, pen: Pen) -> str:
    if isinstance(activity, CallActivity):
        return box(bounds, pen.outline(5), _RADIUS)
    if activity.tag == "transaction":
        inner = {**pen.outline(1.5), "fill": "none"}
        return box(bounds, pen.outline(1.5), _RADIUS) + box(bounds, inner, _RADIUS, inset=3)
    if isinstance(activity, SubProcess) and activity.triggered_by_event:
        return box(bounds, {**pen.outline(2, _DOTTED), "stroke-linecap": "round"}, _RADIUS)
    return box(bounds, pen.outline(), _RADIUS)


def _icon(activity: Activity, place: Point, pen: Pen) -> str:
    lines = pen.symbol(1.1)
    tones: Mapping[str, dict[str, object]] = {
        "lines": lines,
        "ground": {**lines, "fill": pen.fill},
        "solid": pen.solid(),
        "on solid": {**lines, "stroke": pen.fill},
        "shade": {**lines, "fill": pen.stroke, "fill-opacity": "0.25"},
    }
    return "".join(placed(steps, place, tones[tone]) for tone, steps in _ICONS.get(activity.tag, ()))


def _markers(activity: Activity, place: Place, pen: Pen) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield what stands at the lower edge, from left to right."""
    lines = pen.symbol(1.6)
    match activity.repetition:
        case Repetition.LOOP:
            yield LOOP, lines
        case Repetition.PARALLEL:
            yield SIDE_BY_SIDE, pen.symbol(2.4)
        case Repetition.SEQUENTIAL:
            yield ONE_BY_ONE, pen.symbol(2.4)
        case _:
            pass
    if activity.is_for_compensation:
        yield BACKWARDS, pen.symbol(1.2)
    if place.hides_flow:
        yield COLLAPSED, pen.symbol(1.5)
    if activity.tag == "adHocSubProcess":
        yield ADHOC, pen.solid()


def _row(markers: list[tuple[str, dict[str, object]]], place: Place) -> str:
    x, y = place.middle[0] - _STEP * (len(markers) - 1) / 2, place.bottom - 11
    return "".join(placed(steps, (x + _STEP * number, y), look) for number, (steps, look) in enumerate(markers))


def _name(activity: Activity, place: Place, pen: Pen, taken: float) -> str:
    """Draw the name in the middle of what the markers have not `taken`, above everything where a sub-process is open.

    It gives way to the icon where there is room for both.
    """
    bounds, (x, y) = place.bounds, place.middle
    width = bounds.width - 2 * _ROOM
    if place.is_open:
        return hanging(fitted(activity.name, width, 30), x, bounds.y + _ROOM, pen.letters)
    block = fitted(activity.name, width, bounds.height - 2 * _ROOM - taken)
    top = y - (taken + block.height) / 2
    if activity.tag in _ICONS and x - block.width / 2 < bounds.x + _ICON:
        top = max(top, min(bounds.y + _ICON, place.bottom - taken - block.height - 2))
    return hanging(block, x, top, pen.letters)
