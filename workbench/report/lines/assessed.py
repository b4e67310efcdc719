"""An assessment as lines for a terminal: the figures of each process, the first few deviations of each kind, what limits both."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import PurePath
from typing import Final

from workbench.findings import Finding, Severity
from workbench.language import Language, say
from workbench.normalization import Standing
from workbench.report.decided import decided_on
from workbench.report.finding_rows import ranked
from workbench.report.lines.few_of_a_kind import few_of_a_kind
from workbench.report.lines.fit_lines import fit_lines, ranking_lines
from workbench.report.lines.owner_lines import owner_lines
from workbench.report.tables import decimal
from workbench.study import AssessedProcess, Assessment

_ID: Final = 8


def assessed_text(assessment: Assessment, language: Language) -> str:
    """Return what was found, process by process; one that is refused says why. Decisions stand behind what they are on."""
    return "\n".join(_lines(assessment, language))


def _lines(assessment: Assessment, language: Language) -> Iterator[str]:
    standing = assessment.standing
    yield from few_of_a_kind(assessment.study.findings, partial(_fault, language=language), language)
    for process in assessment.processes:
        conformance = process.conformance
        if conformance is None:
            reason = process.refusal.text(language) if process.refusal else ""
            yield f"{process.id}: {say('summary-unknown' if process.lacks_a_file else 'summary-refused', language)} {reason}"
            yield from _fit(assessment, process, language)
            yield from owner_lines(process, assessment, language)
            yield from few_of_a_kind(
                ranked(assessment.findings_in(process)), partial(_line, standing=standing, language=language), language
            )
            continue
        measures = conformance.measures
        facts = {
            "cases": measures.cases,
            "incomplete": conformance.log.n_cases - measures.cases,
            "conforming": _percent(measures.conforming_share),
            "raw_conforming": _percent(conformance.raw_measures.conforming_share),
            "fitness": decimal(measures.fitness),
            "raw_fitness": decimal(conformance.raw_measures.fitness),
        }
        yield f"{process.id}: {say('summary-process', language, facts)}"
        yield from _fit(assessment, process, language)
        yield from owner_lines(process, assessment, language)
        loud = [each for each in conformance.notices if each.severity is not Severity.INFO]
        yield from few_of_a_kind(
            (*ranked(assessment.findings_in(process)), *loud), partial(_line, standing=standing, language=language), language
        )
        noticed = len({each.id for each in process.notices} - {each.id for each in loud})
        if noticed:
            yield say("assessed-noticed", language, {"count": noticed})
    yield from _enterprise(assessment, language)
    if standing.fault is not None:
        yield standing.fault.text(language)


def _enterprise(assessment: Assessment, language: Language) -> Iterator[str]:
    """Tell the fit of the enterprise and what is claimed of it, then in one line each what was suppressed and what is unknown."""
    found, detected, fit = assessment.enterprise_findings, assessment.detected, assessment.rated
    standing = assessment.standing
    if found or (fit and len(fit.processes) > 1):
        yield f"{say('summary-enterprise', language)}"
        if fit is not None:
            yield from fit_lines(fit.enterprise, fit.policy_version, language)
            yield from ranking_lines(fit, language)
        yield from few_of_a_kind(ranked(found), partial(_line, standing=standing, language=language), language)
    if detected.suppressed:
        yield say("summary-suppressed", language, {"count": sum(each.count for each in detected.suppressed)})
    if assessment.study.has_tables and detected.unknown:
        yield say(
            "summary-untold", language, {"codes": ", ".join(sorted({code for each in detected.unknown for code in each.codes}))}
        )


def _fit(assessment: Assessment, process: AssessedProcess, language: Language) -> Iterator[str]:
    rated = assessment.rated
    fit = rated.process.get(process.id) if rated else None
    return iter(()) if fit is None or rated is None else fit_lines(fit, rated.policy_version, language)


def _fault(finding: Finding, language: Language) -> str:
    """Say what is wrong in a file, which its name leads to."""
    severity = say(f"severity-{finding.severity.value}", language)
    file = f"{PurePath(finding.place.file).name}: " if finding.place.file else ""
    return f"  {severity:8} {file}{finding.text(language)} [{finding.code}]"


def _line(finding: Finding, language: Language, standing: Standing) -> str:
    severity = say(f"severity-{finding.severity.value}", language)
    decided = decided_on(finding.id, standing)
    behind = f" [{decided.sentence.said(language)}]" if decided else ""
    return f"  {severity:8} {finding.code:14} {finding.id[:_ID]} {finding.text(language)}{behind}"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.2%}"
