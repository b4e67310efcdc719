"""What the management of the demo does beside adjusting: it audits, corrects and reviews."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from workbench.findings import Finding
from workbench.normalization import Decision, Nonconformity, Register, subject_of
from workbench.normalization.audit import CaseResult, SampleRequest, enter_audit, sample_of
from workbench.normalization.corrections import (
    ActionAgreed,
    CauseFound,
    CauseKind,
    CorrectionEvent,
    Step,
    corrections_in,
    enter_correction,
)
from workbench.normalization.review import ReviewDecision, enter_review_decision
from workbench.study import Assessment
from workbench.study.correcting import check_of

BY: Final = "管理者代表"
_SAMPLE: Final = 5


def audit(assessment: Assessment, at: datetime, register: Register) -> None:
    """Look into a few cases, which deviate where they have a finding."""
    request = SampleRequest(process="OTD", seed="内部审核", size=_SAMPLE)
    sample = sample_of(assessment.evidence, assessment.findings, request)
    results = [CaseResult(case=each.case, deviates=bool(each.findings)) for each in sample.rows]
    enter_audit(register, sample, results, BY, at, seen=0)


def correct(finding: Finding, assessment: Assessment, at: datetime, register: Register) -> None:
    """Call a finding a nonconformity, find its cause, and agree what is done about it."""
    verdict = Nonconformity(evidence="抽样案例", requirement="按批准的流程执行", statement="未按设计执行")
    register.decide(Decision(subject=subject_of(finding), verdict=verdict, by=BY, at=at))
    (correction,) = corrections_in(register, at.date()).corrections
    due = at.date() + timedelta(days=30)
    agreed = ActionAgreed(action="培训并复查", owner="P1", due=due, check=check_of(finding, assessment))
    steps: tuple[Step, ...] = (CauseFound(kind=CauseKind.METHOD, cause="规定不清"), agreed)
    for step in steps:
        enter_correction(register, correction.id, CorrectionEvent(step=step, by=BY, at=at))


def review(at: datetime, register: Register) -> None:
    """Decide something in a management review."""
    due = at.date() + timedelta(days=90)
    decision = ReviewDecision(review="年度管理评审", text="补充技能表", responsible="P1", due=due)
    enter_review_decision(register, decision, BY, at)
