"""New evidence alone decides whether a corrective action was effective, and needs enough occasions for that."""

from datetime import date, timedelta

import pytest

from tests.normalization.corrections.test_recording import ACTION, AGAIN, CAUSE, CLOSED, DONE, FOUND, PROVEN, event
from tests.normalization.decisions import decision
from workbench.fit.plan import Proof, Verification
from workbench.normalization import Entry
from workbench.normalization.corrections.effectiveness import NewEvidence, step_after
from workbench.normalization.corrections.events import ActionAgreed, Judged, Recurred, Step
from workbench.normalization.corrections.folding import Correction, checked, folded, raised

SINCE = DONE.on + timedelta(days=1)


def after(*steps: Step) -> Correction:
    entry = Entry(number=1, hash="", decision=decision(FOUND))
    return folded(raised(entry, date.max, withdrawn=False), map(event, steps))


def seen(violations: int | None, exposed: int | None, since: date = SINCE) -> NewEvidence:
    return NewEvidence(since=since, violations=violations, exposed=exposed, run="r1")


@pytest.mark.parametrize(
    ("violations", "exposed", "proof"),
    [(0, 300, Proof.PROVEN), (0, 299, Proof.NOT_YET), (1, 300, Proof.REFUTED), (0, 0, Proof.NOT_YET)],
)
def test_what_was_carried_out_is_judged_by_what_was_agreed(violations: int, exposed: int, proof: Proof) -> None:
    correction = after(CAUSE, ACTION, DONE)
    step = step_after(correction, seen(violations, exposed))
    assert isinstance(step, Judged)
    assert (step.proof, step.needed, step.run) == (proof, 300, "r1")
    assert checked(correction, event(step)).step == step


def test_evidence_from_before_it_was_carried_out_says_nothing() -> None:
    assert step_after(after(CAUSE, ACTION, DONE), seen(0, 900, DONE.on - timedelta(days=1))) is None
    assert step_after(after(CAUSE, ACTION), seen(0, 900)) is None


def test_what_could_not_be_judged_says_nothing() -> None:
    assert step_after(after(CAUSE, ACTION, DONE), seen(None, None)) is None


def test_without_a_check_nothing_is_ever_proven() -> None:
    bare = ActionAgreed(action=ACTION.action, owner=ACTION.owner, due=ACTION.due)
    proofs = [step_after(after(CAUSE, bare, DONE), seen(number, 9_999)) for number in (0, 1)]
    assert [each.proof for each in proofs if isinstance(each, Judged)] == [Proof.NOT_YET, Proof.REFUTED]


def test_what_the_design_alone_shows_is_proven_as_soon_as_it_is_gone() -> None:
    agreed = ActionAgreed(action="a", owner="QM", due=ACTION.due, check=Verification(rule="structural"))
    step = step_after(after(CAUSE, agreed, DONE), seen(0, None))
    assert isinstance(step, Judged)
    assert step.proof is Proof.PROVEN


@pytest.mark.parametrize("steps", [(PROVEN,), (PROVEN, CLOSED)], ids=["effective", "closed"])
def test_what_was_effective_and_is_seen_again_came_back(steps: tuple[Step, ...]) -> None:
    correction = after(CAUSE, ACTION, DONE, *steps)
    assert step_after(correction, seen(0, 900)) is None
    step = step_after(correction, seen(4, 100))
    assert step == Recurred(since=SINCE, violations=4, exposed=100, run="r1")
    assert checked(correction, event(AGAIN)).step == AGAIN
