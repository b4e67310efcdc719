"""A process as a strip: one step after the other with the place where it is done, and a sign where nothing leads across."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.report.drawings.svg import COLOURS, MARGIN, TOP, at, figure, hinted, path, rectangle, shortened, text

_CHIP: Final = 132.0
_HEIGHT: Final = 54.0
_BETWEEN: Final = 34.0
_LINE: Final = 74.0
_IN_A_LINE: Final = 6
_MOST: Final = 80


@dataclass(frozen=True, kw_only=True)
class Chip:
    """One step: what is done where, the number of the place's colour, how one gets there; `is_apart` where nothing leads on."""

    name: str
    place: str
    colour: int | None
    is_apart: bool
    between: str


def draw_strip(chips: Sequence[Chip], title: str) -> str:
    """Draw steps in lines; of a very long way the first 80 stand."""
    shown = chips[:_MOST]
    body = [part for number, chip in enumerate(shown) for part in _step(chip, number)]
    if len(chips) > _MOST:
        body.append(text(MARGIN, TOP + _lines(len(shown)) * _LINE + 12, f"… +{len(chips) - _MOST}", "soft"))
    width = 2 * MARGIN + min(len(shown), _IN_A_LINE) * (_CHIP + _BETWEEN)
    return figure(width, TOP + _lines(len(shown)) * _LINE + 2 * MARGIN, title, body)


def _lines(chips: int) -> int:
    return -(-chips // _IN_A_LINE)


def _step(chip: Chip, number: int) -> Iterator[str]:
    line, place = divmod(number, _IN_A_LINE)
    left, top = MARGIN + _BETWEEN + place * (_CHIP + _BETWEEN), TOP + line * _LINE
    tint = f"tint{COLOURS}" if chip.colour is None else f"tint{min(chip.colour, COLOURS)}"
    if number:
        yield _gap(chip, left - _BETWEEN, top + _HEIGHT / 2)
    yield hinted(
        f"{chip.name} · {chip.place}",
        rectangle(left, top, _CHIP, _HEIGHT, f"{tint} frame", 4),
        text(left + _CHIP / 2, top + 22, shortened(chip.name, _CHIP - 10), "ink strong", "middle"),
        text(left + _CHIP / 2, top + 42, shortened(chip.place, _CHIP - 10), "ink", "middle"),
    )


def _gap(chip: Chip, left: float, y: float) -> str:
    line = path(f"M{at(left + 2, y)}H{left + _BETWEEN - 8:.1f}", "line line3 dashed" if chip.is_apart else "arc", 2.0)
    tip = path(f"M{at(left + _BETWEEN - 2, y)}l-8,-5v10Z", "tip")
    sign = text(left + _BETWEEN / 2 - 3, y - 6, "✗", "ink strong", "middle") if chip.is_apart else ""
    return hinted(chip.between, line, tip, sign)
