"""What an assessment holds as sheets: summary, findings by family, indicators, cases, matrices, and what is not claimed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from workbench.eventlog import NO_TIME
from workbench.findings import ENTERPRISE, Finding, Severity
from workbench.fit.indicators.model import Standing
from workbench.fit.plan import circumstances_of, move_for
from workbench.fit.scoring import ScoredIndicator
from workbench.report.decided import decided_on
from workbench.report.enterprise_matrices import enterprise_matrices
from workbench.report.normalization.register_sheets import register_sheets
from workbench.report.page import Side, Texts
from workbench.report.process_matrices import process_matrices
from workbench.report.register_head import sources_sheet
from workbench.report.sheet import Kind, Sheet, Value, sheet
from workbench.report.summary import provenance_of
from workbench.report.tables import both, in_both, listed, same
from workbench.report.verdicts import Verdict, verdicts_of
from workbench.study import Assessment

_FAMILIES: Final = ("CF", "PO", "TP", "TO", "DT", "PF")
_MOST_CASES: Final = 1_000_000


def sheets_of(assessment: Assessment) -> tuple[Sheet, ...]:
    """Return an assessment as the sheets of a workbook, in the order in which they are read."""
    rows = tuple(_findings(assessment.findings, assessment))
    return (
        _summary(verdicts_of(assessment)),
        *(_family(family, [row for row in rows if str(row[1]).startswith(family)]) for family in _FAMILIES),
        sheet("sheet-below", _OF_FINDINGS, _findings(assessment.below_threshold, assessment)),
        _indicators(assessment),
        sheet("sheet-cases", _OF_CASES, _cases(assessment), _MOST_CASES),
        sheet("sheet-matrices", _OF_MATRICES, _matrices(assessment)),
        sheet("sheet-suppressed", _OF_SUPPRESSED, _suppressed(assessment)),
        sheet("sheet-unknown", _OF_UNKNOWN, _unknown(assessment)),
        *register_sheets(assessment),
        sources_sheet(provenance_of(assessment)),
    )


_OF_SCOPES: Final = (
    ("index-process", Kind.WORD), ("index-name", Kind.WORD), ("index-status", Kind.WORD), ("sheet-first", Kind.DAY),
    ("sheet-last", Kind.DAY), ("index-cases", Kind.COUNT), ("sheet-incomplete", Kind.COUNT), ("sheet-events", Kind.COUNT),
    ("index-conforming", Kind.SHARE), ("sheet-raw-conforming", Kind.SHARE), ("index-net-conforming", Kind.SHARE),
    ("index-fitness", Kind.FIGURE), ("sheet-raw-fitness", Kind.FIGURE), ("index-level", Kind.WORD),
    ("index-score", Kind.FIGURE), ("sheet-low", Kind.FIGURE), ("sheet-high", Kind.FIGURE), ("card-coverage", Kind.SHARE),
    ("severity-critical", Kind.COUNT), ("severity-major", Kind.COUNT), ("severity-minor", Kind.COUNT),
    ("severity-info", Kind.COUNT), ("index-accepted", Kind.COUNT), ("untold-why", Kind.SENTENCE),
)  # fmt: skip
_OF_FINDINGS: Final = (
    ("untold-scope", Kind.WORD), ("untold-code", Kind.WORD), ("untold-weight", Kind.WORD), ("sheet-finding", Kind.SENTENCE),
    ("sheet-count", Kind.COUNT), ("sheet-exposed", Kind.COUNT), ("sheet-rate", Kind.SHARE), ("sheet-low", Kind.SHARE),
    ("sheet-high", Kind.SHARE), ("sheet-moves", Kind.WORD), ("sheet-remedy", Kind.SENTENCE), ("untold-about", Kind.WORD),
    ("sheet-decided", Kind.SENTENCE), ("sheet-id", Kind.WORD),
)  # fmt: skip
_OF_INDICATORS: Final = (
    ("untold-scope", Kind.WORD), ("card-indicator", Kind.WORD), ("index-name", Kind.SENTENCE), ("card-value", Kind.FIGURE),
    ("sheet-low", Kind.FIGURE), ("sheet-high", Kind.FIGURE), ("card-n", Kind.COUNT), ("card-standing", Kind.WORD),
    ("card-coverage", Kind.SHARE), ("card-weight", Kind.SHARE), ("card-loss", Kind.SHARE), ("card-target", Kind.FIGURE),
    ("untold-why", Kind.SENTENCE),
)  # fmt: skip
_OF_CASES: Final = (
    ("untold-scope", Kind.WORD), ("untold-code", Kind.WORD), ("sheet-id", Kind.WORD), ("sheet-case", Kind.WORD),
    ("index-process", Kind.WORD), ("sheet-first", Kind.MOMENT), ("sheet-last", Kind.MOMENT),
)  # fmt: skip
_OF_MATRICES: Final = (
    ("untold-scope", Kind.WORD), ("sheet-matrix", Kind.WORD), ("sheet-row", Kind.WORD), ("sheet-column", Kind.WORD),
    ("card-value", Kind.WORD),
)  # fmt: skip
_OF_SUPPRESSED: Final = (
    ("untold-code", Kind.WORD), ("untold-why", Kind.SENTENCE), ("untold-scope", Kind.WORD), ("untold-about", Kind.WORD),
    ("untold-count", Kind.COUNT),
)  # fmt: skip
_OF_UNKNOWN: Final = (("untold-scope", Kind.WORD), ("untold-code", Kind.WORD), ("untold-why", Kind.SENTENCE))


def _summary(verdicts: Sequence[Verdict]) -> Sheet:
    return sheet("sheet-summary", _OF_SCOPES, (_scope(each) for each in verdicts))


def _scope(verdict: Verdict) -> tuple[Value, ...]:
    flow, rate, counts = verdict.flow, verdict.rate, verdict.counts
    accepted, net = verdict.accepted, verdict.net
    of_flow: tuple[Value, ...] = (None,) * 10
    if flow is not None:
        of_flow = (
            flow.first, flow.last, flow.cases, flow.incomplete, flow.events,
            flow.conforming, flow.raw_conforming, net.conforming.value if net else None, flow.fitness, flow.raw_fitness,
        )  # fmt: skip
    of_fit = (rate.level, rate.score, rate.low, rate.high, rate.coverage) if rate else (None,) * 5
    told = (verdict.scope, verdict.name, both(f"status-{verdict.status.value}"))
    found = (*(counts[each] for each in reversed(Severity)), None if accepted is None else len(accepted))
    return (*told, *of_flow, *of_fit, *found, verdict.reason)


def _family(family: str, rows: Sequence[tuple[Value, ...]]) -> Sheet:
    return sheet(f"sheet-{family}", _OF_FINDINGS, rows)


def _findings(findings: Sequence[Finding], assessment: Assessment) -> Iterator[tuple[Value, ...]]:
    circumstances = circumstances_of(assessment.evidence)
    for each in findings:
        moved = listed([both(f"element-{element.value}") for element in move_for(each, circumstances).elements])
        interval, decided = each.interval, decided_on(each.id, assessment.standing)
        yield (
            each.scope, each.code, both(f"severity-{each.severity.value}"), in_both(each.text), each.count, each.exposed,
            each.rate, interval.low if interval else None, interval.high if interval else None, moved,
            both(f"{each.code}-remedy", **each.facts), " · ".join(each.object),
            decided.sentence if decided else None, each.id,
        )  # fmt: skip


def _indicators(assessment: Assessment) -> Sheet:
    fits = assessment.rated.fits if assessment.rated else ()
    return sheet("sheet-indicators", _OF_INDICATORS, (_indicator(each) for fit in fits for each in fit.indicators))


def _indicator(scored: ScoredIndicator) -> tuple[Value, ...]:
    reading, estimate = scored.reading, scored.estimate
    word = "none" if reading.standing is Standing.NOT_APPLICABLE else reading.standing.value
    return (
        reading.scope, scored.code, both(f"indicator-{scored.code}"), reading.value, estimate.low if estimate else None,
        estimate.high if estimate else None, reading.n, both(f"card-standing-{word}", covered=f"{reading.covered:.0%}"),
        reading.covered if estimate else None, scored.weight, scored.contribution, scored.target,
        in_both(reading.reason.text) if reading.reason else None,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class _Span:
    """A case of one process, and when it began and ended on the clocks of the workspace."""

    process: str
    first: datetime | None
    last: datetime | None


def _cases(assessment: Assessment) -> Iterator[tuple[Value, ...]]:
    """Yield each affected case of each finding; where one process alone has such a case, with when it began and ended."""
    wanted = {case for each in assessment.findings for case in each.cases}
    spans = {process: dict(_spans(assessment, process, wanted)) for process in assessment.conformance}
    for each in assessment.findings:
        scopes = [each.scope] if each.scope in spans else list(spans)
        for case in each.cases:
            found = [spans[scope][case] for scope in scopes if case in spans[scope]]
            span: tuple[Value, ...] = (None, None, None)
            if len(found) == 1:
                span = (found[0].process, found[0].first, found[0].last)
            yield (each.scope, each.code, each.id, case, *span)


def _spans(assessment: Assessment, process: str, wanted: set[str]) -> Iterator[tuple[str, _Span]]:
    log, zone = assessment.conformance[process].log, ZoneInfo(assessment.study.timezone)
    for case, first, last in zip(log.cases, log.first.tolist(), log.last.tolist(), strict=True):
        if case in wanted:
            yield case, _Span(process=process, first=_on_clocks(first, zone), last=_on_clocks(last, zone))


def _on_clocks(microseconds: int, zone: ZoneInfo) -> datetime | None:
    """Return a moment as clocks in a zone show it, without the zone, which a sheet does not know; None where not known."""
    if microseconds == NO_TIME:
        return None
    return datetime.fromtimestamp(microseconds // 1_000_000, UTC).astimezone(zone).replace(tzinfo=None)


def _matrices(assessment: Assessment) -> Iterator[tuple[Value, ...]]:
    """Yield every filled cell of every matrix in a row of its own, so that they can be filtered and pivoted."""
    for process in assessment.processes:
        yield from _cells(process.id, process_matrices(process, assessment))
    if assessment.study.has_tables:
        yield from _cells(ENTERPRISE, enterprise_matrices(assessment))


def _cells(scope: str, sides: Sequence[Side]) -> Iterator[tuple[Value, ...]]:
    nothing = same("")
    for side in sides:
        headings: list[Texts] = [each.text for each in side.table.headings]
        for first, *others in side.table.rows:
            for heading, cell in zip(headings[1:], others, strict=True):
                if cell != nothing:
                    yield (scope, both(f"matrix-{side.key}-heading"), first, heading, cell)


def _suppressed(assessment: Assessment) -> Iterator[tuple[Value, ...]]:
    for each in assessment.detected.suppressed:
        because = both(f"SUPPRESSED_{each.because.upper()}", count=each.count)
        yield (each.code, because, each.scope, " · ".join(each.object), each.count)


def _unknown(assessment: Assessment) -> Iterator[tuple[Value, ...]]:
    for each in assessment.detected.unknown:
        yield from ((each.scope, code, in_both(each.reason.text)) for code in each.codes)
