"""SVG written by hand: elements, texts that fit, colours that are readable on light and on dark ground."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from html import escape
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from workbench.language import Language, say

SIZE: Final = 12.0
"""Of letters, in pixels."""

_UNFIT: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]")
"""What XML cannot hold, and what turns the direction of the letters after it, so that a text reads as another."""

_TINTS: Final = "cfe3f5 fbe0c4 d3ecd0 f6d0d0 e0d6f2 e9ddd0 f8d5ea dfe1e4 e9ebb9 c8edf0 d5dcf9 ffe9a8".split()
_DARK_TINTS: Final = "1d4569 6b431a 265a2a 6e2a2a 473468 55412c 672c52 464b52 555717 1a5a61 323f7d 69530c".split()
_STRONG: Final = "2f7fb5 c46f16 3d8f4a d24d57 8566c2 9c6b4e c9559a 7f8791 8a8600 1f93a1 5b74e0 a67f00".split()
COLOURS: Final = len(_STRONG)
"""How many things can be told apart by colour; what comes after these is grey."""

_FONT: Final = "font:12px system-ui,'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif"
_PARTS: Final = (
    # class, what is coloured, on light ground, on dark ground
    ("paper", "fill", "ffffff", "14191f"),
    ("ink", "fill", "1c2530", "e8edf2"),
    ("soft", "fill", "55616e", "a9b4bf"),
    ("box", "fill", "eef2f6", "26303a"),
    ("frame", "stroke", "55616e", "a9b4bf"),
    ("rule", "stroke", "d8dee5", "38434e"),
    ("arc", "stroke", "5d7a8c", "8fb3c7"),
    ("tip", "fill", "5d7a8c", "8fb3c7"),
    ("halo", "stroke", "ffffff", "14191f"),
    *((f"tint{n}", "fill", light, dark) for n, (light, dark) in enumerate(zip(_TINTS, _DARK_TINTS, strict=True))),
    *((f"area{n}", "fill", colour, colour) for n, colour in enumerate(_STRONG)),
    *((f"line{n}", "stroke", colour, colour) for n, colour in enumerate(_STRONG)),
    (f"tint{COLOURS}", "fill", "eef2f6", "26303a"),
    (f"area{COLOURS}", "fill", "8795a3", "8795a3"),
    (f"line{COLOURS}", "stroke", "8795a3", "8795a3"),
)


def figure(width: float, height: float, title: str, body: Sequence[str]) -> str:
    """Return a whole drawing under its title; it stands alone as a file, and inside an HTML page."""
    width = max(width, 2 * MARGIN + text_width(title))
    used = set(re.findall(r'class="([^"]*)"', "".join(body)))
    classes = {name for names in used for name in names.split()} | {"paper", "ink"}
    frame = {"xmlns": "http://www.w3.org/2000/svg", "class": "wb-figure", "role": "img", "aria-label": title}
    size = {"viewBox": f"0 0 {_number(width)} {_number(height)}", "width": width, "height": height}
    parts = (
        f"<style>{_style(classes)}</style>",
        rectangle(0, 0, width, height, "paper"),
        text(MARGIN, 22, title, "ink strong"),
        *body,
    )
    return element("svg", {**frame, **size}, *parts)


MARGIN: Final = 12.0
TOP: Final = 36.0
"""Where a drawing begins below its title."""


def nothing(language: Language) -> str:
    """Return the drawing of a log that has nothing to draw."""
    return figure(0, 50, say("drawing-nothing", language), ())


def colours_by(weights: NDArray[Any]) -> NDArray[np.int64]:
    """Return a colour for each activity: the heaviest have one of their own, the others share the grey."""
    order = np.lexsort((np.arange(len(weights)), -weights))
    colours = np.full(len(weights), COLOURS, dtype=np.int64)
    colours[order[:COLOURS]] = np.arange(min(COLOURS, len(weights)))
    return colours


def element(tag: str, attributes: dict[str, object], *inside: str) -> str:
    """Return an element; attributes are escaped, what is inside is markup already."""
    said = "".join(f' {name}="{escape(_shown(value))}"' for name, value in attributes.items())
    return f"<{tag}{said}>{''.join(inside)}</{tag}>" if inside else f"<{tag}{said}/>"


def text(x: float, y: float, said: str, name: str = "ink", anchor: str = "start") -> str:
    """Return one line of text; `y` is its base line."""
    return element("text", {"x": x, "y": y, "class": name, "text-anchor": anchor}, written(said))


def rectangle(left: float, top: float, width: float, height: float, name: str, radius: float = 0) -> str:
    """Return a rectangle."""
    rounded = {"rx": radius} if radius else {}
    return element("rect", {"x": left, "y": top, "width": width, "height": height, **rounded, "class": name})


def path(steps: str, name: str, width: float | None = None) -> str:
    """Return a path of a line width, or of that of its class."""
    wide = {} if width is None else {"stroke-width": width}
    return element("path", {"d": steps, "class": name, **wide})


def hinted(hint: str, *inside: str) -> str:
    """Return a group that says more when it is pointed at."""
    return element("g", {}, element("title", {}, written(hint)), *inside)


def text_width(said: str) -> float:
    """Return about how wide a text runs: wide characters 1.0 em, capitals 0.74 em, others 0.6 em."""
    return SIZE * sum(_em(letter) for letter in said)


def _em(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    return 0.74 if letter.isupper() else 0.6


def shortened(said: str, width: float) -> str:
    """Return a text, or as much of its begin as fits a width, with an ellipsis."""
    if text_width(said) <= width:
        return said
    room = width - text_width("…")
    kept = 0
    while kept < len(said) and text_width(said[: kept + 1]) <= room:
        kept += 1
    return said[:kept].rstrip() + "…"


def at(x: float, y: float) -> str:
    """Return a point of a path."""
    return f"{_number(x)},{_number(y)}"


def fit_to_read(said: str) -> str:
    """Return a text with a sign of replacement for what cannot be shown or would deceive."""
    return _UNFIT.sub("\ufffd", said)


def written(said: str) -> str:
    """Return a text as the inside of an element: escaped, and without what XML cannot hold."""
    return escape(fit_to_read(said), quote=False)


def _shown(value: object) -> str:
    return _number(value) if isinstance(value, float) else fit_to_read(str(value))


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"


def _style(classes: set[str]) -> str:
    """Return the rules of the classes in use, those of a dark ground after them."""
    rules = [
        f".wb-figure text{{{_FONT}}}.wb-figure .strong{{font-weight:600}}.wb-figure .dashed{{stroke-dasharray:4 3}}"
        ".wb-figure .halo{paint-order:stroke;stroke-width:3px}.wb-figure .faint{fill-opacity:.45}"
        ".wb-figure .arc,.wb-figure .line{fill:none}.wb-figure .dots{stroke-linecap:round;stroke-width:3px}"
    ]
    used = [part for part in _PARTS if part[0] in classes]
    rules += [f".wb-figure .{name}{{{what}:#{light}}}" for name, what, light, _ in used]
    dark = "".join(f".wb-figure .{name}{{{what}:#{other}}}" for name, what, light, other in used if other != light)
    return "".join(rules) + f"@media (prefers-color-scheme:dark){{{dark}}}"


def with_style(drawing: str, rules: str) -> str:
    """Return a drawing that brings its own style along; `rules` are ours, never a file's."""
    head, _, body = drawing.partition(">")
    return f"{head}><style>{rules}</style>{body}"
