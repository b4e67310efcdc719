"""From the plan to verification and back: what is done is verified, and what is proven happens to its item."""

from dataclasses import replace

from tests.normalization.plan.items import TODAY as DONE_ON
from tests.normalization.plan.items import after, in_work, item
from tests.normalization.verification.periods import mended, period
from tests.normalization.verification.test_judging import BEFORE, SKIP, flowing
from workbench.fit.plan import Proof
from workbench.normalization.plan import Done, EffectCheck, Item, ItemState
from workbench.normalization.verification import judge, to_verify, verified_by

PLANNED = replace(
    item(), verifications=(mended(SKIP, BEFORE),), effect_checks=(EffectCheck(process="p", change=-1.0, needed=30),)
)


def done() -> Item:
    return after(*in_work(PLANNED), Done(on=DONE_ON), of=PLANNED)


def test_what_is_done_is_to_be_verified_by_what_was_planned_for() -> None:
    (asked,) = to_verify([done()])
    assert (asked.id, asked.done) == (PLANNED.id, DONE_ON)
    assert (asked.findings, asked.effects) == (PLANNED.verifications, PLANNED.effect_checks)


def test_what_is_not_done_is_not_verified() -> None:
    assert list(to_verify([after(*in_work(PLANNED), of=PLANNED)])) == []


def test_what_is_proven_happens_to_the_item() -> None:
    (asked,) = to_verify([done()])
    for evidence, state, proof in (
        (flowing(300), ItemState.EFFECTIVE, Proof.PROVEN),
        (flowing(10), ItemState.NOT_YET, Proof.NOT_YET),
        (flowing(300, 1), ItemState.INEFFECTIVE, Proof.REFUTED),
    ):
        verified = verified_by(judge(asked, period(evidence)), run="run")
        assert (verified.proof, verified.run) == (proof, "run")
        assert after(*in_work(PLANNED), Done(on=DONE_ON), verified, of=PLANNED).state is state


def test_what_is_recorded_of_a_finding_tells_its_counts_and_the_interval_of_its_rate() -> None:
    (asked,) = to_verify([done()])
    (told,) = verified_by(judge(asked, period(flowing(300, 1)))).findings
    assert (told.finding, told.violations, told.exposed, told.needed) == (SKIP.id, 1, 301, 300)
    assert told.low is not None
    assert told.high is not None
    assert 0 < told.low < 1 / 301 < told.high
