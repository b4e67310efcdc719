"""A case over time as SVG: a row a step, first how long it waited, then how long it was worked on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from workbench.language import Language, say
from workbench.report.drawings.axes import LEFT, WIDTH, calendar_ticks, ticks_across
from workbench.report.drawings.svg import MARGIN, TOP, at, element, figure, hinted, path, rectangle, shortened, text, text_width
from workbench.report.page import Texts

_ROW: Final = 34.0
_BAR: Final = 9.0
_LEAST: Final = 3.0
"""Of what took no time to be seen at all."""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One step: its `sign` says how it stands to the design; times are µs since 1970-01-01 UTC, None where not known.

    It could begin at `ready` and waited until `start`; a step without an `end` was not done.
    """

    number: int
    sign: str
    label: Texts
    ready: int | None
    start: int | None
    end: int | None
    is_late: bool


def draw_timeline(case: str, bars: Sequence[Bar], left: int, language: Language, zone: ZoneInfo) -> str:
    """Draw the steps of a case, one a row; `left` are those that are not drawn."""
    title = say("timeline-drawing", language, {"case": case, "steps": len(bars) + left})
    moments = [time for bar in bars for time in (bar.ready, bar.start, bar.end) if time is not None]
    begin, end = (min(moments), max(moments)) if moments else (0, 1)
    scale = (WIDTH - LEFT - MARGIN) / max(1, end - begin)
    top, base = TOP + 26, TOP + 26 + len(bars) * _ROW
    parts = [*_legend(language)]
    for place, bar in enumerate(bars):
        parts += _row(bar, top + place * _ROW, language, begin, scale)
    if moments:
        parts += ticks_across(calendar_ticks(begin, end, zone), begin, scale, base + 4)
    parts.append(path(f"M{at(LEFT, base + 4)}H{WIDTH - MARGIN:.0f}", "frame"))
    if left:
        parts.append(text(LEFT, base + 42, say("table-more", language, {"count": left}), "soft"))
    return figure(WIDTH, base + (50 if left else 32), title, parts)


def _legend(language: Language) -> Iterator[str]:
    x = LEFT
    for name, style in (("waited", "paper frame dashed"), ("worked", "area0")):
        said = say(f"timeline-{name}", language)
        yield rectangle(x, TOP + 2, 18, _BAR, style)
        yield text(x + 24, TOP + 11, said, "soft")
        x += 24 + text_width(said) + 18
    yield text(x, TOP + 11, say("timeline-signs", language), "soft")


def _row(bar: Bar, top: float, language: Language, begin: int, scale: float) -> list[str]:
    late = say("timeline-late", language) if bar.is_late else ""
    said = " · ".join(part for part in (bar.label.said(language), late) if part)
    parts = [
        path(f"M{at(MARGIN, top - 2)}H{WIDTH - MARGIN:.0f}", "rule"),
        text(MARGIN, top + 13, f"{bar.number} {bar.sign}", "ink strong"),
    ]
    if bar.start is not None and bar.end is not None:
        x, width = LEFT + (bar.start - begin) * scale, max(_LEAST, (bar.end - bar.start) * scale)
        x = min(x, WIDTH - MARGIN - _LEAST)
        if bar.ready is not None and bar.ready < bar.start:
            from_ready = LEFT + (bar.ready - begin) * scale
            parts.append(rectangle(from_ready, top + 18, max(_LEAST, x - from_ready), _BAR, "paper frame dashed"))
        parts.append(rectangle(x, top + 18, width, _BAR, "area1" if bar.is_late else "area0"))
    elif bar.end is None:
        parts.append(element("circle", {"cx": LEFT + 5, "cy": top + 22, "r": 4, "class": "paper frame dashed"}))
    return [hinted(said, *parts, text(LEFT, top + 13, shortened(said, WIDTH - LEFT - MARGIN)))]
