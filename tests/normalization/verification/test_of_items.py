"""From the plan to verification and back: what is done is verified, and what is proven happens to its item."""

from dataclasses import replace

from tests.normalization.plan.items import TODAY as DONE_ON
from tests.normalization.plan.items import after, in_work, item
from tests.normalization.verification.periods import mended, period
from tests.normalization.verification.test_judging import BEFORE, SKIP, flowing
from workbench.findings import Interval
from workbench.fit.codes import Element
from workbench.fit.plan import Proof
from workbench.fit.scoring.comparison import Change
from workbench.language import Language
from workbench.normalization import subject_of
from workbench.normalization.plain_values import plain, value_of
from workbench.normalization.plan import Done, EffectCheck, EffectProof, Item, ItemState, Verified
from workbench.normalization.verification import (
    Effect,
    EffectJudgement,
    Judgement,
    Measure,
    SideEffects,
    Worsened,
    judge,
    to_verify,
    verified_by,
)

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


SHORTER = Effect(
    scope="p",
    measure=Measure.CYCLE_TIME_MEAN,
    before=40.0,
    after=30.0,
    interval=Interval(low=-12.0, high=-8.0),
    n_before=90,
    n_after=60,
)
CONFORMING = replace(SHORTER, measure=Measure.CONFORMING, before=0.9, after=0.8, interval=Interval(low=-0.15, high=-0.05))
BY_CHANCE = replace(SHORTER, measure=Measure.REWORK, interval=Interval(low=-1.0, high=1.0))


def test_effects_are_recorded_with_their_proof_and_what_went_along_and_grew_worse_as_sentences() -> None:
    judgement = Judgement(
        item="i",
        done=DONE_ON,
        cases=60,
        findings=(),
        predicted=(EffectJudgement(check=PLANNED.effect_checks[0], proof=Proof.PROVEN, effect=SHORTER),),
        effects=(SHORTER, CONFORMING, BY_CHANCE),
        side_effects=SideEffects(
            new=(Worsened(subject=subject_of(SKIP), element=Element.PROCESS),),
            indicators=(Change(scope="p", code="PX3", before=0.9, after=0.7, interval=Interval(low=-0.3, high=-0.1)),),
        ),
    )
    verified = verified_by(judgement)
    assert value_of(Verified, plain(verified)) == verified
    assert verified.effects == (
        EffectProof(process="p", proof=Proof.PROVEN, before=40.0, after=30.0, low=-12.0, high=-8.0, n_before=90, n_after=60),
    )
    (beside,), (new, fallen) = verified.beside, verified.side_effects
    assert "share of conforming cases: 90.0% before, 80.0% after" in beside.text(Language.EN)
    assert f"{SKIP.code} ({', '.join(SKIP.object)}) is new in {SKIP.scope}" in new.text(Language.EN)
    assert "PX3 Conforming cases fell in p from 0.900 to 0.700" in fallen.text(Language.EN)
