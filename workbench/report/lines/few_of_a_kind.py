"""Of one kind of finding a few: as lines for a terminal with how many more there are, or apart from the rest."""

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


def parted(findings: Iterable[Finding]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the first few findings of each code, and the rest, both in their order."""
    told: Counter[str] = Counter()
    few: list[Finding] = []
    rest: list[Finding] = []
    for each in findings:
        told[each.code] += 1
        (few if told[each.code] <= _OF_A_KIND else rest).append(each)
    return tuple(few), tuple(rest)
