"""What register and strategy tell of normalization as sheets of a workbook: plan, releases, signals, cases, what is judged by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

from workbench.normalization.release import ListedReleases
from workbench.normalization.watch import AdjustmentCase
from workbench.normalization.watch.saying import signal_text
from workbench.report.listed import listing_sheet
from workbench.report.normalization.monitor import CaseCard, case_card, monitor_named
from workbench.report.normalization.sheet_panels import judging_sheets
from workbench.report.page import Texts
from workbench.report.sheet import Kind, Sheet, Value, sheet
from workbench.report.tables import both, in_both, listed, scope_named, spoken
from workbench.shown import Tabular
from workbench.study import Assessment
from workbench.study.chaining import sheets_of
from workbench.study.under_watch import UnderWatch

_OF_SIGNALS: Final = (
    ("monitor-fact-release", Kind.WORD), ("monitor-severity", Kind.WORD), ("monitor-monitor", Kind.WORD),
    ("column-scope", Kind.WORD), ("monitor-signal", Kind.SENTENCE), ("monitor-since", Kind.DAY), ("monitor-case", Kind.WORD),
    ("monitor-statistic", Kind.FIGURE), ("monitor-limit", Kind.FIGURE), ("monitor-usual", Kind.FIGURE),
    ("column-unit", Kind.WORD), ("monitor-n", Kind.COUNT),
)  # fmt: skip
_OF_CASES: Final = (
    ("monitor-fact-release", Kind.WORD), ("monitor-case", Kind.WORD), ("normalized-opened", Kind.DAY),
    ("normalized-case", Kind.SENTENCE), ("normalized-signals", Kind.SENTENCE), ("touched-objects", Kind.SENTENCE),
    ("normalized-items", Kind.WORD), ("normalized-ended", Kind.DAY),
)  # fmt: skip


def register_sheets(assessment: Assessment) -> Iterator[Sheet]:
    """Yield a sheet of each kind of which the register of an assessment tells anything, then the sheets for those who judge."""
    normalized = assessment.normalized
    if normalized is None:
        return
    listings: tuple[tuple[str, Tabular], ...] = (
        ("sheet-plan", normalized.plan.table),
        ("sheet-lifelines", normalized.lives),
        ("sheet-releases", ListedReleases(releases=normalized.releases.releases)),
    )
    yield from (listing_sheet(key, its) for key, its in listings if len(its))
    looks = () if normalized.seen is None else normalized.seen.all
    signals = tuple(row for each in looks for row in _signals(each, assessment))
    if signals:
        yield sheet("sheet-signals", _OF_SIGNALS, signals)
    if normalized.cases:
        yield sheet("sheet-adjustments", _OF_CASES, _cases(normalized.cases, assessment))
    if normalized.intended is not None:
        yield from judging_sheets(sheets_of(assessment, normalized.intended.intentions))


def touched_said(card: CaseCard) -> Texts:
    """Put the objects of every kind that a case touches into one cell."""
    kinds = [both("normalized-touched", kind=spoken(kind), objects=spoken(named)) for kind, named, _ in card.touched.rows]
    return Texts(zh="；".join(each.zh for each in kinds), en="; ".join(each.en for each in kinds))


def _signals(seen: UnderWatch, assessment: Assessment) -> Iterator[tuple[Value, ...]]:
    for each in (*seen.watched.signals, *seen.watched.decided):
        case = seen.case_of(each.key) or seen.decided_in(each.key)
        sentence = in_both(partial(signal_text, each, assessment.study.design))
        yield (
            seen.version, both(f"severity-{each.severity.value}"), monitor_named(each.monitor), scope_named(each.process),
            sentence, each.since, None if case is None else case.id, each.statistic, each.limit, each.usual, each.unit, each.n,
        )  # fmt: skip


def _cases(cases: Iterable[AdjustmentCase], assessment: Assessment) -> Iterator[tuple[Value, ...]]:
    for each in cases:
        card = case_card(each, assessment)
        items = " ".join(each.items) or None
        signals = listed(card.signals)
        yield (each.opened.release, each.id, each.opened.on, card.title, signals, touched_said(card), items, each.ended)
