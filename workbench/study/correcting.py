"""Corrective actions that were carried out, held against the cases that began since: what follows for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from workbench.findings import Finding
from workbench.fit.plan.verification import verification_of
from workbench.normalization import Recorded, Register, subject_of
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


def check_for(correction: Correction, assessment: Assessment) -> FindingCheck | None:
    """Return what new evidence must show for an action to have been effective, None where its finding is not there any more."""
    found = next((each for each in assessment.findings if each.id == correction.subject.id), None)
    return None if found is None else check_of(found, assessment)


def judge_corrections(corrections: Corrections, assessment: Assessment, run: str = "") -> tuple[JudgedCorrection, ...]:
    """Judge the corrective actions that were carried out by the cases of an assessment that began after that day.

    `run` is the subject of the run that the assessment is. An action without a check is not judged, nor one of which these cases
    ask for no step, nor one of the day itself: what began since is still to come.
    """
    carried = [each for each in corrections.corrections if each.carried_out is not None and each.carried_out.on < corrections.on]
    days = sorted({each.carried_out.on for each in carried if each.carried_out is not None})
    periods = {day: period_of(begun_after(assessment, day)) for day in days}
    return tuple(_judged(carried, periods, run))


def enter_judged(register: Register, judged: Iterable[JudgedCorrection], by: str, at: datetime) -> tuple[Recorded, ...]:
    """Enter the steps that new evidence asks for. Raises UsageError where somebody entered something about one of them since."""
    return tuple(
        enter_correction(register, each.correction.id, CorrectionEvent(step=each.step, by=by, at=at), each.correction.seen)
        for each in judged
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
