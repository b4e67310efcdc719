"""Corrective actions that were carried out, held against the cases that began since: what follows for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from workbench.findings import Finding, Severity
from workbench.fit.plan.verification import verification_of
from workbench.normalization import Author, Recorded, Register, Subject, subject_of
from workbench.normalization.corrections import (
    Correction,
    CorrectionEvent,
    Corrections,
    Judged,
    Recurred,
    enter_correction,
    step_after,
)
from workbench.normalization.plan import FindingCheck
from workbench.normalization.verification import Period, ToVerify, judge
from workbench.study.adjusting import record_run
from workbench.study.assessing import Assessment
from workbench.study.narrowing import begun_after
from workbench.study.verifying import period_of


@dataclass(frozen=True, kw_only=True)
class JudgedCorrection:
    """A corrective action, and the step that new evidence asks to be entered for it."""

    correction: Correction
    step: Judged | Recurred


def check_of(finding: Finding, assessment: Assessment) -> FindingCheck:
    """Return what new evidence must show for an action on a finding to have been effective."""
    verification = verification_of(finding, assessment.evidence)
    return FindingCheck(subject=subject_of(finding), verification=verification, elements=finding.elements)


def check_for(correction: Correction, assessment: Assessment) -> FindingCheck:
    """Return what new evidence must show for an action to have been effective.

    A finding that an assessment does not show, or shows too seldom to claim it, is not mended by that: it is checked by the same
    rule. How long that takes is not known of one that it does not show.
    """
    shown = (*assessment.findings, *assessment.below_threshold)
    found = next((each for each in shown if each.id == correction.subject.id), None)
    if found is not None:
        return check_of(found, assessment)
    check = check_of(_as_found(correction.subject), assessment)
    return replace(check, verification=replace(check.verification, a_day=None))


def judge_corrections(corrections: Corrections, assessment: Assessment, run: str) -> tuple[JudgedCorrection, ...]:
    """Judge the corrective actions that were carried out by the cases of an assessment that began after that day.

    `run` is the subject of the run that the assessment is. An action without a check is not judged, nor one of which these cases
    ask for no step, nor one of the day itself: what began since is still to come.
    """
    carried = [each for each in corrections.corrections if each.carried_out is not None and each.carried_out.on < corrections.on]
    days = sorted({each.carried_out.on for each in carried if each.carried_out is not None})
    periods = {day: period_of(begun_after(assessment, day)) for day in days}
    return tuple(_judged(carried, periods, run))


def enter_judgements(
    register: Register, corrections: Corrections, assessment: Assessment, author: Author
) -> tuple[tuple[JudgedCorrection, Recorded], ...]:
    """Record an assessment, and enter the steps that it asks for, each with what was recorded of it (`judge_corrections`).

    `corrections` are as their author saw them. Raises UsageError where somebody entered something about one of them since, and as
    `record_run` does.
    """
    run = record_run(register, assessment, author).run.subject
    return tuple((each, _entered(register, each, author)) for each in judge_corrections(corrections, assessment, run))


def _entered(register: Register, judged: JudgedCorrection, author: Author) -> Recorded:
    event = CorrectionEvent(step=judged.step, by=author.by, at=author.at)
    return enter_correction(register, judged.correction.id, event, judged.correction.seen)


def _as_found(subject: Subject) -> Finding:
    """Return a finding as it was when somebody decided on it; how severe it is was not kept, and decides nothing here."""
    return Finding(
        code=subject.code,
        severity=Severity.INFO,
        scope=subject.scope,
        object=subject.object,
        exposed=subject.exposed,
        count=subject.count,
    )


def _judged(carried: list[Correction], periods: dict[date, Period], run: str) -> Iterator[JudgedCorrection]:
    for each in carried:
        if each.carried_out is None or each.action is None or each.action.check is None:
            continue
        done = each.carried_out.on
        (found,) = judge(ToVerify(id=each.id, done=done, findings=(each.action.check,)), periods[done]).findings
        judged = Judged(
            proof=found.proof,
            since=done + timedelta(days=1),
            violations=found.violations,
            exposed=found.exposed,
            needed=found.needed,
            run=run,
        )
        step = step_after(each, judged)
        if step is not None:
            yield JudgedCorrection(correction=each, step=step)
