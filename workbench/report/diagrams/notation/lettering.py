"""Texts broken into lines that fit: wide characters break anywhere, others at spaces, and no line begins with a full stop."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from workbench.process.model import Bounds
from workbench.report.drawings.svg import element, written

FONT: Final = "Noto Sans CJK SC, Microsoft YaHei, PingFang SC, Arial, sans-serif"
INSIDE: Final = 12.0
OUTSIDE: Final = 11.0
"""Of letters inside of shapes and of those beside them, in pixels."""

_LEADING: Final = 1.2
_SMALLEST: Final = 8.0
_WIDTHS: Final = (("iljI.,:;'|!`", 0.27), ('ftr()[]{}/\\-" ', 0.35), ("mwMW@%&", 0.88))
_EM: Final = {letter: width for letters, width in _WIDTHS for letter in letters}
_NEVER_FIRST: Final = frozenset("，。、；：！？）》」』】〉…—·,.;:!?)]}%")
_WORD: Final = re.compile(r"\S+|\s+")


@dataclass(frozen=True, kw_only=True)
class Lines:
    """A text in lines, and the size of its letters."""

    lines: tuple[str, ...]
    size: float

    @property
    def width(self) -> float:
        """Return how wide the longest line runs."""
        return max((letters_width(line, self.size) for line in self.lines), default=0.0)

    @property
    def height(self) -> float:
        """Return how high all of it stands."""
        return len(self.lines) * self.size * _LEADING


def letters_width(said: str, size: float) -> float:
    """Return about how wide a text runs in a sans-serif face; wide characters are a square each."""
    return size * sum(_em(letter) for letter in said)


def _em(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if unicodedata.combining(letter):
        return 0.0
    return _EM.get(letter, 0.68 if letter.isupper() else 0.56)


def wrapped(said: str, width: float, size: float) -> Lines:
    """Break a text into lines of at most a width; a word that is wider by itself is broken too."""
    lines = [line for paragraph in said.split("\n") for line in _lines(paragraph, width, size)]
    return Lines(lines=tuple(lines), size=size)


def fitted(said: str, width: float, height: float, size: float = INSIDE) -> Lines:
    """Break a text into lines that fit a box, in smaller letters where they would not; what never fits runs over."""
    block = wrapped(said, width, size)
    while block.height > height and block.size > _SMALLEST:
        block = wrapped(said, width, block.size - 1)
    return block


def _lines(paragraph: str, width: float, size: float) -> Iterator[str]:
    line = ""
    for piece in _pieces(paragraph):
        for part in _broken(piece, width, size):
            if line and letters_width((line + part).rstrip(), size) > width and not set(part) <= _NEVER_FIRST:
                yield line.rstrip()
                line = ""
            line += part.lstrip() if not line else part
    if line.strip():
        yield line.rstrip()


def _pieces(paragraph: str) -> Iterator[str]:
    """Yield what stays together: words, spaces, and each wide character by itself."""
    for word in _WORD.findall(paragraph):
        together = ""
        for letter in word:
            if _em(letter) == 1.0:
                if together:
                    yield together
                yield letter
                together = ""
            else:
                together += letter
        if together:
            yield together


def _broken(piece: str, width: float, size: float) -> Iterator[str]:
    """Yield a word in parts of which each is no wider than a line."""
    part = ""
    for letter in piece:
        if part and letters_width(part + letter, size) > width:
            yield part
            part = ""
        part += letter
    yield part


def middle(block: Lines, x: float, y: float, colour: str) -> str:
    """Draw lines around a point."""
    return _drawn(block, x, y - block.height / 2, colour, "middle")


def hanging(block: Lines, x: float, top: float, colour: str) -> str:
    """Draw lines below a height, each around `x`."""
    return _drawn(block, x, top, colour, "middle")


def flush(block: Lines, left: float, top: float, colour: str) -> str:
    """Draw lines from the left."""
    return _drawn(block, left, top, colour, "start")


def upright(block: Lines, x: float, y: float, colour: str) -> str:
    """Draw lines around a point, turned so that they are read from below to above."""
    turned = f"rotate(-90 {x:g} {y:g})"
    return element("g", {"transform": turned}, middle(block, x, y, colour)) if block.lines else ""


@dataclass(frozen=True, kw_only=True)
class Caption:
    """A name that stands outside of its shape or line, each line of it around `x`."""

    block: Lines
    x: float
    top: float

    @property
    def bounds(self) -> Bounds:
        """Return the room that it takes."""
        width = self.block.width
        return Bounds(x=self.x - width / 2, y=self.top, width=width, height=self.block.height)

    def drawn(self, colour: str) -> str:
        """Draw it."""
        return hanging(self.block, self.x, self.top, colour)


def beside(said: str, label: Bounds | None, x: float, top: float) -> Caption:
    """Put a name where its file says, else around `x` below a height."""
    if label is None:
        return Caption(block=wrapped(said, 90, OUTSIDE), x=x, top=top)
    block = wrapped(said, max(label.width, 90), OUTSIDE)
    return Caption(block=block, x=label.x + label.width / 2, top=label.y)


def _drawn(block: Lines, x: float, top: float, colour: str, anchor: str) -> str:
    if not block.lines:
        return ""
    step = block.size * _LEADING
    lines = [_line(line, x, top + step * number + block.size * 0.97) for number, line in enumerate(block.lines)]
    look: dict[str, object] = {"font-size": block.size, "fill": colour, "text-anchor": anchor}
    return element("text", look, *lines)


def _line(said: str, x: float, y: float) -> str:
    return element("tspan", {"x": float(x), "y": float(y)}, written(said))
