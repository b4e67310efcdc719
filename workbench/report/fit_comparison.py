"""Two runs beside each other, as lines, as JSON and on a page: by how much each figure differs, with its interval."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, Final

from workbench.findings import ENTERPRISE
from workbench.fit.dimensions import INDICATOR_CODES
from workbench.fit.scoring import Change, FitComparison
from workbench.language import Language, say
from workbench.report.fit_file import rounded
from workbench.report.page import Table, Texts
from workbench.report.score_card import ComparedScope, ComparisonSection
from workbench.report.tables import both, decimal, in_both, same, table

_FIGURES: Final = ("compare-fit-before", "compare-fit-after", "compare-fit-difference", "card-interval")
_ALIKE: Final = 5e-4
"""Differences below it are not told on a terminal, which shows three digits."""


def comparison_text(comparison: FitComparison, language: Language) -> str:
    """Return the differences of two runs, scope by scope: the score, the dimensions, then the indicators that differ."""
    return "\n".join(_lines(comparison, language))


def comparison_content(comparison: FitComparison) -> dict[str, Any]:
    """Tell every figure of two runs: before, after, the difference and its interval; `code` is None for the score."""
    return {"one_policy": comparison.has_one_policy, "changes": [_content(each) for each in comparison.changes]}


def comparison_section(comparison: FitComparison, names: Mapping[str, Texts]) -> ComparisonSection:
    """Return the differences of two runs for a page; `names` are those of the processes by id."""
    notes = [] if comparison.has_one_policy else [both("compare-fit-policies")]
    notes += [] if comparison.changes else [both("compare-fit-nothing")]
    scopes = (
        ComparedScope(
            name=both("card-enterprise") if scope == ENTERPRISE else names.get(scope, same(scope)), table=_table(list(changes))
        )
        for scope, changes in groupby(comparison.changes, key=lambda change: change.scope)
    )
    return ComparisonSection(notes=(*notes, both("compare-fit-title")), scopes=tuple(scopes))


def _table(changes: Sequence[Change]) -> Table:
    shown = [each for each in changes if each.code not in INDICATOR_CODES or _differs(each)]
    made = table(("compare-fit-figure", "compare-fit-verdict"), _FIGURES, [tuple(_cells(each)) for each in shown])
    return replace(made, more=both("compare-fit-alike", count=len(changes) - len(shown)))


def _cells(change: Change) -> Iterator[Texts | str]:
    yield in_both(lambda language: _name(change.code, language))
    verdict = _verdict(change)
    yield both("compare-fit-incomparable" if verdict is None else f"compare-fit-{verdict}")
    yield decimal(change.before)
    yield decimal(change.after)
    yield "–" if change.difference is None else f"{change.difference:+.3f}"
    yield _interval(change)


def _lines(comparison: FitComparison, language: Language) -> Iterator[str]:
    yield say("compare-fit-title", language)
    if not comparison.has_one_policy:
        yield say("compare-fit-policies", language)
    if not comparison.changes:
        yield say("compare-fit-nothing", language)
    for scope, changes in groupby(comparison.changes, key=lambda change: change.scope):
        yield f"{say('scope-enterprise', language) if scope == ENTERPRISE else scope}:"
        told = list(changes)
        shown = [each for each in told if each.code not in INDICATOR_CODES or _differs(each)]
        yield from (f"  {_line(each, language)}" for each in shown)
        yield f"  {say('compare-fit-alike', language, {'count': len(told) - len(shown)})}"


def _differs(change: Change) -> bool:
    """Return whether there is something to tell: a difference, or a figure that only one run knows."""
    if change.difference is None:
        return change.before is not None or change.after is not None
    return abs(change.difference) >= _ALIKE


def _line(change: Change, language: Language) -> str:
    facts = {
        "name": _name(change.code, language),
        "before": decimal(change.before),
        "after": decimal(change.after),
    }
    if change.difference is None or change.interval is None:
        return say("compare-fit-unknown", language, facts)
    return say(
        "compare-fit-line",
        language,
        {
            **facts,
            "difference": f"{change.difference:+.3f}",
            "interval": _interval(change),
            "verdict": say(f"compare-fit-{_verdict(change)}", language),
        },
    )


def _interval(change: Change) -> str:
    return "–" if change.interval is None else f"[{change.interval.low:+.3f}, {change.interval.high:+.3f}]"


def _verdict(change: Change) -> str | None:
    """Return whether a difference is clear, may be chance or is none; None where there is nothing to compare."""
    if change.interval is None:
        return None
    return "clear" if change.is_clear else "unclear" if _varies(change) else "same"


def _varies(change: Change) -> bool:
    """Return whether the figure differs in any draw that counts."""
    return change.interval is not None and (change.difference, change.interval.low, change.interval.high) != (0, 0, 0)


def _name(code: str | None, language: Language) -> str:
    if code is None:
        return say("card-score", language)
    kind = "indicator" if code in INDICATOR_CODES else "dimension"
    return f"{code} {say(f'{kind}-{code}', language)}"


def _content(change: Change) -> dict[str, Any]:
    interval = change.interval
    return {
        "scope": change.scope,
        "code": change.code,
        "before": rounded(change.before),
        "after": rounded(change.after),
        "difference": rounded(change.difference),
        "low": rounded(interval.low if interval else None),
        "high": rounded(interval.high if interval else None),
        "clear": change.is_clear,
    }
