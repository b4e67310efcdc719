"""The triangle of fit as SVG: technology, process and organization with the fit of each two, and data and execution below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from workbench.fit.dimensions import Dimension
from workbench.fit.scoring import Fit, Score
from workbench.fit.scoring_rules import LevelRules
from workbench.language import Language, say
from workbench.report.drawings.svg import element, hinted, rectangle, text
from workbench.report.tables import decimal, whole_percent

_TOP, _LEFT, _RIGHT = (150.0, 34.0), (46.0, 176.0), (254.0, 176.0)
_SIDES: Final[Mapping[Dimension, tuple[tuple[float, float], tuple[float, float]]]] = {
    Dimension.TP: (_LEFT, _TOP),
    Dimension.PO: (_LEFT, _RIGHT),
    Dimension.TO: (_TOP, _RIGHT),
}
_NUMBERS: Final[Mapping[Dimension, tuple[float, float, str]]] = {
    Dimension.TP: (88.0, 98.0, "end"),
    Dimension.PO: (150.0, 198.0, "middle"),
    Dimension.TO: (212.0, 98.0, "start"),
}
_BARS: Final = (Dimension.DT, Dimension.PX)
_BAR_LEFT, _BAR_TOP, _BAR_STEP, _BAR_WIDTH = 112.0, 218.0, 22.0, 130.0


def triangle(fit: Fit, rules: LevelRules, language: Language) -> str:
    """Draw the five sides of one scope: by colour how good each is, by number how good exactly; dashed where it is not known."""
    scores = {each.dimension: each.score for each in fit.dimensions}
    told = [_told(each, scores[each], language) for each in Dimension]
    title = say("triangle-title", language, {"scope": fit.scope.id})
    return element(
        "svg",
        {"xmlns": "http://www.w3.org/2000/svg", "class": "triangle", "viewBox": "0 0 300 258", "role": "img",
         "aria-label": f"{title}: {'; '.join(told)}"},
        *(_side(each, scores[each], rules, language) for each in _SIDES),
        *_corners(language),
        text(150, 124, fit.rating.level.value, "level", "middle"),
        text(150, 146, decimal(fit.score.value), "whole", "middle"),
        *(_bar(place, each, scores[each], rules, language) for place, each in enumerate(_BARS)),
    )  # fmt: skip


def _told(dimension: Dimension, score: Score, language: Language) -> str:
    name = f"{dimension.value} {say(f'dimension-{dimension.value}', language)}"
    if score.estimate is None:
        return f"{name} {say('card-standing-unknown' if score.applies else 'card-standing-none', language)}"
    interval = f"[{decimal(score.estimate.low)}, {decimal(score.estimate.high)}]"
    covered = say("card-covered", language, {"coverage": whole_percent(score.coverage or 0)})
    return f"{name} {decimal(score.value)} {interval}, {covered}"


def _side(dimension: Dimension, score: Score, rules: LevelRules, language: Language) -> str:
    (x1, y1), (x2, y2) = _SIDES[dimension]
    x, y, anchor = _NUMBERS[dimension]
    line = {"x1": x1, "y1": y1, "x2": x2, "y2": y2, "class": f"side {_grade(score, rules)}"}
    number = text(x, y, f"{dimension.value} {decimal(score.value)}", "number", anchor)
    return hinted(_told(dimension, score, language), element("line", line), number)


def _corners(language: Language) -> tuple[str, ...]:
    return (
        text(150, 20, say("element-technology", language), "corner", "middle"),
        text(46, 198, say("element-process", language), "corner", "middle"),
        text(254, 198, say("element-organization", language), "corner", "middle"),
    )


def _bar(place: int, dimension: Dimension, score: Score, rules: LevelRules, language: Language) -> str:
    top = _BAR_TOP + place * _BAR_STEP
    return hinted(
        _told(dimension, score, language),
        text(_BAR_LEFT - 8, top + 10, f"{dimension.value} {say(f'dimension-{dimension.value}', language)}", "number", "end"),
        rectangle(_BAR_LEFT, top, _BAR_WIDTH, 12, "ground", 4),
        rectangle(_BAR_LEFT, top, _BAR_WIDTH * (score.value or 0.0), 12, f"bar-{_grade(score, rules)}", 4),
        text(_BAR_LEFT + _BAR_WIDTH + 8, top + 10, decimal(score.value), "number"),
    )


def _grade(score: Score, rules: LevelRules) -> str:
    """Return how good a side is, by the limits of the levels."""
    if score.value is None:
        return "unknown" if score.applies else "absent"
    limits = (rules.partial_score, rules.basic_score, rules.stable_score)
    return ("low", "partial", "basic", "stable")[sum(score.value >= limit for limit in limits)]
