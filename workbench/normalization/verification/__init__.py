"""What new evidence proves of an adjustment: exposures, judgements, effects and side effects."""

from workbench.normalization.verification.effects import effects_of, judged_effects
from workbench.normalization.verification.exposures import exposed_to
from workbench.normalization.verification.hindrances import homes_of_item, without_new_cases, without_times
from workbench.normalization.verification.judgement import (
    Effect,
    EffectJudgement,
    FindingJudgement,
    Judgement,
    Measure,
    SideEffects,
    ToVerify,
    Worsened,
)
from workbench.normalization.verification.judging import judge
from workbench.normalization.verification.of_items import beside, to_verify, verified_by
from workbench.normalization.verification.period import Period
from workbench.normalization.verification.rates import RateChange, upper_bound
from workbench.normalization.verification.sentences import (
    JudgedFindings,
    JudgedRow,
    effect_words,
    judged_findings,
    proof_words,
    side_effect_words,
    verdict_of,
)
from workbench.normalization.verification.side_effects import side_effects_of

__all__ = [
    "Effect",
    "EffectJudgement",
    "FindingJudgement",
    "JudgedFindings",
    "JudgedRow",
    "Judgement",
    "Measure",
    "Period",
    "RateChange",
    "SideEffects",
    "ToVerify",
    "Worsened",
    "beside",
    "effect_words",
    "effects_of",
    "exposed_to",
    "homes_of_item",
    "judge",
    "judged_effects",
    "judged_findings",
    "proof_words",
    "side_effect_words",
    "side_effects_of",
    "to_verify",
    "upper_bound",
    "verdict_of",
    "verified_by",
    "without_new_cases",
    "without_times",
]
