"""The machine-readable result: one JSON object, the same bytes for the same inputs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from workbench.conformance import Association, Measured, Measures
from workbench.findings import Finding
from workbench.fit import Privacy
from workbench.fit.detection import Suppression, Unknown
from workbench.fit.plan import Move, circumstances_of, move_for
from workbench.fit.scoring import FitComparison
from workbench.language import Language, say
from workbench.report.csv_text import csv_text
from workbench.report.decided_file import decision_content, owner_content, register_content
from workbench.report.fit_comparison import comparison_content
from workbench.report.fit_file import enterprise_content, fit_content, indicators_content, rounded
from workbench.report.lines.associated import association_text
from workbench.report.normalization.section import normalization_content
from workbench.report.perspectives_file import perspectives_content
from workbench.report.planned import drafts_content
from workbench.study import AssessedProcess, Assessment

_SAMPLE = 5


def findings_json(assessment: Assessment, language: Language, against: FitComparison | None = None) -> str:
    """Return the findings file of an assessment; sentences are in `language`, ids and figures are not.

    `against` compares its fit with that of an earlier run, and stands in the file where there is one. Decisions
    on its findings stand beside what is gross, and change nothing of it.
    """
    study, standing = assessment.study, assessment.standing
    associations = {
        each.finding.id: each.associations
        for conformance in assessment.conformance.values()
        for each in conformance.deviations.claimed
    }
    circumstances = circumstances_of(assessment.evidence)
    told = {each.id: (move_for(each, circumstances), associations.get(each.id, ())) for each in assessment.findings}
    content = {
        "workspace": study.name,
        "policy": {"version": study.policy.version, "sha256": study.policy.sha256},
        "register": register_content(standing, language),
        "normalization": normalization_content(assessment, language),
        "inputs": [{"path": each.path, "sha256": each.sha256} for each in study.inputs],
        "enterprise": enterprise_content(assessment.rated, language) if assessment.rated else None,
        "processes": [
            {
                **_process(each, study.policy.privacy, language),
                **_fit(assessment, each, language),
                **owner_content(each, assessment),
            }
            for each in assessment.processes
        ],
        "indicators": list(indicators_content(assessment.rated, language)) if assessment.rated else [],
        "findings": [
            {**_finding(each, *told[each.id], language), "decision": decision_content(each.id, standing)}
            for each in assessment.findings
        ],
        "below_threshold": [
            {
                **_finding(each, move_for(each, circumstances), (), language),
                "decision": decision_content(each.id, standing),
            }
            for each in assessment.below_threshold
        ],
        "items": drafts_content(assessment, language),
        "suppressed": [_suppressed(each, language) for each in assessment.detected.suppressed],
        "unknown": [_unknown(each, language) for each in assessment.detected.unknown],
        "notices": [{"code": each.code, "message": each.text(language)} for each in study.findings],
    }
    compared = {} if against is None else {"comparison": comparison_content(against)}
    return json.dumps({**content, **compared}, ensure_ascii=False, indent=1) + "\n"


def cases_csv(assessment: Assessment) -> str:
    """Return a row (finding_id, case_id) for every affected case, as UTF-8 CSV text; cells never start a formula."""
    rows = [(finding.id, case) for finding in assessment.findings for case in finding.cases]
    return csv_text([("finding_id", "case_id"), *rows])


def _suppressed(each: Suppression, language: Language) -> dict[str, Any]:
    message = say(f"SUPPRESSED_{each.because.upper()}", language, {"count": each.count})
    return {
        "code": each.code,
        "because": each.because,
        "count": each.count,
        "scope": each.scope,
        "object": list(each.object),
        "message": message,
    }


def _unknown(each: Unknown, language: Language) -> dict[str, Any]:
    """Tell what could not be judged, and why: neither a finding nor none."""
    return {"codes": list(each.codes), "scope": each.scope, "because": each.reason.code, "message": each.reason.text(language)}


def _fit(assessment: Assessment, process: AssessedProcess, language: Language) -> dict[str, Any]:
    """Tell the fit of a process; one whose design could not be read has none, nor one beside which nothing is told."""
    fit = assessment.rated.process.get(process.id) if assessment.rated else None
    return {"scores": {}, "level": None} if fit is None else fit_content(fit, language)


def _process(process: AssessedProcess, privacy: Privacy, language: Language) -> dict[str, Any]:
    conformance = process.conformance
    if conformance is None:
        reason = process.refusal.text(language) if process.refusal else None
        return {
            "id": process.id,
            "status": "unknown" if process.lacks_a_file else "refused",
            "refused": None if process.lacks_a_file else reason,
            "cases": None,
            "incomplete": None,
            "conformance": None,
        }
    raw, observable = conformance.raw_measures, conformance.measures
    return {
        "id": process.id,
        "status": "assessed",
        "refused": None,
        "cases": observable.cases,
        "incomplete": conformance.log.n_cases - observable.cases,
        "events": conformance.log.n_events,
        "variants": len(conformance.variants),
        "conformance": {
            "fitness": rounded(raw.fitness),
            "fitness_observable": rounded(observable.fitness),
            "conforming_cases": rounded(raw.conforming_share),
            "conforming_cases_observable": rounded(observable.conforming_share),
            "precision": rounded(observable.precision),
            "bounds": _bounds(observable),
            "measures": {name: _measured(raw.figures[name], figure) for name, figure in observable.figures.items()},
        },
        "unobservable": list(conformance.blind),
        "perspectives": perspectives_content(process, privacy, language),
        "notices": [{"code": each.code, "message": each.text(language)} for each in process.notices],
    }


def _bounds(measures: Measures) -> dict[str, Any] | None:
    """Tell between what the figures lie where a search ended with its budget, nothing where all is exact."""
    if measures.cost == measures.least_cost:
        return None
    bounds = {"fitness_observable": measures.fitness_bounds, "conforming_cases_observable": measures.conforming_bounds}
    return {name: [rounded(bound) for bound in pair] if pair else None for name, pair in bounds.items()}


def _measured(raw: Measured, observable: Measured) -> dict[str, Any]:
    """Tell one measure twice, each with the code of the reason where it could not be computed."""
    sides = {"raw": raw, "observable": observable}
    return {side: {"value": rounded(each.value), "reason": each.reason} for side, each in sides.items()}


def _finding(finding: Finding, move: Move, associations: Sequence[Association], language: Language) -> dict[str, Any]:
    return {
        "code": finding.code,
        "scope": finding.scope,
        "object": list(finding.object),
        "exposed": finding.exposed,
        "count": finding.count,
        "rate": rounded(finding.rate),
        "low": rounded(finding.interval.low if finding.interval else None),
        "high": rounded(finding.interval.high if finding.interval else None),
        "severity": finding.severity.value,
        "element": move.elements[0].value,
        "elements": [each.value for each in move.elements],
        "move": move.key,
        "id": finding.id,
        "message": finding.text(language),
        "remedy": say(f"{finding.code}-remedy", language, finding.facts),
        "cases_sample": list(finding.cases[:_SAMPLE]),
        "associations": [_association(each, language) for each in associations],
    }


def _association(association: Association, language: Language) -> dict[str, Any]:
    """Write one association; differences are in hours, events or the log's currency."""
    interval = association.interval
    return {
        "outcome": association.outcome.value,
        "difference": rounded(association.difference),
        "low": rounded(interval.low if interval else None),
        "high": rounded(interval.high if interval else None),
        "affected": association.affected,
        "unaffected": association.unaffected,
        "strata": association.strata,
        "message": association_text(association, language),
    }
