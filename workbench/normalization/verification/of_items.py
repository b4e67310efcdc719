"""Items of the plan and verification: which are to be verified, and what is recorded of them then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbench.findings import wilson_interval
from workbench.normalization.plan import EffectProof, FindingProof, Item, Verified
from workbench.normalization.verification.judgement import Effect, EffectJudgement, FindingJudgement, Judgement, ToVerify
from workbench.normalization.verification.sentences import effect_words, side_effect_words


def to_verify(items: Iterable[Item]) -> Iterator[ToVerify]:
    """Yield the items whose change is made, with what must hold of them since."""
    for item in items:
        if item.state.is_done and item.done is not None:
            planned = item.planned
            yield ToVerify(id=item.id, done=item.done, findings=planned.verifications, effects=planned.effect_checks)


def verified_by(judgement: Judgement, run: str = "") -> Verified:
    """Return what happens to an item when it is judged; `run` is the subject of the run whose cases did so."""
    return Verified(
        proof=judgement.proof,
        findings=tuple(map(_proof, judgement.findings)),
        effects=tuple(map(_effect, judgement.predicted)),
        beside=tuple(effect_words(each) for each in beside(judgement)),
        side_effects=side_effect_words(judgement.side_effects),
        run=run,
    )


def beside(judgement: Judgement) -> tuple[Effect, ...]:
    """Return what chance does not explain of what went along with an item without being predicted."""
    predicted = [each.effect for each in judgement.predicted]
    return tuple(each for each in judgement.effects if each.is_clear and each not in predicted)


def _proof(judged: FindingJudgement) -> FindingProof:
    counted = judged.violations is not None and judged.exposed is not None
    interval = wilson_interval(judged.violations or 0, judged.exposed or 0) if counted else None
    return FindingProof(
        finding=judged.subject.id,
        proof=judged.proof,
        violations=judged.violations,
        exposed=judged.exposed,
        needed=judged.needed,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        is_claimed=judged.is_claimed,
    )


def _effect(judged: EffectJudgement) -> EffectProof:
    effect, interval = judged.effect, judged.effect.interval
    return EffectProof(
        process=judged.check.process,
        proof=judged.proof,
        before=effect.before,
        after=effect.after,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        n_before=effect.n_before,
        n_after=effect.n_after,
    )
