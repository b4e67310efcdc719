"""A diagram as the JSON that the front-end module draws: one form for the report, the app and the notebook."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from workbench.language import Language, catalogue
from workbench.report.diagrams.animation import Animation, TokenCase
from workbench.report.page import Diagram, HeatMap, Mark, Texts

_WORDS: Final = (
    "diagram-day",
    "diagram-fit",
    "diagram-keys",
    "diagram-legend",
    "diagram-pause",
    "diagram-play",
    "diagram-save",
    "diagram-scale",
    "diagram-speed",
    "diagram-time",
    "diagram-token-done",
    "diagram-token-extra",
    "diagram-token-skipped",
    "diagram-view",
    "diagram-view-marks",
    "diagram-zoom-in",
    "diagram-zoom-out",
    "report-no-diagram",
)
_DIGITS: Final = 4


def diagram_data(diagram: Diagram) -> dict[str, Any]:
    """Return all that a diagram needs, words of both languages included; plain values that JSON has."""
    return {
        "xml": diagram.xml,
        "drawing": diagram.drawing,
        "marks": [_mark(each) for each in diagram.marks],
        "heats": [_heat(each) for each in diagram.heats],
        "animation": _animation(diagram.animation) if diagram.animation else None,
        "words": {language.value: _words(language) for language in Language},
    }


@cache
def _words(language: Language) -> dict[str, str]:
    """Return the words around a diagram, of its marks, and of the kinds of elements."""
    sentences = catalogue(language)
    legends = [key for key in sentences if key.startswith("mark-") and key.endswith("-legend")]
    kinds = [key for key in sentences if key.startswith("kind-")]
    return {key: sentences[key] for key in (*_WORDS, *legends, *kinds)}


def _mark(mark: Mark) -> dict[str, Any]:
    return {"element": mark.element, "kind": mark.kind, "badge": mark.badge, "hint": _both(mark.hint)}


def _heat(heat: HeatMap) -> dict[str, Any]:
    elements = [
        {"element": each.element, "share": round(each.share, _DIGITS), "figure": _both(each.figure), "hint": _both(each.hint)}
        for each in heat.elements
    ]
    return {"key": heat.key, "label": _both(heat.label), "elements": elements}


def _animation(animation: Animation) -> dict[str, Any]:
    return {"span": round(animation.span), "cases": [_case(each) for each in animation.cases]}


def _case(case: TokenCase) -> dict[str, Any]:
    rides = [
        {"flow": each.flow, "leaves": round(each.leaves), "arrives": round(each.arrives), "hollow": each.is_hollow}
        for each in case.rides
    ]
    stops = [
        {"element": each.element, "begins": round(each.begins), "ends": round(each.ends), "kind": each.kind.value}
        for each in case.stops
    ]
    return {"case": case.case, "rides": rides, "stops": stops}


def _both(texts: Texts) -> dict[str, str]:
    return {"zh": texts.zh, "en": texts.en}
