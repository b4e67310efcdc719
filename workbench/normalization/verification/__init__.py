"""What new evidence proves of an adjustment: exposures, judgements, effects and side effects."""

from workbench.normalization.verification.effects import effects_of
from workbench.normalization.verification.exposures import exposed_to
from workbench.normalization.verification.hindrances import homes_of_item, without_new_cases, without_times
from workbench.normalization.verification.judgement import (
    Effect,
    FindingJudgement,
    Judgement,
    Measure,
    Mended,
    SideEffects,
    ToVerify,
    Words,
    Worsened,
)
from workbench.normalization.verification.judging import judge
from workbench.normalization.verification.period import Period
from workbench.normalization.verification.rates import RateChange, upper_bound
from workbench.normalization.verification.sentences import (
    JudgedFindings,
    JudgedRow,
    effect_words,
    judged_findings,
    proof_words,
    verdict_of,
)
from workbench.normalization.verification.side_effects import side_effects_of

__all__ = [
    "Effect",
    "FindingJudgement",
    "JudgedFindings",
    "JudgedRow",
    "Judgement",
    "Measure",
    "Mended",
    "Period",
    "RateChange",
    "SideEffects",
    "ToVerify",
    "Words",
    "Worsened",
    "effect_words",
    "effects_of",
    "exposed_to",
    "homes_of_item",
    "judge",
    "judged_findings",
    "proof_words",
    "side_effects_of",
    "upper_bound",
    "verdict_of",
    "without_new_cases",
    "without_times",
]
