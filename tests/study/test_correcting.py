"""Corrective actions on the demo, half of which was repaired: exactly those that were are effective, and what is back is back."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from demo.truth import PLANTS
from tests.normalization.verification.assessed import demo
from workbench.findings import Finding, UsageError
from workbench.fit.plan import Proof
from workbench.normalization import Author, Decision, Entry, Nonconformity, open_register, subject_of
from workbench.normalization.corrections import (
    ActionAgreed,
    CarriedOut,
    CauseFound,
    CauseKind,
    Correction,
    CorrectionEvent,
    Corrections,
    CorrectionState,
    Judged,
    Recurred,
    correction_id,
    corrections_in,
    corrections_of,
    enter_correction,
)
from workbench.normalization.sightings import runs_in
from workbench.study.assessing import Assessment
from workbench.study.correcting import check_for, check_of, enter_judgements, judge_corrections

AT = datetime(2024, 1, 1, 9, tzinfo=UTC)
TODAY = date(2026, 1, 1)
QM = Author(by="QM", at=datetime(2026, 1, 1, 9, tzinfo=UTC))
REPAIRED = PLANTS[0::2]


def carried_out(*findings: Finding, is_checked: bool = True) -> Corrections:
    """Return corrective actions on findings of the demo, carried out before its log begins."""
    found = Nonconformity(evidence="e", requirement="r", statement="s")
    entries = [
        Entry(number=number, hash="", decision=Decision(subject=subject_of(each), verdict=found, by="王工", at=AT))
        for number, each in enumerate(findings, 1)
    ]
    steps = {
        correction_id(entry): (
            CauseFound(kind=CauseKind.RULE, cause="c"),
            ActionAgreed(action="a", owner="QM", due=AT.date(), check=check_of(each, demo()) if is_checked else None),
            CarriedOut(on=AT.date()),
        )
        for entry, each in zip(entries, findings, strict=True)
    }
    events = {
        key: [CorrectionEvent(step=step, by="王工", at=AT, number=number) for number, step in enumerate(its, 1)]
        for key, its in steps.items()
    }
    return corrections_of(entries, events, TODAY)


def test_exactly_what_is_gone_from_new_evidence_is_effective() -> None:
    judged = judge_corrections(carried_out(*demo().findings), demo(*REPAIRED), "r1")
    assert len(judged) == len(demo().findings)
    still = {each.id for each in demo(*REPAIRED).findings}
    for each in judged:
        assert isinstance(each.step, Judged)
        assert (each.step.proof is Proof.REFUTED) is (each.correction.subject.id in still)
        assert each.step.run == "r1"
    assert {each.step.proof for each in judged if isinstance(each.step, Judged)} == set(Proof)


@pytest.mark.parametrize("state", [CorrectionState.EFFECTIVE, CorrectionState.CLOSED])
def test_what_was_effective_and_is_found_again_came_back(state: CorrectionState) -> None:
    finding = next(each for each in demo().findings if each.code == "CF-SKIP")
    corrections = carried_out(finding)
    shown = replace(corrections, corrections=(replace(corrections.corrections[0], state=state),))
    (again,) = judge_corrections(shown, demo(), "r1")
    assert isinstance(again.step, Recurred)
    assert again.step.violations


def test_what_nobody_agreed_to_check_is_not_judged() -> None:
    assert judge_corrections(carried_out(demo().findings[0], is_checked=False), demo(), "r1") == ()


def test_what_is_judged_is_entered_once_under_what_its_author_saw_and_says_by_which_run(tmp_path: Path) -> None:
    register, finding = open_register(tmp_path), demo().findings[0]
    verdict = Nonconformity(evidence="e", requirement="r", statement="s")
    register.decide(Decision(subject=subject_of(finding), verdict=verdict, by="王工", at=AT))
    check = check_of(finding, demo())
    for step in (
        CauseFound(kind=CauseKind.RULE, cause="c"),
        ActionAgreed(action="a", owner="QM", due=AT.date(), check=check),
        CarriedOut(on=AT.date()),
    ):
        (one,) = corrections_in(register, TODAY).corrections
        enter_correction(register, one.id, CorrectionEvent(step=step, by="王工", at=AT), one.seen)
    seen = corrections_in(register, TODAY)
    ((judged, recorded),) = enter_judgements(register, seen, demo(), QM)
    (after,) = corrections_in(register, TODAY).corrections
    (run,) = runs_in(register)
    assert (after.judged, after.seen) == (judged.step, recorded.number)
    assert after.judged is not None
    assert after.judged.run == run.subject
    with pytest.raises(UsageError) as told:
        enter_judgements(register, seen, demo(), replace(QM, by="李工"))
    assert (told.value.finding.code, told.value.finding.facts["by"]) == ("STATEMENT_OVERTAKEN", "QM")


def test_an_action_is_checked_by_the_same_rule_where_its_finding_is_too_rare_today_or_not_seen_at_all() -> None:
    """What a log does not show was not mended by that."""
    rare = next(each for each in demo().below_threshold if each.exposed)
    check = check_for(raised_on(rare), demo())
    assert (check.subject, check.verification.a_day is None) == (subject_of(rare), False)
    gone = next(each for each in demo().detected.findings if each.exposed)
    known, later = check_for(raised_on(gone), demo()), check_for(raised_on(gone), without(gone))
    assert later.subject == subject_of(gone)
    assert later.verification == replace(known.verification, a_day=None)


def raised_on(finding: Finding) -> Correction:
    """Return the corrective action that a nonconformity raises."""
    (correction,) = carried_out(finding).corrections
    return correction


def without(finding: Finding) -> Assessment:
    """Return an assessment of the demo that does not show one of its findings."""
    detected = demo().detected
    left = tuple(each for each in detected.findings if each.id != finding.id)
    return replace(demo(), detected=replace(detected, findings=left))
