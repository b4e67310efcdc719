"""One page for each finding code, in zh-CN and en: what it says, when it is claimed, what it needs, what to do."""

from __future__ import annotations

import re
from difflib import get_close_matches
from importlib import resources
from typing import Final

from workbench.findings import Finding, Severity, UsageError
from workbench.fit.codes import SEVERITIES
from workbench.language import Language

_SHAPE: Final = re.compile(r"[A-Za-z]{2}-[A-Za-z]+")


def looks_like_code(text: str) -> bool:
    """Return whether a text is built like a finding code, in capitals or not, whether there is such a code or not."""
    return _SHAPE.fullmatch(text) is not None


def page_of(code: str, language: Language) -> str:
    """Return the page of a finding code as Markdown. Raises UsageError, naming the nearest, where there is no such code."""
    known = code.upper()
    if known not in SEVERITIES:
        nearest = ", ".join(get_close_matches(known, SEVERITIES, n=3, cutoff=0.0))
        raise UsageError(
            Finding(code="FINDING_CODE_UNKNOWN", severity=Severity.CRITICAL, facts={"code": code, "nearest": nearest})
        )
    return resources.files(__name__).joinpath(language.value, f"{known}.md").read_text(encoding="utf-8")
