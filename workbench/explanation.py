"""A case or a finding of an assessment explained: step by step against the design, or by where it concentrates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Final, overload

import numpy as np

from workbench.conformance import CaseExplanation, Conformance, DeviationExplanation, explain_case, explain_deviation
from workbench.conformance.concentration import cases_that_did, exposed_cases
from workbench.eventlog.engines.engine import Engine
from workbench.eventlog.looks.staffing import PERFORMER
from workbench.eventlog.texts import Texts
from workbench.findings import Finding, Severity, UsageError
from workbench.study import AssessedProcess, Assessment

_SHOWN: Final = 8


@dataclass(frozen=True, kw_only=True)
class Case:
    """A case that is to be explained, by its id in the log; `process` where several processes have a case of that id."""

    id: str
    process: str | None = None


@overload
def explain(assessment: Assessment, subject: Case) -> CaseExplanation: ...
@overload
def explain(assessment: Assessment, subject: Finding) -> DeviationExplanation: ...
def explain(assessment: Assessment, subject: Case | Finding) -> CaseExplanation | DeviationExplanation:
    """Explain a case step by step against its process, or say where a finding concentrates.

    The runtime of the study must still be open. Raises UsageError where the assessment has no such case or finding, or where
    several processes have the case.
    """
    return _explain_case(assessment, subject) if isinstance(subject, Case) else _explain_finding(assessment, subject)


def finding_of(assessment: Assessment, identity: str) -> Finding:
    """Return the finding of an id, or of the one id that begins so. Raises UsageError, which names those there are."""
    known = {each.id: each for each in (*assessment.findings, *assessment.below_threshold)}
    found = [each for key, each in known.items() if identity and key.startswith(identity)]
    if len(found) != 1:
        listed = ", ".join(f"{each.id} ({each.code} {' '.join(each.object)})" for each in list(known.values())[:_SHOWN])
        raise _unknown("FINDING_UNKNOWN", finding=identity, found=listed or "–")
    return found[0]


def _explain_case(assessment: Assessment, case: Case) -> CaseExplanation:
    asked = [(conformance, engine) for _, conformance, engine in _asked(assessment)]
    named = [each for each in asked if case.process in (None, each[0].expectation.scope)]
    wanted = Texts.of((case.id,))
    having = [(*each, place) for each in named if (place := int(wanted.positions_in(each[0].log.cases)[0])) >= 0]
    if not having:
        ids = [text for conformance, _ in named for text in conformance.log.cases]
        raise _unknown("CASE_UNKNOWN", case=case.id, nearest=", ".join(get_close_matches(case.id, ids, n=3, cutoff=0.0)) or "–")
    if len(having) > 1:
        processes = ", ".join(conformance.expectation.scope for conformance, _, _ in having)
        raise _unknown("CASE_IN_SEVERAL", case=case.id, processes=processes)
    conformance, engine, place = having[0]
    explained = explain_case(conformance, place, engine)
    called = assessment.study.names.called
    steps = (replace(each, performer=called(each.performer)) if each.performer else each for each in explained.steps)
    return replace(explained, steps=tuple(steps))


def _explain_finding(assessment: Assessment, finding: Finding) -> DeviationExplanation:
    for process, conformance, engine in _asked(assessment):
        for incidence in (*conformance.deviations.claimed, *conformance.deviations.rare):
            if incidence.finding.id == finding.id:
                exposed = exposed_cases(conformance, incidence)
                return _hiding(assessment, engine, explain_deviation(conformance, incidence.finding, exposed, engine))
        if finding.id in {each.id for each in (*process.of_times, *process.rare_times)}:
            exposed = cases_that_did(conformance, finding.elements)
            return _hiding(assessment, engine, explain_deviation(conformance, finding, exposed, engine))
    if finding.id in {each.id for each in (*assessment.detected.findings, *assessment.detected.below_threshold)}:
        return _explain_detected(assessment, finding)
    raise _unknown(
        "FINDING_UNKNOWN", finding=finding.id, found=", ".join(each.id for each in assessment.findings[:_SHOWN]) or "–"
    )


def _explain_detected(assessment: Assessment, finding: Finding) -> DeviationExplanation:
    """Compare the affected cases with the others that did the same; what has no cases of one process is compared with none."""
    for process, conformance, engine in _asked(assessment):
        if process.id == finding.scope and finding.cases:
            elements = [each for each in finding.elements if each in conformance.observable.symbols]
            affected = np.zeros(conformance.log.n_cases, dtype=np.bool_)
            affected[Texts.of(finding.cases).positions_in(conformance.log.cases)] = True
            exposed = cases_that_did(conformance, elements) | affected
            return _hiding(assessment, engine, explain_deviation(conformance, finding, exposed, engine))
    return DeviationExplanation(finding=finding, concentrations=(), tested=0, suppressed=0, left_out=())


def _hiding(assessment: Assessment, engine: Engine, explained: DeviationExplanation) -> DeviationExplanation:
    """Call whoever stands among the values of an attribute as people are called, whatever column bears the name."""
    called, people = assessment.study.names.called, set(engine.event_values(PERFORMER).values)
    groups = (replace(each, value=called(each.value)) if each.value in people else each for each in explained.concentrations)
    return replace(explained, concentrations=tuple(groups))


def _asked(assessment: Assessment) -> Iterator[tuple[AssessedProcess, Conformance, Engine]]:
    for process in assessment.processes:
        if process.conformance is not None and process.study.opened is not None:
            yield process, process.conformance, process.study.opened.engine


def _unknown(code: str, **facts: object) -> UsageError:
    return UsageError(Finding(code=code, severity=Severity.CRITICAL, facts=facts))
