"""What one indicator is, as a page for a terminal: name, formula, reference, sources."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Final

from workbench.findings import Finding, Severity, UsageError
from workbench.fit.dimensions import INDICATOR_CODES
from workbench.fit.indicators.catalogue import INDICATORS
from workbench.language import Language, say

_SHAPE: Final = re.compile(r"[A-Za-z]{2}[0-9]{1,2}")


def looks_like_indicator(text: str) -> bool:
    """Return whether a text is built like the code of an indicator, in capitals or not, whether there is such a one or not."""
    return _SHAPE.fullmatch(text) is not None


def indicator_page(code: str, language: Language) -> str:
    """Return what an indicator is as Markdown. Raises UsageError, naming the nearest, where there is no such code."""
    known = code.upper()
    if known not in INDICATOR_CODES:
        nearest = ", ".join(get_close_matches(known, INDICATOR_CODES, n=3, cutoff=0.0))
        facts = {"code": code, "nearest": nearest}
        raise UsageError(Finding(code="INDICATOR_CODE_UNKNOWN", severity=Severity.CRITICAL, facts=facts))
    (indicator,) = (each for each in INDICATORS if each.code == known)
    facts = {
        "dimension": f"{indicator.dimension.value} {say(f'dimension-{indicator.dimension.value}', language)}",
        "formula": say(f"indicator-{known}-formula", language),
        "reference": say(f"indicator-{known}-reference", language),
        "sources": sources_said(indicator.sources, language),
    }
    name = say(f"indicator-{known}", language)
    return f"# {known} {name}\n\n{say('indicator-page', language, facts)}\n"


def sources_said(sources: str, language: Language) -> str:
    """Say the letters of an indicator's sources."""
    between = "、" if language is Language.ZH_CN else ", "
    return between.join(say(f"source-{letter}", language) for letter in sources if letter.isalpha())
