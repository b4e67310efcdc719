"""The dotted chart as SVG: every event where it stands in time and among the cases."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.looks.dotted import Dotted, TimeAxis
from workbench.language import Language, say
from workbench.report.drawings.axes import LEFT, WIDTH, calendar_ticks, duration_ticks, ticks_across
from workbench.report.drawings.svg import (
    COLOURS,
    MARGIN,
    TOP,
    at,
    colours_by,
    element,
    figure,
    hinted,
    nothing,
    path,
    shortened,
    text,
    text_width,
)


def draw_dotted(dotted: Dotted, language: Language, zone: ZoneInfo, cases: int) -> str:
    """Draw every event as a dot: time across, `cases` down, colours by activity – the most frequent have their own."""
    if not len(dotted):
        return nothing(language)
    facts = {"events": int(dotted.counts.sum()), "cases": cases, "per_row": dotted.cases_per_row}
    weights = np.bincount(dotted.activity, weights=dotted.counts, minlength=len(dotted.activities))
    colours = colours_by(weights)
    legend, top = _activities(dotted.activities, colours, language)
    height = max(40.0, min(400.0, dotted.n_rows * 8.0))
    across = (WIDTH - LEFT - MARGIN) / dotted.n_columns
    down = height / dotted.n_rows
    span = dotted.n_columns * dotted.width
    on_calendar = dotted.axis is TimeAxis.CALENDAR
    ticks = calendar_ticks(dotted.begin, dotted.begin + span, zone) if on_calendar else duration_ticks(span, language)
    parts = [*legend, path(f"M{at(LEFT, top + height + 4)}H{WIDTH - MARGIN:.0f}", "frame")]
    parts += ticks_across(ticks, dotted.begin, across / dotted.width, top + height + 4)
    for colour in np.unique(colours[dotted.activity])[::-1].tolist():
        chosen = np.flatnonzero(colours[dotted.activity] == colour)
        places = sorted({(int(dotted.row[each]), int(dotted.column[each])) for each in chosen})
        dots = "".join(f"M{at(LEFT + (column + 0.5) * across, top + (row + 0.5) * down)}h0" for row, column in places)
        parts.append(path(dots, f"line{colour} dots"))
    return figure(WIDTH, top + height + 36, say("drawing-dotted", language, facts), parts)


def _activities(activities: Sequence[str], colours: NDArray[np.int64], language: Language) -> tuple[list[str], float]:
    """Return the legend of activities in rows, and where it ends."""
    named = {int(colour): activities[code] for code, colour in enumerate(colours) if colour < COLOURS}
    if (colours == COLOURS).any():
        named[COLOURS] = say("drawing-others", language)
    parts, x, y = [], MARGIN, TOP
    for colour in sorted(named):
        said = shortened(named[colour], 200)
        width = 17 + text_width(said) + 14
        if x + width > WIDTH and x > MARGIN:
            x, y = MARGIN, y + 20
        dot = element("circle", {"cx": x + 6, "cy": y + 8, "r": 5, "class": f"area{colour}"})
        parts.append(hinted(named[colour], dot, text(x + 17, y + 12, said, "soft")))
        x += width
    return parts, y + 30
