"""The first looks at a log as a few lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

from workbench.eventlog import EventLog
from workbench.eventlog.looks.exploration import Exploration
from workbench.eventlog.quality import QualityReport
from workbench.eventlog.quality.accounting import accounting_of
from workbench.findings import Finding, Severity
from workbench.language import Language, say
from workbench.report.lines.few_of_a_kind import few_of_a_kind
from workbench.report.page import Texts
from workbench.report.quality_section import causes, rows_by_fate

_WEIGHT: Final = 8


def is_doubtful(report: QualityReport) -> bool:
    """Return whether anything weighs more than a note: a pathology, a rejected row, or what the reader warns of."""
    said = (*report.findings, *report.notices, *report.accounting.rejections, *report.accounting.filters)
    return any(each.severity is not Severity.INFO for each in said)


def read_text(log: EventLog, language: Language) -> str:
    """Return how much was read, what became of the rows, and what the reader says, line by line."""
    facts = {"cases": log.n_cases, "events": log.n_events, "activities": len(log.activities)}
    lines = [f"{log.name}: {say('read-log', language, facts)}"]
    lines.append(say("explored-rows", language, rows_by_fate(accounting_of(log))))
    return "\n".join((*lines, *_said(log.findings, language)))


def explored_text(exploration: Exploration, language: Language) -> str:
    """Return how much there is, what became of the rows, what is doubtful, and which indicators are unknown, line by line."""
    return "\n".join(_lines(exploration, language))


def _lines(exploration: Exploration, language: Language) -> Iterator[str]:
    log, report = exploration.log, exploration.quality
    accounting = report.accounting
    facts = {
        "cases": log.n_cases,
        "events": log.n_events,
        "activities": len(log.activities),
        "variants": len(exploration.variants),
    }
    yield f"{log.name}: {say('explored-log', language, facts)}"
    yield say("explored-rows", language, rows_by_fate(accounting))
    yield from _said((*accounting.rejections, *accounting.filters, *report.findings, *report.notices), language)
    for cause in causes(report.unknown_indicators):
        yield say("explored-unknown", language, {"indicators": cause.named(language), "reason": _of(cause.reason, language)})


def _said(findings: Iterable[Finding], language: Language) -> Iterator[str]:
    return few_of_a_kind(findings, partial(_line, language=language), language)


def _line(finding: Finding, language: Language) -> str:
    return f"  {say(f'severity-{finding.severity.value}', language):{_WEIGHT}} {finding.code}: {finding.text(language)}"


def _of(texts: Texts, language: Language) -> str:
    return texts.zh if language is Language.ZH_CN else texts.en
