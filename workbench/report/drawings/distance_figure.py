"""Distances from the baseline as SVG: a bar each, with what chance alone brings and the limit beyond which it is more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from workbench.language import Language, say
from workbench.normalization.watch import Look
from workbench.report.drawings.axes import WIDTH
from workbench.report.drawings.svg import MARGIN, TOP, at, figure, hinted, nothing, path, rectangle, shortened, text, text_width
from workbench.report.page import Texts

_ROW: Final = 26.0
_NAME: Final = 270.0
_SAID: Final = 70.0
_LEGEND: Final = 24.0


def draw_distances(looks: Sequence[Look], names: Mapping[str, Texts], language: Language) -> str:
    """Draw a row for each judged distance, those nearest to their limit, or beyond it, first."""
    shown = sorted(looks, key=lambda each: (-_nearness(each), each.object))
    if not shown:
        return nothing(language)
    most = max(max(each.statistic or 0.0, each.limit or 0.0) for each in shown) or 1.0
    scale = (WIDTH - MARGIN - _NAME - _SAID - MARGIN) / most
    called = [
        " / ".join(names[it].said(language) if it in names else it for it in each.object) or say("distance-whole", language)
        for each in shown
    ]
    rows = [
        part
        for number, (each, name) in enumerate(zip(shown, called, strict=True))
        for part in _row(each, name, (number, scale), language)
    ]
    title = say(
        f"distance-{shown[0].monitor.value}",
        language,
        {"process": names[shown[0].process].said(language) if shown[0].process in names else shown[0].process},
    )
    return figure(WIDTH, TOP + _LEGEND + len(shown) * _ROW + MARGIN, title, [*_legend(language), *rows])


def _nearness(look: Look) -> float:
    return (look.statistic or 0.0) / (look.limit or 1.0)


def _row(look: Look, name: str, place: tuple[int, float], language: Language) -> Iterator[str]:
    number, scale = place
    top, left = TOP + _LEGEND + number * _ROW, MARGIN + _NAME
    value, limit, usual = (each or 0.0 for each in (look.statistic, look.limit, look.usual))
    is_beyond = value > limit
    facts = {"object": name, "value": f"{value:.3f}", "limit": f"{limit:.3f}", "usual": f"{usual:.3f}", "n": f"{look.n:,}"}
    yield text(MARGIN, top + 17, shortened(name, _NAME - MARGIN), "ink")
    yield hinted(
        say("distance-hint", language, facts),
        rectangle(left, top + 5, max(1.0, value * scale), _ROW - 12, "area3" if is_beyond else "area0"),
        *_mark(left + usual * scale, top, "line2"),
        *_mark(left + limit * scale, top, "frame dashed"),
    )
    said = f"▲ {value:.3f}" if is_beyond else f"{value:.3f}"
    yield text(WIDTH - MARGIN, top + 17, said, "ink strong" if is_beyond else "soft", "end")


def _mark(x: float, top: float, name: str) -> Iterator[str]:
    """Mark a value on a bar, or beside it, so that it is seen on either."""
    steps = f"M{at(x, top + 1)}v{_ROW - 4:.0f}"
    yield path(steps, "halo", 5)
    yield path(steps, name, 2)


def _legend(language: Language) -> Iterator[str]:
    x = MARGIN + _NAME
    for key, name in (("distance-usual", "line2"), ("control-limit", "frame dashed")):
        said = say(key, language)
        yield path(f"M{at(x + 8, TOP + 1)}v14", name, 2)
        yield text(x + 16, TOP + 12, said, "soft")
        x += 16 + text_width(said) + 20
