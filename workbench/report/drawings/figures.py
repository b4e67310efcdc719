"""First looks as SVG: variants as chevrons, cases over time. The same figures give the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import DAY, Variants
from workbench.eventlog.looks.throughput import Throughput
from workbench.language import Language, say
from workbench.report.drawings.axes import LEFT, WIDTH, Tick, calendar_ticks, number_ticks, ticks_across
from workbench.report.drawings.chevrons import MOST_STEPS, POINT, ROW, STEP, chevron
from workbench.report.drawings.svg import (
    MARGIN,
    TOP,
    at,
    colours_by,
    figure,
    nothing,
    path,
    rectangle,
    text,
    text_width,
)
from workbench.report.tables import share

_BAR: Final = 90.0


def draw_variants(variants: Variants, language: Language, most: int = 12) -> str:
    """Draw the most frequent variants, one a row: how many cases, and a chevron a step.

    Steps at the same time have no order; their chevrons have a dashed border. Of a very long trace the first 40 steps stand.
    """
    shown = min(most, len(variants))
    if not shown:
        return nothing(language)
    cases = int(variants.counts.sum())
    labels, weights = variants.labels[: variants.offsets[shown]], np.repeat(variants.counts, np.diff(variants.offsets))
    colours = colours_by(np.bincount(labels, weights=weights[: len(labels)], minlength=len(variants.activities)))
    rows = [part for row in range(shown) for part in _variant(variants, row, cases, colours, language)]
    steps = min(MOST_STEPS + 1, int(np.diff(variants.offsets)[:shown].max()))
    facts = {"shown": shown, "count": len(variants), "percent": share(int(variants.counts[:shown].sum()), cases), "cases": cases}
    width = MARGIN * 2 + _label_width(cases, language) + _BAR + max(1, steps) * STEP + POINT
    return figure(width, TOP + shown * ROW + MARGIN, say("drawing-variants", language, facts), rows)


def _label_width(cases: int, language: Language) -> float:
    return text_width(say("drawing-cases", language, {"count": cases}) + " 100.0%") + MARGIN


def _variant(variants: Variants, row: int, cases: int, colours: NDArray[np.int64], language: Language) -> tuple[str, ...]:
    top = TOP + row * ROW
    share = int(variants.counts[row]) / cases
    left = MARGIN + _label_width(cases, language)
    said = say("drawing-cases", language, {"count": int(variants.counts[row])})
    parts = [
        text(MARGIN, top + 19, f"{said} {share:.1%}"),
        rectangle(left, top + 8, _BAR - 12, 14, "box"),
        rectangle(left, top + 8, max(1.0, share * (_BAR - 12)), 14, "area0"),
    ]
    first, last = int(variants.offsets[row]), int(variants.offsets[row + 1])
    for number, place in enumerate(range(first, min(last, first + MOST_STEPS))):
        code = int(variants.labels[place])
        tied = bool(variants.tied[place]) or (place + 1 < last and bool(variants.tied[place + 1]))
        x = left + _BAR + number * STEP
        parts.append(chevron(x, top + 3, variants.activities[code], f"tint{colours[code]}", "frame dashed" if tied else ""))
    if last - first > MOST_STEPS:
        parts.append(text(left + _BAR + MOST_STEPS * STEP + 12, top + 19, f"… +{last - first - MOST_STEPS}", "soft"))
    return tuple(parts)


def draw_throughput(throughput: Throughput, language: Language) -> str:
    """Draw how many cases begin (up) and end (down) in each period, and below how many are open."""
    if not len(throughput):
        return nothing(language)
    period = say(f"period-{throughput.period.value}", language)
    title = say("drawing-throughput", language, {"period": period, "zone": throughput.zone})
    days = throughput.begins.astype(np.int64) * DAY
    width_of_last = DAY * {"day": 1, "week": 7, "month": 31}[throughput.period.value]
    borders = [*days.tolist(), int(days[-1]) + width_of_last]
    scale = (WIDTH - LEFT - MARGIN) / (borders[-1] - borders[0])
    xs = [LEFT + (border - borders[0]) * scale for border in borders]
    highest = int(max(throughput.begun.max(), throughput.ended.max()))
    upper, lower = TOP + 110.0, TOP + 210.0
    parts = [
        *_legend(("begun", "ended", "open"), (2, 1, 0), language),
        *_ticks_up(upper, number_ticks(highest), 80.0),
        *_ticks_up(lower + 120, number_ticks(int(throughput.still_open.max())), 110.0),
        *ticks_across(calendar_ticks(borders[0], borders[-1], ZoneInfo("UTC")), borders[0], scale, lower + 120),
        path(_stairs(xs, throughput.begun, upper, -80 / _top_of(highest)), "area2"),
        path(_stairs(xs, throughput.ended, upper, 80 / _top_of(highest)), "area1"),
        path(_stairs(xs, throughput.still_open, lower + 120, -110 / _top_of(int(throughput.still_open.max()))), "area0 faint"),
    ]
    return figure(WIDTH, lower + 160, title, parts)


def _top_of(highest: int) -> float:
    return max(1.0, number_ticks(highest)[-1].value)


def _stairs(xs: Sequence[float], heights: NDArray[np.int64], base: float, scale: float) -> str:
    """Return the area between a base line and one level a period; runs of one level are one step."""
    changes = np.flatnonzero(np.diff(heights)) + 1
    firsts = [0, *changes.tolist()]
    lasts = [*changes.tolist(), len(heights)]
    steps = [f"V{base + int(heights[a]) * scale:.1f}H{xs[b]:.1f}" for a, b in zip(firsts, lasts, strict=True)]
    return f"M{at(xs[0], base)}{''.join(steps)}V{base:.1f}Z"


def _legend(keys: Sequence[str], colours: Sequence[int], language: Language) -> list[str]:
    parts, x = [], LEFT
    for key, colour in zip(keys, colours, strict=True):
        said = say(f"column-{key}", language)
        faint = " faint" if key == "open" else ""
        parts += [rectangle(x, TOP + 2, 12, 12, f"area{colour}{faint}"), text(x + 17, TOP + 12, said, "soft")]
        x += 17 + text_width(said) + 18
    return parts


def _ticks_up(base: float, ticks: Sequence[Tick], height: float) -> list[str]:
    scale = height / max(1.0, ticks[-1].value)
    return [
        part
        for tick in ticks
        for part in (
            path(f"M{at(LEFT, base - tick.value * scale)}H{WIDTH - MARGIN:.0f}", "rule"),
            text(LEFT - 6, base - tick.value * scale + 4, tick.text, "soft", "end"),
        )
    ]
