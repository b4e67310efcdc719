"""A corrective action goes from cause to proof in its turn, nothing is skipped, and what comes back is opened again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.normalization.decisions import AT, DAY, acceptance, decision, subject
from workbench.findings import UsageError
from workbench.fit.plan import Proof, Verification
from workbench.language import Language
from workbench.normalization import Dispute, Entry, Nonconformity, Register, Withdrawal, open_register
from workbench.normalization.corrections.events import (
    ActionAgreed,
    CarriedOut,
    CauseFound,
    CauseKind,
    Closed,
    CorrectionEvent,
    Judged,
    Recurred,
    Step,
)
from workbench.normalization.corrections.folding import Correction, CorrectionState, checked, folded, next_steps, raised
from workbench.normalization.corrections.recording import corrections_in, enter_correction
from workbench.normalization.plan import FindingCheck

FOUND = Nonconformity(evidence="36 / 300", requirement="MD3.4", statement="skipped", clause="2014 7.5.1")
CAUSE = CauseFound(kind=CauseKind.METHOD, cause="the form has no field for it")
CHECK = FindingCheck(subject=subject(), verification=Verification(rule="none", most=0.01, needed=300))
ACTION = ActionAgreed(action="add the field", owner="QM", due=DAY + timedelta(days=30), check=CHECK)
DONE = CarriedOut(on=DAY + timedelta(days=20))
PROVEN = Judged(proof=Proof.PROVEN, since=DAY + timedelta(days=21), violations=0, exposed=320, needed=300, run="r1")
CLOSED = Closed(reason="shown")
AGAIN = Recurred(since=DAY + timedelta(days=200), violations=4, exposed=100, run="r2")
STEPS: tuple[Step, ...] = (CAUSE, ACTION, DONE, PROVEN, CLOSED, AGAIN)
LATER = {CAUSE: 1, ACTION: 2, DONE: 20, PROVEN: 90, CLOSED: 91, AGAIN: 230}
"""So many days after the nonconformity each of them is entered."""


def event(step: Step) -> CorrectionEvent:
    return CorrectionEvent(step=step, by="王工", at=AT + timedelta(days=LATER.get(step, 100)))


@pytest.fixture
def register(tmp_path: Path) -> Register:
    register = open_register(tmp_path)
    register.decide(decision(FOUND))
    return register


def now(register: Register, on: date = DAY + timedelta(days=400)) -> Correction:
    (correction,) = corrections_in(register, on).corrections
    return correction


def go(register: Register, steps: Sequence[Step]) -> Correction:
    for each in steps:
        enter_correction(register, now(register).id, event(each))
    return now(register)


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        (0, CorrectionState.RAISED),
        (1, CorrectionState.CAUSE_FOUND),
        (2, CorrectionState.AGREED),
        (3, CorrectionState.CARRIED_OUT),
        (4, CorrectionState.EFFECTIVE),
        (5, CorrectionState.CLOSED),
        (6, CorrectionState.REOPENED),
    ],
)
def test_step_by_step_it_goes_from_the_nonconformity_to_its_proof(register: Register, steps: int, state: CorrectionState) -> None:
    assert go(register, STEPS[:steps]).state is state


def test_what_was_said_is_read_back_as_it_was(register: Register) -> None:
    correction = go(register, STEPS[:5])
    assert (correction.cause, correction.action, correction.carried_out, correction.judged) == (CAUSE, ACTION, DONE, PROVEN)
    assert correction.nonconformity.decision.verdict == FOUND


def test_it_stands_as_it_stood_on_any_day_before(register: Register) -> None:
    go(register, STEPS)
    states = [now(register, DAY + timedelta(days=days)).state for days in (0, 1, 19, 20, 90, 91, 230)]
    assert states == [
        CorrectionState.RAISED,
        CorrectionState.CAUSE_FOUND,
        CorrectionState.AGREED,
        CorrectionState.CARRIED_OUT,
        CorrectionState.EFFECTIVE,
        CorrectionState.CLOSED,
        CorrectionState.REOPENED,
    ]
    assert corrections_in(register, DAY - timedelta(days=1)).corrections == ()


def test_what_is_not_yet_provable_waits_for_more_evidence(register: Register) -> None:
    early = replace(PROVEN, proof=Proof.NOT_YET, exposed=100)
    correction = go(register, (*STEPS[:3], early))
    assert (correction.state, correction.judged) == (CorrectionState.CARRIED_OUT, early)
    assert go(register, (PROVEN,)).state is CorrectionState.EFFECTIVE


def test_what_was_ineffective_needs_another_cause_before_another_action(register: Register) -> None:
    correction = go(register, (*STEPS[:3], replace(PROVEN, proof=Proof.REFUTED, violations=9)))
    assert correction.state is CorrectionState.INEFFECTIVE
    with pytest.raises(UsageError) as refused:
        checked(correction, event(ACTION))
    assert refused.value.finding.code == "CORRECTION_TOO_EARLY"
    again = go(register, (CAUSE,))
    assert (again.state, again.action, again.judged) == (CorrectionState.CAUSE_FOUND, None, None)


def test_what_comes_back_is_counted_and_begins_anew(register: Register) -> None:
    correction = go(register, (*STEPS, *STEPS[:4]))
    assert (correction.state, correction.recurrences) == (CorrectionState.EFFECTIVE, 1)


def test_a_step_too_early_is_refused_with_all_that_is_missing(register: Register) -> None:
    with pytest.raises(UsageError) as refused:
        enter_correction(register, now(register).id, event(CLOSED))
    said = refused.value.finding.text(Language.EN)
    for missing in ("cause, ", "action agreed, ", "carried out, ", "effectiveness judged from new evidence"):
        assert missing in said
    assert "关闭" in refused.value.finding.text(Language.ZH_CN)


def test_a_step_that_cannot_follow_is_refused_with_those_that_can(register: Register) -> None:
    go(register, STEPS[:5])
    with pytest.raises(UsageError) as refused:
        enter_correction(register, now(register).id, event(CAUSE))
    assert refused.value.finding.code == "CORRECTION_STATE"
    assert "recurrence" in refused.value.finding.text(Language.EN)


@pytest.mark.parametrize(
    ("before", "step", "code"),
    [
        (0, replace(CAUSE, cause=" "), "CORRECTION_LACKS"),
        (1, replace(ACTION, owner=""), "CORRECTION_LACKS"),
        (1, replace(ACTION, due=DAY), "CORRECTION_DAY"),
        (2, CarriedOut(on=DAY - timedelta(days=1)), "CORRECTION_DAY"),
        (2, CarriedOut(on=DAY + timedelta(days=101)), "CORRECTION_DAY"),
        (3, replace(PROVEN, since=DAY + timedelta(days=19)), "CORRECTION_DAY"),
    ],
    ids=["no cause", "nobody", "due already", "done before it was found", "done tomorrow", "old evidence"],
)
def test_what_cannot_be_is_refused(register: Register, before: int, step: Step, code: str) -> None:
    correction = go(register, STEPS[:before])
    with pytest.raises(UsageError) as refused:
        enter_correction(register, correction.id, event(step))
    assert refused.value.finding.code == code
    assert now(register) == correction


def test_an_action_is_overdue_from_the_day_after_its_last_until_it_is_carried_out(register: Register) -> None:
    go(register, STEPS[:2])
    assert not now(register, ACTION.due).is_overdue
    assert now(register, ACTION.due + timedelta(days=1)).is_overdue
    go(register, (DONE,))
    assert not now(register, ACTION.due + timedelta(days=1)).is_overdue


def test_who_has_not_seen_what_another_entered_overwrites_nothing(register: Register) -> None:
    seen = now(register).seen
    go(register, STEPS[:1])
    with pytest.raises(UsageError) as refused:
        enter_correction(register, now(register).id, event(CAUSE), seen=seen)
    assert refused.value.finding.code == "STATEMENT_OVERTAKEN"


def test_what_nobody_agreed_to_check_is_closed_by_a_reason_and_counts_as_unproven(register: Register) -> None:
    unchecked = replace(ACTION, check=None)
    cause = go(register, (CAUSE,))
    enter_correction(register, cause.id, replace(event(ACTION), step=unchecked))
    agreed = now(register)
    with pytest.raises(UsageError) as refused:
        checked(agreed, event(CLOSED))
    assert "carried out" in refused.value.finding.text(Language.EN)
    assert "evidence" not in refused.value.finding.text(Language.EN)
    closed = go(register, (DONE, CLOSED))
    assert (closed.state, closed.is_effective) == (CorrectionState.CLOSED, False)
    assert not closed.state.is_open


def test_what_is_to_be_checked_is_not_closed_without_proof(register: Register) -> None:
    carried = go(register, STEPS[:3])
    assert Closed not in next_steps(carried)


def test_each_nonconformity_has_its_own(tmp_path: Path) -> None:
    register = open_register(tmp_path)
    register.decide(decision(FOUND, about="a" * 16))
    register.decide(decision(FOUND, about="b" * 16))
    register.decide(decision(acceptance(), about="c" * 16))
    corrections = corrections_in(register, DAY)
    assert [each.subject.id for each in corrections.corrections] == ["a" * 16, "b" * 16]
    assert len(corrections.by_id) == 2


@pytest.mark.parametrize("verdict", [Dispute(reason="wrong"), Withdrawal(reason="wrong")], ids=lambda it: it.name)
def test_what_turns_out_to_be_none_is_withdrawn(register: Register, verdict: Dispute | Withdrawal) -> None:
    go(register, STEPS[:2])
    register.decide(decision(verdict, seen=1))
    assert now(register).state is CorrectionState.WITHDRAWN
    with pytest.raises(UsageError):
        enter_correction(register, now(register).id, event(DONE))


def test_a_nonconformity_in_better_words_takes_the_place_of_one_that_nobody_dealt_with(register: Register) -> None:
    register.decide(decision(replace(FOUND, statement="better"), seen=1))
    states = [each.state for each in corrections_in(register, DAY).corrections]
    assert states == [CorrectionState.WITHDRAWN, CorrectionState.RAISED]


def test_a_correction_that_is_none_is_refused(register: Register) -> None:
    with pytest.raises(UsageError, match="nobody"):
        enter_correction(register, "nobody", event(CAUSE))


def test_the_list_begins_with_what_is_overdue(tmp_path: Path) -> None:
    register = open_register(tmp_path)
    for about in ("a" * 16, "b" * 16):
        register.decide(decision(FOUND, about=about))
    second = corrections_in(register, DAY).corrections[1]
    for step in (CAUSE, ACTION):
        enter_correction(register, second.id, event(step))
    rows = corrections_in(register, ACTION.due + timedelta(days=1)).table
    assert [row.finding for row in rows.rows] == ["b" * 16, "a" * 16]
    assert [row.is_overdue for row in rows.rows] == [True, False]
    assert (rows.rows[0].owner, rows.rows[0].due, rows.rows[0].cause) == ("QM", ACTION.due, CAUSE.cause)
    assert "1 of them overdue" in rows.to_html(Language.EN)


ANY_STEP = st.sampled_from([*STEPS, replace(PROVEN, proof=Proof.REFUTED), replace(PROVEN, proof=Proof.NOT_YET)])


@given(st.lists(ANY_STEP, max_size=12))
def test_whatever_is_tried_only_a_proof_makes_it_effective(steps: list[Step]) -> None:
    """The way is never shorter than cause, action, execution and proof, whatever was refused in between."""
    entry = Entry(number=1, hash="", decision=decision(FOUND))
    correction = raised(entry, date.max, withdrawn=False)
    taken: list[Step] = []
    for step in steps:
        try:
            checked(correction, event(step))
        except UsageError:
            continue
        taken.append(step)
        correction = folded(correction, [event(step)])
    if correction.state in (CorrectionState.EFFECTIVE, CorrectionState.CLOSED):
        assert correction.judged is not None
        assert correction.judged.proof is Proof.PROVEN
        way = [type(each) for each in taken if not isinstance(each, Closed)]
        assert way[-1] is Judged
        assert [each for each in (CauseFound, ActionAgreed, CarriedOut) if each in way] == [CauseFound, ActionAgreed, CarriedOut]
