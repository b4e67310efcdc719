"""A judgement moves a corrective action only where it is due, and tells what came back from what never helped."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.normalization.corrections.test_recording import ACTION, CAUSE, CLOSED, DONE, FOUND, PROVEN, event
from tests.normalization.decisions import decision
from workbench.fit.plan import Proof
from workbench.normalization import Entry
from workbench.normalization.corrections import Correction, Judged, Recurred, Step, step_after
from workbench.normalization.corrections.folding import checked, folded, raised

REFUTED = replace(PROVEN, proof=Proof.REFUTED, violations=4, exposed=100, run="r1")


def after(*steps: Step) -> Correction:
    entry = Entry(number=1, hash="", decision=decision(FOUND))
    return folded(raised(entry, date.max, withdrawn=False), map(event, steps))


@pytest.mark.parametrize("judged", [PROVEN, REFUTED, replace(PROVEN, proof=Proof.NOT_YET)], ids=lambda it: it.proof)
def test_what_was_carried_out_is_judged(judged: Judged) -> None:
    correction = after(CAUSE, ACTION, DONE)
    step = step_after(correction, judged)
    assert step == judged
    assert checked(correction, event(judged)).step == judged


def test_evidence_from_before_it_was_carried_out_says_nothing() -> None:
    assert step_after(after(CAUSE, ACTION, DONE), replace(PROVEN, since=DONE.on - timedelta(days=1))) is None
    assert step_after(after(CAUSE, ACTION), PROVEN) is None


def test_what_did_not_help_is_not_judged_again_before_something_else_is_done() -> None:
    assert step_after(after(CAUSE, ACTION, DONE, REFUTED), PROVEN) is None


@pytest.mark.parametrize("steps", [(PROVEN,), (PROVEN, CLOSED)], ids=["effective", "closed"])
def test_what_was_effective_and_is_refuted_came_back(steps: tuple[Step, ...]) -> None:
    correction = after(CAUSE, ACTION, DONE, *steps)
    assert step_after(correction, PROVEN) is None
    step = step_after(correction, REFUTED)
    assert step == Recurred(since=REFUTED.since, violations=4, exposed=100, run="r1")
    assert checked(correction, event(step)).step == step


def test_what_is_not_yet_provable_is_entered_again_only_with_more_evidence() -> None:
    early = replace(PROVEN, proof=Proof.NOT_YET, exposed=100)
    waiting = after(CAUSE, ACTION, DONE, early)
    more = replace(early, exposed=140)
    assert step_after(waiting, replace(early, run="r2")) is None
    assert step_after(waiting, more) == more
