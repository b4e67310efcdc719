"""An assessment as lines for a terminal: a line of figures for each process, and one for each deviation."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.language import Language, say
from workbench.study import Assessment


def assessed_text(assessment: Assessment, language: Language) -> str:
    """Return what was found, process by process; one that is refused says why."""
    return "\n".join(_lines(assessment, language))


def _lines(assessment: Assessment, language: Language) -> Iterator[str]:
    for process in assessment.processes:
        conformance = process.conformance
        if conformance is None:
            reason = process.refusal.text(language) if process.refusal else ""
            yield f"{process.id}: {say('summary-refused', language)} {reason}"
            continue
        measures = conformance.measures
        facts = {
            "cases": measures.cases,
            "incomplete": conformance.log.n_cases - measures.cases,
            "conforming": _percent(measures.conforming_share),
            "raw_conforming": _percent(conformance.raw_measures.conforming_share),
            "fitness": _figure(measures.fitness),
            "raw_fitness": _figure(conformance.raw_measures.fitness),
        }
        yield f"{process.id}: {say('summary-process', language, facts)}"
        for finding in process.findings:
            yield f"  {finding.severity.value:8} {finding.code:9} {finding.text(language)}"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.2%}"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
