"""What new evidence proves of an adjustment: exposures, judgements, effects and side effects."""

from workbench.normalization.verification.effects import effects_of
from workbench.normalization.verification.exposures import exposed_to
from workbench.normalization.verification.hindrances import NO_NEW_CASES, NO_TIMES, homes_of_item
from workbench.normalization.verification.judgement import (
    Effect,
    FindingJudgement,
    Judgement,
    Measure,
    Mended,
    Reason,
    SideEffects,
    ToVerify,
    Worsened,
)
from workbench.normalization.verification.judging import judge
from workbench.normalization.verification.period import Period
from workbench.normalization.verification.rates import RateChange, upper_bound
from workbench.normalization.verification.side_effects import side_effects_of

__all__ = [
    "NO_NEW_CASES",
    "NO_TIMES",
    "Effect",
    "FindingJudgement",
    "Judgement",
    "Measure",
    "Mended",
    "Period",
    "RateChange",
    "Reason",
    "SideEffects",
    "ToVerify",
    "Worsened",
    "effects_of",
    "exposed_to",
    "homes_of_item",
    "judge",
    "side_effects_of",
    "upper_bound",
]
