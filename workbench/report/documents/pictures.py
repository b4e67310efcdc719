"""A diagram cut to paper: as a whole, and in parts where its letters would be too small to read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Final

import typst

from workbench.report.documents.parts import Picture
from workbench.report.documents.wording import Wording
from workbench.report.pdf import house_fonts

POINTS_PER_CM: Final = 72 / 2.54
WIDE: Final = 25.7
"""The breadth in cm that a picture has on a page lying on its side."""

_HIGH_BELOW_HEADING: Final = 14.2
_HIGH: Final = 15.6
_LETTER: Final = 12.0
_LEAST_LETTER: Final = 4.2
"""In points; letters inside shapes are 12 units high."""

_OVERLAP: Final = 90.0
"""In units of the drawing: two parts show the same along their border."""

_PPI: Final = 220.0
_SHEET: Final = b"""
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg", width: float(sys.inputs.width) * 1cm)
"""
_FRAME: Final = re.compile(r'viewBox="([-\d.]+) ([-\d.]+) ([\d.]+) ([\d.]+)" width="[\d.]+" height="[\d.]+"')


@dataclass(frozen=True, kw_only=True)
class Cut:
    """One piece of a picture as it stands on paper: SVG, breadth and height in cm, and what is said below it."""

    svg: str
    width: float
    height: float
    caption: str


@dataclass(frozen=True, kw_only=True)
class _Frame:
    x: float
    y: float
    width: float
    height: float


def cuts(picture: Picture, words: Wording) -> tuple[Cut, ...]:
    """Return a picture as a whole, and after it its parts where the letters of the whole are smaller than 4.2 pt."""
    found = _FRAME.search(picture.svg)
    if found is None:
        raise ValueError("a drawing of this house tells its frame")
    x, y, width, height = map(float, found.groups())
    frame = _Frame(x=x, y=y, width=width, height=height)
    scale = min(WIDE / width, _HIGH_BELOW_HEADING / height, 1 / POINTS_PER_CM)
    whole = Cut(svg=picture.svg, width=width * scale, height=height * scale, caption=picture.caption)
    if scale * POINTS_PER_CM * _LETTER >= _LEAST_LETTER:
        return (whole,)
    return (whole, *_parts(picture, frame, words))


def _parts(picture: Picture, frame: _Frame, words: Wording) -> Iterator[Cut]:
    room = _LETTER / _LEAST_LETTER * POINTS_PER_CM
    across, down = _count(frame.width, WIDE * room), _count(frame.height, _HIGH * room)
    width = (frame.width + (across - 1) * _OVERLAP) / across
    height = (frame.height + (down - 1) * _OVERLAP) / down
    titles = 0.0 if picture.titles is None or across == 1 else picture.titles - frame.x
    scale = min(WIDE / (width + titles), _HIGH / height)
    for number in range(across * down):
        row, column = divmod(number, across)
        x, y = frame.x + column * (width - _OVERLAP), frame.y + row * (height - _OVERLAP)
        caption = words.say("doc-part-of", caption=picture.caption, part=number + 1, parts=across * down)
        shown = _Frame(x=x, y=y, width=width, height=height)
        svg, broad = _titled(picture.svg, shown, frame.x, titles) if column and titles else (_framed(picture.svg, shown), width)
        yield Cut(svg=svg, width=broad * scale, height=height * scale, caption=caption)


def _framed(svg: str, frame: _Frame, at: str = "") -> str:
    """Return what a frame shows of a drawing, at a place in another where one is given."""
    box = f'viewBox="{frame.x:.1f} {frame.y:.1f} {frame.width:.1f} {frame.height:.1f}"'
    return _FRAME.sub(f'{at}{box} width="{frame.width:.1f}" height="{frame.height:.1f}"', svg, count=1)


def _titled(svg: str, frame: _Frame, left: float, titles: float) -> tuple[str, float]:
    """Return a part with the titles of pools and lanes that stand at its height before it, and how broad both are."""
    beside = _framed(svg, _Frame(x=left, y=frame.y, width=titles, height=frame.height), 'x="0" y="0" ')
    part = _framed(svg, frame, f'x="{titles:.1f}" y="0" ')
    broad = titles + frame.width
    size = f'viewBox="0 0 {broad:.1f} {frame.height:.1f}" width="{broad:.1f}" height="{frame.height:.1f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{beside}{part}</svg>', broad


def _count(length: float, room: float) -> int:
    """Return in how many parts of some room a length goes, each sharing its border with the next."""
    return max(1, ceil((length - _OVERLAP) / (room - _OVERLAP)))


def png_of(cut: Cut) -> bytes:
    """Return a piece of a picture as PNG, at the resolution of print."""
    inputs = {"svg": cut.svg, "width": f"{cut.width:.3f}"}
    made = typst.compile(_SHEET, font_paths=house_fonts(), sys_inputs=inputs, timestamp=0, format="png", ppi=_PPI)
    if not isinstance(made, bytes):
        raise TypeError("one picture was expected")
    return made
