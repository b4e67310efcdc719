"""From an assessment to the page that is shown: figures with denominators, marks on the diagram, sentences in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib import metadata
from typing import Final

from workbench.conformance import Conformance, flows_taken
from workbench.design import DesignedProcess
from workbench.eventlog.engines.engine import ArrayEngine
from workbench.eventlog.filtering.narrowing import FILTERED, NOTHING_LEFT
from workbench.eventlog.quality import Circumstances, quality_under
from workbench.eventlog.rows.times import zone_of
from workbench.fit.scoring import FitComparison
from workbench.language import Language
from workbench.process import Account, ProcessModel, account_of
from workbench.report.branch_section import branch_section
from workbench.report.cases.cases_seen import seen_cases
from workbench.report.cases.variants_section import variants_section
from workbench.report.decided import as_decided
from workbench.report.diagrams.process_diagram import process_diagram
from workbench.report.enterprise_section import enterprise_section
from workbench.report.finding_rows import shown_in
from workbench.report.fit_section import fit_section
from workbench.report.measures_table import measures_table
from workbench.report.normalization.section import normalization_section
from workbench.report.owner_figures import owner_figures
from workbench.report.page import (
    ProcessPage,
    Provenance,
    QualitySection,
    Texts,
    WaysSection,
)
from workbench.report.perspectives_section import sides_section
from workbench.report.process_figures import days_of, process_figures
from workbench.report.process_matrices import process_matrices
from workbench.report.quality_section import quality_section
from workbench.report.redesign.shown import RedesignSection
from workbench.report.register_head import register_provenance
from workbench.report.report_page import ReportPage
from workbench.report.tables import both, called, in_both
from workbench.study import AssessedProcess, Assessment, Study

_MOST_VARIANTS: Final = 10


def summarize(
    assessment: Assessment,
    language: Language,
    against: FitComparison | None = None,
    redesign: RedesignSection | None = None,
) -> ReportPage:
    """Return the report of an assessment as data, `against` an earlier run and with its `redesign`, where there is one.

    `language` is the one shown first.
    """
    study = assessment.study
    page = ReportPage(
        title=Texts(zh=study.name, en=study.name),
        language=language.value,
        processes=tuple(_process_page(each, assessment) for each in assessment.processes),
        provenance=tuple(provenance_of(assessment)),
        enterprise=enterprise_section(assessment),
        fit=fit_section(assessment, against),
        redesign=redesign,
        normalization=normalization_section(assessment),
    )
    return as_decided(page, assessment, assessment.standing)


def _process_page(process: AssessedProcess, assessment: Assessment) -> ProcessPage:
    design, conformance, study = process.study.design, process.conformance, assessment.study
    perspectives = process.perspectives
    shown = shown_in(process, assessment)
    name = called(design.texts) if design else Texts(zh=process.id, en=process.id)
    account = account_of(design.model) if design and isinstance(design.model, ProcessModel) else None
    three = owner_figures(process, assessment)
    if conformance is None or design is None:
        refused = in_both(process.refusal.text) if process.refusal else both("PROCESS_WITHOUT_LOG", process=process.id)
        return ProcessPage(
            id=process.id, name=name, refused=refused, period="", cases=0, incomplete=0, events=0, variants=0, figures=(),
            diagram=process_diagram(process, shown.marks), findings=shown.findings, below_threshold=(), notices=_notices(process),
            ledger=account.shown if account else (), ledger_notes=_ledger_notes(account),
            undrawn=_undrawn(design), matrices=process_matrices(process, assessment), three=three,
        )  # fmt: skip
    taken = flows_taken(conformance)
    return ProcessPage(
        id=process.id,
        name=name,
        refused=None,
        period=_period(conformance, study.timezone),
        cases=conformance.measures.cases,
        incomplete=conformance.log.n_cases - conformance.measures.cases,
        events=conformance.log.n_events,
        variants=len(conformance.variants),
        figures=process_figures(conformance, design),
        diagram=process_diagram(process, shown.marks, shown.ghosts, taken, perspectives),
        findings=shown.findings,
        below_threshold=shown.below_threshold,
        notices=_notices(process),
        ledger=account.shown if account else (),
        ledger_notes=_ledger_notes(account),
        undrawn=_undrawn(design),
        branches=branch_section(taken, design),
        ways=_ways(process, assessment),
        quality=_quality(process, study),
        sides=sides_section(perspectives, design, conformance.blind, study.policy.privacy) if perspectives else None,
        measures=measures_table(conformance),
        matrices=process_matrices(process, assessment),
        three=three,
    )


def _ways(process: AssessedProcess, assessment: Assessment) -> WaysSection | None:
    seen = seen_cases(assessment, process.id)
    if seen is None:
        return None
    section = variants_section(seen, _MOST_VARIANTS)
    return WaysSection(summary=section.summary, table=section.table)


def _quality(process: AssessedProcess, study: Study) -> QualitySection | None:
    """Judge the log of a process; what the reader said stands among the notices. A log that lies elsewhere is not judged."""
    opened = process.study.opened
    if opened is None or not isinstance(opened.engine, ArrayEngine):
        return None
    circumstances = Circumstances(zone=zone_of(study.timezone), called=study.names.called)
    return replace(quality_section(quality_under(circumstances, opened.engine.log)), notices=())


def _undrawn(design: DesignedProcess | None) -> Texts | None:
    """Say why a model has no diagram."""
    return both("report-undrawn") if design and not isinstance(design.model, ProcessModel) else None


def _notices(process: AssessedProcess) -> tuple[Texts, ...]:
    return tuple(dict.fromkeys(in_both(each.text) for each in process.notices))


def _ledger_notes(account: Account | None) -> tuple[Texts, ...]:
    findings = (*account.refusals, *account.approximations) if account else ()
    return tuple(dict.fromkeys(in_both(each.text) for each in findings))


def _period(conformance: Conformance, timezone: str) -> str:
    return " – ".join(each.isoformat() for each in days_of(conformance, timezone))


def provenance_of(assessment: Assessment) -> Iterator[Provenance]:
    """Yield what a result was made from: policy, every file by its hash, filters, the register, and this program's version."""
    study = assessment.study
    yield Provenance(label="policy", value=f"{study.policy.version}: SHA-256 {study.policy.sha256}")
    yield from (Provenance(label="policy", value=in_both(each.text)) for each in study.policy.findings)
    for each in study.inputs:
        yield Provenance(label=each.path, value=f"SHA-256 {each.file_sha256}")
    for process in assessment.study.processes:
        for finding in process.opened.findings if process.opened else ():
            if finding.code in (FILTERED, NOTHING_LEFT):
                yield Provenance(label=process.id, value=in_both(finding.text))
    yield from register_provenance(assessment.standing)
    yield Provenance(label="workbench", value=metadata.version("process-fit-workbench"))
