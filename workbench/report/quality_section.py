"""The data-quality gate as a part of a page: what became of each row, what is doubtful, what is unknown because of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.eventlog.quality import Accounting, IndicatorStanding, Pathology, QualityReport, usability_of
from workbench.findings import Severity
from workbench.language import Language, say
from workbench.report.page import DoubtRow, Light, QualitySection, Table, Texts
from workbench.report.tables import both, count, in_both, percent, share, table

_OF_A_KIND: Final = 3
_ROWS: Final = ("read", "kept", "merged", "set-aside", "filtered", "rejected", "unaccounted")


@dataclass(frozen=True, kw_only=True)
class Cause:
    """Indicators that share one reason."""

    indicators: tuple[str, ...]
    reason: Texts

    def named(self, language: Language) -> str:
        """Name the indicators, each by its code and its name."""
        return say("filter-comma", language).join(f"{code} {say(f'indicator-{code}', language)}" for code in self.indicators)


def quality_section(report: QualityReport) -> QualitySection:
    """Return a quality report as data for a page."""
    leading, rest = leading_of(report.pathologies)
    shown = {each.id for each in report.findings}
    notices = [in_both(each.text) for each in report.notices if each.id not in shown]
    return QualitySection(
        summary=both("explored-rows", **rows_by_fate(report.accounting)),
        accounting=_accounting(report.accounting),
        rejections=tuple(in_both(each.text) for each in report.accounting.rejections),
        filters=tuple(in_both(each.text) for each in report.accounting.filters),
        doubts=tuple(_doubt(each) for each in leading),
        hints=tuple(_doubt(each) for each in rest),
        unknown=_standings(report.unknown_indicators),
        partial=_standings(report.partial_indicators),
        notices=tuple(dict.fromkeys((*notices, *(in_both(each.text) for each in report.unjudged)))),
        light=_light(report, leading),
    )


def _light(report: QualityReport, doubts: Sequence[Pathology]) -> Light:
    """Judge a log at a glance, as files that wait are judged; what became events is usable."""
    heavy = sum(each.severity.rank >= Severity.MAJOR.rank for each in doubts)
    state = usability_of(report).value
    accounting = report.accounting
    used = accounting.events + accounting.merged
    usable = used / accounting.rows_read if accounting.rows_read else None
    sentence = both(f"light-{state}", usable=percent(usable), doubts=count(len(doubts)), heavy=count(heavy))
    return Light(state=state, usable=usable, sentence=sentence)


def leading_of(pathologies: Iterable[Pathology]) -> tuple[tuple[Pathology, ...], tuple[Pathology, ...]]:
    """Return the first of each code that weigh more than a note, and all others: a hundred of a kind hide the rest."""
    leading: list[Pathology] = []
    rest: list[Pathology] = []
    shown: Counter[str] = Counter()
    for each in pathologies:
        shown[each.code] += 1
        is_leading = each.severity is not Severity.INFO and shown[each.code] <= _OF_A_KIND
        (leading if is_leading else rest).append(each)
    return tuple(leading), tuple(rest)


def rows_by_fate(accounting: Accounting) -> dict[str, object]:
    """Return how many rows became what, for a sentence."""
    return {
        "read": accounting.rows_read,
        "kept": accounting.events,
        "merged": accounting.merged,
        "aside": accounting.set_aside,
        "filtered": accounting.filtered,
        "rejected": accounting.rejected,
    }


def causes(standings: Iterable[IndicatorStanding]) -> tuple[Cause, ...]:
    """Bring indicators that have the same reason together, the reason of the first one first."""
    by_reason: dict[Texts, list[str]] = {}
    for each in standings:
        by_reason.setdefault(in_both(each.reason), []).append(each.indicator)
    return tuple(Cause(indicators=tuple(indicators), reason=reason) for reason, indicators in by_reason.items())


def _accounting(accounting: Accounting) -> Table:
    kept = (accounting.rows_read, accounting.events, accounting.merged, accounting.set_aside)
    numbers: Sequence[int] = (*kept, accounting.filtered, accounting.rejected, accounting.unaccounted)
    return table((), tuple(f"quality-{name}" for name in _ROWS), [[count(number) for number in numbers]])


def _doubt(each: Pathology) -> DoubtRow:
    return DoubtRow(
        code=each.code,
        severity=each.severity.value,
        share=f"{count(each.count)} / {count(each.exposed)} · {share(each.count, each.exposed)}",
        sentence=in_both(each.text),
        consequence=in_both(each.consequence),
        rows=", ".join(map(str, each.rows)),
        cases=", ".join(each.cases),
    )


def _standings(standings: Iterable[IndicatorStanding]) -> Table:
    rows = [(in_both(each.named), each.reason) for each in causes(standings)]
    return table(("quality-indicator", "quality-reason"), (), rows)
