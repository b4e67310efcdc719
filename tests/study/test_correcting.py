"""Corrective actions on the demo, half of which was repaired: exactly those that were are effective, and what is back is back."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from demo.truth import PLANTS
from tests.normalization.verification.assessed import demo
from workbench.findings import Finding, UsageError
from workbench.fit.plan import Proof
from workbench.normalization import Decision, Entry, Nonconformity, open_register, subject_of
from workbench.normalization.corrections import (
    ActionAgreed,
    CarriedOut,
    CauseFound,
    CauseKind,
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
from workbench.study.correcting import check_of, enter_judged, judge_corrections

AT = datetime(2024, 1, 1, 9, tzinfo=UTC)
TODAY = date(2026, 1, 1)
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
    (again,) = judge_corrections(shown, demo())
    assert isinstance(again.step, Recurred)
    assert again.step.violations


def test_what_nobody_agreed_to_check_is_not_judged() -> None:
    assert judge_corrections(carried_out(demo().findings[0], is_checked=False), demo()) == ()


def test_what_is_judged_is_entered_once_under_what_its_author_saw(tmp_path: Path) -> None:
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
    judged = judge_corrections(corrections_in(register, TODAY), demo())
    (recorded,) = enter_judged(register, judged, by="QM", at=datetime(2026, 1, 1, 9, tzinfo=UTC))
    (after,) = corrections_in(register, TODAY).corrections
    assert (after.judged, after.seen) == (judged[0].step, recorded.number)
    with pytest.raises(UsageError):
        enter_judged(register, judged, by="QM", at=datetime(2026, 1, 1, 9, tzinfo=UTC))
