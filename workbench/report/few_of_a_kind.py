"""Findings as lines for a terminal: of one kind a few, and how many more of it there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from workbench.findings import Finding
from workbench.language import Language, say

_OF_A_KIND: Final = 8


def few_of_a_kind(findings: Iterable[Finding], line: Callable[[Finding], str], language: Language) -> Iterator[str]:
    """Yield a line for each finding once, in their order, the first few of each code; then what of which code is left out."""
    told: Counter[str] = Counter()
    for each in {finding.id: finding for finding in findings}.values():
        told[each.code] += 1
        if told[each.code] <= _OF_A_KIND:
            yield line(each)
    for code, count in told.items():
        if count > _OF_A_KIND:
            yield say("explored-more", language, {"code": code, "count": count - _OF_A_KIND})
